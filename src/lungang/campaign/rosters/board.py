"""How all units stand with their rosters: the county's board, and what waits on a desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.kinds import DeskItem, Point, Returned
from lungang.campaign.core.models import Campaign, Task, TaskState
from lungang.campaign.rosters.models import Return, Row, TableKind
from lungang.campaign.rosters.paging import mark
from lungang.campaign.rosters.queries import TASK, open_corrections
from lungang.campaign.rosters.states import ReturnState, RowState
from lungang.domain.codes import CadreAuthority
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.organisation.models import UnitVersion


@dataclass(frozen=True)
class Standing:
    """How one unit stands."""

    unit: UnitVersion
    task: Task | None
    sent: Return | None
    people: int = 0
    accepted: int = 0
    waiting: dict[str, int] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """The state in one word's key: of the return, or open where there is none."""
        return self.sent.state if self.sent else TaskState.OPEN.value

    @property
    def word(self) -> str:
        """The word of the state."""
        return ReturnState(self.sent.state).label if self.sent else TaskState.OPEN.label

    @property
    def due_at(self) -> datetime | None:
        """By when."""
        return self.task.due_at if self.task else None

    @property
    def is_late(self) -> bool:
        """Late now, or sent in after its time and not yet accepted."""
        if self.due_at is None or self.state == ReturnState.ACCEPTED:
            return False
        if self.state == ReturnState.SUBMITTED and self.sent and self.sent.submitted_at:
            return self.sent.submitted_at > self.due_at
        return self.due_at < clock.now()

    @property
    def organisation(self) -> int:
        """How many wait for the organisation section."""
        return self.waiting.get(CadreAuthority.ORGANISATION_DEPARTMENT.value, 0)

    @property
    def personnel(self) -> int:
        """How many wait for the personnel section."""
        return self.waiting.get(CadreAuthority.PERSONNEL_BUREAU.value, 0)


def standings(campaign: Campaign) -> list[Standing]:
    """Return how every unit stands, late ones first; four queries in all."""
    given = campaign.tasks.filter(kind=TASK).exclude(state=TaskState.WITHDRAWN)
    tasks = {task.unit_id: task for task in given}
    returns: dict[int, Return] = {}
    latest = campaign.returns.exclude(state=ReturnState.REPLACED).order_by("number")
    for sent in latest.defer("layout", "reason", "remark"):  # sealed, and not on the board
        returns[sent.unit_id] = sent
    counts: dict[object, Counter[tuple[str, str]]] = {}
    people = Row.objects.filter(
        roster_return__in=[sent.pk for sent in returns.values()], table=TableKind.ROSTER
    )
    for row in (
        people.order_by().values("roster_return", "authority", "state").annotate(n=Count("*"))
    ):
        here = counts.setdefault(row["roster_return"], Counter())
        here[row["authority"], row["state"]] += row["n"]
    found = [
        _standing(version, tasks.get(version.unit_id), returns.get(version.unit_id), counts)
        for version in UnitVersion.objects.on(campaign.reference_date)
    ]
    return sorted(found, key=lambda s: (not s.is_late, s.unit.order))


def _standing(
    version: UnitVersion,
    task: Task | None,
    sent: Return | None,
    counts: dict[object, Counter[tuple[str, str]]],
) -> Standing:
    own = counts.get(sent.pk, Counter()) if sent else Counter()
    is_waiting = sent is not None and sent.state == ReturnState.SUBMITTED
    waiting: Counter[str] = Counter()
    for (authority, state), number in own.items():
        if is_waiting and state != RowState.ACCEPTED:
            waiting[authority] += number
    accepted = sum(n for (_a, state), n in own.items() if state == RowState.ACCEPTED)
    return Standing(version, task, sent, own.total(), accepted, dict(waiting))


# ---- the workbench ----------------------------------------------------------------------------


def rows_to_accept(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    """Put on a section's desk: rosters with people of its authority, and open corrections."""
    if not actor.is_section:
        return
    waiting = campaign.returns.filter(state=ReturnState.SUBMITTED).annotate(
        mine=Count(
            "rows",
            filter=Q(rows__authority=actor.authority, rows__table=TableKind.ROSTER)
            & ~Q(rows__state=RowState.ACCEPTED),
        )
    )
    mine = list(waiting.filter(mine__gt=0).order_by("submitted_at"))
    if mine:
        people = sum(sent.mine for sent in mine)
        yield DeskItem(
            phrase=_("接收花名册"),
            url=reverse("rosters:board") + "?state=submitted",
            button=_("去接收"),
            detail=_("{units} 个单位已上报，本科室管理的 {people} 人待接收").format(
                units=len(mine), people=people
            ),
            state="待接收",
            count=len(mine),
        )
    if number := open_corrections(actor, campaign).count():
        yield DeskItem(
            phrase=_("审花名册更正"),
            url=reverse("rosters:corrections"),
            button=_("去审"),
            detail=_("已接收的人有改动，逐件审"),
            state="待审",
            count=number,
        )


def returned(task: Task) -> Returned | None:
    """Say on the unit's workbench what came back, and why."""
    sent = task.campaign.returns.filter(unit=task.unit_id, state=ReturnState.RETURNED)
    found = sent.select_related("decided_by__user", "decided_by__unit").order_by("-number").first()
    if found is None:
        return None
    by = found.decided_by
    rows = found.rows.filter(state=RowState.RETURNED)
    address = reverse("rosters:return", args=[found.pk])
    return Returned(
        noun="花名册",
        reason=found.reason,
        title=by.get_office_display() if by else "",
        name=by.user.name if by else "",
        at=found.decided_at,
        points=tuple(
            Point(
                where=_("第 {row} 行 {name}").format(row=row.number, name=row.name),
                what=row.reason,
                url=f"{address}?view=all&at={mark(row)}#row-{mark(row)}",
            )
            for row in rows
        ),
    )


def describe(task: Task) -> str:
    """Say in one line how far the unit is."""
    sent = Return.objects.filter(campaign=task.campaign_id, unit=task.unit_id)
    last = sent.exclude(state=ReturnState.REPLACED).only("state").order_by("-number").first()
    if last is None:
        return task.note or _("上传花名册，或在屏幕上填")
    people = last.rows.filter(table=TableKind.ROSTER).order_by()
    states = dict(people.values_list("state").annotate(n=Count("*")))
    total = sum(states.values())
    if last.state == ReturnState.RETURNED:
        if back := states.get(RowState.RETURNED):
            return _("{n} 人已上报，退回 {back} 行。改完再上报，其余的行不用重填").format(
                n=total, back=back
            )
        return _("{n} 人已上报，退回。改完再上报").format(n=total)
    if last.state == ReturnState.DRAFT:
        return _("草稿 {n} 人，还没有上报").format(n=total)
    done = states.get(RowState.ACCEPTED, 0)
    return _("{n} 人已上报，接收 {done} 人").format(n=total, done=done)
