"""What the office knows of a person already, when a roster names the person otherwise."""

from __future__ import annotations

import pytest

from lungang.campaign.rosters.actions.people import register_people
from lungang.campaign.rosters.actions.rekeying import rekey
from lungang.campaign.rosters.models import Person, PersonAuthority
from lungang.platform.guard import writing
from tests.campaign.rosters.desk import make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    desk = make_desk()
    return desk.person(desk.accepted())


def test_a_person_goes_by_the_name_that_was_accepted_last(row):
    row.name = "某新名"
    with writing():
        register_people(None, [row])
    assert Person.objects.get(pk=row.person_key).name == "某新名"
    assert PersonAuthority.objects.filter(person=row.person_key).count() == 1


def test_an_id_put_right_of_somebody_not_yet_known_moves_nothing(row):
    before = Person.objects.count()
    with writing():
        rekey(None, row, "f" * 64)
    assert Person.objects.count() == before


def test_who_is_known_under_the_right_id_keeps_that_history(row):
    wrong = "f" * 64
    with writing():
        Person.objects.create(key=wrong, name=row.name)
        rekey(None, row, wrong)
    assert PersonAuthority.objects.filter(person=row.person_key).count() == 1
    assert Person.objects.filter(pk=wrong).exists()
