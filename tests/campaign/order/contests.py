"""Contests: two do the same at the same moment, in threads or in processes, round after round.

Programs on a database on the disk (tests.platform.at_once). ``found`` makes a county whose plan is
asked for; each contest puts back by hand, between rounds, the few rows that it is about, so that a
round costs two acts and no more.
"""

from __future__ import annotations

import multiprocessing
import threading
from datetime import timedelta
from itertools import count
from typing import Any

from tests.platform.at_once import _alone, main

MODULE = "tests.campaign.order.contests"
PATIENCE = 120


class Contest:
    """One kind of contest: what is put back before a round, what each does, what must be after."""

    winners = 1

    def __init__(self) -> None:
        from lungang.campaign.core.models import Campaign
        from lungang.campaign.deliberation.models import Decision

        self.campaign = Campaign.objects.get()
        self.decision = Decision.objects.defer("content").get()
        self.digest = Decision.objects.get().opened.digest
        attach(self.campaign)  # a release closes the meeting, and that seals its minutes

    def person(self, office: str, which: int = 0) -> Any:
        from lungang.platform.accounts.actor import Actor
        from lungang.platform.accounts.models import Holding

        rows = Holding.objects.filter(office=office).select_related("user").order_by("pk")
        return Actor(rows[which].user, rows[which])

    def before(self, number: int) -> None:
        raise NotImplementedError

    def ready(self) -> None:
        """Open the page that is acted on, when it was put back and before anybody acts."""

    def act(self, which: int, number: int) -> None:
        raise NotImplementedError

    def after(self, number: int) -> None:
        """Check what is held now."""


class Confirm(Contest):
    """Two of the other section confirm; or one person in two windows."""

    def before(self, number: int) -> None:
        back(self.campaign, step="deliberation")
        back(self.decision, state="asked", second_by=None, second_at=None)

    def act(self, which: int, number: int) -> None:
        from lungang.campaign.deliberation.actions import confirm

        who = self.person("organisation_section", which if number % 2 else 0)
        confirm(who, self.campaign, self.decision.pk, self.digest)

    def after(self, number: int) -> None:
        self.decision.refresh_from_db(fields=["state", "second_by"])
        assert self.decision.state == "confirmed"
        assert self.decision.second_by.office == "organisation_section"


class Mark(Contest):
    """The two sections mark one person each, on pages opened before either."""

    def __init__(self) -> None:
        from lungang.campaign.deliberation.models import Meeting

        super().__init__()
        self.meeting = Meeting.objects.get()
        self.scenario = self.decision.scenario

    def before(self, number: int) -> None:
        from lungang.campaign.deliberation.models import Mark as Row
        from lungang.platform.guard import writing

        back(self.campaign, step="deliberation")
        back(self.decision, state="sent_back", second_by=None)
        with writing():
            Row.objects.all().delete()

    def ready(self) -> None:
        self.meeting.refresh_from_db(fields=["version"])
        self.seen = self.meeting.version

    def act(self, which: int, number: int) -> None:
        from lungang.campaign.deliberation.actions import mark
        from lungang.campaign.deliberation.marking import Wish
        from lungang.campaign.rosters.models import Row

        row = Row.objects.order_by("person_key")[which]
        who = self.person(("organisation_section", "personnel_section")[which])
        wish = Wish(kind="stay", person=row.pk, reason="会议研究")
        mark(who, self.campaign, self.scenario.pk, wish, seen=self.seen)

    def after(self, number: int) -> None:
        assert self.scenario.marks.count() == 1


class Release(Contest):
    """Both sections read the list out."""

    def before(self, number: int) -> None:
        from lungang.campaign.core.models import Campaign, Task
        from lungang.campaign.transfer.models import (
            Attendance,
            Journey,
            Paper,
            Receipt,
            WorkMeeting,
        )
        from lungang.platform.guard import writing

        with writing():
            for model in (Receipt, Paper, Journey, Attendance, WorkMeeting, Task):
                model.objects.all().delete()
            Campaign.objects.update(step="deliberation")
        second = self.person("organisation_section").holding
        back(self.decision, state="confirmed", second_by=second, released_at=None)

    def act(self, which: int, number: int) -> None:
        release(self, self.person(("organisation_section", "personnel_section")[which]))

    def after(self, number: int) -> None:
        from lungang.campaign.transfer.models import WorkMeeting

        assert WorkMeeting.objects.count() == 1
        assert self.campaign.journeys.count() == self.moves

    @property
    def moves(self) -> int:
        return len(type(self.decision).objects.get().opened.plan.moves)


