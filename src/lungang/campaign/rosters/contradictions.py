"""Where units' rosters contradict each other: one citizen id in the rosters of two units."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from lungang.campaign.core.models import Campaign
from lungang.campaign.rosters.models import Return, Row, TableKind
from lungang.campaign.rosters.states import ReturnState
from lungang.platform.accounts.actor import Actor
from lungang.platform.organisation.queries import units_on

_SENT = frozenset({ReturnState.SUBMITTED, ReturnState.ACCEPTED, ReturnState.RETURNED})


@dataclass(frozen=True)
class Place:
    """Where somebody stands: the unit, how its roster stands, and the row where it may be opened.

    Of a draft only the unit is told: what is in it is not sent yet.
    """

    unit: str
    word: str
    sent: Return | None
    row: Row | None


@dataclass(frozen=True)
class Contradiction:
    """A person whom two units have, as named where the roster was sent in."""

    name: str
    places: tuple[Place, ...]


def contradictions_for(
    actor: Actor, campaign: Campaign, within: UUID | None = None
) -> list[Contradiction]:
    """Return the contradictions that a section is to settle, in two queries.

    Those in which one row at least is of the section's authority and sent in; of one return where
    ``within`` is given. They would otherwise be found when the county is screened.
    """
    if not actor.is_section:
        return []
    people = (
        Row.objects.filter(roster_return__campaign=campaign, table=TableKind.ROSTER)
        .exclude(roster_return__state=ReturnState.REPLACED)
        .exclude(person_key="")
    )
    if within is not None:
        here = Row.objects.filter(roster_return=within).exclude(person_key="")
        people = people.filter(person_key__in=here.values("person_key"))
    twice = (
        people.order_by()
        .values("person_key")
        .annotate(units=Count("roster_return__unit", distinct=True))
        .filter(units__gt=1)
    )
    rows = people.filter(person_key__in=twice.values("person_key"))
    by_person: dict[str, list[Row]] = defaultdict(list)
    for row in rows.select_related("roster_return").order_by("roster_return__unit", "number"):
        by_person[row.person_key].append(row)
    if not by_person:
        return []
    names = {key: version.name for key, version in units_on(campaign.reference_date).items()}
    return [
        Contradiction(_name(found), tuple(_place(row, names) for row in found))
        for found in by_person.values()
        if any(_is_sent(row) and row.authority == actor.authority for row in found)
        and (within is None or any(row.roster_return_id == within for row in found))
    ]


def _is_sent(row: Row) -> bool:
    return row.roster_return.state in _SENT


def _name(rows: list[Row]) -> str:
    return next(row.name for row in rows if _is_sent(row))


def _place(row: Row, names: dict[int, str]) -> Place:
    sent = row.roster_return
    is_sent = _is_sent(row)
    return Place(
        unit=names.get(sent.unit_id, ""),
        word=ReturnState(sent.state).label,
        sent=sent if is_sent else None,
        row=row if is_sent else None,
    )
