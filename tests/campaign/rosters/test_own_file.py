"""Which other unit has somebody, a unit is not told."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lungang.campaign.rosters import actions
from lungang.campaign.rosters.facts import check_return
from tests.campaign.rosters.desk import OTHER, Desk, browser


@pytest.mark.parametrize("for_section", [True, False])
def test_the_other_unit_is_named_to_sections_only(desk: Desk, for_section: bool) -> None:
    sent = desk.submitted()
    desk.sent_by_the_other_too(sent)
    (error,) = check_return(sent, for_section=for_section).errors
    assert (OTHER in error.problem) is for_section
    assert ("另一单位" in error.problem) is not for_section


def test_the_list_of_corrections_asks_no_more_for_more(desk: Desk) -> None:
    people = desk.accepted().rows.filter(table="roster", authority="personnel_bureau")
    client, counts = browser(desk.personnel), []
    for row in people[:3]:
        row.refresh_from_db()
        actions.ask_correction(desk.officer, row.pk, {"remark": "改"}, "笔误")
        client.get(reverse("rosters:corrections"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("rosters:corrections"))
        counts.append(len(asked))
    assert len(set(counts)) == 1
