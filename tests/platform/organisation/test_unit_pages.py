"""The establishment office changes units on its pages; the county reads; nobody else finds them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from lungang.domain.codes import Nature
from lungang.platform.accounts.offices import COUNTY_READERS, Office
from lungang.platform.organisation import actions
from lungang.platform.organisation.models import Section, Unit
from lungang.platform.organisation.queries import unit_rows
from tests.factories import make_actor, make_unit
from tests.forms import opened, press, send

pytestmark = pytest.mark.django_db
DAY = "2004-03-01"


def text(response):
    return response.content.decode()


@pytest.fixture
def editor(client):
    actor = make_actor(Office.ESTABLISHMENT_OFFICE)
    client.force_login(actor.user)
    return actor


def test_a_unit_from_its_beginning_to_its_end(client, editor):
    heir = make_unit("县商务局")
    new = {"code": "G1", "name": "县粮食局", "kind": "institution", "order": "1", "day": DAY}
    base = send(client, "/units/new/", new | {"leading_body": "甲某，乙某"})["Location"]
    unit = Unit.objects.get(code="G1")
    assert unit.versions.get().leading_body == ["甲某", "乙某"]
    steps = [
        ("establishment/", {"nature": "administrative", "headcount": 20, "reason": "文"}),
        ("quota/", {"kind": "rank", "rank": "科员", "number": 3, "reason": "文"}),
        ("sections/new/", {"name": "办公室", "deputy": "甲某"}),
    ]
    for path, data in steps:
        assert send(client, base + path, data | {"day": DAY})["Location"] == base
    page = text(client.get(base))
    assert "行政编制 20" in page
    assert "科员 3" in page
    assert "办公室" in page
    section = f"/units/sections/{Section.objects.get().pk}/"
    assert 'value="办公室"' in text(client.get(section + "change/"))
    send(client, section + "change/", {"name": "综合科", "day": "2004-04-01"})
    send(client, section + "close/", {"day": "2004-05-01"})
    assert 'value="县粮食局"' in text(client.get(base + "change/"))
    new_name = {"name": "县粮食和物资局", "kind": "institution", "order": "1"}
    send(client, base + "change/", new_name | {"day": "2004-06-01"})
    send(client, base + "merge/", {"successor": heir.pk, "day": "2004-07-01", "hand_over": "1"})
    page = text(client.get(base))
    assert "并入县商务局" in page
    assert "变更单位" not in page
    assert client.get(base + "abolish/").status_code == 200


def test_refusals_are_said_in_the_form(client, editor):
    unit = make_unit("县粮食局")
    page = send(client, f"/units/{unit.pk}/abolish/", {"day": "1999-01-01", "reason": "改革"})
    assert "新的日期要晚于这一天" in text(page)
    page = send(client, "/units/new/", {"name": ""})
    assert "处要改" in text(page)
    assert not Unit.objects.exclude(pk=unit.pk).exists()


def test_a_stale_page_is_refused(client, editor):
    unit = make_unit("县粮食局")
    old = opened(client, f"/units/{unit.pk}/abolish/")
    actions.add_section(editor, unit.pk, "办公室", day=date(2004, 3, 1))
    assert press(client, old, {"day": "2005-01-01", "reason": "改革"}).status_code == 409
    assert [row.version.name for row in unit_rows(date(2006, 1, 1))] == ["县粮食局"]


def test_the_list_is_of_a_day(client, editor):
    unit = make_unit("县粮食局")
    actions.set_establishment(
        editor, unit.pk, Nature.ADMINISTRATIVE, 77, day=date(2004, 3, 1), reason="文"
    )
    number = re.compile(r"\b77\b")  # on its own: a page has random tokens, too
    assert number.search(text(client.get("/units/?on=2004-03-01")))
    assert not number.search(text(client.get("/units/?on=2004-02-29")))
    assert "还没有单位" in text(client.get("/units/?on=1999-01-01"))
    assert client.get("/units/?on=nonsense").status_code == 200


def test_queries_do_not_grow_with_the_units(client, editor, django_assert_max_num_queries):
    above = make_unit()
    for _ in range(3):
        make_unit()
    client.get("/units/")
    with django_assert_max_num_queries(14) as few:
        client.get("/units/")
    for number in range(20):
        actions.establish_unit(
            editor,
            f"N{number}",
            actions.UnitFacts(name=f"新{number}", kind="institution", in_charge=above.pk),
            day=date(2004, 3, 1),
        )
    with django_assert_max_num_queries(len(few)):
        client.get("/units/")


CHANGES = ("change/", "merge/", "abolish/", "establishment/", "quota/", "sections/new/")


@pytest.mark.usefixtures("still_clock")
@pytest.mark.parametrize("office", [o for o in Office if o is not Office.ESTABLISHMENT_OFFICE])
def test_others_read_or_find_nothing(office, editor):
    unit = make_unit("县粮食局")
    actions.add_section(editor, unit.pk, "办公室", day=date(2004, 3, 1))
    section = Section.objects.get().pk
    client = Client()
    client.force_login(make_actor(office).user)
    nowhere = client.get("/no/such/page/").content
    for path in ("/units/", f"/units/{unit.pk}/"):
        page = client.get(path)
        assert page.status_code == (200 if office in COUNTY_READERS else 404)
        assert page.status_code == 200 or page.content == nowhere
    for path in (
        "/units/new/", *(f"/units/{unit.pk}/{change}" for change in CHANGES),
        f"/units/sections/{section}/change/", f"/units/sections/{section}/close/",
    ):  # fmt: skip
        page = client.get(path)
        assert (page.status_code, page.content) == (404, nowhere), path


@pytest.mark.parametrize("path", ["/units/99999/", "/units/sections/99999/change/"])
def test_what_is_not_there(client, editor, path):
    assert client.get(path).status_code == 404
