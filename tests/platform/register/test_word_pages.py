"""The security administrator gives offices their words on a page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.register.models import Series, Word
from tests.factories import make_actor, make_unit

pytestmark = pytest.mark.django_db
URL = "register:words"


@pytest.fixture
def give(client):
    client.force_login(make_actor(Office.SECURITY_ADMIN).user)

    def send(word, office, unit="", **more):
        return client.post(reverse(URL), {"word": word, "office": office, "unit_id": unit, **more})

    return send


def test_a_word_is_given_and_shown(give, client):
    unit = make_unit("县财政局")
    assert give("岚组", "organisation_section").status_code == 302
    assert give("岚财", "hr_officer", unit.pk).status_code == 302
    page = client.get(reverse(URL)).content.decode()
    assert "岚组" in page
    assert "县财政局政工人员" in page
    assert "还没有编号" in page
    assert Entry.objects.filter(action="register.give_word").count() == 2


@pytest.mark.parametrize(
    ("word", "office", "unit", "said"),
    [
        ("岚组〔2004〕", "organisation_section", False, "只写机关代字"),
        ("岚财", "hr_officer", False, "请选单位"),
        ("岚组", "organisation_section", True, "单位请选"),
    ],
)
def test_what_does_not_fit_is_said_at_the_field(give, word, office, unit, said):
    answer = give(word, office, make_unit().pk if unit else "")
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Word.objects.exists()


def test_a_word_changes_hands_only_when_that_is_said(give):
    give("岚督", "supervision")
    again = give("岚督", "supervision").content.decode()
    assert "不用再办" in again
    answer = give("岚督", "discipline")
    assert answer.status_code == 422
    assert "现在由督查室使用" in answer.content.decode()
    assert Word.objects.get().office == "supervision"
    assert give("岚督", "discipline", taken_over="on").status_code == 302
    assert Word.objects.get().office == "discipline"


def test_how_far_the_numbers_went_is_shown(give, client):
    give("岚督", "supervision")
    with writing():
        for year in (2003, 2004):
            Series.objects.create(word="岚督", year=year)
        Series.objects.filter(year=2004).update(last=1)
    assert "岚督〔2004〕1号" in client.get(reverse(URL)).content.decode()
