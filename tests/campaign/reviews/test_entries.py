"""Entries of those who are moved: given in one press, tied to the person, opened by a slip."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lungang.campaign.reviews import actions
from lungang.campaign.transfer.models import Journey
from lungang.errors import NotNow, NotPermitted
from lungang.platform.accounts.models import Holding, Invitation, User
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from tests.campaign.repairs.mended import Mending
from tests.campaign.transfer.released import Transfer, sign_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
ORG = "organisation_department"


def entries() -> list[Holding]:
    return list(Holding.objects.filter(office=Office.PERSON_MOVED).select_related("user"))


def test_each_section_gives_them_to_its_own_people_once(released: Transfer) -> None:
    own = released.campaign.journeys.filter(authority=ORG)
    actions.give_entries(released.organisation, released.campaign, token="a")
    given = entries()
    assert {one.person_id for one in given} == {row.person_key for row in own}
    assert {one.unit_id for one in given} == {row.from_unit_id for row in own}
    assert all(one.valid_to is not None for one in given)
    with pytest.raises(NotNow):
        actions.give_entries(released.organisation, released.campaign, token="b")
    actions.give_entries(released.personnel, released.campaign, token="c")
    assert len(entries()) == released.campaign.journeys.count()
    assert Invitation.objects.values("digest").distinct().count() == len(entries())


def test_nobody_else_gives_them_and_not_before_the_release(decided: Transfer) -> None:
    with pytest.raises(NotNow):
        actions.give_entries(decided.organisation, decided.campaign, token="a")
    decided.release()
    for actor in (decided.county.group, decided.county.office(Office.SECURITY_ADMIN)):
        with pytest.raises(NotPermitted):
            actions.give_entries(actor, decided.campaign, token="a")
    assert not User.objects.filter(username__startswith="jl").exists()


def slips(client: Client) -> list[str]:
    page = client.get(reverse("reviews:entries")).content.decode()
    return re.findall(r"<code>http://testserver(/[^<]+)</code>", page)


def test_a_slip_is_shown_once_and_opens_the_own_way_and_no_others(released: Transfer) -> None:
    section = sign_in(Client(), released.organisation)
    rows = list(released.campaign.journeys.filter(authority=ORG))
    one, other = rows[:2]
    with writing():  # of one name, out of one unit
        Journey.objects.filter(pk=other.pk).update(name=one.name, from_unit=one.from_unit)
    assert section.post(reverse("reviews:give")).status_code == 302
    links = slips(section)
    assert len(links) == len(rows)
    assert slips(section) == []
    seen = set()
    for link in links:
        person = Client()
        said = {"password": PASSWORD, "again": PASSWORD}
        assert person.post(link, said).status_code == 302
        assert person.post(link, said).status_code == 410
    for entry in entries():
        person = Client()
        assert person.login(username=entry.user.username, password=PASSWORD)
        board = person.get(reverse("transfer:board")).content.decode()
        (shown,) = {row for row in rows if f"/transfer/{row.pk}/" in board}
        assert shown.person_key == entry.person_id
        seen.add(shown.pk)
        home = person.get(reverse("core:home")).content.decode()
        assert "看本人的去向和理由" in home
        assert reverse("reviews:ask", args=[shown.pk]) in home
    assert seen == {row.pk for row in rows}


def test_a_lost_link_is_given_anew_until_a_password_is_set(released: Transfer) -> None:
    section = sign_in(Client(), released.organisation)
    section.post(reverse("reviews:give"))
    first = slips(section)
    journey = released.one(authority=ORG)
    assert section.post(reverse("reviews:renew", args=[journey.pk])).status_code == 302
    (again,) = slips(section)
    assert again not in first
    said = {"password": PASSWORD, "again": PASSWORD}
    assert Client().post(again, said).status_code == 302
    with pytest.raises(NotNow, match="已经设了口令"):
        actions.renew_entry(released.organisation, released.campaign, journey.pk, token="x")
    with pytest.raises(NotPermitted):
        actions.renew_entry(released.personnel, released.campaign, journey.pk, token="x")


def test_the_entrance_of_a_demonstration_lets_them_in(
    released: Transfer, settings: Any, client: Client
) -> None:
    settings.SITE = replace(settings.SITE, demo=True)
    assert '<h2 id="moved">' not in client.get(reverse("enter")).content.decode()
    actions.give_entries(released.organisation, released.campaign, token="a")
    page = client.get(reverse("enter")).content.decode()
    assert '<h2 id="moved">' in page
    (one, *_others) = entries()
    assert f'value="{one.pk}"' in page
    assert client.post(reverse("enter"), {"holding": one.pk}).status_code == 302
    journey = released.campaign.journeys.get(person_key=one.person_id)
    assert client.get(reverse("transfer:journey", args=[journey.pk])).status_code == 200


def test_whose_move_was_revoked_stays_on_the_list_and_may_have_a_new_link(
    released: Transfer,
) -> None:
    mending = Mending(released)
    journey = mending.standing()[0]
    section = released.section(journey)
    actions.give_entries(section, released.campaign, token="x")
    mending.mend(journey)
    assert not mending.standing(person_key=journey.person_key)
    page = sign_in(Client(), section).get("/reviews/entries/").content.decode()
    assert journey.name in page
    assert f"/reviews/entries/{journey.pk}/renew/" in page
    actions.renew_entry(section, released.campaign, journey.pk, token="y")
