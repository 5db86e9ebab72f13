"""The tables, the units and the people as pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lungang.campaign.outcomes.results import Result
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.states import THERE, JourneyState
from lungang.campaign.transfer.terms import is_late
from lungang.statistics.records import AnnexRow, Balance, Outcomes, Passage, Table
from lungang.statistics.wording import tenths

Link = Callable[[str, str], str]
"""Gives the address of the people behind a row (table, label), "" where there is none."""


@dataclass(frozen=True)
class Bar:
    """A row of a table: ``width`` of its bar in per cent of the scale, ``share`` of the table."""

    label: str
    count: int
    width: str
    share: str
    url: str = ""


@dataclass(frozen=True)
class Chart:
    """One of the five tables with its bars."""

    title: str
    note: str
    total: int
    bars: tuple[Bar, ...]


def charts(tables: Sequence[Table], link: Link | None = None) -> tuple[Chart, ...]:
    """Return the tables with bars: one scale for all of them, the longest row fills it."""
    scale = max((row.count for table in tables for row in table.rows), default=0)
    return tuple(
        Chart(
            title=table.title,
            note=table.note,
            total=table.total,
            bars=tuple(
                Bar(
                    label=row.label,
                    count=row.count,
                    width=tenths(row.count, scale),
                    share=tenths(row.count, table.total) + "%",
                    url=link(table.id, row.label) if link and row.count else "",
                )
                for row in table.rows
            ),
        )
        for table in tables
    )


def people_url(**query: str) -> str:
    """Return the address of the list, of some of it where ``query`` says of whom."""
    asked = {name: value for name, value in query.items() if value}
    url = reverse("outcomes:people")
    return f"{url}?{urlencode(asked)}" if asked else url


# ---- how far the moves have come ---------------------------------------------------------------


@dataclass(frozen=True)
class Progress:
    """How many of all have reported for duty, how many are appointed, how many are late."""

    total: int
    there: int
    settled: int
    late: int

    @property
    def away(self) -> int:
        """How many have not reported yet."""
        return self.total - self.there

    @property
    def percent(self) -> str:
        """The share of those who have, for the bar."""
        return tenths(self.there, self.total)


def progress_of(moves: Iterable[Journey]) -> Progress:
    """Count how far moves have come."""
    rows = list(moves)
    away = [row for row in rows if row.state not in THERE]
    return Progress(
        total=len(rows),
        there=len(rows) - len(away),
        settled=sum(row.state == JourneyState.SETTLED for row in rows),
        late=sum(map(is_late, away)),
    )


# ---- arrivals and departures by unit -----------------------------------------------------------


@dataclass(frozen=True)
class UnitLine:
    """What a unit gives and gets on one nature, with whom it exchanges; ``there`` has reported."""

    name: str
    nature: str
    out: int
    into: int
    difference: int
    there: int
    going: str
    coming: str
    out_url: str
    into_url: str


def unit_lines(result: Result) -> list[UnitLine]:
    """Return arrivals and departures of every unit, in the county's order."""
    return [_unit_line(result, row) for row in result.outcomes.balances]


def _unit_line(result: Result, row: Balance) -> UnitLine:
    outcomes, unit = result.outcomes, result.unit_of.get(row.unit)
    ask = {"unit": str(unit or ""), "nature": row.nature}
    return UnitLine(
        name=outcomes.short(row.unit),
        nature=_(row.nature).removesuffix(_("编制")),
        out=len(row.departures),
        into=len(row.arrivals),
        difference=row.difference,
        there=sum(result.is_there(one.who.id) for one in row.arrivals),
        going=_units(outcomes, row.departures),
        coming=_units(outcomes, row.arrivals),
        out_url=people_url(**ask, way="out") if unit and row.departures else "",
        into_url=people_url(**ask, way="in") if unit and row.arrivals else "",
    )


def _units(outcomes: Outcomes, through: Iterable[Passage]) -> str:
    counts = Counter(outcomes.short(one.other) for one in through)
    told = (
        _("{unit} {n} 人").format(unit=unit, n=n) if n > 1 else unit for unit, n in counts.items()
    )
    return _("、").join(told)


# ---- people ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PersonLine:
    """A line of the list, with how far the person has come; ``url`` leads to the person's page."""

    row: AnnexRow
    state: str
    reported: date | None
    is_late: bool
    url: str


def person_line(result: Result, row: AnnexRow, *, linked: bool) -> PersonLine:
    """Return a line of the list of people moved."""
    move = result.move_of.get(row.who.id)
    if move is None:
        return PersonLine(row, "", None, is_late=False, url="")
    at = next((receipt.at for receipt in move.receipts.all()), None)
    return PersonLine(
        row=row,
        state=move.get_state_display(),
        reported=timezone.localtime(at).date() if at else None,
        is_late=is_late(move),
        url=reverse("transfer:journey", args=[move.pk]) if linked else "",
    )
