"""One roster under one policy at its date, indexed in the verifier's own way (reading.md 1, 4)."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from lungang.domain.codes import Level
from lungang.domain.roster import Person, Roster
from lungang.policy.pack.model import ALWAYS, Policy, Provision


class Case:
    """The raw records, and what follows from them without any judgement of the engine."""

    def __init__(self, roster: Roster, policy: Policy) -> None:
        self.roster = roster
        self.policy = policy
        self.date = roster.reference_date
        self.people = {person.id: person for person in roster.people}
        self.units = {unit.name: unit for unit in roster.units}
        self._deputies = {(row.unit, row.name): row.deputy_in_charge for row in roster.sections}
        self._organs: dict[str, str] = {}

    def in_force(self, provision: Provision) -> bool:
        """Whether a provision binds at the reference date, both ends included (section 1)."""
        end = provision.effective_to
        return provision.effective_from <= self.date and (end is None or self.date <= end)

    def binds(self, principle: str) -> bool:
        """Whether a principle is to be kept; two of them no pack can switch off (section 4)."""
        row = self.policy.principles.get(principle)
        return principle in ALWAYS or (row is not None and row.enabled and self.in_force(row))

    def organ(self, unit: str) -> str:
        """The head of the chain of departments in charge; a ring of them is left at its end."""
        if unit not in self._organs:
            chain = [unit]
            while (row := self.units.get(chain[-1])) and row.department_in_charge:
                if row.department_in_charge in chain:
                    break
                chain.append(row.department_in_charge)
            self._organs[unit] = chain[-1]
        return self._organs[unit]

    def department_in_charge(self, unit: str) -> str:
        """The department one step above a unit, "" if there is none."""
        row = self.units.get(unit)
        return row.department_in_charge if row else ""

    def deputy_in_charge(self, unit: str, section: str) -> str:
        """Name of the deputy who leads a section, "" if not recorded."""
        return self._deputies.get((unit, section), "")

    @cached_property
    def by_unit(self) -> dict[str, list[Person]]:
        """People by the name of their unit."""
        groups: dict[str, list[Person]] = defaultdict(list)
        for person in self.roster.people:
            groups[person.post.unit].append(person)
        return groups

    def in_leading_body(self, person: Person) -> bool:
        """Unit chiefs and deputies, and whoever the unit names as a member."""
        if person.post.level in (Level.UNIT_CHIEF, Level.UNIT_DEPUTY):
            return True
        row = self.units.get(person.post.unit)
        return row is not None and person.name in row.leading_body

    @cached_property
    def sections_with_chief(self) -> set[tuple[str, str]]:
        """(unit, section) of every section that has a chief in the roster."""
        return {
            (person.post.unit, person.post.section)
            for person in self.roster.people
            if person.post.level == Level.SECTION_CHIEF
        }

    def label(self, person_id: str) -> str:
        """How a message names somebody: name and unit, or the bare id of a stranger."""
        person = self.people.get(person_id)
        return f"{person.name}（{person.post.unit}）" if person else f"“{person_id}”"
