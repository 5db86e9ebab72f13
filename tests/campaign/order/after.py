"""Acts after the decision: the release, every step of everybody, numbers, the register."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from lungang.campaign.core.actions import open_step
from lungang.campaign.deliberation import actions as deliberation
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.deliberation.queries import reader_of
from lungang.campaign.transfer import actions
from lungang.campaign.transfer.actions.releasing import Deadlines
from lungang.campaign.transfer.actions.stepping import Hand
from lungang.campaign.transfer.guarding import held_until
from lungang.campaign.transfer.handover import ITEMS
from lungang.campaign.transfer.models import Journey, WorkMeeting
from lungang.campaign.transfer.numbering import KINDS, issues_of
from lungang.campaign.transfer.states import STEPS
from lungang.platform import clock
from lungang.platform.accounts.offices import SECTION_OF
from lungang.platform.register.actions import give_word, issue, replace, void
from lungang.platform.register.models import DocumentNumber
from tests.campaign.order.machine import GOOD, ONE, SOME, SOMEBODY
from tests.campaign.order.sound import WAY
from tests.campaign.order.table import Room

VERBS = (*WAY, "remove", "appoint")
SIGNED = "张甲、李乙、王丙"


def hand_of(way: Journey, verb: str) -> Hand:
    """What an office writes that leaves nothing out: the paper's own number, or one by hand."""
    slug = {"remove": "removal", "appoint": "appointment"}.get(verb, "")
    unit = way.from_unit_id if verb == "remove" else way.to_unit_id
    paper = (issues_of(way)[slug].number if slug else "") or f"手{verb}〔2004〕{unit}号"
    return Hand(taker=SIGNED, paper=paper, note="写明", handed=tuple(ITEMS))


DUE = {
    "notice": "notices_due", "unit_letter": "letters_due", "section_letter": "section_due",
    "hand_letter": "section_due", "handover": "report_due", "report": "report_due",
}  # fmt: skip


def is_out(machine: Carried) -> bool:
    """Whether the list was read out."""
    return bool(machine.held[WorkMeeting])


