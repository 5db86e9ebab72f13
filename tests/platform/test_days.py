"""Days and deadlines of every form: bounded at the field, in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.days import DayField, DeadlineField, read_day
from tests.factories import make_actor, make_campaign, make_unit
from tests.forms import send

OUT = ("0001-01-01", "1949-09-30", "2200-01-01", "9999-12-31")


@pytest.mark.parametrize("day", OUT)
def test_a_day_out_of_any_age(day):
    with pytest.raises(ValidationError, match="1949 年 10 月到 2199 年"):
        DayField().clean(day)


@pytest.mark.parametrize("day", ["1949-10-01", "2199-12-31"])
def test_the_first_and_the_last_day(day):
    assert DayField().clean(day) == date.fromisoformat(day)
    assert read_day(day) == date.fromisoformat(day)


@pytest.mark.parametrize("text", [*OUT, "", "2004-W01", "20041216", "2004-W01-1", "2004-02-30"])
def test_what_is_no_day_of_an_address(text):
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("0001-01-01T00:00", "."),
        ("9999-12-31T23:59", "两年以后"),
        (f"{clock.now() + timedelta(days=800):%Y-%m-%dT%H:%M}", "两年以后"),
        (f"{clock.now() - timedelta(days=2):%Y-%m-%dT%H:%M}", "已经过了"),
    ],
)
def test_a_deadline_past_or_too_far(due, said):
    with pytest.raises(ValidationError, match=said):
        DeadlineField().clean(due)


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_on_the_pages(client, day):
    make_campaign()
    unit = make_unit()
    client.force_login(make_actor(Office.PERSONNEL_SECTION).user)
    moment = f"{day}T00:00"
    for path, data in (
        ("/campaign/edit/", {"reference_date": day}),
        ("/campaign/calendar/", {"day": day}),
        ("/tasks/give/", {"due_at": moment}),
    ):
        page = send(client, path, data)
        assert page.status_code == 422
        assert 'class="errorlist" id="id_' in page.content.decode()
    client.force_login(make_actor(Office.ESTABLISHMENT_OFFICE).user)
    page = send(client, f"/units/{unit.pk}/abolish/", {"day": day, "reason": "改革"})
    assert "1949 年 10 月到 2199 年" in page.content.decode()
    client.force_login(make_actor(Office.AUDITOR).user)
    for name in ("since", "until"):
        page = client.get("/audit/", {name: day})
        assert page.status_code == 200
        assert "1949 年 10 月到 2199 年" in page.content.decode()
