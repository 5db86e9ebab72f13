"""The records of the results: what every table, list and picture is drawn from.

Small frozen records in the order in which a reader meets them. All text is Chinese as it stands
on paper; nothing here is computed but views.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Who:
    """A person as papers name them. ``id`` links records and is never printed in full."""

    id: str
    name: str
    unit: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of a table: its label, and how many people."""

    label: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One of the five tables. ``sentence`` says the same in the wording of the source."""

    id: str
    title: str
    note: str
    rows: tuple[Row, ...]
    sentence: str

    @property
    def total(self) -> int:
        """The sum of the rows; equal to the number of people moved."""
        return sum(row.count for row in self.rows)


@dataclass(frozen=True, kw_only=True, slots=True)
class Headline:
    """How many people of how many units moved, how many stay, whether every unit is balanced."""

    moved: int
    units: int
    stayed: int
    balanced: bool
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AnnexRow:
    """One line of the list of people moved (交流人员名单, the annex that is read out)."""

    number: int
    who: Who
    sex: str
    birth: str
    from_unit: str
    from_post: str
    to_unit: str
    to_post: str
    rank: str
    nature: str
    remark: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A post as the joint meeting reads it. ``section`` is "" where the policy keeps it open."""

    unit: str
    section: str
    post: str
    specialty: str
    level: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Destination:
    """Where one person goes (去向), whose slot it is, the four checks, and the fit in parts.

    ``cost`` holds (part, points) with the zero parts left out; smaller is better.
    """

    number: int
    who: Who
    origin: Place
    target: Place
    nature: str
    rank: str
    replaces: Who
    specialty_check: str
    post_check: str
    avoidance_check: str
    title_waits: bool
    cost: tuple[tuple[str, int], ...]
    rule: str
    clause: str
    verified: bool

    @property
    def cost_total(self) -> int:
        """Points of the fit in all; 0 is ideal."""
        return sum(points for _, points in self.cost)


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """One person through the door of a unit, and the unit on the other side."""

    who: Who
    other: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Balance:
    """Who leaves and who arrives at one unit on one nature (出一进一)."""

    unit: str
    nature: str
    departures: tuple[Passage, ...]
    arrivals: tuple[Passage, ...]

    @property
    def difference(self) -> int:
        """Arrivals less departures; 0 is what the principle asks."""
        return len(self.arrivals) - len(self.departures)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cycle:
    """A closed round of the exchange: each person takes the slot of the next, the last the first's.

    A person's own unit is ``who.unit``.
    """

    number: int
    people: tuple[Who, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How many slots or people one rule shuts off."""

    title: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Somebody whom one could ask in addition, with the verdict and whether a volunteer."""

    who: Who
    verdict: str
    volunteer: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Staying:
    """A person who could not be placed: the kind of obstacle, why, and whom one could ask.

    ``unasked`` says why nobody was looked for, where that is so.
    """

    number: int
    who: Who
    post: str
    priority_class: str
    kind: str
    reason: str
    barred: tuple[Count, ...]
    closed: tuple[Count, ...]
    rivals: tuple[Who, ...]
    ask: tuple[Asked, ...]
    unasked: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """An open duty of statutory avoidance, with its deadline and the ways to meet it."""

    who: Who
    clause: str
    deadline: date
    ways: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """A provision that a person met, its clause, and the facts (name, value, source)."""

    title: str
    clause: str
    verified: bool
    facts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """Another destination and its price for the whole plan. ``price`` is the price in words."""

    holder: Who
    unit: str
    post: str
    price: str
    changed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One person of the pool: who, on what ground, where to and why, and what else was possible.

    Exactly one of ``destination`` and ``staying`` is set.
    """

    who: Who
    profile: str
    verdict: str
    ground: Evidence | None
    also_met: tuple[str, ...]
    destination: Destination | None
    staying: Staying | None
    reasons: tuple[str, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ScreeningRow:
    """How many people of one unit got each verdict, in the order of :attr:`Screening.verdicts`."""

    unit: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """People of the unit who were screened."""
        return sum(self.counts)


@dataclass(frozen=True, kw_only=True, slots=True)
class PassedOver:
    """Somebody who meets a rule of *must exchange* and yet is not in the pool, and why not."""

    who: Who
    verdict: str
    because: str
    met: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Screening:
    """Counts of screening by unit and verdict, and who was passed over."""

    verdicts: tuple[str, ...]
    rows: tuple[ScreeningRow, ...]
    passed_over: tuple[PassedOver, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """The sum of every column."""
        return tuple(
            sum(row.counts[column] for row in self.rows) for column in range(len(self.verdicts))
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class UnverifiedRule:
    """A rule in use whose source was not checked (未核对), and how many verdicts rest on it."""

    title: str
    clause: str
    source: str
    decided: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Provenance:
    """What the results rest on, so that anybody can compute them again.

    ``decisions`` are headings with lines: what people decided beside the rules.
    """

    policy_title: str
    document_number: str
    policy_digest: str
    roster_digest: str
    same_roster: bool
    seed_text: str
    seed_bound: str
    statement: str
    hold_months: int
    files: tuple[tuple[str, str], ...]
    unverified: tuple[UnverifiedRule, ...]
    decisions: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def policy_named(self) -> str:
        """Title of the policy, with the number of its document where it has one."""
        number = f"（{self.document_number}）" if self.document_number else ""
        return self.policy_title + number


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcomes:
    """All results of one campaign; what the terminal, the workbook and the report print.

    ``short_names`` maps every unit to the name that dense tables and the picture use: its short
    name where that is unmistakable, else the full one.
    """

    title: str
    reference_date: date
    headline: Headline
    tables: tuple[Table, ...]
    annex: tuple[AnnexRow, ...]
    destinations: tuple[Destination, ...]
    balances: tuple[Balance, ...]
    cycles: tuple[Cycle, ...]
    stays: tuple[Staying, ...]
    duties: tuple[Duty, ...]
    cases: tuple[Case, ...]
    screening: Screening
    provenance: Provenance
    short_names: Mapping[str, str]

    def short(self, unit: str) -> str:
        """The name of a unit for dense tables."""
        return self.short_names.get(unit, unit)
