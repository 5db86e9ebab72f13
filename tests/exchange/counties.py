"""Small invented counties whose whole pool is known, for tests of the engine.

Everybody is a candidate: the shipped pack of 2004 with its limit removed, and everybody long
enough in unit and post. What varies is what decides where people may go.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
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
from lungang.domain.roster import FormerUnit, Kinship, Person, Post, Roster, Section, Unit, Wish
from lungang.policy.pack import Policy, load_policy

DAY = date(2004, 12, 16)
SPECIALTIES = ("财务", "会计", "审计", "行政执法", "监察", "行政许可")


def policy(**changes: object) -> Policy:
    """The pack of 2004 without its limit per unit, and with the changes given."""
    return replace(load_policy("county-2004"), **{"limits": (), **changes})  # type: ignore[arg-type]


def person(number: int, unit: str, **changes: object) -> Person:
    """A section chief in special work, long in unit and post; fields as given."""
    post = {
        "unit": unit,
        "section": f"{unit}科{number}",
        "title": "科长",
        "level": Level.SECTION_CHIEF,
        "nature": Nature.ADMINISTRATIVE,
        "kind_of_work": KindOfWork.PEOPLE_MONEY_ASSETS,
    }
    for name in tuple(changes):
        if name in post or name == "key":
            post[name] = changes.pop(name)  # type: ignore[assignment]
    nature = changes.pop("own_nature", post["nature"])
    values: dict[str, object] = {
        "id": f"99999919620518{number:04d}",
        "name": f"人{number}",
        "sex": Sex.MALE,
        "birth": YearMonth(1962, 5),
        "post": Post(**post),  # type: ignore[arg-type]
        "post_start": YearMonth(1992, 3),
        "unit_start": YearMonth(1988, 7),
        "education": Education.BACHELOR,
        "diploma_specialty": "会计",
        "practised_specialty": "财务",
        "nature": nature,
        "status": PersonnelStatus.CIVIL_SERVANT,
        "authority": CadreAuthority.PERSONNEL_BUREAU,
    }
    return Person(**{**values, **changes})  # type: ignore[arg-type]


def county(
    people: Sequence[Person],
    kinships: Sequence[Kinship] = (),
    wishes: Sequence[Wish] = (),
    units: Sequence[Unit] = (),
    sections: Sequence[Section] = (),
) -> Roster:
    """A roster of these people; units not given are plain government departments."""
    known = {unit.name: unit for unit in units}
    for member in people:
        known.setdefault(member.unit, Unit(name=member.unit, kind=UnitKind.GOVERNMENT_DEPARTMENT))
    return Roster(
        reference_date=DAY,
        units=tuple(known.values()),
        people=tuple(people),
        sections=tuple(sections),
        kinships=tuple(kinships),
        wishes=tuple(wishes),
    )


def kin(one: Person, other: Person, relation: str = "妻子") -> Kinship:
    """``other`` is the ``relation`` of ``one``."""
    return Kinship(
        person_id=one.id,
        relation=relation,
        relative_name=other.name,
        relative_id=other.id,
        relative_unit=other.unit,
        relative_post=other.post.title,
        relative_level=other.level,
    )


def random_county(seed: int, size: int, units: int = 4, kin_pairs: int = 1) -> Roster:
    """A county with mixed levels, natures, specialties, relatives, stations and former units."""
    draw = random.Random(seed)
    names = [f"单位{k}" for k in range(units)]
    above = {names[-1]: names[0]} if units > 3 else {}
    levels = [Level.SECTION_CHIEF] * 3 + [Level.DEPUTY_SECTION_CHIEF, Level.STAFF, Level.STAFF]
    people = []
    for number in range(size):
        nature = draw.choice([Nature.ADMINISTRATIVE] * 5 + [Nature.INSTITUTIONAL])
        former = [FormerUnit(draw.choice(names), end=YearMonth(draw.choice([1995, 2002]), 3))]
        people.append(
            person(
                number + 1,
                draw.choice(names),
                section=f"科{draw.randrange(3)}",
                level=draw.choice(levels),
                nature=nature,
                own_nature=draw.choice([nature] * 9 + [Nature.INSTITUTIONAL]),
                kind_of_work=draw.choice(list(KindOfWork)[:4]),
                practised_specialty=draw.choice(SPECIALTIES),
                rank=draw.choice(["", "", "主任科员"]),
                former_units=tuple(former if draw.random() < 0.2 else ()),
                post_start=YearMonth(1990, 1),
                unit_start=YearMonth(1985, 1 + number % 12),
            )
        )
    pairs = [draw.sample(people, 2) for _ in range(kin_pairs)] if size > 1 else []
    wishes = [
        Wish(person_id=draw.choice(people).id, unit=draw.choice(names), order=1) for _ in range(2)
    ]
    return county(
        people,
        kinships=[kin(one, other, draw.choice(["妻子", "弟弟"])) for one, other in pairs],
        wishes=wishes,
        units=[
            Unit(
                name=name,
                kind=UnitKind.GOVERNMENT_DEPARTMENT,
                department_in_charge=above.get(name, ""),
                rank_quota={"主任科员": draw.randrange(4)} if draw.random() < 0.5 else {},
            )
            for name in names
        ],
    )
