"""What moved under a repair since it was computed: so that no stale one is confirmed or released."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.engine import county_of, stamp_of
from lungang.campaign.repairs.models import Repair
from lungang.campaign.repairs.solving import changed_people
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.queries import standing_decision, standing_journeys
from lungang.campaign.transfer.states import THERE
from lungang.errors import Stale
from lungang.platform.audit.models import Entry, Result

Moved = list[tuple[str, str, str]]
"""What is other now: what, as it was computed from, as it is now."""


def moved_under(campaign: Campaign, row: Repair) -> Moved:
    """Return what a repair rests on and is other by now; empty where it still holds.

    Of the steps of the transfer only one matters: somebody whom the repair sends elsewhere has
    reported for duty. Had anybody else, the repair is the same and is still the best.
    """
    content = row.opened
    assert content is not None
    decision = standing_decision(campaign)
    if decision is None or decision.opened.digest != content.base:
        return [(_("已公布的去向"), content.base[:8], _("又补充公布过"))]
    if stamp_of(campaign) != content.stamp:
        return [(_("花名册和单位"), _("照当时的"), _("改过"))]
    return [
        (one.name, _("没有报到"), _("已报到{unit}").format(unit=one.to_name))
        for one in arrived_since(campaign, row)
    ]


def arrived_since(campaign: Campaign, row: Repair) -> list[Journey]:
    """Return who has reported since, of those whom the repair sends elsewhere."""
    content, decision = row.opened, standing_decision(campaign)
    assert content is not None
    assert decision is not None
    county = county_of(campaign)
    changed = changed_people(content, decision.opened.plan)
    keys = {county.row_of[one].person_key for one in changed} - set(content.there)
    return list(standing_journeys(campaign).filter(person_key__in=keys, state__in=THERE))


def refuse_moved(campaign: Campaign, row: Repair, message: str) -> None:
    """Let nothing be done with a repair that does not hold any more.

    Raises:
        Stale: it says what changed, and by whom.
    """
    moved = moved_under(campaign, row)
    if not moved:
        return
    same = not any(one[2] in (_("又补充公布过"), _("改过")) for one in moved)
    about = [str(one.pk) for one in arrived_since(campaign, row)] if same else []
    since = Entry.objects.select_related("words").filter(
        subject_id__in=about, at__gte=row.computed_at, result=Result.DONE
    )
    error = Stale(message, row, list(since))
    error.changes = moved
    raise error
