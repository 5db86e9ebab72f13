"""When two relatives may not hold two positions (公务员法 art. 74; docs/reference/reading.md, 6).

Used on people where they now are (screening), on a person in another's slot against a relative
where that relative is, and on two relatives who both move. It is one question throughout: may
these two positions be held by two relatives at the same time?
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lungang.domain.codes import Level
from lungang.domain.roster import Kinship, Person, Roster
from lungang.policy.pack.model import Policy

SAME_LEADER = "same_leader"
DIRECT_LINE = "direct_line"
SENSITIVE_WORK = "sensitive_work"
PRINCIPLES = (SAME_LEADER, DIRECT_LINE, SENSITIVE_WORK)

_OTHER_SIDE = {"spouse": "配偶"}
"""What the other side of a row is called, by class of kinship; a relative (亲属) else."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where somebody stands: ``level`` None and ``section`` "" mean that the roster does not say.

    ``leads_as`` is the name under which the position leads sections; ``in_body`` whether it
    belongs to the unit's leading body; ``sensitive`` whether its work is organisation, personnel,
    discipline, audit or finance work.
    """

    unit: str
    section: str
    level: Level | None
    leads_as: str
    in_body: bool
    sensitive: bool

    @property
    def is_leading(self) -> bool:
        """Whether it is a leading post (领导职务)."""
        return self.in_body or (self.level is not None and self.level.is_leading)


class AvoidanceRules:
    """The avoidance rules of a policy over the facts of a roster, at its reference date."""

    def __init__(self, roster: Roster, policy: Policy) -> None:
        self.roster = roster
        self.policy = policy
        on = roster.reference_date
        self.enabled = tuple(name for name in PRINCIPLES if policy.enabled(name, on))
        # By (name, id, word), so that the order of rows decides nothing; and a person's own rows
        # first, for they say what the relative is, those of the other side only that.
        binding = sorted(
            (row for row in roster.kinships if self.binds(row.relation)),
            key=lambda row: (row.relative_name, row.relative_id or "", row.relation, row.person_id),
        )
        self._kin: dict[str, list[Kinship]] = {}
        for row in binding:
            self._kin.setdefault(row.person_id, []).append(row)
        for row in binding:
            if row.relative_id is not None:
                self._kin.setdefault(row.relative_id, []).append(self._mirrored(row))

    def binds(self, relation: str) -> bool:
        """Whether a word of relation is of a class that binds; an unlisted word does."""
        row = self.policy.kinship_of.get(relation)
        return row is None or row.avoid

    def relatives(self, person_id: str) -> Iterator[Kinship]:
        """Yield the relatives of a class that binds, each once, whichever side recorded them."""
        seen: set[tuple[str | None, str, str]] = set()
        for row in self._kin.get(person_id, ()):
            key = (row.relative_id, "", "")
            if row.relative_id is None:
                key = (None, row.relative_name, row.relative_unit)
            if key not in seen:
                seen.add(key)
                yield row

    def _mirrored(self, row: Kinship) -> Kinship:
        """The same kinship from the other side: whoever is somebody's wife has a spouse."""
        person = self.roster.person[row.person_id]
        known = self.policy.kinship_of.get(row.relation)
        return Kinship(
            person_id=row.relative_id or "",
            relation=_OTHER_SIDE.get(known.id, "亲属") if known else "亲属",
            relative_name=person.name,
            relative_id=person.id,
            relative_unit=person.unit,
            relative_post=person.post.title,
            relative_level=person.level,
        )

    def position(self, person: Person) -> Position:
        """Where a person of the roster now stands; as a slot, what an incomer would take over."""
        return Position(
            unit=person.unit,
            section=person.post.section,
            level=person.level,
            leads_as=person.name,
            in_body=person.id in self.roster.leading_body_ids[person.unit],
            sensitive=person.practised_specialty in self.policy.avoidance.sensitive_specialties,
        )

    def position_of(self, row: Kinship) -> Position:
        """Where the relative of a kinship row now stands, in the roster or outside it."""
        if row.relative_id is not None:
            return self.position(self.roster.person[row.relative_id])
        unit = self.roster.unit.get(row.relative_unit)
        level = row.relative_level
        named = unit is not None and row.relative_name in unit.leading_body
        words = self.policy.avoidance.sensitive_specialties
        return Position(
            unit=row.relative_unit,
            section="",
            level=level,
            leads_as=row.relative_name,
            in_body=named or (level is not None and level.is_unit_leader),
            sensitive=any(word in row.relative_post for word in words),
        )

    def conflicts(self, one: Position, other: Position) -> tuple[str, ...]:
        """Principles that forbid two relatives these two positions; only enabled ones."""
        found = set()
        if one.unit == other.unit:
            line = self._line(one, other)
            if line:
                found.add(line)
            if (one.is_leading and other.sensitive) or (other.is_leading and one.sensitive):
                found.add(SENSITIVE_WORK)
        elif self._above(one, other) or self._above(other, one):
            found.add(DIRECT_LINE)
        return tuple(name for name in self.enabled if name in found)

    def _above(self, one: Position, other: Position) -> bool:
        """``one`` belongs to the leading body of the department over ``other``'s leaders."""
        unit = self.roster.unit.get(other.unit)
        return (
            unit is not None
            and one.in_body
            and unit.department_in_charge != ""
            and unit.department_in_charge == one.unit
            and other.level is not None
            and other.level.is_unit_leader
        )

    def _line(self, one: Position, other: Position) -> str | None:
        """The line of leadership between two positions of one unit."""
        if one.level is None or other.level is None:
            return DIRECT_LINE
        if one.in_body and other.in_body:
            return DIRECT_LINE if Level.UNIT_CHIEF in (one.level, other.level) else SAME_LEADER
        if one.in_body:
            return DIRECT_LINE if self._leads(one, other) else None
        if other.in_body:
            return DIRECT_LINE if self._leads(other, one) else None
        if one.section == other.section or not one.section or not other.section:
            return SAME_LEADER if one.level is other.level else DIRECT_LINE
        if self._under_body(one) and self._under_body(other):
            return SAME_LEADER
        return None

    def _leads(self, leader: Position, other: Position) -> bool:
        """Whether a member of the leading body stands above a position that is not of it."""
        if leader.level is Level.UNIT_CHIEF:
            return True
        if other.level is not None and other.level.is_leading:
            return True
        deputy = self.roster.deputy_in_charge(other.unit, other.section) if other.section else ""
        return not deputy or deputy == leader.leads_as

    def _under_body(self, position: Position) -> bool:
        """Whether a position stands directly under the leading body."""
        return (
            position.level is Level.SECTION_CHIEF
            or (position.unit, position.section) not in self.roster.sections_with_chief
        )
