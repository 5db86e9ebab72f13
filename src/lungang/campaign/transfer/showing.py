"""The board and a person's way as data: who stands where, by when, and whose turn it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lungang.campaign.core.models import Campaign
from lungang.campaign.core.timeline import Event
from lungang.campaign.transfer import access
from lungang.campaign.transfer.handover import ITEMS
from lungang.campaign.transfer.lawful import waiting_for_law
from lungang.campaign.transfer.models import Journey, Receipt, WorkMeeting
from lungang.campaign.transfer.numbering import Issue, issues_of
from lungang.campaign.transfer.queries import heads, journeys_for
from lungang.campaign.transfer.states import STAGES, JourneyState, Stage
from lungang.campaign.transfer.terms import due_at, is_late
from lungang.domain.codes import CadreAuthority
from lungang.exchange.reasons import without_kin
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import SECTION_OF

SOON = timedelta(hours=3)
_ORDER = [state.value for state in JourneyState]
_OVER = frozenset({JourneyState.SETTLED, JourneyState.REVOKED})


@dataclass(frozen=True)
class Cell:
    """What a column says of a person: a tone of the tables (ok, warn, bad, z), an icon, words.

    ``due`` is said with the time left, ``at`` with the hour; ``day`` where that was another day.
    """

    tone: str
    icon: str
    text: str
    due: datetime | None = None
    at: datetime | None = None
    day: date | None = None


@dataclass(frozen=True)
class Line:
    """One person on the board; a revoked move has no cells, and says what came of it."""

    journey: Journey
    cells: tuple[Cell, ...]
    turn: str
    is_late: bool


@dataclass(frozen=True)
class Group:
    """People of one section (or one unit), the late first; ``said`` counts who waits for what."""

    title: str
    lines: tuple[Line, ...]
    said: str


@dataclass(frozen=True)
class Column:
    """The head of a column: how many are past it, its deadline, how many wait in it."""

    stage: Stage
    due: datetime | None
    done: int
    total: int
    waiting: int
    is_late: bool

    @property
    def percent(self) -> int:
        """How much is done, for the bar."""
        return 100 * self.done // self.total if self.total else 0


@dataclass(frozen=True)
class Board:
    """Everything of the board."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    next: Column | None
    total: int
    units: int
    late: int
    unfinished: int
    revoked: int


def is_past(journey: Journey, stage: Stage) -> bool:
    """Whether a person has left a stage behind."""
    return _ORDER.index(journey.state) > _ORDER.index(stage.waits[-1])


@dataclass(frozen=True)
class Turn:
    """Whose turn it is: units (by id) that owe something, and the words for it."""

    words: str
    units: tuple[int, ...] = ()


def turn_of(journey: Journey, named: dict[int, str], lawful: Collection[str] = frozenset()) -> Turn:
    """Return whose turn it is with a person; ``named`` are the heads of units, ``lawful`` who waits
    for steps of the law (:func:`lungang.campaign.transfer.lawful.waiting_for_law`).
    """
    if journey.person_key in lawful and journey.state == JourneyState.NOTICE:
        return Turn(_("等征询办妥"))
    old, new = journey.from_name, journey.to_name
    match journey.state:
        case JourneyState.NOTICE:
            head = named.get(journey.from_unit_id, "")
            return Turn(f"{old} {_('负责人')}{head}", (journey.from_unit_id,))
        case JourneyState.UNIT_LETTER | JourneyState.HAND_LETTER | JourneyState.HANDOVER:
            return Turn(f"{old} {_('政工人员')}", (journey.from_unit_id,))
        case JourneyState.SECTION_LETTER:
            return Turn(_(SECTION_OF[journey.authority].label))
        case JourneyState.REPORT:
            return Turn(_("本人到{unit}").format(unit=new), (journey.to_unit_id,))
        case JourneyState.ARRIVED:
            owing = [] if journey.removed_on else [(old, _("免职"), journey.from_unit_id)]
            owing += [] if journey.appointed_on else [(new, _("任职"), journey.to_unit_id)]
            words = _("、").join(f"{unit} {what}" for unit, what, _id in owing)
            return Turn(words, tuple(unit for _name, _what, unit in owing))
        case JourneyState.REVOKED:
            return Turn(_("不用再办"))
    return Turn(_("已办完"))


