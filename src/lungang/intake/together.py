"""All tables of a roster checked together: the one implementation for files and for the office."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from lungang.domain.roster import Roster
from lungang.i18n import gettext as _
from lungang.intake.checks import (
    read_sections,
    report_duplicates,
    report_quotas,
    report_shared_posts,
)
from lungang.intake.draft import Draft, person_of
from lungang.intake.findings import Problem, Report, Table, errors_of
from lungang.intake.kin import People, read_kinships, read_wishes
from lungang.intake.people import read_people
from lungang.intake.tables import KINDS
from lungang.intake.units import UnitNames, UnitRows

Progress = Callable[[str, int, int], None]
Judge = Callable[[Draft], Iterable[tuple[str, Problem]]]
"""A check of one row that only the caller can make: problems, each with the field that has it."""
RowKey = tuple[int, int, int]
"""Numbers of a row's file, sheet and line."""


@dataclass(frozen=True)
class Checked:
    """What the tables hold: ``roster`` is None as soon as one finding is an error.

    ``drafts`` are the rows of people as far as they could be read, in order; ``subjects`` the
    citizen ids that rows of 亲属关系 and 志愿 are about.
    """

    roster: Roster | None
    drafts: tuple[Draft, ...] = ()
    subjects: Mapping[RowKey, str] = field(default_factory=dict)


def by_kind(tables: Iterable[Table]) -> dict[str, list[Table]]:
    """Return the tables by their kind; each kind is there."""
    kinds: dict[str, list[Table]] = {kind: [] for kind in KINDS}
    for table in tables:
        kinds[table.kind].append(table)
    return kinds


def check(
    tables: Mapping[str, list[Table]],
    units: UnitRows,
    names: UnitNames,
    on: date,
    report: Report,
    *,
    judge: Judge = lambda _draft: (),
    tell: Progress = lambda _stage, _done, _total: None,
) -> Checked:
    """Check tables against each other and against the units; findings go to ``report``."""
    total = sum(len(table.rows) for table in tables["roster"])
    drafts = read_people(
        tables["roster"], names, on, report, lambda done: tell(_("检查人员"), done, total)
    )
    for draft in drafts:
        for name, problem in judge(draft):
            report.at(draft.place, name, problem)
    people = People(drafts)
    kinships = read_kinships(tables["kin"], people, names, report)
    wishes = read_wishes(tables["wish"], people, names, report)
    kept = report_duplicates(drafts, report)
    sections = read_sections(units, kept, report)
    report_quotas(units, kept, report)
    report_shared_posts(kept, report)
    tell(_("检查人员"), total, total)
    roster = None
    if not errors_of(report.findings()):
        roster = Roster(
            reference_date=on,
            units=tuple(units.units),
            people=tuple(map(person_of, kept)),
            sections=sections,
            kinships=kinships,
            wishes=wishes,
        )
    return Checked(roster, tuple(drafts), people.subjects)
