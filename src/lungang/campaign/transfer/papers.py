"""The papers of one person's move, made of the released plan when they are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.rosters.facts import county_roster, person_key
from lungang.campaign.screening.compute import roster_stamp
from lungang.campaign.transfer import access
from lungang.campaign.transfer.models import Journey, WorkMeeting
from lungang.campaign.transfer.numbering import PaperKind, issues_of
from lungang.campaign.transfer.planned import policy_of_decision
from lungang.campaign.transfer.slips import SLIPS, may_have_slip
from lungang.errors import NotNow
from lungang.paperwork import CampaignFacts, Document, Dossier, dossier, papers
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office

_OF_BOTH = frozenset({"section-letter"})
_OF_NEW = frozenset({"appointment"})


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
        return any(row.act == kind.verb for row in journey.receipts.all())
    if not actor.is_any(Office.HR_OFFICER, Office.UNIT_HEAD):
        return False
    unit = journey.to_unit_id if kind.slug in _OF_NEW else journey.from_unit_id
    return actor.unit_id == unit


def document_of(journey: Journey, kind: PaperKind) -> Document:
    """Return a paper that names the person, with the number that it was given.

    Raises:
        NotNow: the plan has no such paper for the person.
        RosterError: the accepted rosters cannot be read as one.
    """
    issue = issues_of(journey)[kind.slug]
    if journey.is_revoked:
        raise NotNow(_("去向已经撤销，这件公文不再打印"))
    made = dossier_of(issue.meeting)
    whose = next(
        (m.person_id for m in made.facts.plan.moves
         if person_key(m.person_id) == journey.person_key), None
    )  # fmt: skip
    made = replace(made, campaign=replace(made.campaign, issued=issued_on(journey, kind)))
    found = next(papers(made, only=[kind.kind], person=whose), None) if whose else None
    if found is None:
        raise NotNow(_("方案里没有这个人的{paper}").format(paper=_(kind.label)))
    return replace(found, number=issue.number) if issue.paper else found


def issued_on(journey: Journey, kind: PaperKind) -> date:
    """Return the date of a paper: that of the act which it records; until then today's.

    Notices are handed over at the meeting and bear its date.
    """
    if kind.verb == "collect":
        return timezone.localdate(journey.terms.held_at)
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
    return _dossier(meeting.pk, roster_stamp(campaign), said)


@lru_cache(maxsize=2)
def _dossier(meeting: UUID, _stamp: str, _said: tuple[str, str]) -> Dossier:
    """Join what the papers are made from; read anew where an accepted roster or what the campaign
    says of itself changed.
    """
    row = WorkMeeting.objects.select_related(
        "campaign", "decision__meeting", "decision__scenario"
    ).get(pk=meeting)
    campaign: Campaign = row.campaign
    decision: Decision = row.decision
    roster = county_roster(campaign).roster
    facts = facts_of(campaign, row, decision)
    return dossier(decision.opened.plan, roster, policy_of_decision(decision), facts)


def facts_of(campaign: Campaign, meeting: WorkMeeting, decision: Decision) -> CampaignFacts:
    """Return what papers say beyond the plan: dates and deadlines as given at the meeting."""
    letters = timezone.localtime(meeting.letters_due)
    report = timezone.localtime(meeting.report_due)
    return CampaignFacts(
        county=campaign.county,
        document_number=campaign.document_number,
        meeting_date=timezone.localdate(decision.meeting.held_at),
        issued=timezone.localdate(meeting.released_at),
        letters_due=f"{letters.month}月{letters.day}日{_hour(letters)}前",
        report_by=report.date(),
        report_hour=_hour(report),
    )


def _hour(at: datetime) -> str:
    return f"{at.hour}时" + (f"{at.minute}分" if at.minute else "")
