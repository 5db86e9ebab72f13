"""What a county is made to hold, as a description: sizes, the movable people, how many traps.

:data:`PROFILE_2004` is the one place in the product where the source's figures stand. The
generator plants people of this composition so that *the rules* move exactly them; nothing that
screens or plans ever sees a profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lungang.demo.dice import Dice, T
from lungang.domain.codes import Education, KindOfWork, Level

DEMO_SEED = 2004
ECONOMICS, LAW, OTHER = "经济类", "法律类", "其它类"


@dataclass(frozen=True, kw_only=True)
class CountyProfile:
    """A county's description. The five counters describe the movable people and sum alike.

    ``ages`` goes by the lower end of the band (30, 40, 50); ``diplomas`` by the group of the
    specialty on the diploma. ``sending_units`` is the number of units that movable people come
    from. ``cut``, ``excluded`` and ``deferred`` people meet a rule of *must exchange*, too, but
    the limit per unit, an exclusion or a deferral holds them back.
    """

    units: int
    staff: int
    sending_units: int
    levels: Mapping[Level, int]
    ages: Mapping[int, int]
    education: Mapping[Education, int]
    diplomas: Mapping[str, int]
    kinds: Mapping[KindOfWork, int]
    cut: int
    excluded: int
    deferred: int

    def __post_init__(self) -> None:
        counters = (self.levels, self.ages, self.education, self.diplomas, self.kinds)
        if len({sum(counter.values()) for counter in counters}) != 1:
            raise ValueError("the five counters describe different numbers of people")

    @property
    def movable(self) -> int:
        """How many people the rules are to move."""
        return sum(self.levels.values())

    @property
    def lower(self) -> int:
        """How many of them are deputy section chiefs or staff."""
        return self.movable - self.levels[Level.SECTION_CHIEF]


PROFILE_2004 = CountyProfile(
    units=60,
    staff=1500,
    sending_units=18,
    levels={Level.SECTION_CHIEF: 23, Level.DEPUTY_SECTION_CHIEF: 1, Level.STAFF: 3},
    ages={30: 4, 40: 20, 50: 3},
    education={
        Education.BACHELOR: 11,
        Education.JUNIOR_COLLEGE: 8,
        Education.SECONDARY_VOCATIONAL: 6,
        Education.SENIOR_HIGH: 2,
    },
    diplomas={ECONOMICS: 10, LAW: 6, OTHER: 11},
    kinds={
        KindOfWork.PEOPLE_MONEY_ASSETS: 14,
        KindOfWork.PROJECT_FUNDS_APPROVAL: 3,
        KindOfWork.LICENCES: 2,
        KindOfWork.ENFORCEMENT_SUPERVISION: 8,
    },
    cut=24,
    excluded=14,
    deferred=10,
)


def profile_for(seed: int) -> CountyProfile:
    """Return the profile of a seed: the source's for :data:`DEMO_SEED`, another for any other."""
    if seed == DEMO_SEED:
        return PROFILE_2004
    dice = Dice(seed, "profile")
    lower = dice.pick((0, 2, 3, 4, 4, 5, 6))
    deputies = dice.between(0, lower // 2)
    kinds = {
        KindOfWork.PEOPLE_MONEY_ASSETS: dice.between(5, 20),
        KindOfWork.PROJECT_FUNDS_APPROVAL: dice.pick((0, 2, 3, 4, 5)),
        KindOfWork.LICENCES: dice.pick((0, 2, 2, 3, 4)),
        KindOfWork.ENFORCEMENT_SUPERVISION: lower + dice.between(4, 8),
    }
    people = sum(kinds.values())
    education = _spread(
        dice,
        people,
        {
            Education.BACHELOR: 40,
            Education.JUNIOR_COLLEGE: 32,
            Education.SECONDARY_VOCATIONAL: 21,
            Education.SENIOR_HIGH: 7,
        },
    )
    spare = people - education[Education.SENIOR_HIGH]
    diplomas = _spread(dice, spare, {ECONOMICS: 40, LAW: 25, OTHER: 35})
    diplomas[OTHER] += education[Education.SENIOR_HIGH]
    return CountyProfile(
        units=dice.between(56, 64),
        staff=dice.between(1400, 1600),
        sending_units=max(people * dice.between(60, 75) // 100, 8),
        levels={
            Level.SECTION_CHIEF: people - lower,
            Level.DEPUTY_SECTION_CHIEF: deputies,
            Level.STAFF: lower - deputies,
        },
        ages=_spread(dice, people, {30: 18, 40: 68, 50: 14}),
        education=education,
        diplomas=diplomas,
        kinds=kinds,
        cut=dice.between(8, 24),
        excluded=dice.between(8, 16),
        deferred=dice.between(6, 12),
    )


def _spread(dice: Dice, number: int, weights: Mapping[T, int]) -> dict[T, int]:
    counter = dict.fromkeys(weights, 0)
    for _ in range(number):
        counter[dice.weighted(weights)] += 1
    return counter
