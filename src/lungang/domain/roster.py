"""Facts of a roster: units, posts, people, kinship, wishes. Frozen; nothing is computed but views.

A :class:`Roster` is what one campaign starts from. Everything that depends on time is computed at
its ``reference_date`` (see :mod:`lungang.domain.clock`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache, cached_property
from typing import Any, cast

from lungang.domain.clock import YearMonth, months_between, years_between
from lungang.domain.codes import (
    CadreAuthority,
    Circumstance,
    Education,
    KindOfWork,
    Level,
    Nature,
    PersonnelStatus,
    Sex,
    UnitKind,
)


@dataclass(frozen=True, kw_only=True)
class Unit:
    """An organ that owns establishment (编制). Identified by its full name.

    ``establishment`` and ``rank_quota`` give authorised headcounts; a missing key means the roster
    does not say, which is not the same as 0. ``rank_quota`` under the key ``""`` is one number for
    all ranks together. ``leading_body`` holds names (班子成员), beside those who are unit chiefs
    or deputies by their row.
    """

    name: str
    kind: UnitKind
    code: str = ""
    short_name: str = ""
    department_in_charge: str = ""
    establishment: Mapping[Nature, int] = field(default_factory=dict)
    leading_quota: int | None = None
    chief_quota: int | None = None
    deputy_quota: int | None = None
    rank_quota: Mapping[str, int] = field(default_factory=dict)
    leading_body: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part of a unit (内设机构), and the deputy of the unit who leads it (分管领导), by name."""

    unit: str
    name: str
    deputy_in_charge: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """A chair (岗位): ``nature`` is the nature of the chair, not of the one who sits on it."""

    unit: str
    section: str = ""
    title: str = ""
    level: Level
    nature: Nature
    kind_of_work: KindOfWork
    key: bool = False


@dataclass(frozen=True, slots=True)
class FormerUnit:
    """A unit in which a person once worked; months are unknown where the roster gives none."""

    unit: str
    start: YearMonth | None = None
    end: YearMonth | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """One person of a roster. ``id`` is the 18-digit citizen id (GB 11643).

    ``nature`` is the establishment the person is held on; ``post.nature`` that of the chair. Where
    the two differ the person is *mixed* (混编). ``practised_specialty`` is the specialty of the
    work done (从事专业), ``diploma_specialty`` the one on the diploma (文凭记载专业).
    """

    id: str
    name: str
    sex: Sex
    birth: YearMonth
    post: Post
    post_start: YearMonth
    unit_start: YearMonth
    education: Education
    diploma_specialty: str
    practised_specialty: str
    nature: Nature
    status: PersonnelStatus
    authority: CadreAuthority
    rank: str = ""
    nation: str = ""
    native_place: str = ""
    party: str = ""
    work_start: YearMonth | None = None
    circumstances: frozenset[Circumstance] = frozenset()
    former_units: tuple[FormerUnit, ...] = ()
    remark: str = ""

    @property
    def unit(self) -> str:
        """Name of the unit that the person's post is in."""
        return self.post.unit

    @property
    def level(self) -> Level:
        """Level of the post held."""
        return self.post.level

    @property
    def is_mixed(self) -> bool:
        """Whether the person is held on another nature than the post's (混编)."""
        return self.nature is not self.post.nature

    def age(self, on: date) -> int:
        """Age in whole years at a date, in calendar months."""
        return years_between(self.birth, on)

    def months_in_unit(self, on: date) -> int:
        """Tenure in the unit (本单位连续工作年限), in calendar months."""
        return months_between(self.unit_start, on)

    def months_in_post(self, on: date) -> int:
        """Tenure in the post (任职年限), in calendar months."""
        return months_between(self.post_start, on)


@dataclass(frozen=True, kw_only=True, slots=True)
class Kinship:
    """``relative`` is the ``relation`` (e.g. 妻子) of ``person_id``.

    ``relative_id`` is the relative's id where that person is in the roster, else ``None``; the
    unit, post text and level are then all that is known, and ``relative_level`` is ``None`` where
    even that is not.
    """

    person_id: str
    relation: str
    relative_name: str
    relative_id: str | None = None
    relative_unit: str = ""
    relative_post: str = ""
    relative_level: Level | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """A unit that a person would like to go to (志愿), first choice 1."""

    person_id: str
    unit: str
    order: int
    hardship: str = ""


@dataclass(frozen=True)
class Roster:
    """All facts of one campaign at one date. Order of rows carries no meaning."""

    reference_date: date
    units: tuple[Unit, ...]
    people: tuple[Person, ...]
    sections: tuple[Section, ...] = ()
    kinships: tuple[Kinship, ...] = ()
    wishes: tuple[Wish, ...] = ()

    @cached_property
    def person(self) -> Mapping[str, Person]:
        """People by id."""
        return {person.id: person for person in self.people}

    @cached_property
    def unit(self) -> Mapping[str, Unit]:
        """Units by name."""
        return {unit.name: unit for unit in self.units}

    @cached_property
    def people_of(self) -> Mapping[str, tuple[Person, ...]]:
        """People by name of their unit, in the order of the roster."""
        groups: dict[str, list[Person]] = {unit.name: [] for unit in self.units}
        for person in self.people:
            groups.setdefault(person.unit, []).append(person)
        return {name: tuple(people) for name, people in groups.items()}

    @cached_property
    def _organs(self) -> Mapping[str, str]:
        organs: dict[str, str] = {}
        for unit in self.units:
            name, seen = unit.name, {unit.name}
            while (above := self.unit.get(name)) and (up := above.department_in_charge):
                if up in seen:
                    break
                seen.add(up)
                name = up
            organs[unit.name] = name
        return organs

    def organ_of(self, unit: str) -> str:
        """The department at the head of a unit: what decides *cross-department* (主管部门)."""
        return self._organs.get(unit, unit)

    @cached_property
    def _deputies(self) -> Mapping[tuple[str, str], str]:
        return {(s.unit, s.name): s.deputy_in_charge for s in self.sections}

    def deputy_in_charge(self, unit: str, section: str) -> str:
        """Name of the leading-body member who leads a section (分管领导); "" if not recorded."""
        return self._deputies.get((unit, section), "")

    @cached_property
    def leading_body_ids(self) -> Mapping[str, frozenset[str]]:
        """Ids of each unit's leading body: its chiefs and deputies, and the named members."""
        bodies: dict[str, frozenset[str]] = {}
        for unit in self.units:
            named = set(unit.leading_body)
            bodies[unit.name] = frozenset(
                person.id
                for person in self.people_of[unit.name]
                if person.level.is_unit_leader or person.name in named
            )
        return bodies

    @cached_property
    def sections_with_chief(self) -> frozenset[tuple[str, str]]:
        """(unit, section) of every section that has a chief in the roster."""
        return frozenset(
            (person.unit, person.post.section)
            for person in self.people
            if person.level is Level.SECTION_CHIEF and person.post.section
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the facts in canonical order: the same facts, the same digest."""
        tables = {
            "units": self.units,
            "people": self.people,
            "sections": self.sections,
            "kinships": self.kinships,
            "wishes": self.wishes,
        }
        facts: dict[str, Any] = {"reference_date": self.reference_date.isoformat()}
        for name, rows in tables.items():
            facts[name] = sorted((_plain(row) for row in rows), key=_key)
        return hashlib.sha256(_key(facts).encode()).hexdigest()


def _key(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cast(Any, kind)))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, YearMonth):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(str(item) for item in value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return {name: _plain(getattr(value, name)) for name in _names(cast(Hashable, type(value)))}