class Collect(Contest):
    """One notice is put on record as taken at two desks of the section."""

    def __init__(self) -> None:
        super().__init__()
        is_released(self)
        self.way = self.campaign.journeys.filter(authority="personnel_bureau").first()

    def before(self, number: int) -> None:
        from lungang.campaign.transfer.models import Receipt
        from lungang.platform.guard import writing

        with writing():
            Receipt.objects.all().delete()
        back(self.way, state="notice")

    def act(self, which: int, number: int) -> None:
        from lungang.campaign.transfer.actions import collect

        who = self.person("personnel_section", which if number % 2 else 0)
        collect(who, self.campaign, [self.way.pk], "某局长", "")

    def after(self, number: int) -> None:
        self.way.refresh_from_db()
        assert (self.way.state, self.way.receipts.count()) == ("unit_letter", 1)


class Number(Contest):
    """Two papers get their numbers from one series at once; and the same again from one paper."""

    def __init__(self) -> None:
        super().__init__()
        is_released(self)
        rows = self.campaign.journeys.filter(authority="personnel_bureau").order_by("number")
        self.ways = list(rows)

    def before(self, number: int) -> None:
        from lungang.campaign.transfer.models import Paper
        from lungang.platform.guard import writing

        self.winners = 1 + number % 2
        with writing():
            Paper.objects.all().delete()

    def act(self, which: int, number: int) -> None:
        from lungang.campaign.transfer.actions import number_paper

        who = self.person("personnel_section", which)
        way = self.ways[which if number % 2 else 0]
        number_paper(who, self.campaign, way.pk, "section-letter")

    def after(self, number: int) -> None:
        from lungang.platform.register.queries import series_with_gaps

        assert not series_with_gaps().exists()


CONTESTS: dict[str, type[Contest]] = {
    "confirm": Confirm, "mark": Mark, "release": Release, "collect": Collect, "number": Number,
}  # fmt: skip


def back(row: Any, **said: Any) -> None:
    """Put a row back to where it was, by hand."""
    from lungang.platform.guard import writing

    with writing():
        type(row).objects.filter(pk=row.pk).update(**said)


def release(contest: Contest, who: Any) -> None:
    from lungang.campaign.transfer import actions
    from lungang.campaign.transfer.actions.releasing import Deadlines
    from lungang.platform import clock

    now = clock.now()
    due = Deadlines(*(now + timedelta(hours=hours) for hours in (1, 4, 6, 96)))
    actions.release(
        who, contest.campaign, contest.decision.pk, contest.digest, held_at=now, place="礼堂",
        deadlines=due, roll={},
    )  # fmt: skip


def is_released(contest: Contest) -> None:
    """Read the list out, where it is not yet."""
    if not contest.campaign.work_meetings.exists():
        Release.before(contest, 0)  # type: ignore[arg-type]
        release(contest, contest.person("personnel_section"))


def attach(campaign: Any) -> None:
    """Let the engine read the roster that the county was planted from, in this process too."""
    from lungang.campaign.deliberation import engine
    from lungang.campaign.rosters.facts import CountyRoster, person_key
    from lungang.campaign.rosters.models import Row
    from tests.campaign.order.county import twelve

    roster = twelve()
    by_key = {row.person_key: row for row in Row.objects.select_related("roster_return__unit")}
    rows = {person.id: by_key[person_key(person.id)] for person in roster.people}
    engine.county_roster = lambda _campaign: CountyRoster(roster, rows, (), ())  # type: ignore[assignment]


# ---- the programs -----------------------------------------------------------------------------


