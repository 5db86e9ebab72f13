"""The other fourteen hundred: statuses, absences, families and wishes that change no plan."""

from __future__ import annotations

from collections.abc import Sequence

from lungang.demo.dice import Dice
from lungang.demo.draft import Part, Seat
from lungang.demo.story import Story
from lungang.domain.codes import Circumstance, KindOfWork, Level, Nature, PersonnelStatus, Sex

MIXED, PROBATION, SICK, COUPLES, COLLEAGUES, HOMONYMS, VOLUNTEERS = 6, 9, 5, 24, 3, 2, 6


def colour(seats: Sequence[Seat], story: Story, dice: Dice) -> None:
    """Give the crowd what a county has besides: nothing here meets a rule of *must exchange*."""
    plain = [
        seat
        for seat in dice.shuffled(seats)
        if seat.part is Part.CROWD
        and seat.sex is None
        and seat.level is Level.STAFF
        and seat.status is not PersonnelStatus.SUPPORT_STAFF
    ]
    institutional = len(plain) // 8
    for seat in _take(plain, institutional):
        if seat.nature is Nature.ADMINISTRATIVE:
            seat.nature = seat.own_nature = Nature.INSTITUTIONAL
        seat.status = PersonnelStatus.INSTITUTIONAL_STAFF
    for seat in _take(plain, MIXED):
        seat.own_nature, seat.status = Nature.INSTITUTIONAL, PersonnelStatus.INSTITUTIONAL_STAFF
    for seat in _take(plain, PROBATION):
        seat.circumstances = frozenset({Circumstance.PROBATION})
        seat.months_old = 12 * dice.between(22, 26) + dice.between(0, 11)
    for number, seat in enumerate(_take(plain, SICK)):
        sick = Circumstance.ILLNESS if number % 2 else Circumstance.SECONDMENT
        seat.circumstances = frozenset({sick})
    for _ in range(HOMONYMS):
        one, other = _of_two_units(plain)
        one.sex = other.sex = Sex.MALE
        one.namesake, other.namesake = other, one
    _families(plain, story)
    _volunteers(plain, story, dice)
    _match_ages(story, dice)


def _take(seats: list[Seat], number: int) -> list[Seat]:
    taken = seats[:number]
    del seats[:number]
    return taken


def _families(plain: list[Seat], story: Story) -> None:
    """Couples in different units, and colleagues in sections of different chiefs: no avoidance."""
    for _ in range(COUPLES):
        husband, wife = _of_two_units(plain)
        husband.sex, wife.sex = Sex.MALE, Sex.FEMALE
        story.relate(husband, wife, "妻子", "丈夫")
    for _ in range(COLLEAGUES):
        one, other = _colleagues(plain)
        one.sex, other.sex = Sex.MALE, Sex.FEMALE
        story.relate(one, other, "弟媳", "大伯子")
        why = "related, in one unit, but under different section chiefs: no avoidance"
        story.plant("colleagues", one, why, (other,))


def _of_two_units(plain: list[Seat]) -> tuple[Seat, Seat]:
    one = plain.pop()
    other = next(seat for seat in plain if seat.unit.organ != one.unit.organ)
    plain.remove(other)
    return one, other


def _match_ages(story: Story, dice: Dice) -> None:
    """Couples are of about one age: whose own is open takes after the other's."""
    for wife, relation, husband in story.kin:
        if relation == "丈夫":
            wife.months_old = wife.months_old or dice.between(30 * 12, 48 * 12)
            if husband.months_old is None:
                husband.months_old = wife.months_old + dice.between(-12, 48)


def _colleagues(plain: list[Seat]) -> tuple[Seat, Seat]:
    special = [seat for seat in plain if seat.kind is not KindOfWork.OTHER]
    for one in special:
        for other in special:
            if one.unit is other.unit and one.section is not other.section:
                plain.remove(one)
                plain.remove(other)
                return one, other
    raise LookupError("no two sections of one unit have a clerk each")


def _volunteers(plain: list[Seat], story: Story, dice: Dice) -> None:
    """People whom no rule moves, and who would like to go."""
    able = [s for s in plain if s.unit.in_scope and s.kind is not KindOfWork.OTHER]
    units = sorted({seat.unit.name for seat in able})
    for seat in _take(able, VOLUNTEERS):
        wanted = [name for name in dice.shuffled(units) if name != seat.unit.name]
        story.wishes += [(seat, name) for name in wanted[: dice.between(1, 2)]]
