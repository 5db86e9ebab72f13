"""Acts that change what was released, or answer it: repairs, hours, reviews, what is made public.

The meeting that reads the list out is convened here too: it may be, whatever a plan is at.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from lungang.campaign.convening import actions as convening
from lungang.campaign.core.desk import OWED as STILL_OWED
from lungang.campaign.core.queries import policy_of
from lungang.campaign.deliberation.queries import reader_of
from lungang.campaign.outcomes import actions as outcomes
from lungang.campaign.outcomes.published import to_publish
from lungang.campaign.outcomes.queries import release_that_counts
from lungang.campaign.outcomes.results import Result
from lungang.campaign.repairs import actions as repairs
from lungang.campaign.repairs.actions.releasing import MadeKnown
from lungang.campaign.repairs.actions.reporting import Told
from lungang.campaign.repairs.models import Case, Repair
from lungang.campaign.repairs.moving import moved_under
from lungang.campaign.repairs.queries import cases_of, open_repair
from lungang.campaign.repairs.states import CaseKind, Follows
from lungang.campaign.reviews import actions as reviews
from lungang.campaign.reviews.actions.asking import Request
from lungang.campaign.transfer import actions
from lungang.campaign.transfer.actions.duties import HOW, Dealt
from lungang.campaign.transfer.actions.releasing import Deadlines
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.planned import policy_of_decision
from lungang.campaign.transfer.queries import (
    HOURS,
    OWED,
    standing_decision,
    standing_journeys,
)
from lungang.campaign.transfer.states import STEPS
from lungang.domain.plan import Plan
from lungang.platform import clock
from lungang.verify import verify_plan
from tests.campaign.order.after import Carried, is_out
from tests.campaign.order.machine import GOOD, SOME, SOMEBODY

FOLLOWS = st.sampled_from(Follows.values)
OTHER = {"per": "org", "org": "per"}


class Later(Carried):
    """Repairs, hours, duties, reviews, the work meeting, publication."""

    def hours(self, *, good: bool = True) -> Deadlines:
        now = clock.now()
        return Deadlines(*(now + timedelta(hours=h) for h in (1, 4, 6, 96 if good else 3)))

    def repair_row(self, number: int) -> Repair | None:
        """Return a repair: the newest mostly."""
        return self.pick(self.campaign.repairs.order_by("-number"), number // 32)

    def may_mend(self, who: str) -> bool:
        """Whether somebody may act on repairs now: a section on the list, in the steps for it."""
        actor, step = self.who[who], self.campaign.step
        return actor.is_section and step in STEPS and reader_of(actor, self.campaign) is not None

    def holds(self, row: Repair) -> bool:
        """Whether nothing moved under a repair that is computed."""
        return row.content is not None and not moved_under(self.campaign, row)

    def report_case(
        self, who: str, way: Journey, follows: str, kind: str = "refusal", good: bool = True
    ) -> None:
        row, mine = open_repair(self.campaign), self.who[who].office
        known = {case.opened.person for case in cases_of(row)} if row else set()
        may = (
            good and self.may_mend(who) and mine == self.who[self.section(way)].office
            and not way.is_revoked and not way.is_posted and way.person_key not in known
            and (row is None or row.state in ("reported", "computed"))
        )  # fmt: skip
        day = timezone.localdate(clock.now()) + timedelta(days=0 if good else 1)
        told = Told(kind=kind, follows=follows, reason="本人说明", said_by="某局", day=day)
        self.do(who, repairs.report, self.campaign, way.pk, told, good=may)

    def compute_repair(self, who: str, row: Repair, again: bool = False) -> None:
        """No plan may be: then it is refused, and nothing is changed."""
        may = self.may_mend(who) and row.state in ("reported", "computed")
        done = self.do(who, repairs.compute_repair, self.campaign, row.pk, again=again)
        assert done is None or (may and cases_of(row))

    def ask_repair(self, who: str, row: Repair, good: bool = True) -> None:
        digest = row.known("digest") if good and row.content else "0" * 64
        may = good and self.may_mend(who) and row.state == "computed" and self.holds(row)
        self.do(who, repairs.ask, self.campaign, row.pk, digest, good=may)

    def confirm_repair(self, who: str, row: Repair, good: bool = True, again: bool = False) -> None:
        digest = row.known("digest") if good and row.content else "0" * 64
        actor, first = self.who[who], row.first_by
        may = (
            good and self.may_mend(who) and row.state == "asked" and self.holds(row)
            and first is not None and actor.holding is not None
            and actor.holding.user_id != first.user_id and actor.office != first.office
        )  # fmt: skip
        self.do(who, repairs.confirm, self.campaign, row.pk, digest, good=may, again=again)

    def make_known(self, who: str, row: Repair, good: bool = True, again: bool = False) -> None:
        digest = row.known("digest") if good and row.content else "0" * 64
        may = good and self.may_mend(who) and row.state == "confirmed" and self.holds(row)
        known = MadeKnown(
            how="notice", held_at=clock.now(), place="", paper=f"青干〔2004〕{row.number}号",
            deadlines=self.hours(),
        )  # fmt: skip
        before = standing_decision(self.campaign)
        self.do(who, repairs.release, self.campaign, row.pk, digest, known, good=may, again=again)
        if may and before is not None:
            self.is_the_fewest(before.opened.plan)

    def is_the_fewest(self, before: Plan) -> None:
        """Ask the second program whether the plan of now repairs the one of before."""
        row = standing_decision(self.campaign)
        assert row is not None
        plan, agreed = row.opened.plan, policy_of(row.scenario.principles.pack).digest
        report = verify_plan(
            plan, self.county.roster, policy_of_decision(row), agreed=before.seed.text,
            settled=before.settled, marks=plan.marks, released=before, seed_policy=agreed,
        )  # fmt: skip
        assert not report.refutations, report.refutations

    def mend(self, way: Journey, follows: str = "stay") -> None:
        """Repair the plan for somebody: as the offices do it; there may be no other plan."""
        self.report_case(self.section(way), way, follows)
        row = open_repair(self.campaign)
        if row is None:
            return
        self.compute_repair("per", row)
        row.refresh_from_db()
        if row.state == "reported":  # somebody who has reported for duty must move again
            self.compute_repair("per", row, again=True)
        for first in ("per", "org"):
            row.refresh_from_db()
            if row.state == "computed":
                self.ask_repair(first, row)
            row.refresh_from_db()
            if row.state == "asked":
                self.confirm_repair(OTHER[first], row)
        row.refresh_from_db()
        if row.state == "confirmed":
            self.make_known("org", row)

    # ---- repairs

    @precondition(is_out)
    @rule(number=SOME, whom=SOMEBODY, own=GOOD, kind=st.sampled_from(CaseKind.values),
          follows=FOLLOWS, good=GOOD)  # fmt: skip
    def something_comes_up(
        self, number: int, whom: str, own: bool, kind: str, follows: str, good: bool
    ) -> None:
        way = self.pick(self.campaign.journeys.all(), number)
        if way is not None:
            who = self.section(way) if own else whom
            self.report_case(who, way, follows, kind, good)

    @precondition(is_out)
    @rule(who=SOMEBODY, number=SOME, good=GOOD)
    def what_came_up_is_taken_back(self, who: str, number: int, good: bool) -> None:
        case = self.pick(Case.objects.order_by("-reported_at"), number // 4)
        row = self.repair_row(number)
        if case is not None and row is not None and (number % 4 == 0 or case.withdrawn_at):
            why = "本人服从" if good else " "
            self.do(who, repairs.withdraw, self.campaign, row.pk, case.pk, why)

    @precondition(is_out)
    @rule(who=SOMEBODY, number=SOME, again=st.booleans())
    def a_repair_is_computed(self, who: str, number: int, again: bool) -> None:
        if (row := self.repair_row(number)) is not None:
            self.compute_repair(who, row, again)

    @precondition(is_out)
    @rule(who=SOMEBODY, number=SOME, good=GOOD)
    def a_repair_is_asked_for(self, who: str, number: int, good: bool) -> None:
        if (row := self.repair_row(number)) is not None:
            self.ask_repair(who, row, good)

    @precondition(is_out)
    @rule(who=SOMEBODY, number=SOME, good=GOOD, again=st.booleans())
    def a_repair_is_confirmed(self, who: str, number: int, good: bool, again: bool) -> None:
        if (row := self.repair_row(number)) is not None:
            self.confirm_repair(who, row, good, again)

    @precondition(is_out)
    @rule(who=SOMEBODY, number=SOME, good=GOOD)
    def a_repair_is_sent_back_or_dropped(self, who: str, number: int, good: bool) -> None:
        row = self.repair_row(number)
        if row is not None and (number % 3 == 0 or row.state == "released"):
            act = repairs.send_back if number % 2 else repairs.drop
            self.do(who, act, self.campaign, row.pk, "再议" if good else " ")

    @precondition(is_out)
    @rule(who=SOMEBODY, number=SOME, good=GOOD, again=st.booleans())
    def a_repair_is_made_known(self, who: str, number: int, good: bool, again: bool) -> None:
        if (row := self.repair_row(number)) is not None:
            self.make_known(who, row, good, again)

    @precondition(is_out)
    @rule(number=SOME, follows=FOLLOWS)
    def somebody_is_sent_elsewhere(self, number: int, follows: str) -> None:
        if self.campaign.step in STEPS:
            way = self.pick(standing_journeys(self.campaign), number)
            if way is not None:
                self.mend(way, follows)

    # ---- hours and duties

    @precondition(is_out)
    @rule(who=SOMEBODY, number=SOME, good=GOOD, why=GOOD, again=st.booleans())
    def hours_are_moved(self, who: str, number: int, good: bool, why: bool, again: bool) -> None:
        row = self.pick(self.campaign.work_meetings.order_by("-released_at"), number // 24)
        if row is None:
            return
        said = self.hours(good=good)
        was = (row.notices_due, row.letters_due, row.section_due, row.report_due)
        now = (said.notices, said.letters, said.section, said.report)
        other = [at.replace(second=0) for at in now] != [at.replace(second=0) for at in was]
        may = good and why and other and self.who[who].is_section and self.campaign.step in STEPS
        self.do(
            who, actions.move_hours, self.campaign, row.pk, said, "大雪封路" if why else " ",
            good=may, again=again,
        )  # fmt: skip
        if may:
            self.units_owe_by_the_hours()

    def units_owe_by_the_hours(self) -> None:
        """What a unit still owes is due when the last is for whom it owes it."""
        ways = list(standing_journeys(self.campaign).select_related("meeting", "reissued_in"))
        for task in self.campaign.tasks.filter(kind__in=OWED, state__in=STILL_OWED):
            end, waits = OWED[task.kind]
            dues = [
                getattr(way.terms, HOURS[task.kind]) for way in ways
                if getattr(way, f"{end}_id") == task.unit_id and way.state in waits
            ]  # fmt: skip
            assert task.due_at == max(dues), (task.kind, task.unit_id)

    @precondition(is_out)
    @rule(who=SOMEBODY, number=SOME, how=st.sampled_from(sorted(HOW)), good=GOOD)
    def a_duty_is_settled(self, who: str, number: int, how: str, good: bool) -> None:
        row = self.pick(self.campaign.avoidance_duties.all(), number)
        if row is not None:
            today = timezone.localdate(clock.now())
            dealt = Dealt(how, today, "青组〔2004〕1号", "调整分工" if good else " ")
            self.do(who, actions.settle_duty, self.campaign, row.pk, dealt)

    # ---- reviews

    @precondition(is_out)
    @rule(number=SOME, whom=SOMEBODY, own=GOOD, good=GOOD)
    def a_review_is_asked_for(self, number: int, whom: str, own: bool, good: bool) -> None:
        way = self.pick(self.campaign.journeys.all(), number)
        if way is None:
            return
        who = self.section(way) if own else whom
        told = Request("留原单位", "家有病人" if good else "", why_late="住院")
        may = (
            good and self.who[who].office == self.who[self.section(way)].office
            and self.campaign.step in STEPS and not way.is_revoked
            and not way.reviews.exclude(state="withdrawn").exists()
        )  # fmt: skip
        self.do(who, reviews.ask, self.campaign, way.pk, told, good=may)

    @precondition(is_out)
    @rule(whom=SOMEBODY, own=GOOD, number=SOME, good=GOOD,
          outcome=st.sampled_from(("keep", "change", "refuse")))  # fmt: skip
    def a_review_is_answered(
        self, whom: str, own: bool, number: int, good: bool, outcome: str
    ) -> None:
        row = self.pick(self.campaign.reviews.order_by("-asked_at"), number // 8)
        if row is None:
            return
        who = f"{self.section(row.journey)}2" if own else whom  # who did not confirm the plan
        said = "研究过" if good else " "
        self.do(who, reviews.answer, self.campaign, row.pk, outcome, said, "住院属实")

    @precondition(is_out)
    @rule(whom=SOMEBODY, own=GOOD, number=SOME)
    def a_review_is_taken_back(self, whom: str, own: bool, number: int) -> None:
        row = self.pick(self.campaign.reviews.order_by("-asked_at"), number // 8)
        if row is not None:
            who = self.section(row.journey) if own else whom
            mine = self.who[who].office == self.who[self.section(row.journey)].office
            may = mine and row.state == "asked" and self.campaign.step in STEPS
            self.do(who, reviews.withdraw, self.campaign, row.pk, good=may)

    # ---- the work meeting, and what the representatives read

    @rule(who=SOMEBODY, number=SOME, good=GOOD)
    def the_work_meeting_is_convened(self, who: str, number: int, good: bool) -> None:
        row = self.pick(self.campaign.convenings.order_by("-convened_at"), number // 32)
        at: datetime = clock.now() + timedelta(hours=number if good else -1)
        if row is None or number % 3 == 0:
            self.do(who, convening.convene, self.campaign, at, "礼堂")
        elif number % 3 == 1:
            self.do(who, convening.change, self.campaign, row.pk, at, "礼堂", "改期")
        else:
            self.do(who, convening.call_off, self.campaign, row.pk, "改期" if good else " ")

    @precondition(is_out)
    @rule(who=SOMEBODY, good=GOOD)
    def the_numbers_are_published(self, who: str, good: bool) -> None:
        meeting = release_that_counts(self.campaign)
        if meeting is None:
            return
        actor = self.who[who]
        may = (
            good and self.campaign.step in STEPS
            and (actor.is_section or actor.office == self.who["group"].office)
        )  # fmt: skip
        told = to_publish(Result(meeting))
        digest = meeting.digest if good else "0" * 64
        self.do(who, outcomes.publish, self.campaign, digest, told, good=may)
