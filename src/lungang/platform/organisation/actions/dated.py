"""What all changes of the organisation share: a day that goes forward, one open row at a time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar

from django.utils.translation import gettext as _

from lungang.errors import NotNow
from lungang.platform.actions import Act
from lungang.platform.days import is_in_bounds
from lungang.platform.organisation import access
from lungang.platform.organisation.freezing import refuse_frozen
from lungang.platform.organisation.models import Dated, Unit, UnitVersion

D = TypeVar("D", bound=Dated)


def unit_to_change(act: Act, pk: int, seen: int | None) -> Unit:
    """Return the unit, for the establishment office alone.

    Raises:
        NotPermitted: another office asks, or there is no such unit.
        Stale: the unit changed after the page was opened.
    """
    act.require(access.may_manage_units(act.actor))
    return act.lock(Unit.objects.all(), pk, seen=seen)


def open_version(unit: Unit) -> UnitVersion:
    """Return what the unit is now.

    Raises:
        NotNow: it was merged or abolished.
    """
    version: UnitVersion | None = unit.versions.filter(valid_to=None).first()
    if version is None:
        raise NotNow(_("“{unit}”已经撤销或并入别的单位，不能再改").format(unit=unit))
    return version


def refuse_day(day: date, after: date | None, what: str) -> None:
    """Refuse a day out of any age, not behind the last change, or on which facts are frozen.

    Raises:
        NotNow: the change would overlap what is on record, go back behind it, or alter facts that
            stand (:mod:`lungang.platform.organisation.freezing`).
    """
    refuse_frozen(day)
    if not is_in_bounds(day):
        raise NotNow(_("日期 {day} 不对，请写 1949 年 10 月以后的日子").format(day=day))
    if after is not None and day <= after:
        raise NotNow(
            _("“{what}”最近一次变动自 {after} 起，新的日期要晚于这一天").format(
                what=what, after=after
            )
        )


def end(row: Dated, day: date) -> None:
    """Close an open row: it holds until the day before."""
    row.valid_to = day
    row.save()


def end_of_last(rows: list[D]) -> date | None:
    """Return the day behind which a new row may begin, where the last one is closed."""
    ends = [row.valid_to for row in rows if row.valid_to is not None]
    return max(ends) - timedelta(days=1) if ends else None
