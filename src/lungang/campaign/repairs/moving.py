"""What moved under a repair since it was computed: no stale one is confirmed or released."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.engine import stamp_of
from lungang.campaign.repairs.models import Repair
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.queries import standing_journeys
from lungang.campaign.transfer.states import THERE
from lungang.errors import Stale
from lungang.platform.audit.models import Entry, Result

Moved = list[tuple[str, str, str]]
"""What is other now: what, as it was computed from, as it is now."""


def moved_under(campaign: Campaign, row: Repair) -> Moved:
    """Return what a repair rests on and is other by now; empty where it still holds.

    Of the steps of the transfer only two matter: somebody whom the repair sends elsewhere has
    reported for duty, or was removed or appointed. Had anybody else, the repair is the same and is
    still the best.
    """
    latest = campaign.work_meetings.order_by("-released_at").values_list("digest", flat=True)
    if latest.first() != row.known("base"):
        return [(_("已公布的去向"), _("照当时的"), _("又补充公布过"))]
    if stamp_of(campaign) != row.known("stamp"):
        return [(_("花名册和单位"), _("照当时的"), _("改过"))]
    return [
        (one.name, _("没有任免"), _("已任免"))
        if one.is_posted
        else (one.name, _("没有报到"), _("已报到{unit}").format(unit=one.to_name))
        for one in gone_on_since(campaign, row)
    ]


def gone_on_since(campaign: Campaign, row: Repair) -> list[Journey]:
    """Return who has reported, been removed or been appointed since, of those whom the repair sends
    elsewhere.
    """
    changed, there = set(row.known("changed") or ()), set(row.known("there") or ())
    rows = standing_journeys(campaign).filter(person_key__in=changed)
    return [
        one
        for one in rows.defer("reasons", "revoked_because")
        if one.is_posted or (one.state in THERE and one.person_key not in there)
    ]


def refuse_moved(campaign: Campaign, row: Repair, message: str) -> None:
    """Let nothing be done with a repair that does not hold any more.

    Raises:
        Stale: it says what changed, and by whom.
    """
    moved = moved_under(campaign, row)
    if not moved:
        return
    about = [str(one.pk) for one in gone_on_since(campaign, row)]
    since = Entry.objects.select_related("words").filter(
        subject_id__in=about, at__gte=row.computed_at, result=Result.DONE
    )
    error = Stale(message, row, list(since))
    error.changes = moved
    raise error
