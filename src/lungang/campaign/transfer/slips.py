"""Slips of the establishment office (出编、入编通知单), where the pack has them: who stands where.

By the Civil Servant Law an appointment needs 编制限额, 职数 and a vacancy (art. 43). So a unit gets
somebody in only after as many of the same nature (编制性质) were let out of it, and appoints nobody
before the entry slip.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lungang.campaign.transfer import access
from lungang.campaign.transfer.lawful import waiting_for_law, why_waits
from lungang.campaign.transfer.models import Journey, Paper, Receipt
from lungang.campaign.transfer.numbering import KINDS, paper_key
from lungang.campaign.transfer.queries import standing_journeys
from lungang.campaign.transfer.states import SLIPS
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office

__all__ = ["SLIPS", "Line", "lines_of", "may_have_slip", "slip_of", "why_no_appointment",
           "why_no_slip"]  # fmt: skip
EXIT, ENTRY = SLIPS
_KINDS = tuple(kind for kind in KINDS if kind.verb in SLIPS)


def may_have_slip(actor: Actor, journey: Journey, which: str) -> bool:
    """Whether an office may have a slip: the county, and once it is made out its unit."""
    if not journey.meeting.slips:
        return False
    if access.may_see_county(actor):
        return True
    if slip_of(journey, which) is None:
        return False
    unit = journey.from_unit_id if which == EXIT else journey.to_unit_id
    return actor.is_any(Office.HR_OFFICER, Office.UNIT_HEAD) and actor.unit_id == unit


def slip_of(journey: Journey, which: str) -> Receipt | None:
    """Return the receipt of a slip that was made out."""
    return next((row for row in journey.receipts.all() if row.act == which), None)


def why_no_slip(journey: Journey, which: str) -> str:
    """Say why a slip cannot be made out now, or ""."""
    if not journey.meeting.slips:
        return _("这一批的政策没有出编、入编通知单")
    if slip_of(journey, which) is not None:
        return _("这张通知单已经开出，一人一张")
    if why := why_waits(journey):
        return why
    if which == EXIT:
        return ""
    if slip_of(journey, EXIT) is None:
        return _("出编通知单还没有开，不能入编")
    moves = standing_journeys(journey.campaign)
    freed = moves.filter(
        from_unit=journey.to_unit_id, from_nature=journey.to_nature, receipts__act=EXIT
    )
    taken = moves.filter(
        to_unit=journey.to_unit_id, to_nature=journey.to_nature, receipts__act=ENTRY
    )
    if taken.count() >= freed.count():
        return _("{unit}占{nature}的人还没有出编，没有空出的编制").format(
            unit=journey.to_name, nature=_(journey.get_to_nature_display())
        )
    return ""


def why_no_appointment(journey: Journey) -> str:
    """Say why nobody may be appointed yet, or "": the entry slip comes first."""
    if not journey.meeting.slips or slip_of(journey, ENTRY) is not None:
        return ""
    return _("编办还没有开入编通知单，不能任职")


@dataclass(frozen=True)
class Line:
    """One person: the two slips, and why the next cannot be made out now ("" where it can).

    ``numbers``: by slip, the number that stands on it now ("" where it was voided).
    """

    journey: Journey
    out: Receipt | None
    into: Receipt | None
    next: str
    why: str
    numbers: Mapping[str, str]


def lines_of(journeys: Iterable[Journey]) -> list[Line]:
    """Return everybody with the slips, those whose turn it is first; asks nothing for each."""
    rows = list(journeys)
    standing = _standing_numbers(rows)
    lawful = waiting_for_law(rows[0].campaign) if rows else frozenset()
    freed = Counter(
        (row.from_unit_id, row.from_nature) for row in rows if slip_of(row, EXIT) is not None
    )
    taken = Counter(
        (row.to_unit_id, row.to_nature) for row in rows if slip_of(row, ENTRY) is not None
    )
    found = []
    for row in rows:
        out, into = slip_of(row, EXIT), slip_of(row, ENTRY)
        following = EXIT if out is None else ENTRY if into is None else ""
        place = (row.to_unit_id, row.to_nature)
        full = freed[place] <= taken[place]
        why = _("等新单位有人出编") if following == ENTRY and full else ""
        if row.person_key in lawful:
            why = _("等征询办妥")
        keys = {kind.verb: paper_key(kind, row) for kind in _KINDS}
        numbers = {which: standing.get(key, "") for which, key in keys.items()}
        found.append(Line(row, out, into, following, why, numbers))
    return sorted(found, key=lambda one: (not one.next, bool(one.why), one.journey.number))


def _standing_numbers(rows: Iterable[Journey]) -> dict[str, str]:
    """Return the numbers that stand on the slips of some people, by the paper's key."""
    keys = {paper_key(kind, row) for row in rows for kind in _KINDS}
    campaigns = {row.campaign_id for row in rows}
    papers = Paper.objects.filter(meeting__campaign__in=campaigns, revoked_in=None, key__in=keys)
    return {row.key: row.live for row in papers.select_related("number__series")}
