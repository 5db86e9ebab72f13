"""Reads of the transfer, scoped by who asks. Before the release there is nothing to read."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.core.queries import why_closed
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.deliberation.states import DecisionState
from lungang.campaign.transfer import access
from lungang.campaign.transfer.models import AvoidanceDuty, Journey, Receipt, WorkMeeting
from lungang.campaign.transfer.states import STAGES, STANDING, STEPS
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import Office

LETTERS, HANDOVERS = "transfer.letters", "transfer.handovers"
"""Kinds of the tasks that sending units owe: the letter brought, then the work handed over."""
ARRIVALS = "transfer.arrivals"
"""The kind of the task that receiving units owe."""


def _first(stages: int) -> frozenset[str]:
    return frozenset(state for stage in STAGES[:stages] for state in stage.waits)


OWED = {
    LETTERS: ("from_unit", _first(2)),
    HANDOVERS: ("from_unit", _first(4)),
    ARRIVALS: ("to_unit", _first(5)),
}
"""By kind, whose task it is, and the states in which somebody still waits for it."""

HOURS = {LETTERS: "letters_due", HANDOVERS: "report_due", ARRIVALS: "report_due"}
"""By kind, the hour of the release that the task is due by: that hour is its home."""


def closed(campaign: Campaign) -> str:
    """Say why nothing of the transfer can be done now, or ""."""
    return why_closed(campaign, *STEPS)


def why_no_transfer(campaign: Campaign) -> str:
    """Say why the step cannot be opened yet, or "": the release opens it."""
    if work_meeting(campaign) is not None:
        return ""
    return _("去向还没有发布。开交流人员工作会宣读名单以后，就进入落实")


def why_no_way_back(campaign: Campaign) -> str:
    """Say why the campaign cannot go back before the transfer, or "": a release is not undone."""
    if work_meeting(campaign) is None:
        return ""
    return _("名单已经宣读发布，不能退回落实以前的步骤。有变动的，在落实里办")


def work_meeting(campaign: Campaign) -> WorkMeeting | None:
    """Return the meeting that released the plan that stands, None before: the newest release."""
    rows = campaign.work_meetings.select_related("released_by__user", "decision")
    return rows.order_by("-released_at", "-decision__number").first()


def standing_decision(campaign: Campaign) -> Decision | None:
    """Return the decided plan that stands: the newest released, as repaired; None before.

    Whatever reads "the plan" after the release reads this one.
    """
    rows = campaign.decisions.filter(state=DecisionState.RELEASED)
    return rows.select_related("meeting", "scenario").order_by("-number").first()


def standing_journeys(campaign: Campaign) -> QuerySet[Journey]:
    """Return the moves that stand: one a person, none that a repair revoked."""
    return campaign.journeys.filter(state__in=STANDING)


def posted_journeys(campaign: Campaign) -> QuerySet[Journey]:
    """Return the moves that stand of people who were removed or appointed (``is_posted``)."""
    return standing_journeys(campaign).exclude(removed_on=None, appointed_on=None)


def confirmed_decision(campaign: Campaign) -> QuerySet[Decision]:
    """Return the decision that waits for its release, as rows: there is at most one."""
    return campaign.decisions.filter(state=DecisionState.CONFIRMED)


def journeys_for(actor: Actor, campaign: Campaign) -> QuerySet[Journey]:
    """Return whose moves an office may see.

    The county all; a unit those who leave it and come to it; the person moved the own.
    """
    receipts = Receipt.objects.select_related("by__user")
    related = ("meeting", "reissued_in", "revoked_in", "replaces")
    rows = campaign.journeys.select_related(*related).prefetch_related(
        Prefetch("receipts", receipts)
    )
    if access.may_see_county(actor):
        return rows
    of_unit = Q(from_unit=actor.unit_id) | Q(to_unit=actor.unit_id)
    if actor.is_any(Office.HR_OFFICER, Office.UNIT_HEAD):
        return rows.filter(of_unit)
    if actor.office is not Office.PERSON_MOVED or actor.holding is None:
        return rows.none()
    return rows.filter(person_key=actor.holding.person_id)


def duties_for(actor: Actor, campaign: Campaign) -> QuerySet[AvoidanceDuty]:
    """Return the open duties of avoidance of a section's own people; nobody else sees any."""
    rows = campaign.avoidance_duties.select_related("settled_by__user")
    if not access.may_run(actor) or actor.authority is None:
        return rows.none()
    return rows.filter(authority=actor.authority.value)


def entries_of(journeys: Iterable[Journey]) -> dict[str, Holding]:
    """Return who of some people may enter today, by the person's key."""
    rows = Holding.objects.on(clock.today()).filter(
        office=Office.PERSON_MOVED,
        user__is_active=True,
        person_id__in=[row.person_key for row in journeys],
    )
    links = Prefetch("user__invitations", to_attr="links")
    return {row.person_id: row for row in rows.select_related("user").prefetch_related(links)}


def heads(units: set[int]) -> dict[int, str]:
    """Return the name of who signs for each of some units today."""
    rows = Holding.objects.on(clock.today()).filter(office=Office.UNIT_HEAD, unit__in=units)
    return {row.unit_id: row.user.name for row in rows.select_related("user") if row.unit_id}
