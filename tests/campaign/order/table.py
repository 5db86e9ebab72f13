"""Acts of the joint meeting: scenarios, meetings, marks of every kind, the decision by two."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from lungang.campaign.core.queries import policy_of
from lungang.campaign.deliberation import actions
from lungang.campaign.deliberation.jobs import KIND, TITLE
from lungang.campaign.deliberation.marking import Wish
from lungang.campaign.deliberation.models import Decision, Meeting, Scenario
from lungang.campaign.deliberation.packs import amended
from lungang.campaign.deliberation.queries import open_meeting, reader_of, standing_decision
from lungang.campaign.deliberation.rows import Table
from lungang.campaign.deliberation.seating import table_of
from lungang.domain.records import plan_digest
from lungang.errors import LungangError
from lungang.platform import clock
from lungang.platform.jobs.actions import start
from lungang.platform.jobs.actions.books import claim
from lungang.platform.jobs.execute import execute
from lungang.policy.pack import pack_bytes, parse_policy
from lungang.verify import verify_plan
from tests.campaign.order import sound
from tests.campaign.order.before import Before
from tests.campaign.order.county import forget
from tests.campaign.order.machine import GOOD, ONE, SOME, SOMEBODY, Bench, early

NAME, CONTENT = pack_bytes("county-2004")
OTHER = amended(CONTENT.decode(), NAME, {"kind_of_work_differs": 90}, {"former_unit": False})
KINDS = ("decide", "pin", "forbid", "swap", "stay")
SITTING = {"place": "第二会议室", "chair": "某县长", "agenda": "研究去向"}
ROOM = ("per", "per2", "org", "org2", "both", "group")
"""Who is on the list; ``both`` is the person of ``per`` in an office of the other section."""
MOST = 4
"""Scenarios at a time: in one example: each is solved again after every act."""


class Room(Before):
    """Scenarios, meetings, marks, decisions."""

    def scenario(self, number: int = 0) -> Scenario | None:
        return self.pick(self.campaign.scenarios.filter(state="ready").order_by("-number"), number)

    def meeting(self) -> Meeting | None:
        return open_meeting(self.campaign)

    def table(self, scenario: Scenario) -> Table | None:
        try:
            return table_of(self.campaign, scenario)
        except LungangError:
            return None  # the principles that it was computed under were taken back

    def compute(self, who: str, text: str = "", good: bool | None = None) -> None:
        self.do(who, actions.compute_scenario, self.campaign, title="甲", pack_text=text, good=good)

    def sit(self, who: str) -> None:
        open_ = self.meeting()
        if open_ is not None and open_.principles.state != "decided":
            self.do(who, actions.close_meeting, self.campaign, open_.pk, good=True)
        if self.meeting() is None:
            now = clock.now()
            self.do(
                who, actions.start_meeting, self.campaign, held_at=now, present=["甲"], **SITTING
            )

    def mark(self, who: str, scenario: Scenario, wish: Wish, seen: int | None, **more: Any) -> None:
        self.do(who, actions.mark, self.campaign, scenario.pk, wish, seen=seen, **more)

    def settle(self) -> None:
        """Decide everybody who has a destination, cycle by cycle."""
        scenario = self.scenario()
        while scenario and (table := self.table(scenario)) and table.proposed:
            row = next(row for row in table.people if row.state == "proposed")
            before = table.proposed
            self.mark("org", scenario, wish_of("decide", row.key, cycle=True), None)
            table = self.table(scenario)
            if table is None or table.proposed == before:
                return

    def ask(self, who: str, good: bool = True, again: bool = False) -> None:
        scenario = self.scenario()
        table = self.table(scenario) if scenario else None
        if scenario is None or table is None:
            return
        digest = table.digest if good else "0" * 64
        self.do(
            who, actions.ask_confirmation, self.campaign, scenario.pk, digest,
            unplaced=table.unplaced, again=again,
        )  # fmt: skip

    def confirm(self, who: str, row: Decision, good: bool = True, again: bool = False) -> None:
        digest = row.opened.digest if good else "0" * 64
        actor, first = self.who[who], row.first_by
        assert actor.holding is not None
        may = (
            good and row.state == "asked" and self.campaign.step == "deliberation"
            and actor.is_section and reader_of(actor, self.campaign) is not None
            and actor.holding.user_id != first.user_id and actor.office != first.office
        )  # fmt: skip
        self.do(who, actions.confirm, self.campaign, row.pk, digest, good=may, again=again)

    def agree(self, first: str = "per") -> None:
        """Bring it to a plan that two have confirmed: as the offices do it."""
        self.begin()
        if self.scenario() is None:
            self.compute("per")
        self.sit("per")
        if standing_decision(self.campaign) is None:
            self.settle()
            self.ask(first)
        if (row := standing_decision(self.campaign)) is not None and row.state == "asked":
            self.everybody_confirms(row)

    def everybody_confirms(self, row: Decision) -> None:
        """Whoever must not tries first: who asked, and the same section's others."""
        mine = row.first_by.office
        for who in sorted(ROOM, key=lambda word: self.who[word].office != mine):
            self.confirm(who, row)
            row = self.campaign.decisions.get(pk=row.pk)

    # ---- scenarios and meetings

    @precondition(lambda self: len(self.held[Scenario]) < MOST)
    @early
    @rule(who=SOMEBODY, other=st.booleans())
    def a_scenario_is_computed(self, who: str, other: bool) -> None:
        self.compute(who, OTHER if other else "")

    @precondition(lambda self: len(self.held[Scenario]) < MOST)
    @early
    @rule(who=ONE, other=st.booleans())
    def a_scenario_is_computed_by_a_job(self, who: str, other: bool) -> None:
        said = {
            "campaign": str(self.campaign.pk),
            "title": "乙",
            "pack_text": OTHER if other else "",
        }
        if self.do(who, start, KIND, TITLE, said) is not None:
            job = claim("tests")
            assert job is not None
            execute(job.pk, job.attempts)
            job.refresh_from_db()
            assert job.state in ("done", "failed")
            Bench.steps[f"{KIND} {job.state}"] += 1
            self.compare()

    @early
    @rule(who=ONE, number=SOME, good=GOOD, rarely=SOME)
    def a_scenario_is_dropped(self, who: str, number: int, good: bool, rarely: int) -> None:
        row = self.pick(self.campaign.scenarios.order_by("number"), number)
        if row is not None and (rarely > 40 or row.state != "ready"):
            why = "规则不同" if good else ""
            self.do(who, actions.drop_scenario, self.campaign, row.pk, why)

    @early
    @rule(who=SOMEBODY, chair=GOOD)
    def a_meeting_is_opened(self, who: str, chair: bool) -> None:
        said = SITTING if chair else {**SITTING, "chair": ""}
        held_at = clock.now()
        self.do(who, actions.start_meeting, self.campaign, held_at=held_at, present=["甲"], **said)

    @early
    @rule(who=ONE, number=SOME, good=GOOD)
    def a_meeting_is_put_right(self, who: str, number: int, good: bool) -> None:
        row = self.pick(self.campaign.meetings.order_by("-number"), number // 24)
        if row is not None:
            said = {**SITTING, "held_at": clock.now(), "present": ["甲", "乙"]}
            seen = self.seen(row, good)
            self.do(who, actions.change_meeting, self.campaign, row.pk, **said, seen=seen)

    @early
    @rule(who=ONE, number=SOME, good=GOOD, rarely=SOME)
    def a_meeting_is_closed(self, who: str, number: int, good: bool, rarely: int) -> None:
        row = self.pick(self.campaign.meetings.order_by("-number"), number // 24)
        if row is not None and (rarely > 36 or row.state == "closed"):
            seen = self.seen(row, good)
            self.do(who, actions.close_meeting, self.campaign, row.pk, seen=seen)

    # ---- marks

    @early
    @rule(
        who=SOMEBODY, number=SOME, kind=st.sampled_from(KINDS), whom=SOME, slot=SOME, other=SOME,
        shape=SOME, good=GOOD, again=st.booleans(),
    )  # fmt: skip
    def something_is_marked(
        self, who: str, number: int, kind: str, whom: int, slot: int, other: int, shape: int,
        good: bool, again: bool,
    ) -> None:  # fmt: skip
        scenario = self.scenario(number // 24)
        table = self.table(scenario) if scenario else None
        if scenario is None or table is None:
            return
        people = [row.key for row in table.people]
        own = shape % 3 == 0 or kind in ("swap", "stay")
        wish = wish_of(
            kind, people[whom % len(people)], slot=None if own else people[slot % len(people)],
            unit=table.people[slot % len(people)].unit, other=people[other % len(people)],
            cycle=shape % 4 == 1, reason="会议研究" if good else "",
        )  # fmt: skip
        meeting = self.campaign.meetings.order_by("-number").first()
        seen = self.seen(meeting, shape % 5 > 0) if meeting else None
        self.mark(who, scenario, wish, seen, again=again)

    @early
    @rule()
    def everything_is_decided(self) -> None:
        self.settle()

    @early
    @rule(who=ONE, number=SOME, what=SOME, again=st.booleans())
    def something_is_withdrawn(self, who: str, number: int, what: int, again: bool) -> None:
        scenario = self.scenario(number // 24)
        if scenario is None:
            return
        marks = list(scenario.marks.order_by("number"))
        table = self.table(scenario)
        back = actions.Back()
        if what % 3 == 1 and marks:
            back = actions.Back(mark=marks[what % len(marks)].pk)
        if what % 3 == 2 and table:
            back = actions.Back(person=table.people[what % len(table.people)].key)
        self.do(who, actions.withdraw, self.campaign, scenario.pk, back, again=again)

    # ---- the decision

    @early
    @rule(who=SOMEBODY, good=GOOD, again=st.booleans())
    def a_plan_is_asked_for(self, who: str, good: bool, again: bool) -> None:
        self.ask(who, good, again)
        if (row := standing_decision(self.campaign)) is not None and row.state == "asked":
            plan, text = row.opened.plan, row.scenario.opened.pack_text
            policy = parse_policy(text.encode(), "pack.toml")
            agreed = policy_of(row.scenario.principles.pack).digest
            report = verify_plan(plan, self.county.roster, policy, seed_policy=agreed)
            assert report.ok, (plan_digest(plan), report.refutations)

    @early
    @rule(who=SOMEBODY, number=SOME, good=GOOD, again=st.booleans())
    def a_plan_is_confirmed(self, who: str, number: int, good: bool, again: bool) -> None:
        row = self.pick(self.campaign.decisions.order_by("-number"), number // 32)
        if row is not None:
            self.confirm(who, row, good, again)

    @early
    @rule(who=st.sampled_from(("per", "org", "group", "dis")), number=SOME, good=GOOD)
    def a_plan_is_sent_back(self, who: str, number: int, good: bool) -> None:
        row = self.pick(self.campaign.decisions.order_by("-number"), number // 32)
        if row is not None and (number % 4 == 0 or row.state not in ("asked", "confirmed")):
            why = "再议" if good else " "
            self.do(who, actions.send_back, self.campaign, row.pk, why)

    @early
    @rule(first=st.sampled_from(ROOM))
    def a_plan_is_agreed_on(self, first: str) -> None:
        self.agree(first)

    @early
    @rule()
    def the_server_starts_again(self) -> None:
        forget()
        for working, wrong in sound.working_plans(self.campaign, self.county.roster):
            assert not [*wrong, *self.planned_otherwise(working)]


def wish_of(
    kind: str, person: UUID, *, cycle: bool = False, reason: str = "会议研究",
    slot: UUID | None = None, unit: str = "", other: UUID | None = None,
) -> Wish:  # fmt: skip
    """Return what a form would ask for."""
    other = other if kind == "swap" else None
    cycle = cycle and kind == "decide"
    return Wish(
        kind=kind, person=person, slot=None if cycle else slot, unit=unit, other=other,
        reason=reason, cycle=cycle,
    )  # fmt: skip
