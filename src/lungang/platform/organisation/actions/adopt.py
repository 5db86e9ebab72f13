"""The units of a county are taken in at once, from the sheet 单位 of a roster workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from lungang.domain import roster as domain
from lungang.errors import NotNow
from lungang.platform.actions import Act, action
from lungang.platform.organisation import access
from lungang.platform.organisation.actions.dated import refuse_day
from lungang.platform.organisation.models import (
    Establishment,
    Quota,
    QuotaKind,
    Section,
    SectionVersion,
    Unit,
    UnitVersion,
)


@action("organisation.adopt_units")
def adopt_units(
    act: Act,
    *,
    computed: Sequence[domain.Unit],
    sections: Sequence[domain.Section] = (),
    day: date,
    sent: str = "",
) -> None:
    """Take in units, with their establishment, quotas and sections, as they are from a day on.

    ``computed`` are the units as they were read; ``sent`` is the digest of the file from which.

    Raises:
        NotNow: a name or code is there twice or already in the office, a department in charge is
            none of the units, or departments in charge go round in a circle.
    """
    act.require(access.may_adopt_units(act.actor))
    units = computed
    if not units:
        raise NotNow(_("单位表里没有单位，没有建立"))
    refuse_day(day, None, _("单位表"))
    known = {row.name: row.unit_id for row in UnitVersion.objects.filter(valid_to=None)}
    _refuse_names(units, known)
    _refuse_circles(units, known)
    codes = _codes(units)
    Unit.objects.bulk_create([Unit(code=code, version=1) for code in codes])
    by_code = dict(Unit.objects.filter(code__in=codes).values_list("code", "pk"))
    ids = known | {unit.name: by_code[code] for unit, code in zip(units, codes, strict=True)}
    last = UnitVersion.objects.filter(valid_to=None).aggregate(last=Max("order"))["last"] or 0
    UnitVersion.objects.bulk_create(
        _version(unit, ids, order, day) for order, unit in enumerate(units, last + 1)
    )
    Establishment.objects.bulk_create(
        Establishment(unit_id=ids[unit.name], nature=nature, headcount=count, valid_from=day)
        for unit in units
        for nature, count in unit.establishment.items()
    )
    Quota.objects.bulk_create(
        Quota(unit_id=ids[unit.name], kind=kind, rank=rank, number=number, valid_from=day)
        for unit in units
        for (kind, rank), number in _quotas(unit).items()
    )
    _adopt_sections(sections, ids, day)
    act.record(None, f"建立单位库：{len(units)} 个单位", day=day.isoformat(), units=len(units))


def _refuse_names(units: Sequence[domain.Unit], known: Mapping[str, int]) -> None:
    counted = Counter(unit.name for unit in units)
    if twice := [name for name, times in counted.items() if times > 1 or name in known]:
        raise NotNow(_("这些单位重名或已在单位库里：{names}").format(names="、".join(twice)))
    named = {unit.department_in_charge for unit in units} - {""}
    if missing := sorted(named - set(counted) - set(known)):
        raise NotNow(_("主管部门不在单位表里：{names}").format(names="、".join(missing)))


def _refuse_circles(units: Sequence[domain.Unit], known: Mapping[str, int]) -> None:
    above = {unit.name: unit.department_in_charge for unit in units}
    for unit in units:
        name, steps = unit.name, 0
        while above.get(name):
            name, steps = above[name], steps + 1
            if steps > len(units):
                raise NotNow(_("主管部门绕回了自己，请改“{name}”的主管部门").format(name=unit.name))


def _codes(units: Sequence[domain.Unit]) -> list[str]:
    """Return a code for each unit: its own, or the next free number."""
    taken = set(Unit.objects.values_list("code", flat=True))
    own = [unit.code for unit in units if unit.code]
    counted = Counter(own)
    if twice := [code for code, times in counted.items() if times > 1 or code in taken]:
        raise NotNow(_("这些单位代码重复或已经用过：{codes}").format(codes="、".join(twice)))
    free = (
        code for number in range(1, 100_000) if (code := f"{number:04}") not in taken | set(own)
    )
    return [unit.code or next(free) for unit in units]


def _version(unit: domain.Unit, ids: Mapping[str, int], order: int, day: date) -> UnitVersion:
    return UnitVersion(
        unit_id=ids[unit.name],
        name=unit.name,
        short_name=unit.short_name,
        kind=unit.kind,
        in_charge_id=ids.get(unit.department_in_charge),
        leading_body=list(unit.leading_body),
        order=order,
        valid_from=day,
    )


def _quotas(unit: domain.Unit) -> dict[tuple[QuotaKind, str], int]:
    leading = {
        (QuotaKind.LEADING, ""): unit.leading_quota,
        (QuotaKind.CHIEF, ""): unit.chief_quota,
        (QuotaKind.DEPUTY, ""): unit.deputy_quota,
    }
    ranks = {(QuotaKind.RANK, rank): number for rank, number in unit.rank_quota.items()}
    return {key: number for key, number in (leading | ranks).items() if number is not None}


def _adopt_sections(sections: Sequence[domain.Section], ids: Mapping[str, int], day: date) -> None:
    if missing := sorted({row.unit for row in sections} - set(ids)):
        raise NotNow(_("内设机构的单位不在单位表里：{names}").format(names="、".join(missing)))
    for row in sections:
        section = Section.objects.create(unit_id=ids[row.unit])
        SectionVersion.objects.create(
            section=section, name=row.name, deputy_in_charge=row.deputy_in_charge, valid_from=day
        )
