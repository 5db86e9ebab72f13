"""The decided plan as the meeting reads it out: who goes from where to where, by which section.

Reads sealed content: for the act of release and the sealed page before it, and afterwards for
papers.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.engine import policy_of
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.rosters.facts import person_key
from lungang.campaign.transfer.models import Journey, WorkMeeting
from lungang.domain.codes import Level
from lungang.domain.movement import slots as slots_of
from lungang.domain.plan import Move, Plan
from lungang.errors import NotNow
from lungang.platform.organisation.queries import units_on
from lungang.policy.pack.model import Policy
from lungang.statistics.facts import listed, unit_ranks
from lungang.statistics.wording import TITLE_WAITS, post_name


@dataclass(frozen=True)
class Planned:
    """One move in the terms of the office: units by their rows, posts in words."""

    number: int
    move: Move
    from_unit: int
    from_name: str
    from_post: str
    to_unit: int
    to_name: str
    to_post: str
    from_nature: str
    to_nature: str
    new_authority: str
    holds: bool
    reasons: tuple[str, ...]

    def as_journey(self, meeting: WorkMeeting) -> Journey:
        """Return the row that its way to the new post is kept in."""
        return Journey(
            campaign_id=meeting.campaign_id,
            meeting=meeting,
            number=self.number,
            person_key=person_key(self.move.person_id),
            name=self.move.name,
            authority=self.move.authority.value,
            new_authority=self.new_authority,
            from_unit_id=self.from_unit,
            from_name=self.from_name,
            from_post=self.from_post,
            to_unit_id=self.to_unit,
            to_name=self.to_name,
            to_post=self.to_post,
            from_nature=self.from_nature,
            to_nature=self.to_nature,
            rank=self.move.rank,
            holds=self.holds,
            reasons=list(self.reasons),
        )


def policy_of_decision(decision: Decision) -> Policy:
    """Return the pack under which the plan was computed: its scenario's, amended or not."""
    return policy_of(decision.scenario.opened)


def hold_months(decision: Decision) -> int:
    """Return for how many months a new leading post is held at least."""
    return policy_of_decision(decision).appointment_hold_months


def planned(campaign: Campaign, decision: Decision) -> list[Planned]:
    """Return the moves of a decided plan in the order, and by the numbers, of its annex.

    Raises:
        NotNow: a unit of the plan is not among the county's at the reference date.
    """
    plan, policy = decision.opened.plan, policy_of_decision(decision)
    versions = {row.name: row for row in units_on(campaign.reference_date).values()}
    slots = {slot.id: slot for slot in plan.slots}
    reasons = {row.person_id: row.reasons for row in plan.explanations}
    if plan.repairs is not None:  # whose case sent somebody elsewhere is nobody else's affair
        had, has = plan.repairs.assignment, slots_of(plan)
        elsewhere = {one for one, slot in has.items() if had.get(one) != slot}
        reasons |= {one: reasons[one][:-1] for one in elsewhere & reasons.keys()}
    authorities = _authorities(plan)
    found = []
    for number, move in enumerate(listed(plan.moves, unit_ranks(versions)), 1):
        missing = [unit for unit in (move.from_unit, move.to_unit) if unit not in versions]
        if missing:
            raise NotNow(_("方案里的单位“{unit}”单位库里没有").format(unit=missing[0]))
        old, new = versions[move.from_unit], versions[move.to_unit]
        own, slot = slots[move.person_id], slots[move.slot]
        in_section = policy.section_in_destination
        found.append(
            Planned(
                number=number,
                move=move,
                from_unit=old.unit_id,
                from_name=str(old),
                from_post=post_name(own.section, own.title, own.level),
                to_unit=new.unit_id,
                to_name=str(new),
                to_post=TITLE_WAITS
                if move.title_waits
                else post_name(slot.section, slot.title, slot.level, with_section=in_section),
                from_nature=own.nature.value,
                to_nature=slot.nature.value,
                new_authority=authorities.get(move.slot, move.authority.value),
                holds=not move.title_waits and slot.level is not Level.STAFF,
                reasons=reasons.get(move.person_id, ()),
            )
        )
    return found


def _authorities(plan: Plan) -> dict[str, str]:
    """By slot, under which authority its holder is: whoever takes it comes under the same."""
    return {move.person_id: move.authority.value for move in plan.moves}
