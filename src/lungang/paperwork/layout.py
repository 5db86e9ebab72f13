"""The measures of GB/T 9704-2012, read from ``layout.toml``: the one place that holds them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

MM_TO_PT = 72 / 25.4
RED = "D7000F"
"""The red of 发文机关标志 and its rules (7.2.4, 7.2.7, 10.1), as RGB."""
MARKS = frozenset({"found", "remembered", "derived", "own"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One measure: value and unit (``mm``, ``pt`` or ``n``), the clause, and how well it is known.

    ``mark`` is ``found`` (read), ``remembered`` (to be checked against the text), ``derived`` or
    ``own`` (the standard leaves it open).
    """

    value: float
    unit: str
    clause: str
    mark: str

    @property
    def pt(self) -> float:
        """The length in points."""
        return self.value * MM_TO_PT if self.unit == "mm" else self.value

    @property
    def mm(self) -> float:
        """The length in millimetres."""
        return self.value / MM_TO_PT if self.unit == "pt" else self.value


@cache
def measures() -> Mapping[str, Measure]:
    """All measures by name."""
    text = resources.files(__package__).joinpath("layout.toml").read_text(encoding="utf-8")
    return {name: _measure(row) for name, row in tomllib.loads(text).items()}


def _measure(row: Mapping[str, Any]) -> Measure:
    (unit,) = row.keys() & {"mm", "pt", "n"}
    return Measure(value=row[unit], unit=unit, clause=row["clause"], mark=row["mark"])


def pt(name: str) -> float:
    """A length in points."""
    return measures()[name].pt


def mm(name: str) -> float:
    """A length in millimetres."""
    return measures()[name].mm


def count(name: str) -> int:
    """A number of lines or characters."""
    return int(measures()[name].value)


def line_pitch() -> float:
    """From line to line in points: 225 mm by 22 lines (5.2.3)."""
    return pt("text_height") / count("lines")


def character_pitch() -> float:
    """From character to character in points: 156 mm by 28 characters (5.2.3)."""
    return pt("text_width") / count("characters")


def tracking() -> float:
    """What is added to (here: taken from) the width of a character of body text, in points."""
    return character_pitch() - pt("body_size")


def letter_rules() -> float:
    """How tall the red double rule of a letter is, in points (10.1)."""
    return pt("letter_rule_thick") + pt("letter_rule_apart") + pt("letter_rule_thin")
