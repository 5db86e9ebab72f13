"""Which two positions two relatives may not hold, and who are relatives (reading.md section 6).

A second reading of art. 74, straight from the text; nothing here is shared with screening.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from lungang.domain.clock import months_between
from lungang.domain.codes import Level
from lungang.domain.roster import Kinship, Person
from lungang.verify.case import Case

RULES = ("same_leader", "direct_line", "sensitive_work")
"""The principles of avoidance between two positions, in the order in which a bar is named."""

_ORDER = list(Level)
_UNIT_LEADERS = (Level.UNIT_CHIEF, Level.UNIT_DEPUTY)
_MIDDLE = (Level.SECTION_CHIEF, Level.DEPUTY_SECTION_CHIEF)


@dataclass(frozen=True, slots=True)
class Position:
    """Where somebody stands: all that section 6 asks about. ``level`` is None if unknown."""

    unit: str
    section: str
    level: Level | None
    name: str
    in_body: bool
    sensitive: bool


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative of a class that binds: the position now, and the id if in the roster."""

    id: str | None
    position: Position


class Lines:
    """Relatives and lines of command of one case."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._sensitive = case.policy.avoidance.sensitive_specialties
        self._enabled = frozenset(rule for rule in RULES if case.binds(rule))
        self._positions: dict[str, Position] = {}
        self.relatives = self._relatives()

    def position(self, person_id: str) -> Position:
        """The position that a person of the roster holds now; also that of the person's slot."""
        if person_id not in self._positions:
            person = self._case.people[person_id]
            self._positions[person_id] = Position(
                person.post.unit,
                person.post.section,
                person.post.level,
                person.name,
                self._case.in_leading_body(person),
                person.practised_specialty in self._sensitive,
            )
        return self._positions[person_id]

    def conflicts(self, one: Position, other: Position) -> frozenset[str]:
        """The enabled principles by which two relatives may not hold these two positions."""
        if one.unit != other.unit:
            found = {"direct_line"} if self._over(one, other) or self._over(other, one) else set()
        else:
            found = self._in_one_unit(one, other)
        return self._enabled & found

    def must_move(self, person: Person) -> bool:
        """The fact ``avoidance``: the person is the one to move in a pair that conflicts now."""
        here = self.position(person.id)
        return any(
            self.conflicts(here, relative.position) and self._yields(person, relative)
            for relative in self.relatives.get(person.id, ())
        )

    def _yields(self, person: Person, relative: Relative) -> bool:
        """Lower level; at equal level longer in the unit; then the smaller id."""
        mine, theirs = person.post.level, relative.position.level
        if relative.id is None:
            return theirs is None or _ORDER.index(theirs) <= _ORDER.index(mine)
        if mine != theirs:
            return theirs is not None and _ORDER.index(mine) > _ORDER.index(theirs)
        other = self._case.people[relative.id]
        months = months_between(person.unit_start, self._case.date)
        other_months = months_between(other.unit_start, self._case.date)
        return months > other_months or (months == other_months and person.id < other.id)

    def _over(self, leader: Position, below: Position) -> bool:
        """Across units: the body of the department in charge, over a chief or deputy below it."""
        above = self._case.department_in_charge(below.unit)
        return (
            leader.in_body and bool(above) and above == leader.unit and below.level in _UNIT_LEADERS
        )

    def _in_one_unit(self, one: Position, other: Position) -> set[str]:
        if one.level is None or other.level is None:
            found = {"direct_line"}
        elif one.in_body and other.in_body:
            chief = Level.UNIT_CHIEF in (one.level, other.level)
            found = {"direct_line" if chief else "same_leader"}
        elif one.in_body or other.in_body:
            leader, below = (one, other) if one.in_body else (other, one)
            found = {"direct_line"} if self._leads(leader, below) else set()
        else:
            found = self._below_the_body(one, other)
        if (_leading(one) and other.sensitive) or (_leading(other) and one.sensitive):
            found.add("sensitive_work")
        return found

    def _leads(self, leader: Position, below: Position) -> bool:
        deputy = self._case.deputy_in_charge(below.unit, below.section)
        if below.level in _MIDDLE or leader.level == Level.UNIT_CHIEF:
            return True
        return below.section == "" or deputy in ("", leader.name)

    def _below_the_body(self, one: Position, other: Position) -> set[str]:
        if one.section == other.section or "" in (one.section, other.section):
            return {"same_leader" if one.level == other.level else "direct_line"}
        both = self._directly_under(one) and self._directly_under(other)
        return {"same_leader"} if both else set()

    def _directly_under(self, position: Position) -> bool:
        section = (position.unit, position.section)
        has_chief = section in self._case.sections_with_chief
        return position.level == Level.SECTION_CHIEF or not has_chief

    def _relatives(self) -> dict[str, tuple[Relative, ...]]:
        """Binding relatives by person; a pair binds if either of its rows does."""
        found: dict[str, dict[object, Relative]] = defaultdict(dict)
        for row in self._case.roster.kinships:
            if row.person_id not in self._case.people or not self._binds(row.relation):
                continue
            one, other = row.person_id, row.relative_id
            if other is not None and other in self._case.people:
                if one != other:
                    found[one][other] = Relative(other, self.position(other))
                    found[other][one] = Relative(one, self.position(one))
            else:
                found[one][row] = Relative(None, self._outside(row))
        return {person: tuple(rows.values()) for person, rows in found.items()}

    def _binds(self, relation: str) -> bool:
        rows = [row for row in self._case.policy.kinship if relation in row.words]
        return not rows or any(row.avoid for row in rows)

    def _outside(self, row: Kinship) -> Position:
        """The position of a relative who is not in the roster, as far as the row tells it."""
        unit = self._case.units.get(row.relative_unit)
        named = unit is not None and row.relative_name in unit.leading_body
        return Position(
            row.relative_unit,
            "",
            row.relative_level,
            row.relative_name,
            named or row.relative_level in _UNIT_LEADERS,
            any(word and word in row.relative_post for word in self._sensitive),
        )


def _leading(position: Position) -> bool:
    return position.in_body or position.level in _MIDDLE
