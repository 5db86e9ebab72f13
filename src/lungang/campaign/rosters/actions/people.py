"""Accepted people become known to the office: who they are, and under whose authority."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

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
        since = today
        if old is not None:
            # What was put on record today has held today: the change holds from the day after.
            since = max(today, old.valid_from + timedelta(days=1))
            old.valid_to = since
            old.save()
        fresh.append(
            PersonAuthority(person_id=row.person_key, authority=row.authority, valid_from=since)
        )
    PersonAuthority.objects.bulk_create(fresh)
