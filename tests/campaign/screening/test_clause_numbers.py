"""A person's clause is named on the list as the settings count the policy's articles."""

from __future__ import annotations

import re

import pytest

from lungang.campaign.core.queries import clause_numbers, clauses_of
from lungang.policy.pack import load_policy

pytestmark = pytest.mark.django_db


def test_the_list_and_the_settings_count_alike(client, county):
    county.screen()
    client.force_login(county.group.user)
    listed = client.get("/screening/?size=100").content.decode()
    person = re.search(r"政策第 (\d+) 条</span>&emsp;([^<]*)<br><small>([^<]+)</small>", listed)
    assert person is not None
    settings = client.get("/campaign/").content.decode()
    assert f'<td class="nw">第 {person[1]} 条</td><th scope="row">{person[3]}</th>' in settings


@pytest.mark.parametrize("pack", ["county-2004", "present-law"])
def test_every_article_has_a_number_of_its_own(pack):
    policy = load_policy(pack)
    numbers = clause_numbers(policy)
    assert sorted(numbers.values()) == list(range(1, len(clauses_of(policy)) + 1))
    assert numbers[policy.scope.id] == 1
