"""One id in two units' rosters: the sections read of it before the county is screened."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lungang.campaign.rosters import actions
from lungang.campaign.rosters.contradictions import contradictions_for
from lungang.campaign.rosters.models import Return, Row
from lungang.errors import NotNow
from lungang.platform.accounts.offices import Office
from tests.campaign.rosters.desk import OTHER, UNIT, Desk, browser
from tests.factories import make_actor


@pytest.fixture
def doubled(desk: Desk) -> tuple[Desk, Row, Return]:
    """Somebody of the personnel bureau's, sent in by one unit, and in the other's draft."""
    row = desk.person(desk.submitted())
    draft = actions.start_empty(desk.stranger, desk.campaign)
    cells = {name: str(row.cells[name]) for name in ("name", "id")}
    actions.add_row(desk.stranger, draft.pk, "roster", {**cells, "name": "草稿里的名字"})
    return desk, row, draft


def words(actor: Any, address: str) -> str:
    text = browser(actor).get(address).content.decode()
    return text[text.index("<main") :]


def test_the_section_reads_who_and_where(doubled: tuple[Desk, Row, Return]) -> None:
    desk, row, _draft = doubled
    for address in (
        reverse("rosters:board"),
        reverse("rosters:return", args=[row.roster_return_id]),
    ):
        text = words(desk.personnel, address)
        assert "1 个身份证号报在两个单位" in text
        assert f"{UNIT}第 {row.number} 行</a>（已上报）" in text
        assert f"{OTHER}（填了一半）" in text
        assert "草稿里的名字" not in text, "what is in a draft is not sent yet"
        assert row.cells["id"] not in text


def test_nobody_else_reads_of_it(doubled: tuple[Desk, Row, Return]) -> None:
    desk, _row, draft = doubled
    board = reverse("rosters:board")
    assert "报在两个单位" not in words(make_actor(Office.LEADING_GROUP), board)
    assert "报在两个单位" not in words(desk.organisation, board), "the person is not its own"
    assert "报在两个单位" not in words(desk.stranger, reverse("rosters:return", args=[draft.pk]))
    assert contradictions_for(desk.stranger, desk.campaign) == []


def test_it_is_gone_when_it_is_settled(doubled: tuple[Desk, Row, Return]) -> None:
    desk, _row, draft = doubled
    with pytest.raises(NotNow):
        actions.submit(desk.stranger, draft.pk, warnings_seen=True)
    actions.discard(desk.stranger, draft.pk)
    assert contradictions_for(desk.personnel, desk.campaign) == []


def test_two_drafts_are_the_units_own_matter(desk: Desk) -> None:
    row = desk.person(desk.upload())
    draft = actions.start_empty(desk.stranger, desk.campaign)
    actions.add_row(desk.stranger, draft.pk, "roster", {"name": "某甲", "id": row.cells["id"]})
    assert contradictions_for(desk.personnel, desk.campaign) == []


def test_queries_do_not_grow(doubled: tuple[Desk, Row, Return]) -> None:
    desk, row, draft = doubled

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert contradictions_for(desk.personnel, desk.campaign)
        return len(caught)

    few = asked()
    for other in row.roster_return.rows.filter(table="roster", authority=row.authority)[1:5]:
        cells = {"name": other.name, "id": other.cells["id"]}
        actions.add_row(desk.stranger, draft.pk, "roster", cells)
    assert len(contradictions_for(desk.personnel, desk.campaign)) == 5
    assert asked() == few
