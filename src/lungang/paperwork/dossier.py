"""Everything a paper is made from, joined once: plan, roster, pack, campaign, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from lungang.domain.codes import CadreAuthority
from lungang.domain.plan import Move, Plan, Slot
from lungang.domain.roster import Person, Roster
from lungang.paperwork.campaign import CampaignFacts, Office, formal, offices
from lungang.paperwork.phrases import day, number
from lungang.policy.pack.model import Policy
from lungang.statistics import outcomes
from lungang.statistics.facts import Facts
from lungang.statistics.records import Outcomes


@dataclass(frozen=True)
class Supplement:
    """By what a repaired destination was made known (补充公布): when, under which number if any."""

    on: date
    number: str = ""

    @property
    def said(self) -> str:
        """It as a paper cites it: the day, and the number in brackets."""
        return f"{day(self.on)}补充公布" + (f"（{self.number}）" if self.number else "")


@dataclass(frozen=True)
class Dossier:
    """A plan with all that its papers say. ``numbers`` maps keys of papers to their numbers,
    ``supplements`` people whose destination the joint meeting did not decide to what did.

    ``alone``: the papers of a unit are about this person (id) alone; "" for all whom it concerns.
    """

    facts: Facts
    results: Outcomes
    campaign: CampaignFacts
    numbers: Mapping[str, str] = field(default_factory=dict)
    alone: str = ""
    supplements: Mapping[str, Supplement] = field(default_factory=dict)

    @cached_property
    def offices(self) -> Mapping[CadreAuthority, Office]:
        """The two county offices."""
        return offices(self.campaign, self.facts.roster)

    @cached_property
    def establishment_office(self) -> str:
        """The establishment office, as the roster has it; "" if it does not."""
        names = [unit.name for unit in self.facts.roster.units]
        found = [name for name in names if "机构编制" in name or name.endswith("编办")]
        return found[0] if len(found) == 1 else ""

    def formal(self, unit: str) -> str:
        """The name of a unit as its seal has it."""
        return formal(unit, self.campaign.county)

    def number(self, key: str, code: str) -> str:
        """The number of a paper: the one given, else a form with room for the register."""
        year = self.campaign.issued.year if self.campaign.issued else None
        return self.numbers.get(key) or number(code, year)

    def decided(self, moves: Iterable[Move]) -> tuple[str, tuple[str, ...]]:
        """Return by what the destinations of some people were decided, as a paper cites it: the
        joint meeting ("" where it decided none of them), and the supplements, the first one first.
        """
        moves = list(moves)
        later = {self.supplements[one.person_id] for one in moves if self._is_later(one)}
        told = tuple(one.said for one in sorted(later, key=lambda one: (one.on, one.number)))
        if moves and all(map(self._is_later, moves)):
            return "", told
        held = day(self.campaign.meeting_date) if self.campaign.meeting_date else ""
        return self.campaign.meeting + held, told

    def _is_later(self, move: Move) -> bool:
        return move.person_id in self.supplements

    def person(self, move: Move) -> Person:
        """The person of a move."""
        return self.facts.person(move.person_id)

    def slot(self, move: Move) -> Slot:
        """The slot of a move."""
        return self.facts.slot(move.slot)

    def leaving(self) -> Mapping[str, list[Move]]:
        """Moves by sending unit, in the order of the roster."""
        return _grouped((move.from_unit, move) for move in self._moves)

    def arriving(self) -> Mapping[str, list[Move]]:
        """Moves by receiving unit, in the order of the roster."""
        groups = _grouped((move.to_unit, move) for move in self._moves)
        rank = self.facts.unit_rank
        return dict(sorted(groups.items(), key=lambda item: rank.get(item[0], len(rank))))

    @property
    def _moves(self) -> Iterable[Move]:
        rows = self.facts.moves
        return [move for move in rows if move.person_id == self.alone] if self.alone else rows

    def by_authority(self, moves: Iterable[Move]) -> Mapping[CadreAuthority, list[Move]]:
        """Moves by the cadre authority of the person; who has none of them is left out."""
        moves = list(moves)
        return {
            authority: found
            for authority in CadreAuthority
            if (found := [move for move in moves if move.authority is authority])
        }


def _grouped(pairs: Iterable[tuple[str, Move]]) -> dict[str, list[Move]]:
    groups: dict[str, list[Move]] = {}
    for name, move in pairs:
        groups.setdefault(name, []).append(move)
    return groups


def dossier(
    plan: Plan,
    roster: Roster,
    policy: Policy,
    campaign: CampaignFacts | None = None,
    numbers: Mapping[str, str] | None = None,
    results: Outcomes | None = None,
) -> Dossier:
    """Join what papers are made from; ``results`` may be given where they are known already.

    Raises:
        InputError: the plan names people or slots that the roster or the plan does not hold.
    """
    if campaign and campaign.document_number:
        own = "".join(campaign.document_number.split())
        policy = replace(policy, document_number=own)
    return Dossier(
        facts=Facts(plan, roster, policy),
        results=results or outcomes(plan, roster, policy),
        campaign=campaign or CampaignFacts(),
        numbers=numbers or {},
    )
