"""Units come, change, merge and go; what they were stays on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lungang.domain.codes import UnitKind
from lungang.errors import NotNow
from lungang.platform.accounts.actions.units import end_offices_of
from lungang.platform.actions import Act, action
from lungang.platform.organisation import access
from lungang.platform.organisation.actions.dated import (
    end,
    open_version,
    refuse_day,
    unit_to_change,
)
from lungang.platform.organisation.models import (
    Establishment,
    Quota,
    SectionVersion,
    Unit,
    UnitVersion,
)


@dataclass(frozen=True, kw_only=True)
class UnitFacts:
    """What a unit is from a day on. ``in_charge`` is the id of the department in charge."""

    name: str
    kind: UnitKind
    short_name: str = ""
    in_charge: int | None = None
    leading_body: tuple[str, ...] = ()
    order: int = 0


@action("organisation.establish_unit")
def establish_unit(act: Act, code: str, facts: UnitFacts, *, day: date) -> Unit:
    """Establish a unit from a day on.

    Raises:
        NotNow: the code or the name is taken, or the department in charge is none that day.
    """
    act.require(access.may_manage_units(act.actor))
    refuse_day(day, None, facts.name)
    if Unit.objects.filter(code=code).exists():
        raise NotNow(_("单位代码 {code} 已经用过，请换一个").format(code=code))
    unit = Unit(code=code)
    _refuse_facts(unit, facts, day)
    unit.save()
    _begin(unit, facts, day)
    act.record(unit, f"设立{facts.name}", day=day.isoformat(), kind=str(facts.kind))
    return unit


@action("organisation.change_unit")
def change_unit(
    act: Act, unit_id: int, facts: UnitFacts, *, day: date, seen: int | None = None
) -> Unit:
    """Rename a unit, or change its kind, department in charge, leading body or place in the list.

    Raises:
        NotNow: it is gone, the day is not behind its last change, or the facts do not hold.
    """
    unit = unit_to_change(act, unit_id, seen)
    version = open_version(unit)
    refuse_day(day, version.valid_from, version.name)
    _refuse_facts(unit, facts, day)
    if facts == facts_of(version):
        raise NotNow(_("“{unit}”没有改动").format(unit=version.name))
    end(version, day)
    _begin(unit, facts, day)
    unit.save()
    renamed = facts.name != version.name
    said = f"{version.name}更名为{facts.name}" if renamed else f"变更{facts.name}"
    act.record(unit, said, day=day.isoformat(), kind=str(facts.kind))
    return unit


@action("organisation.merge_unit")
def merge_unit(
    act: Act,
    unit_id: int,
    successor: int,
    *,
    day: date,
    hand_over: bool = False,
    seen: int | None = None,
) -> Unit:
    """Merge a unit into another: from the day on only the successor is there.

    The offices held in it end that day; with ``hand_over`` the security administrator is asked to
    give the same ones in the successor.

    Raises:
        NotNow: one of the two is gone that day, they are the same, or units hang on it.
    """
    unit = unit_to_change(act, unit_id, seen)
    into = act.lock(Unit.objects.all(), successor)
    if into == unit:
        raise NotNow(_("单位不能并入自己，请选另一个单位"))
    name, heir = open_version(unit).name, open_version(into)
    if heir.valid_from > day:
        raise NotNow(
            _("“{unit}”到 {day} 才有，不能在这之前并入").format(unit=heir.name, day=heir.valid_from)
        )
    unit.successor = into
    _close_unit(unit, day)
    act.record(unit, f"{name}并入{heir.name}", day=day.isoformat(), successor=into.code)
    end_offices_of(act, unit, day, into if hand_over else None)
    return unit


@action("organisation.abolish_unit")
def abolish_unit(
    act: Act, unit_id: int, *, day: date, reason: str, seen: int | None = None
) -> Unit:
    """Abolish a unit: from the day on it is not there, nor any office held in it.

    Raises:
        NotNow: it is gone, the day is not behind its last change, or units hang on it.
    """
    unit = unit_to_change(act, unit_id, seen)
    name = open_version(unit).name
    _close_unit(unit, day)
    act.record(unit, f"撤销{name}", reason=reason, day=day.isoformat())
    end_offices_of(act, unit, day)
    return unit


def facts_of(version: UnitVersion) -> UnitFacts:
    """Return what a unit was in a version, e.g. to fill in the form that changes it."""
    return UnitFacts(
        name=version.name,
        kind=UnitKind(version.kind),
        short_name=version.short_name,
        in_charge=version.in_charge_id,
        leading_body=tuple(version.leading_body),
        order=version.order,
    )


def _begin(unit: Unit, facts: UnitFacts, day: date) -> None:
    UnitVersion.objects.create(
        unit=unit,
        name=facts.name,
        short_name=facts.short_name,
        kind=facts.kind,
        in_charge_id=facts.in_charge,
        leading_body=list(facts.leading_body),
        order=facts.order,
        valid_from=day,
    )


def _refuse_facts(unit: Unit, facts: UnitFacts, day: date) -> None:
    others = UnitVersion.objects.filter(valid_to=None).exclude(unit=unit.pk)
    if others.filter(name=facts.name).exists():
        raise NotNow(_("已有名为“{name}”的单位，请核对").format(name=facts.name))
    above = facts.in_charge
    seen = {unit.pk}
    while above is not None:
        if above in seen:
            raise NotNow(_("主管部门绕回了自己，请改“{name}”的主管部门").format(name=facts.name))
        seen.add(above)
        version = UnitVersion.objects.filter(unit=above, valid_to=None).first()
        if version is None or (above == facts.in_charge and version.valid_from > day):
            raise NotNow(_("主管部门到 {day} 还没有或已撤销，请另选").format(day=day))
        above = version.in_charge_id


def _close_unit(unit: Unit, day: date) -> None:
    version = open_version(unit)
    refuse_day(day, version.valid_from, version.name)
    below = unit.in_charge_of.filter(valid_to=None)
    if names := "、".join(row.name for row in below):
        raise NotNow(
            _("{names}归“{unit}”主管，请先改它们的主管部门").format(names=names, unit=version.name)
        )
    end(version, day)
    for model, where in (
        (SectionVersion, {"section__unit": unit}),
        (Establishment, {"unit": unit}),
        (Quota, {"unit": unit}),
    ):
        for row in model.objects.filter(**where, valid_to=None):
            refuse_day(day, row.valid_from, version.name)
            end(row, day)
    unit.save()
