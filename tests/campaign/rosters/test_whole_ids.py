"""Citizen ids leave their mask one by one, for those whose people they are, and on record."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lungang.campaign.rosters import actions
from lungang.errors import NotNow, NotPermitted
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import is_writing
from lungang.platform.notices.models import Notice
from tests.campaign.rosters.desk import Desk, browser
from tests.factories import make_actor


def test_the_marked_workbook_is_the_officers_and_on_record(desk: Desk) -> None:
    sent = desk.submitted()
    address = reverse("rosters:marked", args=[sent.pk])
    for actor in (
        make_actor(Office.UNIT_HEAD, desk.unit), desk.stranger, desk.personnel, desk.organisation,
    ):  # fmt: skip
        assert browser(actor).post(address).status_code == 404
    assert not Entry.objects.filter(action="rosters.download_marked", result="done").exists()
    assert browser(desk.officer).get(address).status_code == 405
    assert browser(desk.officer).post(address).content[:2] == b"PK"
    entry = Entry.objects.get(action="rosters.download_marked", result="done")
    assert entry.subject_id == str(sent.pk)
    assert entry.actor_name == desk.officer.name


def test_a_section_sees_the_ids_of_its_own_people(desk: Desk) -> None:
    sent = desk.submitted()
    own, other = desk.person(sent), desk.person(sent, "organisation_department")
    assert actions.reveal_id(desk.personnel, desk.campaign, own.pk, "核对档案") == own
    with pytest.raises(NotPermitted):
        actions.reveal_id(desk.personnel, desk.campaign, other.pk, "核对档案")
    client = browser(desk.personnel)
    assert client.get(reverse("rosters:reveal", args=[other.pk])).status_code == 404
    body = client.get(reverse("rosters:return", args=[sent.pk]) + "?view=all").content.decode()
    assert reverse("rosters:reveal", args=[own.pk]) in body
    assert reverse("rosters:reveal", args=[other.pk]) not in body
    head = make_actor(Office.UNIT_HEAD, desk.unit)
    with pytest.raises(NotPermitted):
        actions.reveal_id(head, desk.campaign, own.pk, "看看")


def test_only_so_many_an_hour_and_discipline_hears_of_it(desk: Desk) -> None:
    sent = desk.submitted()
    row = desk.person(sent)
    for _n in range(actions.reveal.AN_HOUR):
        actions.reveal_id(desk.personnel, desk.campaign, row.pk, "核对档案")
    for _n in range(2):
        with pytest.raises(NotNow, match="已看过 20 个证号"):
            actions.reveal_id(desk.personnel, desk.campaign, row.pk, "核对档案")
    notice = Notice.objects.get(office=Office.DISCIPLINE)
    assert row.name not in notice.subject + notice.body
    assert Entry.objects.filter(action="rosters.note_many_reveals", result="done").count() == 1
    assert actions.reveal_id(desk.officer, desk.campaign, row.pk, "核对档案") == row


def test_what_is_refused_is_on_record_with_what_was_asked_for(desk: Desk) -> None:
    sent = desk.submitted()
    other = desk.person(sent, "organisation_department")
    address = reverse("rosters:reveal", args=[other.pk])
    for who in (desk.personnel, desk.stranger):
        assert browser(who).post(address, {"reason": "看看"}).status_code == 404
        line = Entry.objects.get(action="audit.read", actor_id=str(who.user.pk))
        assert (line.result, line.details) == ("refused", {"asked": [str(other.pk)]})


def test_two_at_once_count_each_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    row = desk.person(desk.submitted())
    monkeypatch.setattr(actions.reveal, "AN_HOUR", 1)
    asked = actions.reveal.rows_for
    inside: list[bool] = []

    def rows(*given: object) -> object:
        inside.append(is_writing())
        return asked(*given)

    monkeypatch.setattr(actions.reveal, "rows_for", rows)
    actions.reveal_id(desk.personnel, desk.campaign, row.pk, "核对档案")
    assert inside == [True], "looked for, and counted, while no other action runs"


def test_the_words_of_the_reason_stay_whole(desk: Desk) -> None:
    row = desk.person(desk.submitted())
    actions.reveal_id(desk.personnel, desk.campaign, row.pk, f"核对{row.name}的档案")
    line = Entry.objects.get(action="audit.read", result="done")
    assert line.reason == f"核对{row.name}的档案"
    assert row.name not in line.summary