def found() -> str:
    """Make the county, on the place's own database: a plan that waits for the second person."""
    import pytest

    with pytest.MonkeyPatch.context() as patch:
        return _found(patch)


def _found(patch: Any) -> str:
    from lungang.campaign.core.models import Campaign
    from lungang.platform.accounts.actor import system
    from lungang.platform.accounts.offices import Office
    from lungang.platform.guard import writing
    from lungang.platform.register.actions import give_word
    from tests import factories
    from tests.campaign.deliberation.table.room import make_room, reader
    from tests.campaign.order.county import twelve

    patch.setattr(factories, "_numbers", count(1000))
    with writing():  # the place comes with a campaign of its own
        for campaign in Campaign.objects.all():
            campaign.packs.all().delete()
            campaign.delete()
    room = make_room(twelve(), patch)
    for office in (Office.ORGANISATION_SECTION, Office.PERSONNEL_SECTION):
        reader(room, office)
    give_word(system("建站"), "人交介", Office.PERSONNEL_SECTION)
    scenario = room.compute()
    room.open()
    room.settle(scenario)
    return str(room.ask(scenario).pk)


def in_threads(name: str, rounds: int) -> int:
    """Hold a contest in threads of one process; return how many rounds exactly one won."""
    from concurrent.futures import ThreadPoolExecutor

    gate, done = threading.Barrier(3), [0, 0]
    with ThreadPoolExecutor(2) as pool:
        work = [(contend, name, which, rounds, gate, done) for which in (0, 1)]
        both = [pool.submit(_alone, one) for one in work]
        try:
            return referee(name, rounds, gate, done)
        finally:  # what ended the contest is told before that it ended
            for one in both:
                one.result()


def in_processes(name: str, rounds: int) -> int:
    """The same with a process each."""
    context = multiprocessing.get_context("spawn")
    gate, done = context.Barrier(3), context.Array("i", 2)
    both = [
        context.Process(target=begin, args=(name, which, rounds, gate, done), daemon=True)
        for which in (0, 1)
    ]
    for one in both:
        one.start()
    held = referee(name, rounds, gate, done)
    for one in both:
        one.join(PATIENCE)
    return held


def begin(name: str, which: int, rounds: int, gate: Any, done: Any) -> None:
    """Contend, in a process of one's own."""
    import django

    django.setup()
    contend(name, which, rounds, gate, done)


def contend(name: str, which: int, rounds: int, gate: Any, done: Any) -> None:
    """Be one of the two. A refusal is no fault; anything else ends the contest."""
    from lungang.errors import ActionRefused

    try:
        gate.wait(PATIENCE)  # the referee has looked at the county first
        contest = CONTESTS[name]()
        gate.wait(PATIENCE)
        for number in range(rounds):
            gate.wait(PATIENCE)
            contest.ready()
            done[which] = 0
            gate.wait(PATIENCE)
            try:
                contest.act(which, number)
                done[which] = 1
            except ActionRefused:
                pass
            gate.wait(PATIENCE)
    except BaseException:
        gate.abort()
        raise


def referee(name: str, rounds: int, gate: Any, done: Any) -> int:
    """Put back, let them go, count who won and look at what is held."""
    contest, held = CONTESTS[name](), 0
    gate.wait(PATIENCE)
    gate.wait(PATIENCE)
    for number in range(rounds):
        contest.before(number)
        for _gate in ("the page is opened", "they act", "they are done"):
            gate.wait(PATIENCE)
        if sum(done) == contest.winners:
            held += 1
        contest.after(number)
    return held


def look() -> dict[str, Any]:
    """Whether the log is sound, and how many lines each act has."""
    from django.db.models import Count

    from lungang.platform.audit.models import Entry, Result
    from lungang.platform.audit.queries import verify_log
    from lungang.platform.register.models import DocumentNumber

    state, done = verify_log(), Entry.objects.filter(result=Result.DONE)
    return {
        "ok": state.ok,
        "wrong": state.wrong,
        "done": dict(done.values_list("action").annotate(n=Count("seq"))),
        "numbers": sorted(DocumentNumber.objects.values_list("number", flat=True)),
    }


if __name__ == "__main__":
    main(globals())
