"""Whoever is asked about keeps out of the question (公务员法第七十六条): by key, or by name.

An account is known by its person's key where it has one, as those who are moved have; else by name
alone, and then a namesake keeps out as well until the leading group has found them to be two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from lungang.campaign.core.models import Campaign
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.procedure.states import ASKED, InquiryState
from lungang.campaign.procedure.wanted import desk_of
from lungang.platform import clock
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import Office

Keys = dict[int, set[str]]
"""The keys of the persons that accounts are, by account."""


def keys_of(users: Iterable[int]) -> Keys:
    """Return which persons some accounts are, of those where that is known."""
    rows = Holding.objects.filter(office=Office.PERSON_MOVED, user__in=set(users))
    found: Keys = defaultdict(set)
    for user, key in rows.values_list("user", "person_id"):
        found[user].add(key)
    return dict(found)


def keeps_out(user: int, name: str, known: Keys, row: Inquiry) -> bool:
    """Whether somebody is, or may be, the person that an inquiry asks about."""
    if keys := known.get(user):
        return row.opened.person in keys
    return row.opened.name == name and row.cleared is None


def without_anybody(campaign: Campaign, rows: Iterable[Inquiry]) -> frozenset[UUID]:
    """Return which inquiries wait at an office where everybody in it keeps out of the question."""
    open_ones = [row for row in rows if row.state == InquiryState.ASKED]
    if not open_ones:
        return frozenset()
    holdings = Holding.objects.on(clock.today()).filter(office__in=ASKED, user__is_active=True)
    in_office = list(holdings.values_list("office", "unit", "user", "user__name"))
    known = keys_of(user for _office, _unit, user, _name in in_office)
    at: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for office, unit, user, name in in_office:
        at[desk_of(campaign, Office(office), unit)].append((user, name))
    return frozenset(
        row.pk
        for row in open_ones
        if (people := at.get(row.desk))
        and all(keeps_out(user, name, known, row) for user, name in people)
    )
