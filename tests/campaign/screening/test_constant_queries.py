"""A page asks the database as often for thirty rows as for three."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lungang.campaign.core.actions import add_observer, give_task, move_deadline
from lungang.campaign.core.models import Task
from lungang.campaign.screening import actions, queries
from lungang.campaign.screening.states import PetitionKind
from lungang.domain.codes import UnitKind
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from lungang.platform.organisation import actions as units
from lungang.platform.organisation.models import Unit
from tests.factories import make_actor, make_campaign, make_unit

LAND = "县国土资源和房屋管理局"
FEW, MANY = 3, 30
DUE = clock.now() + timedelta(days=7)


def asked(client, actor, path):
    """How many queries a page takes, seen by somebody who has been there before."""
    client.force_login(actor.user)
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200, path
    return len(caught)


def assert_constant(client, actor, path, more):
    """``more(n)`` makes n more rows of what the page shows."""
    more(FEW)
    few = asked(client, actor, path)
    more(MANY - FEW)
    assert asked(client, actor, path) == few, path


@pytest.fixture
def section(db):
    return make_actor(Office.ORGANISATION_SECTION)


@pytest.fixture
def campaign(db):
    return make_campaign("screening")


@pytest.mark.parametrize("office", sorted({Office.ORGANISATION_SECTION, Office.SUPERVISION}))
def test_the_desk_of_the_county(client, section, campaign, office):
    def more(number):
        fresh = [make_unit() for _row in range(number)]
        give_task(section, campaign.pk, "rosters", [unit.pk for unit in fresh], DUE)
        with writing():
            Task.objects.update(due_at=clock.now() - timedelta(hours=1))
            for unit in fresh:
                Notice.objects.create(
                    office=office, subject="花名册已上报", sender=f"{unit}政工人员",
                    path="/rosters/", at=clock.now(),
                )  # fmt: skip
        for _row in range(number):
            make_actor(Office.PERSONNEL_SECTION)

    assert_constant(client, make_actor(office), "/", more)


@pytest.mark.parametrize("office", [Office.HR_OFFICER, Office.UNIT_HEAD])
def test_the_desk_of_a_unit(client, section, campaign, office):
    unit = make_unit()
    give_task(section, campaign.pk, "rosters", [unit.pk], DUE)

    def more(number):
        for _row in range(number):
            make_actor(Office.UNIT_HEAD, unit)
            make_actor(Office.ORGANISATION_SECTION)
        with writing():
            for row in range(number):
                Notice.objects.create(
                    office=office,
                    unit=unit,
                    subject=f"第 {row} 件",
                    sender="督查室",
                    at=clock.now(),
                )

    assert_constant(client, make_actor(office, unit), "/", more)


@pytest.mark.parametrize("path", ["/tasks/", "/tasks/give/", "/units/", "/"])
def test_tasks_and_units(client, section, campaign, path):
    above = make_unit()
    editor = make_actor(Office.ESTABLISHMENT_OFFICE)

    def more(number):
        for _row in range(number):
            code = f"N{Unit.objects.count()}"
            facts = units.UnitFacts(name=f"{code}局", kind=UnitKind.INSTITUTION, in_charge=above.pk)
            unit = units.establish_unit(editor, code, facts, day=date(2004, 1, 1))
            give_task(section, campaign.pk, "rosters", [unit.pk], DUE)

    assert_constant(client, section, path, more)


def test_the_history_of_a_task(client, section, campaign):
    officer = make_actor(Office.HR_OFFICER)
    give_task(section, campaign.pk, "rosters", [officer.unit_id], DUE)
    task = Task.objects.get()

    def more(number):
        for row in range(number):
            move_deadline(section, task.pk, DUE + timedelta(minutes=row), "下乡")

    assert_constant(client, section, f"/tasks/{task.pk}/", more)


def test_the_history_of_a_unit(client, db):
    editor = make_actor(Office.ESTABLISHMENT_OFFICE)
    unit, days = make_unit("县粮食局"), iter(range(1, 1000))

    def more(number):
        for _row in range(number):
            day = date(2004, 1, 1) + timedelta(days=next(days))
            facts = units.UnitFacts(
                name="县粮食局", kind=UnitKind.GOVERNMENT_DEPARTMENT, in_charge=make_unit().pk
            )
            units.change_unit(editor, unit.pk, facts, day=day)
            units.add_section(editor, unit.pk, f"第{day}科", day=day)

    assert_constant(client, editor, f"/units/{unit.pk}/", more)


def test_the_observers_in_the_settings(client, section, campaign):
    def more(number):
        for _row in range(number):
            add_observer(section, campaign.pk, make_actor(Office.OBSERVER).holding.pk)

    assert_constant(client, section, "/campaign/", more)


def test_the_first_steps_of_an_empty_site(client, db):
    def more(number):
        for _row in range(number):
            make_actor(Office.HR_OFFICER)

    assert_constant(client, make_actor(Office.SECURITY_ADMIN), "/", more)


@pytest.mark.parametrize("path", ["person", "petition", "list"])
def test_what_was_asked_for_a_person(client, county, path):
    county.screen()
    officer = county.officer(LAND)
    person = queries.results_for(officer, county.campaign).first()

    def more(number):
        for _row in range(number):
            another = make_actor(Office.HR_OFFICER, county.units[LAND])
            row = actions.petition(
                Actor(another.user, another.holding), county.campaign, person.pk,
                PetitionKind.DEFER, "援建",
            )  # fmt: skip
            decider = make_actor(Office.LEADING_GROUP)
            actions.refuse(decider, county.campaign, row.pk, "不属实")

    more(1)
    last = county.campaign.petitions.get()
    where = {
        "person": f"/screening/person/{person.pk}/",
        "petition": f"/screening/petitions/{last.pk}/",
        "list": "/screening/petitions/",
    }[path]
    assert_constant(client, county.personnel, where, more)