def cell_of(journey: Journey, stage: Stage) -> Cell:
    """Return what a column says of a person."""
    if is_past(journey, stage):
        return _done(journey, stage)
    if journey.state not in stage.waits:
        return Cell("z", "", _("等前一步"))
    due = due_at(journey, stage)
    rest = due - clock.now() if due else None
    word = _(JourneyState(journey.state).label) if due else _("待办")
    if rest is None or rest > SOON:
        return Cell("", "", word)
    over = rest < timedelta()
    return Cell("bad" if over else "warn", "alert" if over else "clock", word, due)


def _done(journey: Journey, stage: Stage) -> Cell:
    row = next((row for row in journey.receipts.all() if row.act == stage.done), None)
    if row is None:
        return Cell("ok", "check", _("已任免") if stage.done == "settle" else _("已办"))
    on = timezone.localtime(row.at).date()
    day = None if on == clock.today() else on
    return Cell("ok", "check", _("过时") if row.is_late else "", at=row.at, day=day)


def board_of(actor: Actor, campaign: Campaign, meeting: WorkMeeting, view: str = "") -> Board:
    """Return the board as an office sees it; ``view``: "" by section, unit, open."""
    rows = list(journeys_for(actor, campaign))
    named = heads({row.from_unit_id for row in rows if row.state == JourneyState.NOTICE})
    lawful = waiting_for_law(campaign)
    lines = [_line(row, named, lawful) for row in rows]
    standing = [row for row in rows if not row.is_revoked]
    columns = tuple(_column(meeting, stage, standing) for stage in STAGES)
    shown = [line for line in lines if line.journey.state not in _OVER]
    return Board(
        columns=columns,
        groups=tuple(_groups(shown if view == "open" else lines, view)),
        next=_next(columns),
        total=len(standing),
        units=len({unit for row in standing for unit in (row.from_unit_id, row.to_unit_id)}),
        late=sum(line.is_late for line in lines),
        unfinished=len(shown),
        revoked=len(rows) - len(standing),
    )


def _line(journey: Journey, named: dict[int, str], lawful: Collection[str]) -> Line:
    cells = () if journey.is_revoked else tuple(cell_of(journey, stage) for stage in STAGES)
    return Line(journey, cells, turn_of(journey, named, lawful).words, is_late(journey))


def _column(meeting: WorkMeeting, stage: Stage, rows: list[Journey]) -> Column:
    """``rows`` stand; those released later have later deadlines, and the next one is shown."""
    done = sum(is_past(row, stage) for row in rows)
    ahead = [due for row in rows if not is_past(row, stage) and (due := due_at(row, stage))]
    due = min(ahead, default=getattr(meeting, stage.due)) if stage.due else None
    late = due is not None and clock.now() > due and done < len(rows)
    return Column(stage, due, done, len(rows), sum(row.state in stage.waits for row in rows), late)


def _next(columns: Iterable[Column]) -> Column | None:
    """The deadline that comes next with somebody before it; else the first that is over."""
    open_ones = [one for one in columns if one.due and one.done < one.total]
    ahead = [one for one in open_ones if not one.is_late]
    return next(iter([*ahead, *open_ones]), None)


def _groups(lines: list[Line], view: str) -> list[Group]:
    groups: dict[str, list[Line]] = {}
    for line in lines:
        row = line.journey
        groups.setdefault(row.from_name if view == "unit" else row.authority, []).append(line)
    titles = {one.value: SECTION_OF[one.value].label for one in CadreAuthority}
    made = [
        Group(_(titles.get(key, key)), tuple(sorted(found, key=_by_urgency)), _said(found))
        for key, found in groups.items()
    ]
    return sorted(made, key=lambda group: not any(line.is_late for line in group.lines))


def _by_urgency(line: Line) -> tuple[bool, int, int]:
    return not line.is_late, _ORDER.index(line.journey.state), line.journey.number


def _said(lines: list[Line]) -> str:
    counts = Counter(line.journey.state for line in lines)
    parts = [
        f"{_(state.label)} {counts[state.value]}" for state in JourneyState if counts[state.value]
    ]
    standing = len(lines) - counts[JourneyState.REVOKED]
    return "　".join([_("{n} 人").format(n=standing), *parts])


def late_units(actor: Actor, campaign: Campaign) -> dict[int, int]:
    """Return with how many people of a section's each unit is late, by unit."""
    counts: Counter[int] = Counter()
    lawful = waiting_for_law(campaign)
    for journey in journeys_for(actor, campaign):
        if actor.authority is not None and journey.authority != actor.authority.value:
            continue
        if is_late(journey):
            counts.update(turn_of(journey, {}, lawful).units)
    return dict(counts)


