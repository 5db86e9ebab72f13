"""The parts that make the county hard: who cannot be placed and why, and traps among the placed.

Every trap is a fact of the roster, nothing more. ``Planted.why`` says what a right plan does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lungang.demo.catalogue import SectionSheet
from lungang.demo.draft import Part, Seat
from lungang.domain.codes import Level


@dataclass(frozen=True, kw_only=True)
class Trap:
    """One planted difficulty: the person it is about, others concerned, units, and the answer."""

    key: str
    seat: Seat
    why: str
    others: tuple[Seat, ...] = ()
    units: tuple[str, ...] = ()


@dataclass
class Story:
    """Everything planted so far: traps, kin, wishes, and who leads which section."""

    traps: dict[str, Trap] = field(default_factory=dict)
    kin: list[tuple[Seat, str, Seat]] = field(default_factory=list)
    wishes: list[tuple[Seat, str]] = field(default_factory=list)
    hardship: dict[Seat, str] = field(default_factory=dict)
    in_charge: dict[tuple[str, str], Seat] = field(default_factory=dict)
    not_in_charge: dict[tuple[str, str], Seat] = field(default_factory=dict)
    tight: set[str] = field(default_factory=set)
    overfull: set[str] = field(default_factory=set)

    def plant(
        self,
        key: str,
        seat: Seat,
        why: str,
        others: tuple[Seat, ...] = (),
        units: tuple[str, ...] = (),
    ) -> None:
        """Record a trap."""
        self.traps[key] = Trap(key=key, seat=seat, why=why, others=others, units=units)

    def relate(self, one: Seat, other: Seat, relation: str, back: str) -> None:
        """Record that ``other`` is the ``relation`` of ``one``, who is the ``back`` of other."""
        self.kin += [(one, relation, other), (other, back, one)]

    def related(self) -> set[Seat]:
        """Everybody who has a relative in the roster so far."""
        return {seat for seat, _, _ in self.kin}


def find(
    seats: Sequence[Seat],
    unit: str,
    level: Level,
    specialty: str = "",
    section: SectionSheet | None = None,
) -> Seat:
    """Return the first chair of a unit, level, specialty and section that has no part yet.

    Raises:
        LookupError: the county has none.
    """
    for seat in seats:
        if (
            seat.part is Part.CROWD
            and seat.sex is None
            and seat.unit.name == unit
            and seat.level is level
            and specialty in ("", seat.specialty)
            and section in (None, seat.section)
        ):
            return seat
    raise LookupError(f"{unit} has no free chair: {level.label} {specialty}")
