"""Who of the list stands behind a number: what an address asks for, in words and as a choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lungang.campaign.outcomes.results import Result
from lungang.statistics.records import AnnexRow

_WAYS = ("out", "in")
_STANDS = ("there", "away")


@dataclass(frozen=True)
class Choice:
    """What was asked for: a row of a table, a unit and the way through its door, how far come."""

    table: str = ""
    label: str = ""
    unit: int = 0
    nature: str = ""
    way: str = ""
    stand: str = ""


def asked(query: Mapping[str, str]) -> Choice | None:
    """Return what an address asks for, None where it is nothing that a page of ours asks."""
    unit, way, stand = query.get("unit", ""), query.get("way", ""), query.get("stand", "")
    number = int(unit) if unit.isascii() and unit.isdecimal() and len(unit) < 19 else 0
    if (unit and not number) or bool(unit) != bool(way):
        return None
    if way not in ("", *_WAYS) or stand not in ("", *_STANDS):
        return None
    table, label = query.get("table", ""), query.get("row", "")
    if bool(table) != bool(label):
        return None
    return Choice(table, label, number, query.get("nature", ""), way, stand)


def chosen(result: Result, choice: Choice) -> list[AnnexRow]:
    """Return whom of the list a choice means, in the order of the list."""
    names = {name for name, unit in result.unit_of.items() if unit == choice.unit}
    return [row for row in result.outcomes.annex if _means(result, choice, row, names)]


def _means(result: Result, choice: Choice, row: AnnexRow, units: set[str]) -> bool:
    if choice.stand and result.is_there(row.who.id) != (choice.stand == "there"):
        return False
    if choice.nature and row.nature != choice.nature:
        return False
    if choice.way and (row.from_unit if choice.way == "out" else row.to_unit) not in units:
        return False
    return not choice.table or result.counts_in(row, choice.table, choice.label)


def in_words(result: Result, choice: Choice) -> str:
    """Say what a choice means, "" for everybody."""
    tables = {table.id: table.title for table in result.outcomes.tables}
    units = {unit: name for name, unit in result.unit_of.items()}
    name = result.outcomes.short(units.get(choice.unit, ""))
    ways = {"out": _("{unit}调出"), "in": _("调入{unit}")}
    stands = {"there": _("已经报到"), "away": _("还没有报到")}
    parts = [
        f"{tables.get(choice.table, '')} {choice.label}".strip(),
        ways[choice.way].format(unit=name) if choice.way else "",
        choice.nature,
        stands.get(choice.stand, ""),
    ]
    return _("，").join(part for part in parts if part)
