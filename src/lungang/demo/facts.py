"""Ages, tenures, education: what the parts demand of the people, and no more than they demand.

The tenures stand on the right side of the thresholds of the ``county-2004`` pack. The crowd's
stand on the other side, at times by a single month.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from lungang.demo.casting import PER_UNIT, Cast
from lungang.demo.dice import Dice, T
from lungang.demo.draft import Part, Seat
from lungang.demo.profile import ECONOMICS, LAW, OTHER, CountyProfile
from lungang.domain.codes import Circumstance, Education, KindOfWork, Level, Sex

KEPT = 190
"""Months in unit from which on nobody whom the limit cuts can stand before one whom it keeps."""

THRESHOLDS = {
    Level.SECTION_CHIEF: (120, 72),
    Level.DEPUTY_SECTION_CHIEF: (144, 72),
    Level.STAFF: (180, 120),
}
"""Months in unit and in post from which on special work makes one *must exchange*."""

_DEFERRED = (
    Circumstance.INVESTIGATION,
    Circumstance.MATERNITY,
    Circumstance.ILLNESS,
    Circumstance.SECONDMENT,
    Circumstance.JUDICIAL,
)


def compose(profile: CountyProfile, cast: Cast, dice: Dice) -> None:
    """Give the movable people exactly the ages, education and diplomas of the profile."""
    seats = dice.shuffled(cast.everybody)
    for seat, band in zip(seats, _each(profile.ages), strict=True):
        low, high = {30: (37, 39), 40: (40, 49), 50: (50, 54)}[band]
        seat.months_old = 12 * dice.between(low, high) + dice.between(0, 11)
        if band == 50 and seat.sex is not Sex.FEMALE:
            seat.sex = Sex.MALE
        elif band == 50:
            seat.months_old = 50 * 12 + dice.between(0, 11)
    for seat, education in zip(dice.shuffled(seats), _each(profile.education), strict=True):
        seat.education = education
    for seat in [seat for seat in seats if (seat.months_old or 0) >= 600][:1]:
        seat.months_old = 600  # fifty in this very month
    _diplomas(profile, seats, dice)


def _diplomas(profile: CountyProfile, seats: Sequence[Seat], dice: Dice) -> None:
    """Lawyers enforce and economists keep accounts, as far as there are any."""
    wanted = dict(profile.diplomas)
    for seat in seats:
        if seat.education is Education.SENIOR_HIGH:
            seat.diploma_group = OTHER
            wanted[OTHER] -= 1
    for group, kinds in (
        (LAW, (KindOfWork.ENFORCEMENT_SUPERVISION, KindOfWork.LICENCES)),
        (ECONOMICS, (KindOfWork.PEOPLE_MONEY_ASSETS, KindOfWork.PROJECT_FUNDS_APPROVAL)),
    ):
        rest = [seat for seat in seats if seat.diploma_group is None]
        fitting = {seat for seat in rest if seat.kind in kinds and dice.chance(0.8)}
        for seat in sorted(rest, key=lambda seat: seat not in fitting)[: wanted[group]]:
            seat.diploma_group = group
    for seat in seats:
        seat.diploma_group = seat.diploma_group or OTHER


def _each(counter: Mapping[T, int]) -> Iterable[T]:
    return (key for key, number in counter.items() for _ in range(number))


def settle(seats: Sequence[Seat], dice: Dice) -> None:
    """Give everybody of the pool the tenure that puts them there and keeps them within the limit.

    One movable chief has been in the unit for ten years and in the post for six to the month.
    """
    pool = [seat for seat in seats if seat.part in (Part.MOVES, Part.STAYS)]
    kept = Counter(seat.unit.name for seat in pool if seat.counts)
    exact = True
    for seat in pool:
        in_unit, in_post = THRESHOLDS[seat.level]
        full = kept[seat.unit.name] == PER_UNIT
        seat.months_old = seat.months_old or 12 * dice.between(40, 49) + dice.between(0, 11)
        if exact and seat.level is Level.SECTION_CHIEF and not full and not seat.months_in_unit:
            seat.months_in_unit, seat.months_in_post, exact = in_unit, in_post, False
        elif not seat.months_in_unit:
            low = KEPT if full else in_unit
            high = max(min(seat.months_old - 20 * 12, 300), low)
            seat.months_in_unit = dice.between(low, high)
            seat.months_in_post = dice.between(in_post, min(seat.months_in_unit, in_post + 70))


def hold_back(profile: CountyProfile, seats: Sequence[Seat], dice: Dice) -> None:
    """Cast those who meet a rule of *must exchange* but are cut by the limit, excluded, deferred.

    The county may have fewer units at the limit than the profile would like to cut from.
    """
    kept = Counter(seat.unit.name for seat in seats if seat.counts)
    for seat in _free(seats, dice):
        if kept[seat.unit.name] == PER_UNIT and _left(profile.cut, Part.CUT, seats):
            _long(seat, Part.CUT, dice)
    for number, seat in enumerate(_free(seats, dice)[: profile.excluded + profile.deferred]):
        if number < profile.excluded:
            _long(seat, Part.EXCLUDED, dice)
            _near_retirement(seat, number, dice)
        else:
            _long(seat, Part.DEFERRED, dice)
            _delay(seat, _DEFERRED[number % len(_DEFERRED)], dice)
    for number, seat in enumerate(_free(seats, dice)[:8]):
        _nearly(seat, number)


def _free(seats: Sequence[Seat], dice: Dice) -> list[Seat]:
    """Chairs of special work without a part, chiefs and deputies before staff."""
    free = dice.shuffled(seat for seat in seats if seat.is_free_special and seat.sex is None)
    return sorted(free, key=lambda seat: seat.level is Level.STAFF and dice.chance(0.8))


def _left(wanted: int, part: Part, seats: Sequence[Seat]) -> bool:
    return sum(seat.part is part for seat in seats) < wanted


def _long(seat: Seat, part: Part, dice: Dice) -> None:
    """Long enough in unit and post for a rule, but shorter than anybody whom the limit keeps."""
    seat.part = part
    in_unit, in_post = THRESHOLDS[seat.level]
    seat.months_in_unit = dice.between(in_unit, KEPT - 2)
    seat.months_in_post = dice.between(in_post, in_unit)
    seat.months_old = 12 * dice.between(38, 48) + dice.between(0, 11)


def _near_retirement(seat: Seat, number: int, dice: Dice) -> None:
    """Every fifth has declared it; a man of 56 and a woman of 51 need not. The first is just 56."""
    seat.sex = Sex.FEMALE if number % 3 == 1 else Sex.MALE
    if number % 5 == 4:
        seat.months_old = 12 * (54 if seat.sex is Sex.MALE else 49) + dice.between(0, 11)
        seat.circumstances = frozenset({Circumstance.NEAR_RETIREMENT})
        return
    low = 56 if seat.sex is Sex.MALE else 51
    seat.months_old = 12 * low if number == 0 else 12 * dice.between(low, low + 3)
    seat.months_in_unit = dice.between(seat.months_in_unit or 0, 360)


def _delay(seat: Seat, circumstance: Circumstance, dice: Dice) -> None:
    seat.circumstances = frozenset({circumstance})
    if circumstance is Circumstance.MATERNITY:
        seat.sex = Sex.FEMALE
        seat.months_old = (seat.months_in_unit or 0) + 12 * 20 + dice.between(0, 23)


def _nearly(seat: Seat, number: int) -> None:
    """A month short: of the tenure in the unit, or of that in the post."""
    seat.part = Part.NEARLY
    in_unit, in_post = THRESHOLDS[seat.level]
    short_in_unit = number % 2 == 0
    seat.months_in_unit = in_unit - 1 if short_in_unit else in_unit + 40
    seat.months_in_post = in_post + 20 if short_in_unit else in_post - 1
    seat.months_old = 12 * 44 + number
