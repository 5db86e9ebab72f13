"""The inquiries as pages show them: person by person and step by step, who is late, what stops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.procedure.namesakes import without_anybody
from lungang.campaign.procedure.queries import pairs, standing
from lungang.campaign.procedure.states import ANSWERS, BRIEFLY, NOTED
from lungang.campaign.procedure.steps import steps_before
from lungang.i18n import gettext as told
from lungang.platform import clock
from lungang.policy.pack.model import PROCEDURE, Procedure


@dataclass(frozen=True)
class Cell:
    """One step of one person: a tone of the tables, an icon, words; who is asked; a missed hour."""

    inquiry: Inquiry | None
    tone: str
    icon: str
    text: str
    asked: str = ""
    due: datetime | None = None


@dataclass(frozen=True)
class Line:
    """One person; ``waits`` counts what is missing or stops, so that those stand first."""

    name: str
    unit: str
    cells: tuple[Cell, ...]
    waits: int


@dataclass(frozen=True)
class Column:
    """The head of a step: how many are in and go on, of how many."""

    step: Procedure
    label: str
    done: int
    total: int
    late: int


@dataclass(frozen=True)
class Matrix:
    """Everybody who moves, by step."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    unasked: int
    needless: int
    late: int
    stopped: int
    barred: int

    @property
    def is_done(self) -> bool:
        """Whether everything is in and nothing stops."""
        return not any(line.waits for line in self.lines)


def is_late(row: Inquiry) -> bool:
    """Whether an inquiry waits for its answer longer than it was given."""
    return row.answer is None and clock.now() > row.due_at


def cell_of(row: Inquiry | None, asked: str = "", barred: bool = False) -> Cell:
    """Return what the table says of one step of one person; by when only where that is over.

    ``barred``: everybody who could answer keeps out of the question.
    """
    if row is None:
        return Cell(None, "z", "", _("还没有征询"), asked)
    if barred:
        return Cell(row, "bad", "alert", _("同名回避"), asked)
    answer = row.answered
    if answer is None:
        word = _("待办") if row.opened.step in NOTED else _("待答")
        if is_late(row):
            return Cell(row, "bad", "alert", word, asked, row.due_at)
        return Cell(row, "", "", word, asked)
    yes, no = BRIEFLY[row.opened.step]
    if answer.consents:
        return Cell(row, "ok", "check", _(yes), asked)
    if row.override is not None:
        return Cell(row, "warn", "check", _("不同意，研究照办"), asked)
    return Cell(row, "bad", "alert", _(no), asked)


def matrix_of(campaign: Campaign, decision: Decision) -> Matrix:
    """Return the table for a decided plan: those for whom something is missing first."""
    steps = steps_before(decision.scenario.principles)
    found = pairs(campaign, decision)
    barred = without_anybody(campaign, [row for _one, row in found if row is not None])
    people: dict[str, dict[str, Cell]] = {}
    named: dict[str, tuple[str, str]] = {}
    for one, row in found:
        named[one.content.person] = one.content.name, one.content.unit
        # Who is asked is told where the row and the head of the column do not tell it.
        asked = one.content.asked if one.content.step == "receiving_opinion" else ""
        cell = cell_of(row, asked, row is not None and row.pk in barred)
        people.setdefault(one.content.person, {})[one.content.step] = cell
    lines = [
        _line(*named[key], [cells[step.id] for step in steps]) for key, cells in people.items()
    ]
    rows = [row for _one, row in found if row is not None]
    return Matrix(
        columns=tuple(_columns(steps, people.values())),
        lines=tuple(sorted(lines, key=lambda line: -line.waits)),
        unasked=sum(row is None for _one, row in found),
        needless=standing(campaign).exclude(matter__in=[one.matter for one, _row in found]).count(),
        late=sum(is_late(row) for row in rows),
        stopped=sum(row.stops for row in rows),
        barred=len(barred),
    )


def _goes_on(cell: Cell) -> bool:
    return cell.inquiry is not None and cell.inquiry.answer is not None and not cell.inquiry.stops


def _line(name: str, unit: str, cells: list[Cell]) -> Line:
    return Line(name, unit, tuple(cells), sum(not _goes_on(cell) for cell in cells))


def _columns(steps: tuple[Procedure, ...], people: Iterable[dict[str, Cell]]) -> Iterable[Column]:
    done: Counter[str] = Counter()
    late: Counter[str] = Counter()
    rows = list(people)
    for cells in rows:
        for key, cell in cells.items():
            done[key] += _goes_on(cell)
            late[key] += cell.inquiry is not None and is_late(cell.inquiry)
    for step in steps:
        yield Column(step, told(PROCEDURE[step.id]), done[step.id], len(rows), late[step.id])


@dataclass(frozen=True)
class Stopped:
    """A dissent that stands while the plan is back with the meeting."""

    inquiry: Inquiry
    label: str
    text: str


def dissents(campaign: Campaign) -> list[Stopped]:
    """Return the answers that stop a move, whatever plan they were given on."""
    found = []
    for row in standing(campaign):
        if row.stops:
            step = row.opened.step
            found.append(Stopped(row, told(PROCEDURE[step]), _(ANSWERS[step][1])))
    return found
