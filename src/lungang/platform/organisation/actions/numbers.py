"""Authorised headcount (编制) and quotas (职数) are set from a day on."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from lungang.domain.codes import Nature
from lungang.errors import NotNow
from lungang.platform.actions import Act, action
from lungang.platform.organisation.actions.dated import (
    end,
    end_of_last,
    open_version,
    refuse_day,
    unit_to_change,
)
from lungang.platform.organisation.models import Establishment, Quota, QuotaKind, Unit

N = TypeVar("N", Establishment, Quota)


@action("organisation.set_establishment")
def set_establishment(
    act: Act,
    unit_id: int,
    nature: Nature,
    headcount: int | None,
    *,
    day: date,
    reason: str,
    seen: int | None = None,
) -> Unit:
    """Authorise a headcount of a nature from a day on; None takes it away.

    Raises:
        NotNow: the unit is gone, the day is not behind the last change, or nothing changes.
    """
    unit = unit_to_change(act, unit_id, seen)
    rows = list(unit.establishment.filter(nature=nature).order_by("valid_from"))
    before = _replace(unit, rows, "headcount", headcount, day, nature.label)
    if headcount is not None:
        unit.establishment.create(nature=nature, headcount=headcount, valid_from=day)
    unit.save()
    said = f"{unit}{nature.label}由 {_said(before)} 改为 {_said(headcount)}"
    act.record(unit, said, reason=reason, day=day.isoformat())
    return unit


@action("organisation.set_quota")
def set_quota(
    act: Act,
    unit_id: int,
    kind: QuotaKind,
    number: int | None,
    rank: str = "",
    *,
    day: date,
    reason: str,
    seen: int | None = None,
) -> Unit:
    """Authorise a number of leading posts, or of posts of a rank, from a day on.

    Raises:
        NotNow: as above; or a rank is given for leading posts.
    """
    unit = unit_to_change(act, unit_id, seen)
    if rank and kind is not QuotaKind.RANK:
        raise NotNow(_("只有职级职数分职级，{kind}不写职级").format(kind=_(kind.label)))
    what = f"{rank}{kind.label}"
    rows = list(unit.quotas.filter(kind=kind, rank=rank).order_by("valid_from"))
    before = _replace(unit, rows, "number", number, day, what)
    if number is not None:
        unit.quotas.create(kind=kind, rank=rank, number=number, valid_from=day)
    unit.save()
    act.record(
        unit,
        f"{unit}{what}由 {_said(before)} 改为 {_said(number)}",
        reason=reason,
        day=day.isoformat(),
    )
    return unit


def _replace(
    unit: Unit, rows: list[N], field: str, number: int | None, day: date, what: str
) -> int | None:
    """Close the row in force, if any, so that the next may begin; return the number before."""
    version = open_version(unit)
    last = next((row for row in rows if row.valid_to is None), None)
    before: int | None = getattr(last, field) if last else None
    refuse_day(day, last.valid_from if last else end_of_last(rows), what)
    first = unit.versions.order_by("valid_from").values_list("valid_from", flat=True)[0]
    if day < first:
        raise NotNow(
            _("“{unit}”自 {day} 起才有，编制和职数不能更早").format(unit=version.name, day=first)
        )
    if number == before:
        raise NotNow(_("“{what}”没有改动").format(what=what))
    if last:
        end(last, day)
    return before


def _said(number: int | None) -> str:
    """Say a number on record: in Chinese, whatever language its author reads."""
    return "没有" if number is None else str(number)
