"""The main page of the table as it is laid out: groups, the picture, the chosen person's card.

Made of what :mod:`lungang.campaign.deliberation.seating` read; asks the database nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from lungang.campaign.deliberation.picture import Move, Picture, Show, Words, draw
from lungang.campaign.deliberation.rows import (
    DECIDED,
    PROPOSED,
    UNPLACED,
    BalanceRow,
    CycleRow,
    PersonRow,
    Table,
)
from lungang.campaign.deliberation.states import MarkKind
from lungang.platform.sorting import pinyin_pattern, sort_keys

STATES = {UNPLACED: _mark("未能安排"), PROPOSED: _mark("拟定"), DECIDED: _mark("已定")}
SHAPES = {"pin": "pin", "forbid": "ban", "swap": "swap", "stay": "lock"}
"""Marks that the list shows beside a name; 定为 is the group it stands in."""
DOINGS = ("decide", "forbid", "swap", "stay")
"""Acts that ask something first."""


@dataclass(frozen=True)
class Asked:
    """What the address asks for; whatever it says wrongly is as if it said nothing."""

    person: UUID | None
    show: Show
    words: str
    doing: str
    slot: UUID | None
    unit: str

    @classmethod
    def read(cls, query: QueryDict) -> Asked:
        """Read the address."""
        show, doing = query.get("show", ""), query.get("do", "")
        return cls(
            person=_key(query.get("person", "")),
            show=Show(show) if show in set(Show) else Show.ALL,
            words=query.get("q", "").strip()[:40],
            doing=doing if doing in DOINGS else "",
            slot=_key(query.get("slot", "")),
            unit=query.get("unit", "")[:80],
        )


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@dataclass(frozen=True)
class Listed:
    """A person in the list: address, and the marks shown as (shape, word)."""

    person: PersonRow
    url: str
    on: bool
    shapes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Group:
    """People of one state."""

    state: str
    label: str
    people: tuple[Listed, ...]


def in_order(table: Table) -> list[PersonRow]:
    """Return the people as the list shows them: by state, and cycle by cycle as each goes on."""
    place = {key: at for cycle in table.cycles for at, key in enumerate(cycle.people)}
    states = list(STATES)
    return sorted(
        table.people,
        key=lambda one: (
            states.index(one.state), one.cycle or 10**6, place.get(one.key, 0), one.unit, one.name
        ),
    )  # fmt: skip


def chosen(people: Sequence[PersonRow], key: UUID | None) -> PersonRow | None:
    """Return who is looked at: the one asked for, or the first who is to be decided."""
    asked = next((one for one in people if one.key == key), None)
    first = next((one for one in people if one.state == PROPOSED), None)
    return asked or first or next(iter(people), None)


def following(people: Sequence[PersonRow], person: PersonRow) -> tuple[PersonRow, PersonRow]:
    """Return who stands before and after somebody in the list, which is closed to a ring."""
    at = people.index(person)
    return people[at - 1], people[(at + 1) % len(people)]


def groups(
    people: Sequence[PersonRow], words: str, on: PersonRow | None, url_of: Callable[..., str]
) -> list[Group]:
    """Return the list in its groups, narrowed to what was typed."""
    found = [one for one in people if matches(one, words)]
    return [
        Group(
            state,
            _(label),
            tuple(
                Listed(one, url_of(person=one.key), one is on, _shapes(one))
                for one in found
                if one.state == state
            ),
        )
        for state, label in STATES.items()
        if any(one.state == state for one in found)
    ]


def _shapes(person: PersonRow) -> tuple[tuple[str, str], ...]:
    return tuple(
        (SHAPES[kind], _(str(MarkKind(kind).label))) for kind in person.marks if kind in SHAPES
    )


def matches(person: PersonRow, words: str) -> bool:
    """Whether somebody is meant by a word: name, initials, pinyin, or either unit."""
    if not words:
        return True
    if any(words in text for text in (person.name, person.unit, person.to_unit)):
        return True
    pattern = pinyin_pattern(words)
    return bool(pattern and re.search(pattern, sort_keys(person.name)[0]))


# ---- the picture and its table ------------------------------------------------------------------


@dataclass(frozen=True)
class CycleLine:
    """A cycle in the table below the picture: its address, and whether it is the one in blue."""

    cycle: CycleRow
    url: str
    on: bool

    @property
    def way(self) -> str:
        """Whose people go where, back to the first."""
        return " → ".join((*self.cycle.units, *self.cycle.units[:1]))


def cycle_lines(table: Table, number: int, url_of: Callable[..., str]) -> list[CycleLine]:
    """Return the cycles; pressed, one's first person is looked at."""
    return [
        CycleLine(cycle, url_of(person=cycle.people[0]), cycle.number == number)
        for cycle in table.cycles
    ]


