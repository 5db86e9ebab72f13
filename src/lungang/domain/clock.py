"""Calendar months: the only measure of age and tenure in this project.

Personnel files record years and months (1962.05), and every threshold of the regulations is in
years. Ages and tenures are therefore differences of calendar months at a reference date, days
disregarded, and are never stored: a person born in December 1954 is 50 throughout December 2004.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LATEST_YEAR = 2199
"""Nothing is computed at a later day, so that the longest duty ends within the calendar."""


@dataclass(frozen=True, slots=True, order=True)
class YearMonth:
    """A month of a year, with the day where the source gives one (kept, never used to compare)."""

    year: int
    month: int
    day: int | None = None

    def __post_init__(self) -> None:
        if not (1900 <= self.year <= LATEST_YEAR and 1 <= self.month <= 12):
            raise ValueError(f"no such month: {self.year}-{self.month}")
        if self.day is not None:
            date(self.year, self.month, self.day)

    @classmethod
    def of(cls, day: date) -> YearMonth:
        """Return the month of a calendar date, keeping the day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> YearMonth:
        """Read ``YYYY-MM`` or ``YYYY-MM-DD``, the form in which records are kept.

        Raises:
            ValueError: the text has another form, or there is no such date.
        """
        parts = [int(part) for part in text.split("-")]
        if len(parts) not in (2, 3):
            raise ValueError(f"not a month: {text!r}")
        return cls(*parts)

    @property
    def index(self) -> int:
        """Months since year 0, so that a difference of two is a number of calendar months."""
        return self.year * 12 + self.month - 1

    @property
    def dotted(self) -> str:
        """The form of personnel files: ``1962.05``."""
        return f"{self.year}.{self.month:02d}"

    def __str__(self) -> str:
        text = f"{self.year:04d}-{self.month:02d}"
        return text if self.day is None else f"{text}-{self.day:02d}"


def months_between(start: YearMonth, end: YearMonth | date) -> int:
    """Calendar months from ``start`` to ``end``, days disregarded; negative if ``end`` is first."""
    if isinstance(end, date):
        end = YearMonth.of(end)
    return end.index - start.index


def years_between(start: YearMonth, end: YearMonth | date) -> int:
    """Whole years in :func:`months_between` (rounded down)."""
    return months_between(start, end) // 12


def add_months(day: date, months: int) -> date:
    """Return the date ``months`` calendar months later; the last of the month where it is short."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("a month has at least 28 days")


def band_of(value: int, bounds: Sequence[int]) -> int:
    """Number of the half-open band [b0,b1) [b1,b2) … [bk,∞) that holds ``value``; -1 below b0."""
    return sum(value >= bound for bound in bounds) - 1
