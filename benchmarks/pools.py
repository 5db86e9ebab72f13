"""Invented pools for measuring: everybody must be exchanged, and everything else varies."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from lungang.domain.clock import YearMonth
from lungang.domain.codes import (
    CadreAuthority,
    Education,
    KindOfWork,
    Level,
    Nature,
    PersonnelStatus,
    Sex,
    UnitKind,
)
from lungang.domain.roster import Kinship, Person, Post, Roster, Unit
from lungang.policy.pack import Policy, load_policy

ON = date(2004, 12, 16)
LEVELS = {Level.SECTION_CHIEF: 70, Level.DEPUTY_SECTION_CHIEF: 10, Level.STAFF: 20}
NATURES = {Nature.ADMINISTRATIVE: 80, Nature.INSTITUTIONAL: 12, Nature.POLITICAL_LEGAL: 8}
KINDS = tuple(KindOfWork)[:4]


def policy() -> Policy:
    """The pack of 2004 without its limit per unit, so that the pool is as large as asked."""
    return replace(load_policy("county-2004"), limits=())


def pool(size: int, seed: int = 1) -> Roster:
    """A roster of ``size`` people in units of about five, one in twenty-five with a relative."""
    draw = random.Random(seed)
    units = [f"单位{number}" for number in range(max(4, size // 5))]
    groups = policy().specialties.groups.values()
    specialties = [word for group in groups for word in group]
    people = [_person(number, draw, units, specialties) for number in range(size)]
    pairs = [draw.sample(people, 2) for _ in range(size // 50)]
    return Roster(
        reference_date=ON,
        units=tuple(Unit(name=name, kind=UnitKind.GOVERNMENT_DEPARTMENT) for name in units),
        people=tuple(people),
        kinships=tuple(
            Kinship(
                person_id=one.id,
                relation="妻子",
                relative_name=other.name,
                relative_id=other.id,
                relative_unit=other.unit,
                relative_level=other.level,
            )
            for one, other in pairs
        ),
    )


def _person(number: int, draw: random.Random, units: list[str], specialties: list[str]) -> Person:
    nature = draw.choices(list(NATURES), list(NATURES.values()))[0]
    return Person(
        id=f"999999{number:012d}",
        name=f"人{number}",
        sex=Sex.MALE,
        birth=YearMonth(1962, 5),
        post=Post(
            unit=draw.choice(units),
            section=f"科{number}",
            title="科长",
            level=draw.choices(list(LEVELS), list(LEVELS.values()))[0],
            nature=nature,
            kind_of_work=draw.choice(KINDS),
        ),
        post_start=YearMonth(1990, 1),
        unit_start=YearMonth(1985, 1),
        education=Education.BACHELOR,
        diploma_specialty="会计",
        practised_specialty=draw.choice(specialties),
        nature=nature,
        status=PersonnelStatus.CIVIL_SERVANT,
        authority=CadreAuthority.PERSONNEL_BUREAU,
    )
