"""Accepted people become known to the office: who they are, and under whose authority."""

from __future__ import annotations

from collections.abc import Sequence

from lungang.campaign.rosters.models import Person, PersonAuthority, Row
from lungang.platform import clock
from lungang.platform.actions import Act


def register_people(act: Act, rows: Sequence[Row]) -> None:
    """Enter people and their cadre authority from today on; what is known already is kept."""
    keys = [row.person_key for row in rows]
    known = Person.objects.in_bulk(keys)
    new = [Person(key=row.person_key, name=row.name) for row in rows if row.person_key not in known]
    Person.objects.bulk_create(new)
    for row in rows:
        person = known.get(row.person_key)
        if person is not None and person.name != row.name:
            person.name = row.name
            person.save()
    _put_under(rows)


def _put_under(rows: Sequence[Row]) -> None:
    today = clock.today()
    found = PersonAuthority.objects.filter(person__in=[r.person_key for r in rows], valid_to=None)
    now = {authority.person_id: authority for authority in found}
    fresh = []
    for row in rows:
        old = now.get(row.person_key)
        if old is not None and old.authority == row.authority:
            continue
        if old is not None and old.valid_from >= today:
            old.authority = row.authority  # told otherwise on the same day: never in force
            old.save()
            continue
        if old is not None:
            old.valid_to = today
            old.save()
        fresh.append(
            PersonAuthority(person_id=row.person_key, authority=row.authority, valid_from=today)
        )
    PersonAuthority.objects.bulk_create(fresh)
