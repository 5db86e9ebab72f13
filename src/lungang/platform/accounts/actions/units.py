"""What becomes of the offices of a unit that is merged or abolished; part of that action."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from lungang.platform import clock
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import Act
from lungang.platform.organisation.models import Unit


def end_offices_of(act: Act, unit: Unit, day: date, into: Unit | None = None) -> None:
    """End every office held in a unit from a day on; with ``into`` each is held there instead.

    The unit's action has asked who may. Each account's own history says what was done to it.
    """
    rows = unit.holdings.filter(Q(valid_to=None) | Q(valid_to__gt=day)).select_related("user")
    for holding in list(rows):
        said = f"{unit}{Office(holding.office).label}"
        periods = tuple(_period_there(holding, day, into)) if into is not None else ()
        _end(holding, day)
        for begins, ends in periods:
            Holding.objects.create(
                user=holding.user,
                office=holding.office,
                unit=into,
                person_id=holding.person_id,
                valid_from=begins,
                valid_to=ends,
            )
        holding.user.save()
        told = f"移交岗位：{said}，改任{into}" if periods else f"止岗位：{said}，单位已不在"
        act.record(holding.user, told, day=day.isoformat())


def _period_there(holding: Holding, day: date, into: Unit) -> Iterator[tuple[date, date | None]]:
    """Give the period in which it is to be held in the other unit, unless it is held there then."""
    begins = max(day, holding.valid_from)
    same = Holding.objects.filter(user=holding.user, office=holding.office, unit=into)
    if not same.filter(Q(valid_to=None) | Q(valid_to__gt=begins)).exists():
        yield begins, holding.valid_to


def _end(holding: Holding, day: date) -> None:
    if holding.valid_from > clock.today() and holding.valid_from >= day:
        holding.delete()  # it was never in force, so nothing hangs on it
        return
    # One that began on the very day, or after it, has its first day; the unit has none any more,
    # so nobody acts in it (queries.holdings_of).
    holding.valid_to = max(day, holding.valid_from + timedelta(days=1))
    holding.save()
