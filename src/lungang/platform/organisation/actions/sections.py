"""Sections of a unit come, are renamed, and close."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from lungang.errors import NotNow
from lungang.platform.actions import Act, action
from lungang.platform.organisation.actions.dated import (
    end,
    open_version,
    refuse_day,
    unit_to_change,
)
from lungang.platform.organisation.models import Section, SectionVersion, Unit


@action("organisation.add_section")
def add_section(
    act: Act, unit_id: int, name: str, deputy: str = "", *, day: date, seen: int | None = None
) -> Unit:
    """Set up a section of a unit from a day on; ``deputy`` leads it (分管领导).

    Raises:
        NotNow: the unit is not there that day, or has a section of that name.
    """
    unit = unit_to_change(act, unit_id, seen)
    version = open_version(unit)
    refuse_day(day, None, name)
    if day < version.valid_from:
        raise NotNow(
            _("“{unit}”自 {day} 起才有，内设机构不能更早").format(
                unit=version.name, day=version.valid_from
            )
        )
    _refuse_name(unit, None, name)
    section = Section.objects.create(unit=unit)
    SectionVersion.objects.create(
        section=section, name=name, deputy_in_charge=deputy, valid_from=day
    )
    unit.save()
    act.record(unit, f"{version.name}设立{name}", day=day.isoformat())
    return unit


@action("organisation.change_section")
def change_section(
    act: Act, section_id: int, name: str, deputy: str = "", *, day: date, seen: int | None = None
) -> Unit:
    """Rename a section, or put it under another deputy, from a day on.

    Raises:
        NotNow: it is closed, the day is not behind its last change, or nothing changes.
    """
    unit, version = _section(act, section_id, seen)
    refuse_day(day, version.valid_from, version.name)
    _refuse_name(unit, section_id, name)
    if (name, deputy) == (version.name, version.deputy_in_charge):
        raise NotNow(_("“{section}”没有改动").format(section=version.name))
    end(version, day)
    SectionVersion.objects.create(
        section_id=section_id, name=name, deputy_in_charge=deputy, valid_from=day
    )
    unit.save()
    act.record(unit, f"{unit}的{version.name}变更为{name}", day=day.isoformat())
    return unit


@action("organisation.close_section")
def close_section(act: Act, section_id: int, *, day: date, seen: int | None = None) -> Unit:
    """Close a section: from the day on it is not there.

    Raises:
        NotNow: it is closed, or the day is not behind its last change.
    """
    unit, version = _section(act, section_id, seen)
    refuse_day(day, version.valid_from, version.name)
    end(version, day)
    unit.save()
    act.record(unit, f"撤销{unit}的{version.name}", day=day.isoformat())
    return unit


def _section(act: Act, section_id: int, seen: int | None) -> tuple[Unit, SectionVersion]:
    owner = Section.objects.filter(pk=section_id).values_list("unit", flat=True).first()
    unit = unit_to_change(act, owner or 0, seen)
    version = SectionVersion.objects.filter(section=section_id, valid_to=None).first()
    if version is None:
        raise NotNow(_("这个内设机构已经撤销，不能再改"))
    return unit, version


def _refuse_name(unit: Unit, section_id: int | None, name: str) -> None:
    taken = SectionVersion.objects.filter(section__unit=unit, valid_to=None, name=name)
    if taken.exclude(section=section_id).exists():
        raise NotNow(_("“{unit}”已有“{name}”，请核对").format(unit=unit, name=name))
