"""Invented names and ids. A name is drawn from characters, never from a list of people.

Ids have a right checksum (GB 11643) under area codes that begin with 99. GB/T 2260 assigns
nothing there, so none of them is, was or can become a living person's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from lungang.demo.dice import Dice
from lungang.domain.codes import Sex

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


DEMO_AREA_CODES: Mapping[str, str] = {
    "999001": "云坪市",
    "999021": "青榆县",
    "999022": "临岚县",
    "999023": "柏渡县",
    "999024": "丰陵县",
}
"""The invented area codes of the examples, which nothing in GB/T 2260 can ever mean."""


def table(name: str) -> dict[str, Any]:
    """Return one of the generator's tables, ``data/<name>.toml``."""
    text = (resources.files("lungang.demo") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def check_digit(digits: str) -> str:
    """Return the eighteenth character for the first seventeen of a citizen id."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


class Registry:
    """Gives every person of a county a name and an id that nobody else there has."""

    def __init__(self, seed: int) -> None:
        tables = table("names")
        self._surnames: Mapping[str, int] = tables["surnames"]
        self._given: Mapping[str, Mapping[str, str]] = tables["given"]
        self._dice = Dice(seed, "names")
        self._names: set[str] = set(tables["never"])
        self._ids: set[str] = set()

    def name(self, sex: Sex, birth_year: int, surname: str = "") -> str:
        """Invent a name that fits a sex and a year of birth."""
        while True:
            name = (surname or self._dice.weighted(self._surnames)) + self._call(sex, birth_year)
            if name not in self._names:
                self._names.add(name)
                return name

    def _call(self, sex: Sex, birth_year: int) -> str:
        """Invent a given name: of one character more often the later the birth."""
        characters = self._given[sex.value]
        if self._dice.chance(0.08 if birth_year < 1955 else 0.14 if birth_year < 1966 else 0.4):
            return self._dice.pick(characters["single"])
        first, second = (self._dice.pick(characters[part]) for part in ("first", "second"))
        return first + (second if second != first else self._dice.pick(characters["single"]))

    def brother_of(self, name: str) -> str:
        """Invent a name of the same surname and first character, as brothers often have."""
        while True:
            other = name[:-1] + self._dice.pick(self._given["male"]["second"])
            if other not in self._names:
                self._names.add(other)
                return other

    def number(self, area: str, birth_date: str, sex: Sex) -> str:
        """Invent an id: ``area`` has six digits, ``birth_date`` eight."""
        while True:
            serial = 2 * self._dice.between(0, 499) + (sex is Sex.MALE)
            digits = f"{area}{birth_date}{serial:03d}"
            if digits not in self._ids:
                self._ids.add(digits)
                return digits + check_digit(digits)