def reasons_for(actor: Actor, journey: Journey) -> list[str]:
    """Return why the person goes there, as far as the office may know it."""
    if access.may_know_kin(actor, journey):
        return list(journey.reasons)
    return [without_kin(reason) for reason in journey.reasons]


def timeline(
    journey: Journey, meeting: WorkMeeting, issues: Mapping[str, Issue] | None = None
) -> list[Event]:
    """Return what happened with a person, newest first; ``issues`` are the papers, where known."""
    papers = issues_of(journey) if issues is None else issues
    void = {one.number: one.by for issue in papers.values() for one in issue.gone}
    way = _("{old}到{new}").format(old=journey.from_name, new=journey.to_name)
    first = _released(journey, meeting, way, _was(journey))
    done = [_event(row, void) for row in reversed(list(journey.receipts.all()))]
    if journey.revoked_in is None:
        return [*done, first]
    what = _("撤销原定的去向：{way}").format(way=way)
    return [_released(journey, journey.revoked_in, what, journey.revoked_because), *done, first]


def _was(journey: Journey) -> str:
    old = journey.replaces
    return _("原定到{unit}，已撤销").format(unit=old.to_name) if old is not None else ""


def _released(journey: Journey, meeting: WorkMeeting, what: str, note: str) -> Event:
    return Event(
        meeting.held_at,
        SECTION_OF[journey.authority].label,
        "",
        f"{release_words(meeting)}{_('：')}{what}",
        note,
        "bad" if meeting.pk == journey.revoked_in_id else "ok",
    )


def release_words(meeting: WorkMeeting) -> str:
    """Say by what a plan was made known: read out, or made known further after a repair."""
    if meeting.replaces_id is None:
        return _("交流人员工作会宣读")
    return _("补充公布") + (f"（{meeting.paper}）" if meeting.paper else "")


def _event(row: Receipt, gone: Mapping[str, str]) -> Event:
    """One hand; of a handover also what was handed over. ``gone`` are void numbers, each with the
    one that took its place.
    """
    hands = _("{giver} 交 {taker}").format(giver=row.giver, taker=row.taker) if row.giver else ""
    parts = [
        _(DONE[row.act]),
        hands or row.taker,
        _numbered(row.paper, gone),
        str(row.day) if row.day else "",
    ]
    if row.handed:
        items = _("；").join(_(ITEMS[item]) for item in ITEMS if item in row.handed)
        parts.append(_("交清：{items}").format(items=items))
    if row.rest:
        parts.append(_("其余：{rest}").format(rest=row.rest))
    if row.entered_at - row.at > _AT_ONCE:
        entered = timezone.localtime(row.entered_at)
        parts.append(_("{at} 补记").format(at=f"{entered.month}.{entered.day} {entered:%H:%M}"))
    return Event(
        row.at,
        row.by.get_office_display(),
        row.by.user.name,
        "，".join(part for part in (*parts, _late_word(row)) if part),
        row.note,
        "bad" if row.is_late else "ok",
    )


def _numbered(number: str, gone: Mapping[str, str]) -> str:
    """Say a number as it was written at the time, and what became of it since."""
    if number not in gone:
        return number
    if gone[number]:
        return _("{old}（已作废，由 {new} 代替）").format(old=number, new=gone[number])
    return _("{old}（已作废）").format(old=number)


_AT_ONCE = timedelta(minutes=2)


def _late_word(row: Receipt) -> str:
    if not row.is_late:
        return ""
    return _("任职不满规定时间") if row.act == "unseat" else _("过了时限")


DONE = {
    "collect": gettext_noop("领调干通知"),
    "bring": gettext_noop("单位介绍信送到"),
    "letter": gettext_noop("科室介绍信开出"),
    "hand": gettext_noop("科室介绍信到本人手里"),
    "hand_over": gettext_noop("交接完毕，三方签字"),
    "report": gettext_noop("报到"),
    "remove": gettext_noop("原单位免职"),
    "appoint": gettext_noop("新单位任职"),
    "unseat": gettext_noop("免去新任职务"),
    "exit": gettext_noop("出编通知单开出"),
    "entry": gettext_noop("入编通知单开出"),
}
