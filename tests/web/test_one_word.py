"""One word for one thing on every page (docs/glossary.md), and packs by their title."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import lungang
from lungang.platform.accounts.offices import Office
from lungang.policy.pack import load_policy, shipped_packs
from tests.factories import make_actor, make_campaign

HOME = Path(lungang.__file__).parent
SAID = [path for kind in ("html", "txt", "py") for path in HOME.rglob(f"*.{kind}")]
INSTEAD = {
    "密码": ("口令", r"(?<!打开)密码(?!后另存)"),
    "动态口令": ("验证码", "动态口令|验证器口令|六位口令"),
    "须轮岗": ("应轮岗", "[须需]轮岗|必须轮岗"),
    "须交流": ("应交流", "[须需]交流|必须交流"),
}


@pytest.mark.parametrize("word", INSTEAD)
def test_one_word_for_one_thing(word):
    right, wrong = INSTEAD[word]
    found = [path for path in SAID if re.search(wrong, path.read_text())]
    assert not found, f"say {right}"


@pytest.mark.django_db
def test_packs_are_chosen_by_their_title(client):
    make_campaign()
    client.force_login(make_actor(Office.ORGANISATION_SECTION).user)
    page = client.get("/campaign/pack/").content.decode()
    for name in shipped_packs():
        assert load_policy(name).title in page
        assert f">{name}<" not in page
