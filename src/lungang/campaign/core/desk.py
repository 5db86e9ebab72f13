"""The workbench as data: what a unit owes, and how the county stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core.kinds import Returned, TaskKind, kind_of
from lungang.campaign.core.models import Campaign, Task, TaskState
from lungang.campaign.core.queries import tasks_for
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import SECTIONS, Office
from lungang.platform.notices.models import Notice
from lungang.platform.notices.queries import sent_to
from lungang.platform.organisation.queries import units_on
from lungang.platform.pages import url_if_open

OWED = frozenset({TaskState.OPEN, TaskState.BEGUN, TaskState.RETURNED})
COLUMNS = (
    TaskState.ACCEPTED,
    TaskState.SUBMITTED,
    TaskState.RETURNED,
    TaskState.BEGUN,
    TaskState.OPEN,
)
SHOWN_NOTICES = 5
SHOWN_UNITS = 12


@dataclass(frozen=True)
class Duty:
    """A task of one's own unit, with the words that its step gave it."""

    task: Task
    kind: TaskKind | None
    waits_for: tuple[str, ...] = ()

    @property
    def phrase(self) -> str:
        """What to do, verb first."""
        return _(self.kind.phrase(self.task)) if self.kind else self.task.note or self.task.kind

    @cached_property
    def detail(self) -> str:
        """One line of what; the page asks for it twice, and it is read from the database."""
        if self.waits_for:
            return _("等{nouns}被接收").format(nouns="、".join(self.waits_for))
        return self.kind.describe(self.task) if self.kind else ""

    @property
    def waiting_word(self) -> str:
        """The word of the tag while it waits, e.g. 等花名册."""
        return _("等{noun}").format(noun=self.waits_for[0]) if self.waits_for else ""

    @property
    def button(self) -> str:
        """The word of the one button."""
        return _(self.kind.button(self.task)) if self.kind else ""

    @property
    def url(self) -> str:
        """Where it is done."""
        return self.kind.url(self.task) if self.kind else ""

    @property
    def is_owed(self) -> bool:
        """Whether it is the unit's turn."""
        return self.task.state in OWED

    @property
    def is_late(self) -> bool:
        """Whether its time is over."""
        return self.is_owed and self.task.due_at < clock.now()

    @property
    def is_urgent(self) -> bool:
        """Late, due today or tomorrow, or returned: what the red bar marks."""
        end_of_tomorrow = clock.today() + timedelta(days=1)
        due = timezone.localtime(self.task.due_at).date() <= end_of_tomorrow
        return self.is_owed and (due or self.task.state == TaskState.RETURNED)


@dataclass(frozen=True)
class UnitDesk:
    """A unit's workbench: three groups by time, what came back, what was said, whom to ask."""

    now: tuple[Duty, ...]
    blocked: tuple[Duty, ...]
    done: tuple[Duty, ...]

    @property
    def urgent(self) -> tuple[Duty, ...]:
        """What the first sentence names."""
        return tuple(duty for duty in self.now if duty.is_urgent)

    @property
    def opens(self) -> tuple[Duty, ...]:
        """What the urgent ones stand in the way of."""
        nouns = {duty.kind.noun for duty in self.urgent if duty.kind}
        return tuple(duty for duty in self.blocked if nouns & set(duty.waits_for))

    def returned(self) -> list[Returned]:
        """What came back and why."""
        found = (
            duty.kind.returned(duty.task)
            for duty in self.now
            if duty.kind and duty.task.state == TaskState.RETURNED
        )
        return [item for item in found if item]


def unit_desk(actor: Actor, campaign: Campaign) -> UnitDesk:
    """Return the workbench of the actor's unit."""
    tasks = list(tasks_for(actor, campaign).exclude(state=TaskState.WITHDRAWN))
    accepted = {task.kind for task in tasks if task.state == TaskState.ACCEPTED}
    duties = [_duty(task, accepted) for task in tasks]
    return UnitDesk(
        now=tuple(duty for duty in duties if duty.is_owed and not duty.waits_for),
        blocked=tuple(duty for duty in duties if duty.is_owed and duty.waits_for),
        done=tuple(
            sorted((d for d in duties if not d.is_owed), key=lambda d: _end(d.task), reverse=True)
        ),
    )