def in_words(table: Table, number: int) -> list[tuple[str, str]]:
    """Return a cycle as (unit, who leaves it), in turn."""
    cycle = next((one for one in table.cycles if one.number == number), None)
    if cycle is None:
        return []
    names = {person.key: person.name for person in table.people}
    return [(unit, names[key]) for unit, key in zip(cycle.units, cycle.people, strict=True)]


def picture(
    table: Table, order: Sequence[str], person: PersonRow | None, show: Show
) -> Picture | None:
    """Draw the exchange with the cycle of whoever is looked at in blue."""
    moves = [
        Move(
            origin=one.unit,
            target=one.to_unit,
            name=one.name,
            decided=one.state == DECIDED,
            cycle=one.cycle,
        )
        for one in table.people
        if one.slot is not None
    ]
    known = {unit for move in moves for unit in (move.origin, move.target)}
    known |= {one.unit for one in table.people}
    stays = Counter(one.unit for one in table.people if one.slot is None)
    placed = [unit for unit in order if unit in known]
    placed += sorted(known - set(placed))
    return draw(
        placed, moves, stays=stays, chosen=person.cycle if person else 0,
        focus=person.unit if person else "", show=show, words=_words(),
    )  # fmt: skip


def _words() -> Words:
    return Words(
        label=_("{units} 个单位之间 {people} 人的交流去向图，下面有同一内容的表"),
        edge=_("{name}：{origin} → {target}（{state}）"),
        decided=_("已定"),
        proposed=_("拟定"),
        stays=_("留 {n}"),
    )


# ---- one in, one out ----------------------------------------------------------------------------


@dataclass(frozen=True)
class BalanceCell:
    """A unit of the strip; ``wrong`` says by how many it is not equal, "" where it is."""

    row: BalanceRow
    on: bool
    wrong: str


@dataclass(frozen=True)
class Balance:
    """The strip: its cells, how many units are not equal, and the sums."""

    cells: tuple[BalanceCell, ...]
    units: int
    unequal: int
    out: int
    into: int


def balance(table: Table, cycle: int) -> Balance:
    """Return the strip, with the units of a cycle tinted."""
    tinted = {unit for one in table.cycles if one.number == cycle for unit in one.units}
    cells = tuple(BalanceCell(row, row.unit in tinted, _wrong(row)) for row in table.balance)
    return Balance(
        cells=cells,
        units=len({row.unit for row in table.balance}),
        unequal=len({cell.row.unit for cell in cells if cell.wrong}),
        out=sum(row.out for row in table.balance),
        into=sum(row.into for row in table.balance),
    )


def _wrong(row: BalanceRow) -> str:
    if row.into > row.out:
        return _("多 {n}").format(n=row.into - row.out)
    return _("少 {n}").format(n=row.out - row.into) if row.out > row.into else ""


# ---- the card -----------------------------------------------------------------------------------


def leads(reasons: Sequence[str]) -> list[tuple[str, str]]:
    """Return reasons as (the word that leads, the rest of the sentence)."""
    halves = [one.partition("：") for one in reasons]
    return [(lead if mark else "", rest if mark else lead) for lead, mark, rest in halves]


def address(query: Mapping[str, str], **changed: object) -> str:
    """Return the query of an address with some of it changed; what is None or "" goes."""
    new = QueryDict(mutable=True)
    for name, value in {**query, **changed}.items():
        if value not in (None, ""):
            new[name] = str(value)
    return f"?{new.urlencode()}"
