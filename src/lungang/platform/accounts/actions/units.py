"""What becomes of the offices of a unit that is merged or abolished; part of that action."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from lungang.platform import clock
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import Act
from lungang.platform.organisation.models import Unit


def end_offices_of(act: Act, unit: Unit, day: date, into: Unit | None = None) -> None:
    """End every office held in a unit from a day on; with ``into`` ask for the same ones there.

    The unit's action has asked who may. Each account's own history says what was done to it. Who
    manages units gives no offices: the security administrator is told whom to give which, and
    gives them, or does not.
    """
    from lungang.platform.notices.actions import send  # it knows accounts

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
    if asked:
        send(
            act,
            Office.SECURITY_ADMIN,
            None,
            f"{unit}并入{into}，有 {len(asked)} 个岗位请另给",
            f"{unit}的岗位到 {day} 止。请核实后在{into}给同样的岗位，自 {day} 起：\n"
            + "\n".join(asked),
            path=reverse("accounts:people"),
            urgent=True,
        )


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
