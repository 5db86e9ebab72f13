"""A colleague's draft is not wiped by a page that never showed it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lungang.campaign.rosters import actions
from lungang.campaign.rosters.actions.begin import mark_of
from lungang.errors import NotNow, Stale
from tests.campaign.rosters.desk import Desk, browser, good


def test_an_empty_draft_takes_no_drafts_place(desk: Desk) -> None:
    sent = desk.upload()
    rows = sent.rows.count()
    with pytest.raises(NotNow, match="已有一份草稿"):
        actions.start_empty(desk.officer, desk.campaign)
    assert sent.rows.count() == rows > 0
    actions.discard(desk.officer, sent.pk)
    assert actions.start_empty(desk.officer, desk.campaign).state == "draft"


def test_a_workbook_replaces_the_draft_that_the_page_showed(desk: Desk) -> None:
    sent = desk.upload(draft="")
    shown = mark_of(sent)
    row = desk.person(sent)
    actions.edit_cells(desk.officer, sent.pk, {row.pk: {"remark": "同事改的"}})
    for other in (shown, "", "draft:1"):
        with pytest.raises(Stale):
            desk.upload(draft=other)
    row.refresh_from_db()
    assert row.cells["remark"] == "同事改的"
    sent.refresh_from_db()
    assert desk.upload(draft=mark_of(sent)).pk == sent.pk


def test_the_page_carries_the_draft_that_it_showed(desk: Desk) -> None:
    sent = desk.upload()
    client = browser(desk.officer)
    address = reverse("rosters:upload")
    assert f'name="draft" value="{mark_of(sent)}"' in client.get(address).content.decode()

    def post(draft: str) -> int:
        file = SimpleUploadedFile("审计局.xlsx", good())
        return client.post(address, {"file": file, "draft": draft}).status_code

    assert post("") == 409
    for broken in ("9" * 5000, "²", "٣", "-1", ""):
        assert post(f"{sent.pk}:{broken}") == 409
    assert post(mark_of(sent)) == 302
