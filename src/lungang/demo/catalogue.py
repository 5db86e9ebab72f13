"""The units and sections that a county of 2004 had, read from ``data/catalogue.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lungang.demo.names import table
from lungang.domain.codes import KindOfWork, Nature, UnitKind


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionSheet:
    """A section as the catalogue has it: name, kind of work and specialty of its work."""

    name: str
    kind: KindOfWork
    specialty: str


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitSheet:
    """A unit as the catalogue has it; ``nature`` is that of its posts."""

    name: str
    short: str
    kind: UnitKind
    nature: Nature
    in_charge: str
    size: int
    sections: tuple[SectionSheet, ...]

    @property
    def organ(self) -> str:
        """The department at the head (no chain of the catalogue is longer than one step)."""
        return self.in_charge or self.name

    @property
    def in_scope(self) -> bool:
        """Whether the campaign of 2004 concerned units of this kind."""
        return self.kind is not UnitKind.TOWNSHIP


def catalogue(units: int) -> tuple[UnitSheet, ...]:
    """Return the first ``units`` units: all departments, and as many townships as it takes."""
    data = table("catalogue")
    rows = data["unit"]
    if not len([row for row in rows if not row.get("optional")]) <= units <= len(rows):
        raise ValueError(f"the catalogue has no county of {units} units")
    return tuple(_unit(row, data["common"]) for row in rows[:units])


def _unit(row: dict[str, Any], common: dict[str, list[str]]) -> UnitSheet:
    kind = UnitKind.from_label(row["kind"])
    usual = Nature.INSTITUTIONAL if kind is UnitKind.INSTITUTION else Nature.ADMINISTRATIVE
    nature = Nature.from_label(row["nature"]) if "nature" in row else usual
    return UnitSheet(
        name=row["name"],
        short=row.get("short", ""),
        kind=kind,
        nature=nature,
        in_charge=row.get("in_charge", ""),
        size=row["size"],
        sections=tuple(_section(entry, common) for entry in row["sections"]),
    )


def _section(entry: str | list[str], common: dict[str, list[str]]) -> SectionSheet:
    name, kind, specialty = common[entry] if isinstance(entry, str) else entry
    return SectionSheet(name=name, kind=KindOfWork.from_label(kind), specialty=specialty)
