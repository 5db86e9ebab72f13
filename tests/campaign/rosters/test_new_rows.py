"""A new row on screen: what was typed before is kept, and an empty row is nobody."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from lungang.campaign.rosters import actions
from lungang.campaign.rosters.facts import check_return
from lungang.campaign.rosters.models import Return, Row
from lungang.errors import NotNow
from lungang.platform.audit.models import Entry
from tests.campaign.rosters.desk import Desk, browser, wrong
from tests.forms import send


def on_to(client: Client, sent: Return, table: str, **typed: str) -> str:
    """Press 加一人 (or its like) with something typed; return where it led."""
    here, cells = (reverse(f"rosters:{name}", args=[sent.pk]) for name in ("return", "edit"))
    page = send(client, here, {"then": table, **typed}, action=cells)
    assert page.status_code == 302
    return str(page["Location"])


@pytest.mark.parametrize("table", ["roster", "kin", "wish"])
def test_what_was_typed_is_kept_when_a_row_is_added(desk: Desk, table: str) -> None:
    sent, client = desk.upload(wrong()), browser(desk.officer)
    row = sent.rows.get(table="roster", number=5)
    here = reverse("rosters:return", args=[sent.pk])
    assert f'form="cells" name="then" value="{table}"' in client.get(here).content.decode()
    new = on_to(client, sent, table, **{f"c:{row.pk}:nature": "行政编制"})
    assert new == reverse("rosters:add", args=[sent.pk, table])
    row.refresh_from_db()
    assert row.cells["nature"] == "行政编制"
    assert Row.objects.filter(roster_return=sent).count() == sent.rows.count()


@pytest.mark.parametrize("table", ["roster", "kin", "wish"])
def test_a_row_left_empty_is_neither_a_person_nor_a_finding(desk: Desk, table: str) -> None:
    sent, client = desk.upload(), browser(desk.officer)
    before = sent.rows.count(), len(check_return(sent).findings)
    new = on_to(client, sent, table)
    shown = client.get(new)
    assert shown.status_code == 200
    left = {bound.html_name: bound.value() or "" for bound in shown.context["form"]}
    page = send(client, new, left)
    assert "一格也没有填，没有加" in page.content.decode()
    assert (sent.rows.count(), len(check_return(sent).findings)) == before
    with pytest.raises(NotNow, match="一格也没有填"):
        actions.add_row(desk.officer, sent.pk, table, {"name": "  "})


def test_the_row_filled_in_is_there_with_the_units_name(desk: Desk) -> None:
    sent, client = desk.upload(), browser(desk.officer)
    new = on_to(client, sent, "roster")
    assert "县审计局" in client.get(new).content.decode()
    page = send(client, new, {"name": "某乙", "unit": "县审计局"}, follow=True)
    assert "加了一行" in page.content.decode()
    assert sent.rows.get(name="某乙").cells == {"name": "某乙", "unit": "县审计局"}


def test_the_cell_called_key_is_not_the_key_of_the_form(desk: Desk) -> None:
    client = browser(desk.officer)
    rows = [str(row.pk) for row in desk.upload().rows.filter(table="roster")[:2]]
    for pk in rows:
        page = send(client, reverse("rosters:row", args=[pk]), {"cell-key": "是"})
        assert page.status_code == 302
    assert [row.cells["key"] for row in Row.objects.filter(pk__in=rows)] == ["是", "是"]
    lines = Entry.objects.filter(action="rosters.edit_cells")
    assert all(line.key for line in lines)
    assert lines.count() == len(rows)


def test_a_row_is_added_to_a_draft_of_the_own_unit_and_to_no_other(desk: Desk) -> None:
    draft = desk.upload()
    new = reverse("rosters:add", args=[draft.pk, "roster"])
    assert browser(desk.stranger).get(new).status_code == 404
    client = browser(desk.officer)
    assert client.get(reverse("rosters:add", args=[draft.pk, "unit"])).status_code == 404
    actions.submit(desk.officer, draft.pk, warnings_seen=True)
    assert client.get(new).status_code == 404
