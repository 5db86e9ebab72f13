"""Units as they were on a day: as rows for pages, and as the facts of the domain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from lungang.domain import roster as domain
from lungang.domain.codes import Nature, UnitKind
from lungang.platform.organisation.models import (
    Establishment,
    Quota,
    QuotaKind,
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


def domain_units(day: date, only: Iterable[int] | None = None) -> tuple[domain.Unit, ...]:
    """Return the units of a day as facts, in the order of the office; ``only`` names unit ids."""
    versions = units_on(day)
    wanted = set(versions) if only is None else set(only)
    headcounts: dict[int, dict[Nature, int]] = defaultdict(dict)
    for row in Establishment.objects.on(day):
        headcounts[row.unit_id][Nature(row.nature)] = row.headcount
    quotas: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for quota in Quota.objects.on(day):
        quotas[quota.unit_id][quota.kind, quota.rank] = quota.number
    return tuple(
        _domain_unit(version, versions, headcounts[key], quotas[key])
        for key, version in versions.items()
        if key in wanted
    )


def _domain_unit(
    version: UnitVersion,
    versions: dict[int, UnitVersion],
    headcounts: dict[Nature, int],
    quotas: dict[tuple[str, str], int],
) -> domain.Unit:
    above = versions.get(version.in_charge_id) if version.in_charge_id else None
    return domain.Unit(
        name=version.name,
        kind=UnitKind(version.kind),
        code=version.unit.code,
        short_name=version.short_name,
        department_in_charge=above.name if above else "",
        establishment=headcounts,
        leading_quota=quotas.get((QuotaKind.LEADING, "")),
        chief_quota=quotas.get((QuotaKind.CHIEF, "")),
        deputy_quota=quotas.get((QuotaKind.DEPUTY, "")),
        rank_quota={rank: n for (kind, rank), n in quotas.items() if kind == QuotaKind.RANK},
        leading_body=tuple(version.leading_body),
    )
