"""Units as they were on a day: as rows for pages, and as the facts of the domain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from lungang.domain import roster as domain
from lungang.domain.codes import Nature, UnitKind
from lungang.platform.organisation.models import (
    Establishment,
    Quota,
    QuotaKind,
    SectionVersion,
    Unit,
    UnitVersion,
)


def units_on(day: date) -> dict[int, UnitVersion]:
    """Return the version in force on a day of every unit that exists then, by unit id."""
    versions = UnitVersion.objects.on(day).select_related("unit", "in_charge")
    return {version.unit_id: version for version in versions}


def name_on(unit: Unit, day: date) -> str:
    """Return a unit's full name on a day, or its latest where it did not exist."""
    version = UnitVersion.objects.on(day).filter(unit=unit).first()
    return version.name if version else str(unit)


@dataclass(frozen=True, eq=False)
class UnitBook:
    """The units of a day as facts, in the order of the office, and their names by unit id."""

    units: tuple[domain.Unit, ...]
    names: Mapping[int, str]


def unit_book(day: date) -> UnitBook:
    """Return the units of a day: three queries. While nothing changes it is the same object."""
    versions = UnitVersion.objects.on(day).values_list(
        "unit", "name", "kind", "unit__code", "short_name", "in_charge", "leading_body"
    )
    headcounts = Establishment.objects.on(day).values_list("unit", "nature", "headcount")
    quotas = Quota.objects.on(day).values_list("unit", "kind", "rank", "number")
    return _book(
        tuple((*facts, tuple(body)) for *facts, body in versions), tuple(headcounts), tuple(quotas)
    )


def domain_units(day: date) -> tuple[domain.Unit, ...]:
    """Return the units of a day as facts, in the order of the office."""
    return unit_book(day).units


_Rows = tuple[tuple[Any, ...], ...]


@lru_cache(maxsize=8)
def _book(versions: _Rows, headcounts: _Rows, quotas: _Rows) -> UnitBook:
    """Make the book of these rows, all that it is made of, once."""
    names: dict[int, str] = {key: name for key, name, *_more in versions}
    natures: dict[int, dict[Nature, int]] = defaultdict(dict)
    for key, nature, headcount in headcounts:
        natures[key][Nature(nature)] = headcount
    numbers: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for key, kind, rank, number in quotas:
        numbers[key][kind, rank] = number
    units = (_domain_unit(row, names, natures[row[0]], numbers[row[0]]) for row in versions)
    return UnitBook(tuple(units), names)


def _domain_unit(
    version: tuple[Any, ...],
    names: Mapping[int, str],
    headcounts: dict[Nature, int],
    quotas: dict[tuple[str, str], int],
) -> domain.Unit:
    _key, name, kind, code, short_name, in_charge, leading_body = version
    return domain.Unit(
        name=name,
        kind=UnitKind(kind),
        code=code,
        short_name=short_name,
        department_in_charge=names.get(in_charge, ""),
        establishment=headcounts,
        leading_quota=quotas.get((QuotaKind.LEADING, "")),
        chief_quota=quotas.get((QuotaKind.CHIEF, "")),
        deputy_quota=quotas.get((QuotaKind.DEPUTY, "")),
        rank_quota={rank: n for (kind, rank), n in quotas.items() if kind == QuotaKind.RANK},
        leading_body=leading_body,
    )


@dataclass(frozen=True)
class UnitRow:
    """A unit as it was on a day, with its numbers, for a table."""

    version: UnitVersion
    establishment: dict[str, int]
    quotas: dict[str, int]
    ranks: dict[str, int]
    in_charge: str

    @property
    def headcounts(self) -> list[int | None]:
        """Return the headcounts in the order of the natures."""
        return [self.establishment.get(nature.value) for nature in Nature]

    @property
    def authorised(self) -> list[tuple[str, int]]:
        """Return the natures that a headcount is authorised for, by their words."""
        found = ((nature.label, self.establishment.get(nature.value)) for nature in Nature)
        return [(label, number) for label, number in found if number is not None]

    @property
    def leading(self) -> list[int | None]:
        """Return the quotas of leading posts, from the unit's own down to deputies of sections."""
        kinds = (QuotaKind.LEADING, QuotaKind.CHIEF, QuotaKind.DEPUTY)
        return [self.quotas.get(kind.value) for kind in kinds]


