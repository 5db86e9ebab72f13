"""The papers of one person's move, made of the released plan when they are asked for."""

from __future__ import annotations

from dataclasses import replace
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
from lungang.campaign.transfer.numbering import PaperKind, numbers_of
from lungang.campaign.transfer.planned import policy_of_decision
from lungang.campaign.transfer.slips import SLIPS, may_have_slip
from lungang.errors import NotNow
from lungang.paperwork import CampaignFacts, Document, Dossier, dossier, papers
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office

_OF_BOTH = frozenset({"section-letter"})
_OF_NEW = frozenset({"appointment"})


def may_have(actor: Actor, journey: Journey, kind: PaperKind) -> bool:
    """Whether an office may have a paper: others of the unit may stand on it beside the person.

    The county all; a unit what it issues, takes or hands on; the person the own letter.
    """
    if kind.verb in SLIPS:
        return may_have_slip(actor, journey, kind.verb)
    if access.may_see_county(actor) or kind.slug in _OF_BOTH:
        return True
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
    meeting = journey.meeting
    made = _dossier(meeting.pk, roster_stamp(meeting.campaign))
    whose = next(
        (m.person_id for m in made.facts.plan.moves
         if person_key(m.person_id) == journey.person_key), None
    )  # fmt: skip
    found = next(papers(made, only=[kind.kind], person=whose), None) if whose else None
    if found is None:
        raise NotNow(_("方案里没有这个人的{paper}").format(paper=_(kind.label)))
    number = numbers_of(journey).get(kind.slug)
    return replace(found, number=number) if number else found


@lru_cache(maxsize=2)
def _dossier(meeting: UUID, _stamp: str) -> Dossier:
    """Join what the papers are made from; read anew where an accepted roster changed."""
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
    clock = f"{letters.hour}时" + (f"{letters.minute}分" if letters.minute else "")
    return CampaignFacts(
        county=campaign.county,
        meeting_date=timezone.localdate(decision.meeting.held_at),
        issued=timezone.localdate(meeting.released_at),
        letters_due=f"{letters.month}月{letters.day}日{clock}前",
        report_by=timezone.localdate(meeting.report_due),
    )
