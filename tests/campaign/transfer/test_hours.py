"""The hours of a release have one home: changed there, they are changed everywhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lungang.campaign.core import actions as core
from lungang.campaign.core.actions import remind_due
from lungang.campaign.core.desk import unit_desk
from lungang.campaign.core.kinds import desk_items
from lungang.campaign.core.models import Task
from lungang.campaign.transfer import actions
from lungang.campaign.transfer.actions.releasing import Deadlines
from lungang.campaign.transfer.models import Journey, WorkMeeting
from lungang.campaign.transfer.papers import facts_of
from lungang.campaign.transfer.queries import ARRIVALS, HANDOVERS, LETTERS
from lungang.campaign.transfer.showing import board_of, is_late
from lungang.errors import InputError, NotNow, NotPermitted
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.notices.models import Notice
from tests.campaign.transfer.released import Transfer, sign_in

pytestmark = pytest.mark.django_db
LATER = timedelta(days=3)


@pytest.fixture
def meeting(released: Transfer) -> WorkMeeting:
    return released.campaign.work_meetings.get()


def hours(meeting: WorkMeeting, by: timedelta = LATER) -> Deadlines:
    return Deadlines(
        meeting.notices_due + by, meeting.letters_due + by, meeting.section_due + by,
        meeting.report_due + by,
    )  # fmt: skip


def move(made: Transfer, meeting: WorkMeeting, by: timedelta = LATER) -> WorkMeeting:
    return actions.move_hours(
        made.organisation, made.campaign, meeting.pk, hours(meeting, by), "大雪封路"
    )


def test_changed_once_it_is_changed_everywhere(
    released: Transfer, meeting: WorkMeeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = released.one()
    unit, new = released.old(journey), move(released, meeting)
    assert new.letters_due == meeting.letters_due + LATER
    # the tasks, and with them the unit's workbench
    dues = {LETTERS: new.letters_due, HANDOVERS: new.report_due, ARRIVALS: new.report_due}
    for kind, due in dues.items():
        assert set(Task.objects.filter(kind=kind).values_list("due_at", flat=True)) == {due}
    desk = unit_desk(unit, released.campaign)
    owed = [duty.task.due_at for duty in (*desk.now, *desk.blocked) if duty.task.kind == LETTERS]
    assert owed == [new.letters_due]
    # the section's desk, the board, and whether anybody is late
    section = released.section(journey)
    item = next(one for one in desk_items(section, released.campaign) if one.phrase == "交调干通知")
    assert item.due_at == new.notices_due
    board = board_of(section, released.campaign, new)
    assert [column.due for column in board.columns if column.due] == [
        new.notices_due, new.letters_due, new.section_due, new.report_due, new.report_due,
    ]  # fmt: skip
    # the papers
    said = timezone.localtime(new.letters_due)
    facts = facts_of(released.campaign, new, new.decision)
    assert facts.letters_due.startswith(f"{said.month}月{said.day}日")
    # the reminders: none by the old hour, one by the new
    moment = meeting.letters_due + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert not is_late(Journey.objects.get(pk=journey.pk))
    assert not Notice.objects.filter(subject__startswith="已过时限").exists()
    remind_due()
    assert not Notice.objects.filter(subject__startswith="已过时限").exists()
    moment = new.letters_due + timedelta(minutes=1)
    remind_due()
    told = Notice.objects.filter(subject__startswith="已过时限：调出人员的介绍信")
    assert told.filter(unit=journey.from_unit).count() == 1


def test_units_are_told_and_it_is_on_record(released: Transfer, meeting: WorkMeeting) -> None:
    move(released, meeting)
    journey = released.one()
    told = Notice.objects.filter(office=Office.HR_OFFICER, subject__startswith="时限改了")
    assert told.filter(unit=journey.from_unit).exists()
    entry = Entry.objects.get(action="transfer.move_hours", result="done")
    assert entry.details["letters_due"][0] == meeting.letters_due.isoformat()


def test_a_task_made_of_them_is_not_moved_by_itself(
    released: Transfer, meeting: WorkMeeting
) -> None:
    task = Task.objects.filter(kind=LETTERS).first()
    assert task is not None
    with pytest.raises(NotNow, match="随落实的时限走"):
        core.move_deadline(released.personnel, task.pk, clock.now() + LATER, "下乡")
    page = sign_in(Client(), released.personnel).get(reverse("core:task", args=[task.pk]))
    assert reverse("transfer:meeting") in page.content.decode()


def test_what_is_done_stays_as_it_was(released: Transfer, meeting: WorkMeeting) -> None:
    journey = released.one()
    for one in released.campaign.journeys.filter(from_unit=journey.from_unit):
        released.bring_to(one, "bring")
    move(released, meeting)
    assert Task.objects.get(kind=LETTERS, unit=journey.from_unit).due_at == meeting.letters_due


def test_what_cannot_be_is_refused(released: Transfer, meeting: WorkMeeting) -> None:
    at = released.organisation, released.campaign, meeting.pk
    swapped = hours(meeting)
    swapped = Deadlines(swapped.report, swapped.letters, swapped.section, swapped.notices)
    for told, why in (
        (hours(meeting, timedelta()), "x"), (hours(meeting), " "), (swapped, "x"),
        (hours(meeting, timedelta(days=-9)), "x"),
    ):  # fmt: skip
        with pytest.raises(InputError):
            actions.move_hours(*at, told, why)
    for actor in (released.county.group, released.old(released.one())):
        with pytest.raises(NotPermitted):
            actions.move_hours(actor, released.campaign, meeting.pk, hours(meeting), "x")


def test_an_hour_that_is_over_and_left_as_it_is_hinders_no_other(
    released: Transfer, meeting: WorkMeeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = meeting.notices_due + timedelta(minutes=5)
    monkeypatch.setattr(clock, "now", lambda: moment)
    told = Deadlines(
        meeting.notices_due.replace(second=0, microsecond=0), meeting.letters_due + LATER,
        meeting.section_due + LATER, meeting.report_due + LATER,
    )  # fmt: skip
    by = released.personnel, released.campaign, meeting.pk
    new = actions.move_hours(*by, told, "大雪封路")
    assert (new.notices_due, new.letters_due) == (meeting.notices_due, told.letters)


def test_it_is_changed_on_its_page(released: Transfer, meeting: WorkMeeting) -> None:
    client, path = (
        sign_in(Client(), released.personnel),
        reverse("transfer:hours", args=[meeting.pk]),
    )
    assert (
        reverse("transfer:hours", args=[meeting.pk])
        in client.get(reverse("transfer:meeting")).content.decode()
    )
    assert client.get(path).status_code == 200
    new = hours(meeting)
    said = {
        name: timezone.localtime(getattr(new, name)).strftime("%Y-%m-%dT%H:%M")
        for name in ("notices", "letters", "section", "report")
    }
    bad = client.post(path, said | {"reason": "", "seen": meeting.version})
    assert bad.status_code == 422
    done = client.post(path, said | {"reason": "大雪封路", "seen": meeting.version})
    assert done["Location"] == reverse("transfer:meeting")
    meeting.refresh_from_db()
    assert meeting.letters_due == new.letters.replace(second=0, microsecond=0)
