"""What other pages say after a repair: notices to hand out, tasks of units, the outcomes."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lungang.campaign.transfer.models import Attendance, Journey
from lungang.campaign.transfer.queries import ARRIVALS, HANDOVERS, LETTERS
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.guard import writing
from tests.campaign.repairs.mended import Mending
from tests.campaign.transfer.released import deadlines, sign_in

pytestmark = pytest.mark.django_db


def see(actor: Actor, name: str):
    return sign_in(Client(), actor).get(reverse(name))


def alone(mending: Mending) -> Journey:
    """Somebody who is the only one to leave the unit."""
    leaving = Counter(one.from_unit_id for one in mending.standing())
    return next(one for one in mending.standing() if leaving[one.from_unit_id] == 1)


def test_notices_are_handed_out_by_each_persons_own_terms(mending: Mending) -> None:
    first = mending.campaign.work_meetings.get()
    with writing():
        Attendance.objects.filter(meeting=first).update(who="某局长")
    journey = mending.redirecting()
    mending.report(journey)
    mending.compute()
    mending.ask()
    mending.confirm()
    later = mending.release(deadlines=deadlines(clock.now() + timedelta(days=20)))
    own: dict[str, set[object]] = {"old": set(), "new": set()}
    for section in (mending.personnel, mending.organisation):
        shown = see(section, "transfer:notices")
        for unit in shown.context["units"]:
            assert {person.terms.notices_due for person in unit.people} == {unit.due}
            new = unit.due == later.notices_due
            own["new" if new else "old"].add(unit.pk)
            assert unit.came is not new, "of a notice there is no roll"
        assert "负责人没有到会" not in shown.content.decode()
    assert own["old"]
    assert own["new"]
    assert later.paper in see(mending.personnel, "transfer:notices").content.decode() or (
        later.paper in see(mending.organisation, "transfer:notices").content.decode()
    )


def test_a_unit_with_nobody_left_has_its_task_withdrawn_not_done(mending: Mending) -> None:
    journey = alone(mending)
    mending.mend(journey)
    assert not mending.standing(from_unit=journey.from_unit_id)
    for kind in (LETTERS, HANDOVERS):
        task = mending.campaign.tasks.get(kind=kind, unit=journey.from_unit_id)
        assert task.state == "withdrawn"
        assert task.finished_at is not None
    coming = {one.to_unit_id for one in mending.standing()}
    for task in mending.campaign.tasks.filter(kind=ARRIVALS):
        assert (task.state == "open") == (task.unit_id in coming)


def test_what_a_unit_had_done_before_stays_done(mending: Mending) -> None:
    journey = alone(mending)
    mending.transfer.bring_to(journey, "bring")
    mending.mend(journey)
    done = {task.kind: task.state for task in mending.campaign.tasks.filter(
        unit=journey.from_unit_id)}  # fmt: skip
    assert (done[LETTERS], done[HANDOVERS]) == ("accepted", "withdrawn")


def test_the_outcomes_say_on_what_they_rest(mending: Mending) -> None:
    day = timezone.localtime(mending.campaign.work_meetings.get().held_at)
    read_out = f"{day.year} 年 {day.month} 月 {day.day} 日交流人员工作会宣读的名单"
    before = see(mending.personnel, "outcomes:people").content.decode()
    assert f"{read_out}，共" in before
    mending.mend(mending.standing()[0])
    for name in ("outcomes:tables", "outcomes:people", "outcomes:reasons"):
        assert (
            f"{read_out}、某人〔2026〕12号补充公布，"
            in see(mending.personnel, name).content.decode()
        )
