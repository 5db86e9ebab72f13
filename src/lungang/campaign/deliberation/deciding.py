"""The working plan as a whole: what still hinders the decision, and what the decision holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.content import Decided, DecisionContent
from lungang.campaign.deliberation.models import Decision, Scenario
from lungang.campaign.deliberation.principles import changes_since, moved_since
from lungang.campaign.deliberation.queries import decided_principles, open_meeting
from lungang.campaign.deliberation.told import ToldDecision, told_of
from lungang.campaign.deliberation.working import Working, working_of
from lungang.domain.plan import Plan
from lungang.platform.audit.models import Entry


@dataclass(frozen=True)
class Whole:
    """A working plan on its way to the decision."""

    working: Working
    meeting: bool

    @property
    def digest(self) -> str:
        """What the plan is known by."""
        return self.working.digest

    @cached_property
    def unplaced(self) -> tuple[str, ...]:
        """Who stays without the meeting having decided so, by citizen id."""
        working = self.working
        return tuple(
            one.person_id
            for one in working.planner.left
            if working.key(one.person_id) not in working.settled
        )

    @cached_property
    def open(self) -> tuple[str, ...]:
        """Who has a destination that is not decided yet, by citizen id."""
        working = self.working
        return tuple(
            move.person_id
            for move in working.planner.moves
            if working.key(move.person_id) not in working.settled
        )

    @property
    def hindrances(self) -> tuple[str, ...]:
        """Why it cannot be asked for now, in words."""
        said = []
        if not self.meeting:
            said.append(_("联席会议没有开，或者已经散会"))
        if self.open:
            said.append(_("还有 {n} 人拟定而没有定").format(n=len(self.open)))
        return tuple(said)

    def content(self) -> DecisionContent:
        """Return what the decision holds: the plan, and what became of each proposal."""
        plan = self.working.planner.plan()
        return DecisionContent(plan=plan, digest=self.digest, people=tuple(self._people(plan)))

    def told(self, content: DecisionContent) -> ToldDecision:
        """Return what is sealed beside it: how pages and copies tell it, whatever comes."""
        engine = self.working.engine
        return told_of(engine.county, engine.policy, content)

    def _people(self, plan: Plan) -> Sequence[Decided]:
        working = self.working
        # Why somebody had no place to begin with says more than that marks stand in the way now.
        first_said = {one: stay.reason for one, stay in working.engine.stays.items()}
        why_stays = {stay.person_id: stay.reason for stay in plan.stays} | first_said
        found = []
        for citizen, slot in working.slot_of.items():
            key, first = working.key(citizen), working.engine.proposed[citizen]
            settling = working.settled.get(key)
            reason = settling.reason if settling else why_stays.get(citizen, "")
            found.append(
                Decided(
                    person=key,
                    proposed="" if first == citizen else working.key(first),
                    decided="" if slot == citizen else working.key(slot),
                    reason=reason,
                )
            )
        return found


def whole(campaign: Campaign, scenario: Scenario) -> Whole:
    """Return a scenario's working plan on its way to the decision."""
    return Whole(working_of(campaign, scenario), open_meeting(campaign) is not None)


def moved_under(campaign: Campaign, decision: Decision) -> list[Entry] | None:
    """Return what was done to what a decided plan rests on, None where nothing moved."""
    principles = decided_principles(campaign)
    same = principles is not None and principles.pk == decision.scenario.principles_id
    if principles is not None and same and not moved_since(principles):
        return None
    return changes_since(decision.scenario.principles)
