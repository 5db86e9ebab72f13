"""Putting a county together: chairs, cast, story, people, quotas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lungang.demo.casting import cast
from lungang.demo.catalogue import catalogue
from lungang.demo.crowd import colour
from lungang.demo.dice import Dice
from lungang.demo.draft import Part, Seat, seats_of
from lungang.demo.facts import compose, hold_back, settle
from lungang.demo.people import Maker
from lungang.demo.profile import DEMO_SEED, CountyProfile, profile_for
from lungang.demo.quotas import sections_of, units_of
from lungang.demo.story import Story
from lungang.demo.traps import plant_traps
from lungang.demo.unplaced import plant_unplaced
from lungang.domain.roster import Kinship, Person, Roster, Wish

DEMO_DATE = date(2004, 12, 16)
"""The day of the source's meeting."""

DEMO_POLICY = "county-2004"
"""The shipped pack that the counties are made for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Planted:
    """A trap in the finished county: ids of the person and of others concerned, units, and why."""

    person: str
    others: tuple[str, ...]
    units: tuple[str, ...]
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class County:
    """A roster, and what its generator knows about it and no rule is told.

    ``movable`` are the ids of those for whom a complete exchange exists; ``unplaceable`` those of
    the rest of the pool, by the name of their trap; ``planted`` all traps by name.
    """

    roster: Roster
    profile: CountyProfile
    movable: frozenset[str]
    unplaceable: Mapping[str, str]
    planted: Mapping[str, Planted]


def make_county(seed: int = DEMO_SEED, profile: CountyProfile | None = None) -> Roster:
    """Make the roster of an invented county; the same seed and profile, the same facts.

    Without a profile it is :func:`profile_for` the seed: the county of the source for
    :data:`DEMO_SEED`, another one for any other.
    """
    return make_described_county(seed, profile).roster


def make_described_county(seed: int = DEMO_SEED, profile: CountyProfile | None = None) -> County:
    """Make a county as :func:`make_county` does, with the description of what is planted."""
    profile = profile or profile_for(seed)
    sheets = catalogue(profile.units)
    seats = seats_of(sheets, profile.staff, Dice(seed, "seats"))
    story = Story()
    plant_unplaced(profile, seats, story)
    chosen = cast(profile, seats, Dice(seed, "cast"))
    plant_traps(chosen, seats, story)
    facts = Dice(seed, "facts")
    compose(profile, chosen, facts)
    settle(seats, facts)
    hold_back(profile, seats, facts)
    colour(seats, story, Dice(seed, "crowd"))
    maker = Maker(seed, DEMO_DATE)
    holders = [(seat, maker.person(seat)) for seat in seats]
    person = dict(holders)
    roster = Roster(
        reference_date=DEMO_DATE,
        units=units_of(sheets, holders, story, Dice(seed, "quotas")),
        people=tuple(person.values()),
        sections=sections_of(sheets, holders, story),
        kinships=_kinships(story, person),
        wishes=_wishes(story, person),
    )
    return County(
        roster=roster,
        profile=profile,
        movable=frozenset(person[seat].id for seat in chosen.everybody),
        unplaceable={
            key: person[trap.seat].id
            for key, trap in story.traps.items()
            if trap.seat.part is Part.STAYS
        },
        planted=_planted(story, person),
    )


def _planted(story: Story, person: Mapping[Seat, Person]) -> dict[str, Planted]:
    return {
        key: Planted(
            person=person[trap.seat].id,
            others=tuple(person[seat].id for seat in trap.others),
            units=trap.units,
            why=trap.why,
        )
        for key, trap in story.traps.items()
    }


def _kinships(story: Story, person: Mapping[Seat, Person]) -> tuple[Kinship, ...]:
    return tuple(
        Kinship(
            person_id=person[one].id,
            relation=relation,
            relative_name=person[other].name,
            relative_id=person[other].id,
            relative_unit=other.unit.name,
            relative_post=other.title,
            relative_level=other.level,
        )
        for one, relation, other in story.kin
    )


def _wishes(story: Story, person: Mapping[Seat, Person]) -> tuple[Wish, ...]:
    order: Counter[Seat] = Counter()
    wishes = []
    for seat, unit in story.wishes:
        order[seat] += 1
        hardship = story.hardship.get(seat, "")
        wishes.append(
            Wish(person_id=person[seat].id, unit=unit, order=order[seat], hardship=hardship)
        )
    return tuple(wishes)
