"""The law of review as data: how long one may ask, how soon it is answered, what it rests on."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources


@dataclass(frozen=True, kw_only=True, slots=True)
class Law:
    """The law from a day on. Days are calendar days; ``runs_from`` are the law's words for the day
    from which they run, ``scope`` what may be reviewed, ``found`` what was read and what not.
    """

    since: date
    name: str
    ask_days: int
    runs_from: str
    ask_clause: str
    reply_days: int
    reply_clause: str
    standing_clause: str
    appeal: str
    appeal_clause: str
    scope: str
    verified: bool
    found: str


@cache
def laws() -> tuple[Law, ...]:
    """Return all, the oldest first."""
    text = resources.files(__package__).joinpath("law.toml").read_text(encoding="utf-8")
    return tuple(Law(**row) for row in tomllib.loads(text)["law"])


def law_on(day: date) -> Law:
    """Return the law in force on a day; before the first there is, that one."""
    found = [law for law in laws() if law.since <= day]
    return found[-1] if found else laws()[0]
