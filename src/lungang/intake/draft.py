"""A row of the 花名册 as far as it could be read, and the person that a faultless one becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lungang.domain.clock import YearMonth
from lungang.domain.codes import (
    CadreAuthority,
    Circumstance,
    Education,
    KindOfWork,
    Level,
    Nature,
    PersonnelStatus,
    Sex,
)
from lungang.domain.roster import FormerUnit, Person, Post
from lungang.intake.findings import Place
from lungang.intake.values import Citizen


@dataclass(slots=True)
class Draft:
    """A row as far as it could be read: None stands for what could not."""

    place: Place
    unit: str | None
    section: str
    name: str | None
    id: Citizen | None
    sex: Sex | None
    birth: YearMonth | None
    nation: str
    native_place: str
    party: str
    work_start: YearMonth | None
    unit_start: YearMonth | None
    education: Education | None
    diploma_specialty: str | None
    practised_specialty: str | None
    title: str | None
    level: Level | None
    post_start: YearMonth | None
    rank: str
    kind_of_work: KindOfWork | None
    nature: Nature | None
    status: PersonnelStatus | None
    post_nature: Nature | None
    authority: CadreAuthority | None
    deputy_in_charge: str
    circumstances: frozenset[Circumstance]
    former_units: tuple[FormerUnit, ...]
    key: bool
    remark: str


def person_of(draft: Draft) -> Person:
    """Return the person of a row in which nothing is wrong."""
    assert draft.id is not None
    assert draft.level is not None
    assert draft.nature is not None
    post = Post(
        unit=_sure(draft.unit),
        section=draft.section,
        title=_sure(draft.title),
        level=draft.level,
        nature=draft.post_nature or draft.nature,
        kind_of_work=_sure(draft.kind_of_work),
        key=draft.key,
    )
    return Person(
        id=draft.id.id,
        name=_sure(draft.name),
        sex=_sure(draft.sex),
        birth=_sure(draft.birth),
        post=post,
        post_start=_sure(draft.post_start),
        unit_start=_sure(draft.unit_start),
        education=_sure(draft.education),
        diploma_specialty=_sure(draft.diploma_specialty),
        practised_specialty=_sure(draft.practised_specialty),
        nature=draft.nature,
        status=_sure(draft.status),
        authority=_sure(draft.authority),
        rank=draft.rank,
        nation=draft.nation,
        native_place=draft.native_place,
        party=draft.party,
        work_start=draft.work_start,
        circumstances=draft.circumstances,
        former_units=draft.former_units,
        remark=draft.remark,
    )


def _sure(value: Any) -> Any:
    assert value is not None, "a row with a gap was reported as an error"
    return value
