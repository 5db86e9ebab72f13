"""Checks across rows and files: duplicates, quotas, posts held twice, who leads which section."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from lungang.domain.codes import Level
from lungang.domain.roster import Section, Unit
from lungang.i18n import gettext as _
from lungang.intake.draft import Draft
from lungang.intake.findings import Problem, Report, Severity
from lungang.intake.tables import fold, word_table
from lungang.intake.units import UnitRows, where


def report_duplicates(drafts: list[Draft], report: Report) -> list[Draft]:
    """Report each id that appears again; return the drafts without the repeated ones."""
    first: dict[str, Draft] = {}
    kept: list[Draft] = []
    for draft in drafts:
        known = first.setdefault(draft.id.id, draft) if draft.id is not None else draft
        if known is draft:
            kept.append(draft)
            continue
        report.at(
            draft.place,
            "id",
            Problem(
                _("身份证号重复，与{where}的{name}相同").format(
                    where=where(known.place), name=known.name or ""
                ),
                _("同一人请只留一行；不是同一人请改正号码"),
            ),
        )
    return kept


def report_quotas(rows: UnitRows, drafts: list[Draft], report: Report) -> None:
    """Warn of units with more people than their establishment or quotas allow."""
    groups: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.unit is not None:
            groups[draft.unit].append(draft)
    for unit in rows.units:
        people = groups[unit.name]
        for name, problem in _over_quota(unit, people):
            rows.report(unit, name, problem, report)


def _over_quota(unit: Unit, people: list[Draft]) -> Iterator[tuple[str, Problem]]:
    yield from _over_establishment(unit, people)
    yield from _over_leading(unit, people)
    yield from _over_ranks(unit, people)


def _over_establishment(unit: Unit, people: list[Draft]) -> Iterator[tuple[str, Problem]]:
    held = Counter(draft.nature for draft in people)
    for nature, quota in unit.establishment.items():
        if held[nature] > quota:
            yield nature.value, _over(nature.label, quota, held[nature])


def _over_leading(unit: Unit, people: list[Draft]) -> Iterator[tuple[str, Problem]]:
    held = Counter(draft.level for draft in people)
    leaders = held[Level.UNIT_CHIEF] + held[Level.UNIT_DEPUTY]
    for field, label, quota, count in (
        ("leading_quota", "领导职数", unit.leading_quota, leaders),
        ("chief_quota", "中层正职职数", unit.chief_quota, held[Level.SECTION_CHIEF]),
        ("deputy_quota", "中层副职职数", unit.deputy_quota, held[Level.DEPUTY_SECTION_CHIEF]),
    ):
        if quota is not None and count > quota:
            yield field, _over(label, quota, count)


def _over_ranks(unit: Unit, people: list[Draft]) -> Iterator[tuple[str, Problem]]:
    held = Counter(draft.rank for draft in people if draft.rank)
    for rank, quota in unit.rank_quota.items():
        count = held[rank] if rank else held.total()
        if count > quota:
            yield "rank_quota", _over(rank or _("职级职数"), quota, count)


def _over(label: str, quota: int, count: int) -> Problem:
    return Problem(
        _("{label}核定{quota}，花名册中有{count}人").format(label=label, quota=quota, count=count),
        _("请核对；确实超配的不必改，方案不会使其更超"),
        Severity.WARNING,
    )


def report_shared_posts(drafts: list[Draft], report: Report) -> None:
    """Warn of a chief's post with two holders. Deputies of one title are usual and not meant."""
    bare = {fold(word) for word in word_table("level")}
    first: dict[tuple[str, str, str], Draft] = {}
    for draft in drafts:
        if draft.level not in (Level.UNIT_CHIEF, Level.SECTION_CHIEF):
            continue
        if draft.unit is None or not draft.title:
            continue
        title = fold(draft.title)
        if not draft.section and draft.level is Level.SECTION_CHIEF and title in bare:
            continue  # a 科长 without a section may be of any section
        known = first.setdefault((draft.unit, draft.section, title), draft)
        if known is not draft:
            report.at(draft.place, "title", _shared(known))


def _shared(known: Draft) -> Problem:
    return Problem(
        _("同一岗位有两人任职，另一人是{name}（{where}）").format(
            name=known.name or "", where=where(known.place)
        ),
        _("请核对现任职务和内设机构"),
        Severity.WARNING,
    )


def read_sections(rows: UnitRows, drafts: list[Draft], report: Report) -> tuple[Section, ...]:
    """Derive the sections from the rows, with the one deputy who leads each."""
    bodies = _leading_bodies(rows, drafts)
    deputies: dict[tuple[str, str], str] = {}
    for draft in drafts:
        if draft.unit is None or not draft.section:
            continue
        key = (draft.unit, draft.section)
        deputy, known = draft.deputy_in_charge, deputies.setdefault(key, "")
        if not deputy or deputy == known:
            continue
        if known:
            report.at(draft.place, "deputy_in_charge", _two_deputies(draft.section, known))
            continue
        deputies[key] = deputy
        if deputy not in bodies.get(draft.unit, ()):
            report.at(draft.place, "deputy_in_charge", _no_leader(deputy))
    return tuple(
        Section(unit=unit, name=name, deputy_in_charge=deputy)
        for (unit, name), deputy in deputies.items()
    )


def _leading_bodies(rows: UnitRows, drafts: list[Draft]) -> dict[str, set[str]]:
    bodies = {unit.name: set(unit.leading_body) for unit in rows.units}
    for draft in drafts:
        if draft.unit is not None and draft.name and draft.level and draft.level.is_unit_leader:
            bodies.setdefault(draft.unit, set()).add(draft.name)
    return bodies


def _two_deputies(section: str, known: str) -> Problem:
    return Problem(
        _("{section}的分管领导前后不一，前面写的是{known}").format(section=section, known=known),
        _("一个内设机构只有一位分管领导，请改成一致"),
    )


def _no_leader(name: str) -> Problem:
    return Problem(
        _("分管领导{name}不在本单位班子中").format(name=name),
        _("请核对姓名，或在“单位”表的班子成员中补上"),
        Severity.WARNING,
    )


__all__ = [
    "read_sections",
    "report_duplicates",
    "report_quotas",
    "report_shared_posts",
]