def _end(task: Task) -> datetime:
    return task.finished_at or task.due_at


def _duty(task: Task, accepted: Iterable[str]) -> Duty:
    kind = kind_of(task.kind)
    missing = [kind_of(key) for key in kind.waits_for if key not in accepted] if kind else []
    return Duty(task, kind, tuple(_(other.noun) for other in missing if other))


# ---- the county -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """How the units stand with one kind of task: how many in each state, who is late."""

    noun: str
    board: str
    total: int
    states: Counter[str]
    late: int
    due_at: datetime
    late_units: tuple[str, ...]

    @property
    def cells(self) -> tuple[tuple[str, int], ...]:
        """How many in each state, in the order of the table's columns."""
        return tuple((state.value, self.states[state]) for state in COLUMNS)

    @property
    def owed(self) -> int:
        """How many still owe it."""
        return sum(self.states[state] for state in OWED)

    @property
    def more_late(self) -> int:
        """How many late units are not named."""
        return self.late - len(self.late_units)


def standings(actor: Actor, campaign: Campaign) -> list[Standing]:
    """Return how all units stand, a line for each kind of task; three queries in all."""
    tasks = tasks_for(actor, campaign).exclude(state=TaskState.WITHDRAWN)
    now = clock.now()
    late = Q(due_at__lt=now, state__in=OWED)
    counted = tasks.order_by().values("kind", "state").annotate(n=Count("id"))
    by_kind: dict[str, Counter[str]] = {}
    for row in counted:
        by_kind.setdefault(row["kind"], Counter())[row["state"]] = row["n"]
    behind = list(tasks.filter(late).values_list("kind", "unit_id"))
    dues: dict[str, datetime] = {}
    for kind, due in tasks.order_by("due_at").values_list("kind", "due_at").distinct():
        if kind not in dues or (dues[kind] < now <= due):
            dues[kind] = due
    names = _short_names(clock.today()) if behind else {}
    found = [
        _standing(actor, kind, states, dues[kind], [u for k, u in behind if k == kind], names)
        for kind, states in by_kind.items()
    ]
    return sorted(found, key=lambda standing: (not standing.owed, standing.due_at))


def _standing(
    actor: Actor,
    key: str,
    states: Counter[str],
    due: datetime,
    behind: list[int],
    names: dict[int, str],
) -> Standing:
    kind = kind_of(key)
    return Standing(
        noun=_(kind.noun) if kind else key,
        board=(url_if_open(actor, kind.board) or "") if kind else "",
        total=states.total(),
        states=states,
        late=len(behind),
        due_at=due,
        late_units=tuple(names.get(unit, "") for unit in behind[:SHOWN_UNITS]),
    )


def _short_names(day: date) -> dict[int, str]:
    return {unit: str(version) for unit, version in units_on(day).items()}


# ---- whom to ask, what was said ---------------------------------------------------------------


def sections_in_charge() -> list[tuple[Office, list[Holding]]]:
    """Return who holds the two sections in charge today, by office."""
    rows = Holding.objects.on(clock.today()).filter(office__in=SECTIONS).select_related("user")
    return [
        (office, [row for row in rows if row.office == office])
        for office in Office
        if office in SECTIONS
    ]


def heads_of(unit_id: int) -> list[Holding]:
    """Return who signs for a unit today."""
    held = Holding.objects.on(clock.today()).filter(office=Office.UNIT_HEAD, unit=unit_id)
    return list(held.select_related("user"))


def latest_notices(actor: Actor) -> tuple[list[Notice], int]:
    """Return the last few notices to an office and how many there are; ``is_new`` marks unread."""
    if actor.holding is None:
        return [], 0
    rows = sent_to(actor.holding)
    mine = Count("readings", filter=Q(readings__holding=actor.holding))
    newest = rows.annotate(opened=mine).order_by("-at", "id")  # what is counted loses its order
    return list(newest[:SHOWN_NOTICES]), rows.count()
