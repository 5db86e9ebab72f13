"""What must hold of a campaign after every act, whatever was done in whatever order.

Each function gives what it found wrong, in words; nothing is what it should give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lungang.campaign.core.models import Campaign, Task, TaskState
from lungang.campaign.deliberation.models import Decision, Mark, Meeting, Principles, Scenario
from lungang.campaign.deliberation.queries import decided_principles, scenarios
from lungang.campaign.deliberation.states import DecisionState
from lungang.campaign.deliberation.working import Working, engine_marks, working_of
from lungang.campaign.rosters.facts import person_key
from lungang.campaign.transfer.models import Journey, Paper, Receipt, WorkMeeting
from lungang.campaign.transfer.queries import ARRIVALS, HANDOVERS, LETTERS, standing_journeys
from lungang.domain.plan import MarkKind, Move, Slot
from lungang.domain.roster import Roster
from lungang.platform.audit.canonical import leaf_of
from lungang.platform.audit.log import line_of
from lungang.platform.audit.models import Entry
from lungang.platform.organisation.queries import units_on
from lungang.platform.register.models import DocumentNumber, Series
from tests.campaign.order.tables import Kind

WAY = ("collect", "bring", "letter", "hand", "hand_over", "report")
STANDS = ("notice", "unit_letter", "section_letter", "hand_letter", "handover", "report", "arrived")
"""Where a person stands after so many steps of the way."""
RELEASED = (DecisionState.RELEASED, DecisionState.SUPERSEDED)
STANDING = (DecisionState.ASKED, DecisionState.CONFIRMED, DecisionState.RELEASED)


def of_campaign(campaign: Campaign, roster: Roster, moved: set[Kind]) -> Iterator[str]:
    """Look at whatever could be wrong after rows of these kinds were written."""
    if Decision in moved:
        yield from decisions_are_sound(campaign)
    if moved & {Mark, Meeting}:
        yield from marks_are_of_their_meeting(campaign)
    if moved & {DocumentNumber, Series, Paper}:
        yield from numbers_are_sound()
    if moved & {Decision, WorkMeeting}:
        yield from release_is_whole(campaign, roster)
    if moved & {Journey, Receipt}:
        yield from ways_are_sound(campaign)
    if moved & {Journey, Task}:
        yield from tasks_are_sound(campaign)


def plan_is_sound(
    roster: Roster, moves: Iterable[Move], slots: Mapping[str, Slot]
) -> Iterator[str]:
    """Nobody moves twice, no post is taken twice, and every unit keeps its number by nature."""
    moves, people = list(moves), {person.id: person for person in roster.people}
    taken, goers = Counter(move.slot for move in moves), {move.person_id for move in moves}
    if len(goers) != len(moves) or max(taken.values(), default=1) > 1:
        yield "one person has two posts, or one post two people"
    if set(taken) != goers:
        yield "a post is taken that nobody leaves, or left and nobody takes it"
    out = Counter((people[m.person_id].unit, people[m.person_id].nature) for m in moves)
    into = Counter((slots[m.slot].unit, slots[m.slot].nature) for m in moves)
    if out != into:
        yield f"people of a unit and nature: {out} leave, {into} arrive"


def marks_are_kept(working: Working) -> Iterator[str]:
    """The working plan keeps every mark that holds."""
    contents = [mark.opened for mark in working.marks]
    for mark in engine_marks(working.engine, contents):
        slot = working.slot_of[mark.person_id]
        unit = working.engine.county.roster.person[slot].unit
        kept = {
            MarkKind.PIN: slot == mark.slot,
            MarkKind.STAY: slot == mark.person_id,
            MarkKind.FORBID: slot != mark.slot and (not mark.unit or unit != mark.unit),
        }[mark.kind]
        if not kept:
            yield f"a mark is not kept: {mark.kind}"


OF_PLANS = {Scenario, Mark, Principles}


def working_plans(campaign: Campaign, roster: Roster) -> Iterator[tuple[Working, list[str]]]:
    """Give each plan that is worked on, and what is wrong with it."""
    principles = decided_principles(campaign)
    for scenario in scenarios(principles) if principles else ():
        working = working_of(campaign, scenario)
        slots = {slot.id: slot for slot in scenario.opened.plan.slots}
        wrong = [*plan_is_sound(roster, working.planner.moves, slots), *marks_are_kept(working)]
        yield working, wrong


def decisions_are_sound(campaign: Campaign) -> Iterator[str]:
    """One plan stands at most, confirmed by two people of the two sections."""
    rows = list(campaign.decisions.select_related("first_by", "second_by").defer("content"))
    if sum(row.state in STANDING for row in rows) > 1:
        yield "two decided plans stand"
    for row in rows:
        first, second = row.first_by, row.second_by
        if row.state == DecisionState.ASKED and second is not None:
            yield "a plan is confirmed and waits to be"
        if row.state not in (DecisionState.CONFIRMED, DecisionState.RELEASED):
            continue
        if second is None or first.user_id == second.user_id or first.office == second.office:
            yield "a plan is confirmed by less than two people of two sections"


def marks_are_of_their_meeting(campaign: Campaign) -> Iterator[str]:
    """What was marked was marked under the principles that its meeting sat under."""
    for mark in Mark.objects.filter(meeting__campaign=campaign).select_related(
        "meeting", "scenario"
    ).defer("content", "scenario__content"):  # fmt: skip
        if mark.meeting.principles_id != mark.scenario.principles_id:
            yield "a mark stands in the minutes of a meeting under other principles"


def log_is_sound(known: int) -> Iterator[str]:
    """Each new line of the log follows the one before it, and is what its hash says.

    The whole log is verified at the end of each example.
    """
    last = Entry.objects.filter(seq=known - 1).values_list("leaf", flat=True).first()
    for entry in Entry.objects.filter(seq__gte=known).order_by("seq"):
        if entry.previous != last or leaf_of(line_of(entry)) != entry.leaf:
            yield f"line {entry.seq} of the log does not follow"
        last = entry.leaf


def numbers_are_sound() -> Iterator[str]:
    """In each series no gap and nothing twice, and no number on two papers."""
    drawn: dict[int, list[int]] = {}
    for series, number in DocumentNumber.objects.values_list("series", "number"):
        drawn.setdefault(series, []).append(number)
    for row in Series.objects.all():
        if sorted(drawn.get(row.pk, [])) != list(range(1, row.last + 1)):
            yield f"{row.word}〔{row.year}〕: {sorted(drawn.get(row.pk, []))}, last {row.last}"
    on_papers = Counter(Paper.objects.exclude(number=None).values_list("number", flat=True))
    if max(on_papers.values(), default=1) > 1:
        yield "one number stands on two papers"


def release_is_whole(campaign: Campaign, roster: Roster) -> Iterator[str]:
    """The plan that was released last is what people travel by: as many, to there, nobody else.

    One that it took the place of keeps its meeting, and is taken back by nothing else.
    """
    known = list(campaign.decisions.filter(state__in=RELEASED).order_by("number"))
    if {row.pk for row in known} != set(
        WorkMeeting.objects.filter(campaign=campaign).values_list("decision", flat=True)
    ):
        yield "a plan was released without its work meeting, or a meeting without a plan"
    before: Decision | None = None
    for row in known:
        if row.replaces != before:
            yield "a plan was released beside another, and not in its place"
        if (row.state == DecisionState.RELEASED) != (row == known[-1]):
            yield "not the newest plan stands, or more than one"
        before = row
    if before is not None:
        yield from _travel_by(before, roster)


def _travel_by(row: Decision, roster: Roster) -> Iterator[str]:
    plan = row.opened.plan
    name = {pk: version.name for pk, version in units_on(row.campaign.reference_date).items()}
    said = {(person_key(m.person_id), m.from_unit, m.to_unit) for m in plan.moves}
    ways = list(standing_journeys(row.campaign))
    gone = {(way.person_key, name[way.from_unit_id], name[way.to_unit_id]) for way in ways}
    if gone != said:
        yield "people go elsewhere than was read out"
    if len({way.person_key for way in ways}) != len(ways):
        yield "one person has two ways"
    nature = {person_key(person.id): person.nature for person in roster.people}
    out = Counter((way.from_unit_id, nature[way.person_key]) for way in ways)
    into = Counter((way.to_unit_id, nature[way.person_key]) for way in ways)
    if out != into:
        yield f"on their way {out} leave, {into} arrive"
    yield from plan_is_sound(roster, plan.moves, {slot.id: slot for slot in plan.slots})


def ways_are_sound(campaign: Campaign) -> Iterator[str]:
    """Where somebody stands is what the receipts say, no more and no less."""
    for way in campaign.journeys.prefetch_related("receipts"):
        acts = [one.act for one in way.receipts.all()]
        steps = [act for act in acts if act in WAY]
        posts = {act for act in acts if act in ("remove", "appoint")}
        state = "settled" if len(posts) == 2 else STANDS[len(steps)]
        if way.is_revoked != (way.revoked_in_id is not None) or (way.is_revoked and posts):
            yield f"taken back, and by no release or after {posts}"
        state = way.state if way.is_revoked else state
        dates = {
            "remove": way.removed_on, "appoint": way.appointed_on, "unseat": way.unseated_on,
        }  # fmt: skip
        if sorted(steps, key=WAY.index) != list(WAY[: len(steps)]) or len(set(acts)) != len(acts):
            yield f"receipts out of order: {acts}"
        if way.state != state or (posts and len(steps) < len(WAY)):
            yield f"somebody stands at {way.state} with the receipts {acts}"
        if any((act in acts) != (day is not None) for act, day in dates.items()):
            yield f"a date without its receipt: {dates} {acts}"


OWED = {
    LETTERS: ("from_unit", STANDS[:2]),
    HANDOVERS: ("from_unit", STANDS[:5]),
    ARRIVALS: ("to_unit", STANDS[:6]),
}
"""What units owe, at which end, and while somebody stands where."""


def tasks_are_sound(campaign: Campaign) -> Iterator[str]:
    """A unit's task is done when it is done with its last person, and not before."""
    ways = list(standing_journeys(campaign))
    for task in campaign.tasks.filter(kind__in=OWED).exclude(state=TaskState.WITHDRAWN):
        end, waiting = OWED[task.kind]
        owed = any(
            getattr(way, f"{end}_id") == task.unit_id and way.state in waiting for way in ways
        )
        if owed == (task.state == TaskState.ACCEPTED):
            yield f"{task.kind} is {task.state}, and somebody is waited for: {owed}"
