"""Calendar months."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lungang.domain.clock import YearMonth, add_months, band_of, months_between, years_between

days = st.dates(date(1940, 1, 1), date(2060, 12, 31))


def test_days_are_disregarded() -> None:
    on = date(2004, 12, 1)
    assert years_between(YearMonth(1954, 12, 31), on) == 50
    assert years_between(YearMonth(1954, 12), on) == 50
    assert years_between(YearMonth(1955, 1, 1), on) == 49


@given(days, st.integers(-400, 400))
def test_adding_months_moves_by_calendar_months(day: date, months: int) -> None:
    later = add_months(day, months)
    assert months_between(YearMonth.of(day), later) == months
    assert later.day == day.day or later.day < day.day


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2004, 8, 31), 6, date(2005, 2, 28)),
        (date(2003, 8, 31), 6, date(2004, 2, 29)),
        (date(2004, 12, 16), 3, date(2005, 3, 16)),
        (date(2004, 12, 31), -1, date(2004, 11, 30)),
    ],
)
def test_the_last_of_a_short_month(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(("value", "band"), [(29, -1), (30, 0), (39, 0), (40, 1), (50, 2), (99, 2)])
def test_bands_are_half_open(value: int, band: int) -> None:
    assert band_of(value, (30, 40, 50)) == band


@given(days)
def test_a_month_reads_back_as_written(day: date) -> None:
    assert YearMonth.parse(str(YearMonth.of(day))) == YearMonth.of(day)
    month = YearMonth(day.year, day.month)
    assert YearMonth.parse(str(month)) == month
    assert month.dotted == f"{day.year}.{day.month:02d}"


@pytest.mark.parametrize("text", ["2004", "2004-13", "2004-02-30", "1-2-3-4", "二〇〇四-1", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (any wording; the type is the contract)
        YearMonth.parse(text)
