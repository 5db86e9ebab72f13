"""The exchange as a whole: what each unit gives and gets, and the closed rounds it consists of."""

from __future__ import annotations

from lungang.domain.movement import chains
from lungang.statistics.facts import Facts
from lungang.statistics.records import Balance, Cycle, Passage


def balances(facts: Facts) -> tuple[Balance, ...]:
    """Departures and arrivals of every unit that has any, by nature; equal in a sound plan.

    A person counts on the nature that the person is held on, which is what the move takes along.
    """
    out: dict[tuple[str, str], list[Passage]] = {}
    into: dict[tuple[str, str], list[Passage]] = {}
    for move in facts.moves:
        who, nature = facts.who(move.person_id), move.nature.label
        out.setdefault((move.from_unit, nature), []).append(Passage(who=who, other=move.to_unit))
        into.setdefault((move.to_unit, nature), []).append(Passage(who=who, other=move.from_unit))
    last = len(facts.unit_rank)
    keys = sorted({*out, *into}, key=lambda key: (facts.unit_rank.get(key[0], last), key))
    return tuple(
        Balance(
            unit=unit,
            nature=nature,
            departures=tuple(out.get((unit, nature), ())),
            arrivals=tuple(into.get((unit, nature), ())),
        )
        for unit, nature in keys
    )


def cycles(facts: Facts) -> tuple[Cycle, ...]:
    """The closed rounds of the exchange, longest first, each from its first person in order.

    A chain that does not close (no plan of ours has one) is told as far as it goes, once.
    """
    rounds = chains({move.person_id: move.slot for move in facts.moves})
    return tuple(
        Cycle(number=number, people=tuple(facts.who(key) for key in chain))
        for number, chain in enumerate(rounds, 1)
    )
