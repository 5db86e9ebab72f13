"""Accounts, and which offices a person holds now."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Holding, User
from lungang.platform.accounts.offices import SECTIONS, Office
from lungang.platform.organisation.models import UnitVersion


def holdings_of(user: User) -> list[Holding]:
    """Return the offices that a person holds today, in the order of the office list.

    In a unit that is not there today nobody holds any.
    """
    today = clock.today()
    there = UnitVersion.objects.on(today).filter(unit=OuterRef("unit"))
    rows = user.holdings.on(today).filter(Q(unit=None) | Exists(there)).select_related("unit")
    return sorted(rows, key=lambda row: (row.office, row.unit_id or 0))


def actor_for(user: User, holding_id: object) -> Actor:
    """Return the person acting in the office chosen, or in the only one held.

    An office that ended a moment ago is gone with the next request, and no other takes its place
    until the person chooses: what was begun in one office is not finished in another.
    """
    held = holdings_of(user)
    chosen = next((row for row in held if str(row.pk) == str(holding_id)), None)
    if holding_id is None and len(held) == 1:
        chosen = held[0]
    return Actor(user=user, holding=chosen)


def holdings_ever(user: User) -> list[Holding]:
    """Return all offices that a person holds, held or will hold, newest first."""
    return list(user.holdings.select_related("unit").order_by("-valid_from", "-pk"))


def free_username(wanted: str) -> str:
    """Return a sign-in name that no account has: ``auditor``, or ``auditor-2`` and so on."""
    taken = {name.lower() for name in User.objects.values_list("username", flat=True)}
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def account_rows(day: date, wanted: str = "") -> QuerySet[User]:
    """Return the accounts, with the offices held on a day in ``held``; ``wanted`` is looked for."""
    rows = User.objects.order_by("username")
    if wanted:
        rows = rows.filter(
            Q(username__icontains=wanted)
            | Q(name__icontains=wanted)
            | Q(holdings__unit__versions__name__icontains=wanted)
        ).distinct()
    held = Holding.objects.on(day).order_by("office")
    current = UnitVersion.objects.on(day)
    return rows.prefetch_related(
        Prefetch("holdings", held.select_related("unit"), to_attr="held"),
        Prefetch("held__unit__versions", current, to_attr="current"),
    )


def entrances() -> tuple[list[Holding], list[Holding], list[Holding]]:
    """Return holdings for a visitor: one of each county office, the HR officers of all units, and
    those who are moved, once they were given an entry.

    Of the sections everybody: one of them decides on what another asks.
    """
    today = clock.today()
    rows = Holding.objects.on(today).filter(user__is_active=True).select_related("user", "unit")
    county: list[Holding] = []
    for row in rows.filter(unit=None).order_by("pk"):
        if row.office in SECTIONS or row.office not in {one.office for one in county}:
            county.append(row)
    order = list(Office.values)
    current = Prefetch("unit__versions", UnitVersion.objects.on(today), to_attr="current")
    of_units = rows.order_by("unit_id", "pk").prefetch_related(current)
    officers = list(of_units.filter(office=Office.HR_OFFICER))
    moved = list(of_units.filter(office=Office.PERSON_MOVED))
    return sorted(county, key=lambda row: order.index(row.office)), officers, moved
