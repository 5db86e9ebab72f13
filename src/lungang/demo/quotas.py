"""Establishment and quotas of every unit: most at or below, a few over, as counties are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from lungang.demo.catalogue import UnitSheet
from lungang.demo.dice import Dice
from lungang.demo.draft import Part, Seat
from lungang.demo.story import Story
from lungang.domain.codes import Level, Nature
from lungang.domain.roster import Person, Section, Unit

RANKS = ("主任科员", "副主任科员")


def units_of(
    sheets: Sequence[UnitSheet], holders: Sequence[tuple[Seat, Person]], story: Story, dice: Dice
) -> tuple[Unit, ...]:
    """Make the units, with quotas that fit the people who are there."""
    return tuple(
        _unit(number, sheet, [pair for pair in holders if pair[0].unit is sheet], story, dice)
        for number, sheet in enumerate(sheets, start=1)
    )


def _unit(
    number: int, sheet: UnitSheet, holders: list[tuple[Seat, Person]], story: Story, dice: Dice
) -> Unit:
    people = [person for _, person in holders]
    # Free quota for everybody who might come, so that a rank bars only where a trap wants it to.
    sending = sum(seat.part in (Part.MOVES, Part.STAYS) for seat, _ in holders)
    tight = sheet.name in story.tight
    over = sheet.name in story.overfull or (not sending and dice.chance(0.1))
    natures = Counter(person.nature for person in people)
    levels = Counter(person.level for person in people)
    ranks = Counter(person.rank for person in people)
    leaders = [person for person in people if person.level.is_unit_leader]
    return Unit(
        name=sheet.name,
        kind=sheet.kind,
        code=f"{number:03d}",
        short_name=sheet.short,
        department_in_charge=sheet.in_charge,
        establishment={
            nature: natures[nature] + (-2 if over and nature is sheet.nature else spare)
            for nature, spare in zip(Nature, _spares(dice), strict=True)
            if natures[nature]
        },
        leading_quota=len(leaders) + (1 if dice.chance(0.2) else 0),
        chief_quota=levels[Level.SECTION_CHIEF] - (1 if over else 0),
        deputy_quota=levels[Level.DEPUTY_SECTION_CHIEF] + (1 if dice.chance(0.5) else 0),
        rank_quota={
            rank: ranks[rank]
            if tight and rank == RANKS[0]
            else max(ranks[rank] + (sending or dice.between(-1, 1)), 0)
            for rank in RANKS
        },
        leading_body=tuple(person.name for person in leaders),
    )


def _spares(dice: Dice) -> Iterable[int]:
    return (dice.pick((0, 0, 1, 2)) for _ in Nature)


def sections_of(
    sheets: Sequence[UnitSheet], holders: Sequence[tuple[Seat, Person]], story: Story
) -> tuple[Section, ...]:
    """Divide every unit's sections among its deputies, as the story wants it."""
    sections = []
    for sheet in sheets:
        names = {s: p.name for s, p in holders if s.unit is sheet}
        deputies = [seat for seat in names if seat.level is Level.UNIT_DEPUTY]
        used = {seat.section for seat in names}
        for number, section in enumerate(s for s in sheet.sections if s in used):
            key = (sheet.name, section.name)
            allowed = [d for d in deputies if d is not story.not_in_charge.get(key)]
            chosen = story.in_charge.get(key, allowed[number % len(allowed)])
            sections.append(
                Section(unit=sheet.name, name=section.name, deputy_in_charge=names[chosen])
            )
    return tuple(sections)