class Carried(Room):
    """Release, steps, papers."""

    def release(self, who: str, *, good: bool = True, short: bool = False) -> None:
        row = self.campaign.decisions.order_by("-number").first()
        if row is None:
            return
        now, hours = clock.now(), (1, 4, 6, 96) if good else (4, 1, 6, 96)
        due = Deadlines(*(now + timedelta(hours=0.01 if short else h) for h in hours))
        actor = self.who[who]
        may = (
            (good or short) and row.state == "confirmed" and actor.is_section
            and self.campaign.step in ("deliberation", "transfer")
            and reader_of(actor, self.campaign) is not None
        )  # fmt: skip
        self.do(
            who, actions.release, self.campaign, row.pk, row.opened.digest, held_at=now,
            place="礼堂", deadlines=due, roll={}, good=may,
        )  # fmt: skip

    def section(self, way: Journey) -> str:
        return "per" if SECTION_OF[way.authority] == "personnel_section" else "org"

    def of_unit(self, unit: int) -> str:
        units = self.county.room.county.units
        return next(f"hr{name}" for name, row in units.items() if row.pk == unit)

    def whose(self, way: Journey, verb: str) -> str:
        """Return who takes a step with somebody."""
        if verb in ("collect", "bring", "letter"):
            return self.section(way)
        new = verb in ("report", "appoint", "unseat")
        return self.of_unit(way.to_unit_id if new else way.from_unit_id)

    def is_ones_own(self, who: str, way: Journey, verb: str) -> bool:
        mine, theirs = self.who[who].holding, self.who[self.whose(way, verb)].holding
        assert mine is not None
        assert theirs is not None
        return (mine.office, mine.unit_id) == (theirs.office, theirs.unit_id)

    def next_of(self, way: Journey) -> list[str]:
        """Return what may be done with somebody next, as the receipts stand."""
        if way.is_revoked:
            return []
        done = {one.act for one in way.receipts.all()}
        for verb in WAY:
            if verb not in done:
                return [verb]
        return [verb for verb in ("remove", "appoint") if verb not in done]

    def take(self, who: str, way: Journey, verb: str, hand: Hand, again: bool = False) -> None:
        """Take a step, and know before whether it must be done."""
        due = getattr(way.terms, DUE[way.state]) if way.state in DUE else None
        late = due is not None and clock.now() >= due
        said = bool(hand.note) or not late
        if verb == "hand_over":
            said = said and hand.taker == SIGNED and set(hand.handed) == set(ITEMS)
        if verb in ("remove", "appoint"):
            said = said and bool(hand.paper)
        may = (
            said and verb in self.next_of(way) and self.is_ones_own(who, way, verb)
            and self.campaign.step in STEPS
        )  # fmt: skip
        act = (self.campaign, way.pk, verb, hand)
        if verb == "collect":
            may = may and bool(hand.taker)
            taken = (self.campaign, [way.pk], hand.taker, hand.note)
            self.do(who, actions.collect, *taken, good=may, again=again)
        else:
            self.do(who, actions.step, *act, good=may, again=again)

    def go(self, way: Journey, steps: int) -> None:
        """Take somebody some steps on, as the offices do it."""
        for _step in range(steps):
            for verb in self.next_of(way)[:1]:
                hand = hand_of(way, verb)
                self.take(self.whose(way, verb), way, verb, hand)
                way = self.campaign.journeys.get(pk=way.pk)

    # ---- the release and the steps

    @precondition(lambda self: bool(self.held[Decision]))
    @rule(who=SOMEBODY, good=GOOD, short=st.booleans())
    def the_plan_is_released(self, who: str, good: bool, short: bool) -> None:
        self.release(who, good=good, short=short)

    @precondition(is_out)
    @rule(number=SOME, whom=SOMEBODY, own=GOOD, verb=st.sampled_from(VERBS), turn=GOOD, good=GOOD,
          again=st.booleans())  # fmt: skip
    def a_step_is_taken(
        self, number: int, whom: str, own: bool, verb: str, turn: bool, good: bool, again: bool
    ) -> None:
        way = self.pick(self.campaign.journeys.all(), number)
        if way is None:
            return
        if turn and (turns := self.next_of(way)):
            verb = turns[number % len(turns)]
        who = self.whose(way, verb) if own else whom
        hand = hand_of(way, verb) if good else Hand()
        self.take(who, way, verb, hand, again)

    @precondition(is_out)
    @rule(number=SOME, verb=st.sampled_from(VERBS), own=GOOD)
    def a_step_is_taken_at_the_wrong_unit(self, number: int, verb: str, own: bool) -> None:
        ways = list(self.campaign.journeys.all())
        way, other = ways[number % len(ways)], ways[(number + 1) % len(ways)]
        who = self.whose(other, verb) if own else self.of_unit(way.to_unit_id)
        self.take(who, way, verb, hand_of(way, verb))

    @precondition(is_out)
    @rule(number=SOME, steps=st.integers(1, 8))
    def somebody_goes_on(self, number: int, steps: int) -> None:
        way = self.pick(self.campaign.journeys.all(), number)
        if way is not None and self.campaign.step in STEPS:
            self.go(way, steps)

    @precondition(is_out)
    @rule(who=ONE, number=SOME, whole=GOOD)
    def notices_of_a_unit_are_taken(self, who: str, number: int, whole: bool) -> None:
        ways = list(self.campaign.journeys.filter(state="notice"))
        if not whole:
            ways = list(self.campaign.journeys.all())
        unit = ways[number % len(ways)].from_unit_id if ways else 0
        people = [way.pk for way in ways if not whole or way.from_unit_id == unit]
        self.do(who, actions.collect, self.campaign, people, "某局长", "写明")

    @precondition(is_out)
    @rule(number=SOME, whom=SOMEBODY, own=GOOD, days=st.integers(-40, 300), good=GOOD)
    def somebody_is_removed_again(
        self, number: int, whom: str, own: bool, days: int, good: bool
    ) -> None:
        ways = list(self.campaign.journeys.order_by("-state", "number"))
        way = ways[number % len(ways)] if number % 4 == 0 else ways[0]
        who = self.whose(way, "unseat") if own else whom
        day = timezone.localdate(clock.now()) + timedelta(days=days)
        until, reason = held_until(way), "另有任用" if good else ""
        may = (
            way.state == "settled" and way.unseated_on is None and self.campaign.step in STEPS
            and self.is_ones_own(who, way, "unseat")
            and way.appointed_on is not None and day >= way.appointed_on
            and day <= timezone.localdate(clock.now())
            and (good or until is None or day >= until)
        )  # fmt: skip
        self.do(
            who, actions.unseat, self.campaign, way.pk, day, "手撤〔2005〕1号", reason, good=may
        )

    @rule(who=ONE)
    def units_are_urged(self, who: str) -> None:
        self.do(who, actions.urge, self.campaign)

    @precondition(is_out)
    @rule(who=st.sampled_from(("group", "per", "org")))
    def the_release_is_undone(self, who: str) -> None:
        self.undo_release(who)

    def undo_release(self, who: str) -> None:
        """Try every act that could, and to lead the campaign back there: each is refused."""
        if self.campaign.step != "deliberation":
            step = (self.campaign.pk, "deliberation")
            self.do("group", open_step, *step, reason="再议", good=False)
        meeting = self.campaign.work_meetings.select_related("decision__scenario__principles")[0]
        row = meeting.decision
        undo = (self.campaign, row.scenario.principles_id, "再议")
        self.do(who, deliberation.send_back, self.campaign, row.pk, "再议", good=False)
        self.do(who, deliberation.send_back_principles, *undo, good=False)
        self.propose(who, good=False)
        self.release(who)

    # ---- numbers

    @precondition(is_out)
    @rule(number=SOME, whom=SOMEBODY, own=GOOD, kind=st.sampled_from(KINDS), by_hand=SOME)
    def a_paper_gets_its_number(
        self, number: int, whom: str, own: bool, kind: Any, by_hand: int
    ) -> None:
        way = self.pick(self.campaign.journeys.all(), number)
        if way is not None:
            who = self.whose(way, kind.verb) if own else whom
            written = "" if by_hand % 4 else "某发〔2004〕9号"
            self.do(who, actions.number_paper, self.campaign, way.pk, kind.slug, written, again=own)

    @precondition(lambda self: bool(self.held[DocumentNumber]))
    @rule(
        whom=SOMEBODY, own=GOOD, number=SOME, good=GOOD,
        what=st.sampled_from((issue, void, replace)),
    )  # fmt: skip
    def something_becomes_of_a_number(
        self, whom: str, own: bool, number: int, good: bool, what: Any
    ) -> None:
        row = self.pick(DocumentNumber.objects.order_by("drawn_at"), number)
        if row is None:
            return
        drew = {one.holding: word for word, one in self.who.items()}[row.drawn_by]
        who = drew if own else whom
        why = "打错" if good else " "
        more = {issue: (), void: (why,), replace: (why, 2004, "调干通知")}[what]
        self.do(who, what, row.pk, *more)

    @rule(who=st.sampled_from(("sec", "sec", "per")), word=st.sampled_from(("人交调", "新交干")),
          whom=ONE, over=st.booleans())  # fmt: skip
    def a_word_is_given(self, who: str, word: str, whom: str, over: bool) -> None:
        office = self.who[whom].office
        assert office is not None
        self.do(who, give_word, word, office, taken_over=over)
