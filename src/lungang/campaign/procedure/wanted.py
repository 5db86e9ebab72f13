"""Which inquiries a decided plan asks for: who is asked about whom, and what each is shown.

An inquiry is bound to what it shows. The sending unit and the discipline office are asked about a
person whatever the destination, and are not told it; so another destination leaves their answers
as they are, and nobody learns from a question asked again that the plan was changed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.engine import policy_of
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.procedure.content import InquiryContent
from lungang.campaign.procedure.steps import steps_before
from lungang.campaign.rosters.facts import person_key
from lungang.domain.plan import Move, Slot
from lungang.platform import keys
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import SECTION_OF, Office
from lungang.platform.organisation.queries import units_on
from lungang.statistics.wording import TITLE_WAITS, post_name

BLIND = frozenset({"sending_opinion", "discipline"})
"""Steps that ask about a person whatever the destination."""
MISSING = -1
"""Stands for a unit of the plan that is not among the county's at the reference date."""


@dataclass(frozen=True)
class Wanted:
    """An inquiry that the plan asks for; ``office`` and ``unit`` are who is asked."""

    content: InquiryContent
    office: Office
    unit: int | None
    desk: str
    matter: str


def desk_of(campaign: Campaign, office: Office, unit: int | None = None) -> str:
    """Return what an asked office's inquiries are found by: of a unit, for all its offices."""
    asked = f"unit {unit}" if unit is not None else f"office {office.value}"
    return keys.digest(keys.Purpose.DESK, f"{campaign.pk} {asked}")


def desk_for(actor: Actor, campaign: Campaign) -> str:
    """Return the desk of whoever asks."""
    assert actor.office is not None
    return desk_of(campaign, actor.office, actor.unit_id)


def wanted(
    campaign: Campaign, decision: Decision, people: Collection[str] | None = None
) -> list[Wanted]:
    """Return everything that is to be asked before a decided plan is confirmed, person by person.

    Nothing under a pack without steps of the law. ``people``: about these alone (by key).
    """
    steps = steps_before(decision.scenario.principles)
    if not steps:
        return []
    found = _Plan(campaign, decision)
    moves = [
        move
        for move in decision.opened.plan.moves
        if people is None or person_key(move.person_id) in people
    ]
    return [one for move in moves for one in found.of(move, steps)]


class _Plan:
    """A decided plan in the terms of the office."""

    def __init__(self, campaign: Campaign, decision: Decision) -> None:
        self.campaign = campaign
        self.slots = {slot.id: slot for slot in decision.opened.plan.slots}
        self.in_section = policy_of(decision.scenario.opened).section_in_destination
        versions = units_on(campaign.reference_date).values()
        self.units = {row.name: row.unit_id for row in versions}

    def of(self, move: Move, steps: tuple[object, ...]) -> Iterator[Wanted]:
        """Yield what is asked about one person."""
        for step in (str(getattr(row, "id", "")) for row in steps):
            office, unit, asked = self._asked(move, step)
            slot = "" if step in BLIND else person_key(move.slot)
            content = InquiryContent(
                step=step,
                person=person_key(move.person_id),
                slot=slot,
                name=move.name,
                unit=move.from_unit,
                asked=asked,
                shown=tuple(self._shown(move, step)),
            )
            said = [str(self.campaign.pk), step, content.person, slot, asked]
            matter = keys.digest(keys.Purpose.DESK, json.dumps(said))
            yield Wanted(content, office, unit, desk_of(self.campaign, office, unit), matter)

    def _asked(self, move: Move, step: str) -> tuple[Office, int | None, str]:
        if step in ("sending_opinion", "receiving_opinion"):
            name = move.from_unit if step == "sending_opinion" else move.to_unit
            return Office.UNIT_HEAD, self.units.get(name, MISSING), name
        offices = {
            "discipline": Office.DISCIPLINE,
            "establishment": Office.ESTABLISHMENT_OFFICE,
        }
        office = offices.get(step) or SECTION_OF[move.authority.value]
        return office, None, str(office.label)

    def _shown(self, move: Move, step: str) -> Iterator[tuple[str, str]]:
        own, slot = self.slots[move.person_id], self.slots[move.slot]
        yield _("姓名"), move.name
        yield _("现单位"), move.from_unit
        if step != "establishment":
            yield _("现任职务"), post_name(own.section, own.title, own.level)
            if move.rank:
                yield _("职级"), move.rank
        if step in BLIND:
            return
        yield _("拟到单位"), move.to_unit
        yield _("拟任职务"), self._to_post(move, slot)
        if step == "establishment":
            yield _("本人编制性质"), str(move.nature.label)
            yield _("所用编制性质"), str(slot.nature.label)
            yield _("职务层次"), f"{move.level.label}，所用编制位为{slot.level.label}"

    def _to_post(self, move: Move, slot: Slot) -> str:
        if move.title_waits:
            return TITLE_WAITS
        return post_name(slot.section, slot.title, slot.level, with_section=self.in_section)
