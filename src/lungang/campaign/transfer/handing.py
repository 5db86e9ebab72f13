"""The notices that wait to be taken: unit by unit, and by the release whose terms hold for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lungang.campaign.transfer.models import Attendance, Journey, WorkMeeting
from lungang.campaign.transfer.queries import heads
from lungang.campaign.transfer.showing import release_words
from lungang.campaign.transfer.terms import is_late


@dataclass(frozen=True)
class Handing:
    """People of a unit whose notices are handed out at once: one release, so one deadline.

    ``came``: whoever takes them stood on the roll; ``called``: there was a roll. A repair that was
    published without one says in ``by`` how it was.
    """

    pk: int
    name: str
    people: tuple[Journey, ...]
    who: str
    came: bool
    called: bool
    by: str
    due: datetime
    late: bool


def handing(waiting: Iterable[Journey]) -> list[Handing]:
    """Return the notices that wait, in the order of the people."""
    groups: dict[tuple[int, WorkMeeting], list[Journey]] = {}
    for row in waiting:
        groups.setdefault((row.from_unit_id, row.terms), []).append(row)
    lines = Attendance.objects.filter(meeting__in={terms for _unit, terms in groups})
    roll = {(line.meeting_id, line.unit_id): line.who for line in lines}
    named = heads({unit for unit, _terms in groups})
    return [
        _handing(unit, terms, people, roll, named.get(unit, ""))
        for (unit, terms), people in groups.items()
    ]


def _handing(
    unit: int,
    terms: WorkMeeting,
    people: list[Journey],
    roll: dict[tuple[UUID, int], str],
    head: str,
) -> Handing:
    came = roll.get((terms.pk, unit))
    return Handing(
        pk=unit,
        name=people[0].from_name,
        people=tuple(people),
        who=came or head,
        came=bool(came),
        called=came is not None,
        by=release_words(terms),
        due=terms.notices_due,
        late=any(is_late(row) for row in people),
    )