def unit_rows(day: date, only: int | None = None) -> list[UnitRow]:
    """Return the units of a day with their numbers, in the order of the office: three queries."""
    everything = units_on(day)
    versions = {key: row for key, row in everything.items() if only in (None, key)}
    headcounts: dict[int, dict[str, int]] = defaultdict(dict)
    for row in Establishment.objects.on(day).filter(unit__in=versions):
        headcounts[row.unit_id][row.nature] = row.headcount
    leading: dict[int, dict[str, int]] = defaultdict(dict)
    ranks: dict[int, dict[str, int]] = defaultdict(dict)
    for quota in Quota.objects.on(day).filter(unit__in=versions):
        if quota.kind == QuotaKind.RANK:
            ranks[quota.unit_id][quota.rank] = quota.number
        else:
            leading[quota.unit_id][quota.kind] = quota.number
    return [
        UnitRow(version, headcounts[key], leading[key], ranks[key], _above(version, everything))
        for key, version in versions.items()
    ]


def _above(version: UnitVersion, versions: Mapping[int, UnitVersion]) -> str:
    above = versions.get(version.in_charge_id) if version.in_charge_id else None
    return above.name if above else ""


def sections_on(unit: Unit, day: date) -> list[SectionVersion]:
    """Return the sections that a unit has on a day."""
    rows = SectionVersion.objects.on(day).filter(section__unit=unit)
    return list(rows.order_by("section_id"))


@dataclass(frozen=True)
class Event:
    """One change in a unit's history: from which day what is so."""

    day: date
    what: str


def history_of(unit: Unit) -> list[Event]:
    """Return all that was ever so of a unit, newest first."""
    events = [*_version_events(unit), *_section_events(unit), *_number_events(unit)]
    return sorted(events, key=lambda event: event.day, reverse=True)


def _version_events(unit: Unit) -> Iterator[Event]:
    before: UnitVersion | None = None
    versions = unit.versions.select_related("in_charge").order_by("valid_from")
    for version in versions:
        yield Event(version.valid_from, _unit_words(version, before))
        before = version
    if before is not None and before.valid_to is not None:
        heir = unit.successor
        gone = _("并入{unit}").format(unit=heir) if heir else _("撤销")
        yield Event(before.valid_to, gone)


def _unit_words(version: UnitVersion, before: UnitVersion | None) -> str:
    if before is None:
        return _("设立，名为{name}").format(name=version.name)
    if version.name != before.name:
        return _("{before}更名为{name}").format(before=before.name, name=version.name)
    if version.kind != before.kind:
        return _("类别改为{kind}").format(kind=_(UnitKind(version.kind).label))
    if version.in_charge_id != before.in_charge_id:
        above = version.in_charge or _("没有")
        return _("主管部门改为{above}").format(above=above)
    if version.leading_body != before.leading_body:
        return _("班子成员变动")
    return _("简称或排序变动")


def _section_events(unit: Unit) -> Iterator[Event]:
    before: dict[int, SectionVersion] = {}
    rows = SectionVersion.objects.filter(section__unit=unit).order_by("valid_from")
    for row in rows:
        last = before.get(row.section_id)
        if last is None:
            yield Event(row.valid_from, _("设立{section}").format(section=row.name))
        elif last.name != row.name:
            renamed = _("{before}更名为{section}").format(before=last.name, section=row.name)
            yield Event(row.valid_from, renamed)
        else:
            deputy = row.deputy_in_charge or _("没有")
            moved = _("{section}的分管领导改为{deputy}").format(section=row.name, deputy=deputy)
            yield Event(row.valid_from, moved)
        before[row.section_id] = row
    for last in before.values():
        if last.valid_to is not None:
            yield Event(last.valid_to, _("撤销{section}").format(section=last.name))


def _number_events(unit: Unit) -> Iterator[Event]:
    numbers = [
        (_(Nature(row.nature).label), row.headcount, row)
        for row in unit.establishment.order_by("valid_from")
    ] + [
        (f"{row.rank}{_(QuotaKind(row.kind).label)}", row.number, row)
        for row in unit.quotas.order_by("valid_from")
    ]
    begun = {(what, row.valid_from) for what, _number, row in numbers}
    for what, number, row in numbers:
        yield Event(row.valid_from, _("{what} {number} 名").format(what=what, number=number))
        if row.valid_to is not None and (what, row.valid_to) not in begun:
            yield Event(row.valid_to, _("不再核定{what}").format(what=what))
