"""The office of who is moved is given to one person, known by the keyed digest of the id."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from lungang.campaign.rosters.facts import person_key
from lungang.demo import make_county
from lungang.errors import NotNow
from lungang.platform import clock
from lungang.platform.accounts import actions
from lungang.platform.accounts.models import Holding, User
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from tests.factories import make_actor, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody() -> User:
    with writing():
        user = User(username="mou-1", name="某")
        user.save()
    return user


def grant(client: Client, user: User, **said: object):
    data = {"seen": user.version, "valid_from": clock.today().isoformat(), "valid_to": ""}
    return client.post(reverse("accounts:grant", args=[user.pk]), data | said)


@pytest.fixture
def security(client: Client) -> Client:
    client.force_login(make_actor(Office.SECURITY_ADMIN).user)
    return client


def test_the_id_ties_the_office_to_the_person_and_is_not_kept(
    security: Client, somebody: User
) -> None:
    unit, citizen = make_unit(), make_county().people[0].id
    moved = {"office": Office.PERSON_MOVED.value, "unit_id": unit.pk}
    for wrong in ("", citizen[:-1], citizen[:-1] + ("0" if citizen[-1] != "0" else "1")):
        answer = grant(security, somebody, **moved, citizen_id=wrong)
        assert answer.status_code == 200
        assert "身份证号不对或没有写" in answer.content.decode()
    assert grant(security, somebody, **moved, citizen_id=citizen.lower()).status_code == 302
    holding = somebody.holdings.get()
    assert holding.person_id == person_key(citizen), "as rosters and moves know the person"
    line = Entry.objects.get(action="accounts.grant_office")
    assert citizen not in str(line.details)
    assert holding.person_id not in str(line.details)


def test_no_other_office_takes_an_id(security: Client, somebody: User) -> None:
    head = {"office": Office.UNIT_HEAD.value, "unit_id": make_unit().pk}
    answer = grant(security, somebody, **head, citizen_id=make_county().people[0].id)
    assert "只有交流人员的岗位写身份证号" in answer.content.decode()
    assert grant(security, somebody, **head).status_code == 302
    assert somebody.holdings.get().person_id == ""


def test_an_office_of_nobody_in_particular_is_refused_everywhere(somebody: User) -> None:
    admin, unit = make_actor(Office.SECURITY_ADMIN), make_unit()
    for office, person in ((Office.PERSON_MOVED, ""), (Office.HR_OFFICER, "a" * 64)):
        with pytest.raises(NotNow, match="要写明是谁"):
            actions.grant_office(
                admin, somebody.pk, office, unit.pk, valid_from=clock.today(), person=person
            )
        with pytest.raises(IntegrityError), transaction.atomic(), writing():
            Holding.objects.create(
                user=somebody, office=office, unit=unit, person_id=person,
                valid_from=clock.today(),
            )  # fmt: skip
