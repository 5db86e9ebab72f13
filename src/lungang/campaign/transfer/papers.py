"""The papers of one person's move, made of the released plan when they are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.rosters.facts import county_roster, person_key
from lungang.campaign.screening.compute import roster_stamp
from lungang.campaign.transfer import access
from lungang.campaign.transfer.lawful import why_waits
from lungang.campaign.transfer.models import Journey, WorkMeeting
from lungang.campaign.transfer.numbering import PaperKind, issues_of
from lungang.campaign.transfer.planned import policy_of_decision
from lungang.campaign.transfer.slips import SLIPS, may_have_slip
from lungang.domain.plan import Plan
from lungang.errors import NotNow
from lungang.paperwork import CampaignFacts, Document, Dossier, Supplement, dossier, papers
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office

_OF_BOTH = frozenset({"section-letter"})
_OF_NEW = frozenset({"appointment"})
_HANDED = frozenset({"notice"})
"""What the unit has only once the section handed it over."""


def may_have(actor: Actor, journey: Journey, kind: PaperKind) -> bool:
    """Whether an office may have a paper: others of the unit may stand on it beside the person.

    The county all; a unit what it issues, takes or hands on; the person the own letter. Of what
    another office issues, nothing before it is out.
    """
    if kind.verb in SLIPS:
        return may_have_slip(actor, journey, kind.verb)
    if access.may_see_county(actor):
        return True
    if kind.slug in _OF_BOTH:
        return _is_out(journey, kind)
    if not actor.is_any(Office.HR_OFFICER, Office.UNIT_HEAD):
        return False
    if kind.slug in _HANDED and not _is_out(journey, kind):
        return False
    unit = journey.to_unit_id if kind.slug in _OF_NEW else journey.from_unit_id
    return actor.unit_id == unit


def _is_out(journey: Journey, kind: PaperKind) -> bool:
    return any(row.act == kind.verb for row in journey.receipts.all())


def document_of(journey: Journey, kind: PaperKind) -> Document:
    """Return a paper that names the person, with the number that it was given.

    Raises:
        NotNow: the plan has no such paper for the person, or it waits for steps of the law.
        RosterError: the accepted rosters cannot be read as one.
    """
    issue = issues_of(journey)[kind.slug]
    if journey.is_revoked:
        raise NotNow(_("去向已经撤销，这件公文不再打印"))
    if why := why_waits(journey):
        raise NotNow(why)
    made = dossier_of(issue.meeting)
    whose = next(
        (m.person_id for m in made.facts.plan.moves
         if person_key(m.person_id) == journey.person_key), None
    )  # fmt: skip
    # What names one person tells the deadlines that the person is held to.
    single = kind.shared == "person"
    due = deadlines_of(journey.terms) if single else {}
    facts = replace(made.campaign, issued=issued_on(journey, kind), **due)
    made = replace(made, campaign=facts, alone=whose or "" if single else "")
    found = next(papers(made, only=[kind.kind], person=whose), None) if whose else None
    if found is None:
        raise NotNow(_("方案里没有这个人的{paper}").format(paper=_(kind.label)))
    return replace(found, number=issue.number) if issue.number else found


def issued_on(journey: Journey, kind: PaperKind) -> date:
    """Return the date of a paper: that of the act which it records; until then today's.

    Notices are handed over at the meeting and bear its date.
    """
    if kind.verb == "collect":
        return timezone.localdate(issues_of(journey)[kind.slug].meeting.held_at)
    issued = "bring" if kind.verb == "hand" else kind.verb  # the unit's letter, when it is brought
    posted = {"remove": journey.removed_on, "appoint": journey.appointed_on}.get(kind.verb)
    hand = next((row for row in journey.receipts.all() if row.act == issued), None)
    return posted or (timezone.localdate(hand.at) if hand else clock.today())


def dossier_of(meeting: WorkMeeting) -> Dossier:
    """Return what all papers of a released plan are made from, and its results.

    Raises:
        RosterError: the accepted rosters cannot be read as one.
        InputError: they do not hold somebody of the plan.
    """
    campaign = meeting.campaign
    said = (campaign.county, campaign.document_number)
    return _dossier(meeting.pk, meeting.version, roster_stamp(campaign), said)


@lru_cache(maxsize=2)
def _dossier(meeting: UUID, _version: int, _stamp: str, _said: tuple[str, str]) -> Dossier:
    """Join what the papers are made from; read anew where an accepted roster, the hours, or what
    the campaign says of itself changed.
    """
    row = WorkMeeting.objects.select_related(
        "campaign", "decision__meeting", "decision__scenario"
    ).get(pk=meeting)
    campaign: Campaign = row.campaign
    decision: Decision = row.decision
    roster = county_roster(campaign).roster
    plan = decision.opened.plan
    made = dossier(plan, roster, policy_of_decision(decision), facts_of(campaign, row, decision))
    return replace(made, supplements=_supplements(row, plan))


def _supplements(meeting: WorkMeeting, plan: Plan) -> dict[str, Supplement]:
    """By the person's id, the later release that made a destination known which a plan has."""
    rows = Journey.objects.filter(
        campaign=meeting.campaign_id,
        meeting__replaces__isnull=False,
        meeting__released_at__lte=meeting.released_at,
    )
    known = {
        row.person_key: Supplement(timezone.localdate(row.meeting.held_at), row.meeting.paper)
        for row in rows.select_related("meeting").order_by("meeting__released_at")
    }
    keys = {move.person_id: person_key(move.person_id) for move in plan.moves}
    return {person: known[key] for person, key in keys.items() if key in known}


def facts_of(campaign: Campaign, meeting: WorkMeeting, decision: Decision) -> CampaignFacts:
    """Return what papers say beyond the plan: dates and deadlines as given at the meeting."""
    return CampaignFacts(
        county=campaign.county,
        document_number=campaign.document_number,
        meeting_date=timezone.localdate(decision.meeting.held_at),
        issued=timezone.localdate(meeting.held_at),
        **deadlines_of(meeting),
    )


def deadlines_of(meeting: WorkMeeting) -> dict[str, Any]:
    """Return the deadlines of a release as facts of its papers."""
    letters = timezone.localtime(meeting.letters_due)
    report = timezone.localtime(meeting.report_due)
    return {
        "letters_due": f"{letters.month}月{letters.day}日{_hour(letters)}前",
        "report_by": report.date(),
        "report_hour": _hour(report),
    }


def _hour(at: datetime) -> str:
    return f"{at.hour}时" + (f"{at.minute}分" if at.minute else "")
