"""Tables of transitions: from which state which act leads where, and who may do it.

Read by the actions, and printed in the documentation as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from lungang.errors import NotNow
from lungang.platform.accounts.offices import Office


@dataclass(frozen=True)
class Transition:
    """One row: ``act`` (in words, ``label``) leads from any of ``sources`` to ``target``.

    ``guard`` says in words what else must hold; the action checks it.
    """

    act: str
    label: str
    sources: frozenset[str]
    target: str
    who: frozenset[Office]
    guard: str = ""


class TransitionTable:
    """The transitions of one kind of thing."""

    def __init__(
        self, noun: str, states: type[models.TextChoices], rows: Iterable[Transition]
    ) -> None:
        self.noun = noun
        self.states = states
        self._rows = {row.act: row for row in rows}

    def __iter__(self) -> Iterator[Transition]:
        """Return the rows, in the order of the work."""
        return iter(self._rows.values())

    def allows(self, act: str, state: str, office: Office | None) -> bool:
        """Whether an office may do an act in a state, as far as the table goes."""
        row = self._rows[act]
        return state in row.sources and office in row.who

    def who(self, act: str) -> frozenset[Office]:
        """Return the offices that may do an act."""
        return self._rows[act].who

    def sources(self, act: str) -> frozenset[str]:
        """Return the states in which an act may be done."""
        return self._rows[act].sources

    def after(self, act: str, state: str) -> str:
        """Return the state that an act leads to.

        Raises:
            NotNow: it cannot be done in this state.
        """
        row = self._rows[act]
        if state not in row.sources:
            raise NotNow(
                _("{noun}现在是“{state}”，不能{act}").format(
                    noun=_(self.noun), state=_(self.states(state).label), act=_(row.label)
                )
            )
        return row.target
