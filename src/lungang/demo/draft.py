"""A county as chairs without people: so many of each level in every section of every unit.

Later steps cast a part in some of the chairs (``Seat.part``) and note what that part demands;
whatever is left open is invented when the people are made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from lungang.demo.catalogue import SectionSheet, UnitSheet
from lungang.demo.dice import Dice
from lungang.domain.codes import (
    Circumstance,
    Education,
    KindOfWork,
    Level,
    Nature,
    PersonnelStatus,
    Sex,
    UnitKind,
)
from lungang.domain.roster import FormerUnit


class Part(Enum):
    """What a chair's holder is there for.

    ``MOVES`` and ``STAYS`` make the pool, ``CUT`` waits by the limit per unit, ``EXCLUDED`` and
    ``DEFERRED`` meet a rule of *must exchange* but are held back; all others are ``CROWD``.
    """

    CROWD = "crowd"
    MOVES = "moves"
    STAYS = "stays"
    CUT = "cut"
    EXCLUDED = "excluded"
    DEFERRED = "deferred"
    NEARLY = "nearly"


@dataclass(eq=False, kw_only=True)
class Seat:
    """A chair, and what is already known of the person on it; ``None`` is still to be invented."""

    unit: UnitSheet
    section: SectionSheet | None
    level: Level
    title: str
    status: PersonnelStatus
    nature: Nature
    own_nature: Nature
    kind: KindOfWork
    specialty: str
    part: Part = Part.CROWD
    avoidance: bool = False
    sex: Sex | None = None
    months_old: int | None = None
    education: Education | None = None
    diploma_group: str | None = None
    months_in_unit: int | None = None
    months_in_post: int | None = None
    rank: str | None = None
    brother: Seat | None = None
    namesake: Seat | None = None
    circumstances: frozenset[Circumstance] = frozenset()
    former_units: list[FormerUnit] = field(default_factory=list)
    remark: str = ""

    @property
    def counts(self) -> bool:
        """Whether the holder is of the pool and counts towards the limit per unit."""
        return self.part in (Part.MOVES, Part.STAYS) and not self.avoidance

    @property
    def is_free_special(self) -> bool:
        """Whether a person to be held back may be cast here."""
        return (
            self.part is Part.CROWD
            and self.unit.in_scope
            and self.level in (Level.SECTION_CHIEF, Level.DEPUTY_SECTION_CHIEF, Level.STAFF)
            and self.kind is not KindOfWork.OTHER
            and self.status is _STATUS.get(self.nature)
        )


_STATUS = {
    Nature.ADMINISTRATIVE: PersonnelStatus.CIVIL_SERVANT,
    Nature.POLITICAL_LEGAL: PersonnelStatus.CIVIL_SERVANT,
    Nature.INSTITUTIONAL: PersonnelStatus.MANAGED_AS_CIVIL_SERVANT,
}


def seats_of(units: tuple[UnitSheet, ...], staff: int, dice: Dice) -> list[Seat]:
    """Furnish all units with chairs, ``staff`` in all."""
    return [
        seat
        for unit, size in zip(units, _sizes(units, staff), strict=True)
        for seat in _furnish(unit, size, dice)
    ]


def _sizes(units: tuple[UnitSheet, ...], staff: int) -> list[int]:
    """Scale the units' sizes to the sum wanted; the largest remainders round up."""
    total = sum(unit.size for unit in units)
    sizes = [unit.size * staff // total for unit in units]
    remainders = sorted(range(len(units)), key=lambda number: -(units[number].size * staff % total))
    for number in remainders[: staff - sum(sizes)]:
        sizes[number] += 1
    return sizes


def _furnish(unit: UnitSheet, size: int, dice: Dice) -> list[Seat]:
    leaders = 3 + (size >= 10) + (size >= 25) + (size >= 40)
    seats = [_leader(unit, number) for number in range(leaders)]
    seats += [
        _seat(unit, section, Level.SECTION_CHIEF)
        for section in unit.sections
        if section.kind is not KindOfWork.OTHER or section.name == "办公室" or dice.chance(0.8)
    ]
    support = size // 14
    for section in dice.shuffled(unit.sections):
        if len(seats) < size - support - len(unit.sections) and dice.chance(0.6):
            seats.append(_seat(unit, section, Level.DEPUTY_SECTION_CHIEF))
    rest = max(size - support - len(seats), 0)
    order = dice.shuffled(unit.sections)
    seats += [_seat(unit, order[n % len(order)], Level.STAFF) for n in range(rest)]
    seats += [_supporting(unit) for _ in range(size - len(seats))]
    return seats


def _leader(unit: UnitSheet, number: int) -> Seat:
    word = _chief_title(unit)
    level = Level.UNIT_DEPUTY if number else Level.UNIT_CHIEF
    return Seat(
        unit=unit,
        section=None,
        level=level,
        title=f"副{word.split('、')[0]}" if number else word,
        status=_STATUS[unit.nature],
        nature=unit.nature,
        own_nature=unit.nature,
        kind=KindOfWork.OTHER,
        specialty="综合管理",
    )


def _seat(unit: UnitSheet, section: SectionSheet, level: Level) -> Seat:
    head = _head(section.name)
    titles = {
        Level.SECTION_CHIEF: section.name.removesuffix(head[0]) + head,
        Level.DEPUTY_SECTION_CHIEF: f"{section.name}副{head}",
        Level.STAFF: f"{section.name}干部",
    }
    return Seat(
        unit=unit,
        section=section,
        level=level,
        title=titles[level],
        status=_STATUS[unit.nature],
        nature=unit.nature,
        own_nature=unit.nature,
        kind=section.kind,
        specialty=section.specialty,
    )


def _supporting(unit: UnitSheet) -> Seat:
    return Seat(
        unit=unit,
        section=next(s for s in unit.sections if s.kind is KindOfWork.OTHER),
        level=Level.STAFF,
        title="驾驶员",
        status=PersonnelStatus.SUPPORT_STAFF,
        nature=Nature.SUPPORT,
        own_nature=Nature.SUPPORT,
        kind=KindOfWork.OTHER,
        specialty="后勤管理",
    )


def _head(section: str) -> str:
    """The word for the head of a section, by the word for the section."""
    return "科长" if section.endswith("科") else "主任"


def _chief_title(unit: UnitSheet) -> str:
    """The word for the chief of a unit."""
    if unit.kind is UnitKind.TOWNSHIP:
        return "镇长" if unit.short.endswith("镇") else "乡长"
    for part, word in _CHIEFS:
        if part in unit.name:
            return word
    return "局长"


_CHIEFS = (
    ("纪委", "书记、局长"),
    ("政法委员会", "书记"),
    ("共青团", "书记"),
    ("总工会", "主席"),
    ("妇女联合会", "主席"),
    ("工商业联合会", "会长"),
    ("残疾人联合会", "理事长"),
    ("合作社", "主任"),
    ("所", "所长"),
    ("办公室", "主任"),
    ("委员会", "主任"),
    ("部", "部长"),
)
