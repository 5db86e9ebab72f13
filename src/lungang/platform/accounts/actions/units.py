"""What becomes of the offices of a unit that is merged or abolished; part of that action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django.db.models import Q

from lungang.platform import clock
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import Act
from lungang.platform.organisation.models import Unit

Ask = Callable[[Act, Unit, Unit, date, Sequence[str]], None]
"""Given the act, the unit that goes, the one that stays, the day, and who held what."""
_ASKING: list[Ask] = []


def end_offices_of(act: Act, unit: Unit, day: date, into: Unit | None = None) -> None:
    """End every office held in a unit from a day on; with ``into`` ask for the same ones there.

    The unit's action has asked who may. Each account's own history says what was done to it. Who
    manages units gives no offices: the security administrator is told whom to give which, and
    gives them, or does not.
    """
    rows = unit.holdings.filter(Q(valid_to=None) | Q(valid_to__gt=day)).select_related("user")
    asked = []
    for holding in list(rows.order_by("office", "user__name", "pk")):
        label = Office(holding.office).label
        said = f"止岗位：{unit}{label}，单位已不在"
        if into is not None and not _held_there(holding, day, into):
            asked.append(f"{holding.user.name}（{holding.user.username}），{label}")
            said = f"止岗位：{unit}{label}，请在{into}另给"
        _end(holding, day)
        holding.user.save()
        act.record(holding.user, said, day=day.isoformat())
    if asked and into is not None:
        for ask in _ASKING:
            ask(act, unit, into, day, asked)


def when_to_be_given_anew(ask: Ask) -> None:
    """Have a function told which offices are to be given anew; call it in ``AppConfig.ready``."""
    _ASKING[:] = [ask]


def _held_there(holding: Holding, day: date, into: Unit) -> bool:
    """Whether the same person holds the same office in the other unit by then."""
    begins = max(day, holding.valid_from)
    same = Holding.objects.filter(user=holding.user, office=holding.office, unit=into)
    return same.filter(Q(valid_to=None) | Q(valid_to__gt=begins)).exists()


def _end(holding: Holding, day: date) -> None:
    if holding.valid_from > clock.today() and holding.valid_from >= day:
        holding.delete()  # it was never in force, so nothing hangs on it
        return
    # One that began on the very day, or after it, has its first day; the unit has none any more,
    # so nobody acts in it (queries.holdings_of).
    holding.valid_to = max(day, holding.valid_from + timedelta(days=1))
    holding.save()
