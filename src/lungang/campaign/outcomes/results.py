"""The outcomes of the plan that counts, as the libraries compute them; nothing is counted here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from lungang.campaign.outcomes.queries import moves_that_count
from lungang.campaign.rosters.facts import person_key
from lungang.campaign.transfer.models import Journey, WorkMeeting
from lungang.campaign.transfer.papers import dossier_of
from lungang.campaign.transfer.states import THERE
from lungang.domain.roster import Person
from lungang.paperwork import Dossier
from lungang.platform.organisation.queries import units_on
from lungang.statistics import Outcomes
from lungang.statistics.records import AnnexRow, Table
from lungang.statistics.tables import five_tables


class Result:
    """The plan that a meeting released, its tables, and how far each of its moves has come."""

    def __init__(self, meeting: WorkMeeting) -> None:
        self.meeting = meeting

    @cached_property
    def dossier(self) -> Dossier:
        """Everything that tables and papers are made from.

        Raises:
            RosterError: the accepted rosters cannot be read as one.
            InputError: they are no longer those of the plan.
        """
        return dossier_of(self.meeting)

    @property
    def outcomes(self) -> Outcomes:
        """All results of the plan as it was released."""
        return self.dossier.results

    @cached_property
    def moves(self) -> list[Journey]:
        """How far everybody has come, in the order of the list that was read out."""
        return list(moves_that_count(self.meeting.campaign))

    @cached_property
    def move_of(self) -> Mapping[str, Journey]:
        """The move of each person, by citizen id."""
        by_key = {row.person_key: row for row in self.moves}
        keys = ((row.who.id, person_key(row.who.id)) for row in self.outcomes.annex)
        return {number: by_key[key] for number, key in keys if key in by_key}

    def is_there(self, number: str) -> bool:
        """Whether somebody (by citizen id) has reported for duty."""
        move = self.move_of.get(number)
        return move is not None and move.state in THERE

    @property
    def there(self) -> int:
        """How many have reported for duty."""
        return sum(move.state in THERE for move in self.moves)

    def tables_of(self, rows: Iterable[AnnexRow]) -> tuple[Table, ...]:
        """The five tables of some of the people moved, by the rules of the whole."""
        return self._tables([self.dossier.facts.person(row.who.id) for row in rows])

    def _tables(self, people: Sequence[Person]) -> tuple[Table, ...]:
        policy = self.dossier.facts.policy
        return five_tables(
            people, policy.statistics, policy.kinds_of_work, self.outcomes.reference_date
        )

    def counts_in(self, row: AnnexRow, table: str, label: str) -> bool:
        """Whether somebody is one of the people behind a number of a table."""
        found = next((one for one in self.tables_of([row]) if one.id == table), None)
        return found is not None and any(one.label == label and one.count for one in found.rows)

    @cached_property
    def unit_of(self) -> Mapping[str, int]:
        """The unit by its full name at the reference date, as addresses name it."""
        return {row.name: row.unit_id for row in units_on(self.outcomes.reference_date).values()}
