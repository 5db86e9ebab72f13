"""The pages of refusals: the same for what is not there and what is not yours, and no names."""

from __future__ import annotations

import pytest

from lungang.platform.accounts.offices import Office
from lungang.web import views
from tests.factories import make_actor, make_campaign

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.styleguide.urls")]


@pytest.mark.parametrize("office", [Office.HR_OFFICER, Office.PERSONNEL_SECTION, Office.AUDITOR])
def test_not_yours_and_not_there_have_one_body(client, office):
    make_campaign()
    client.force_login(make_actor(office).user)
    pages = [
        client.get(path)
        for path in ("/nothing/", "/styleguide/act/hidden/", "/steps/nothing/", "/rosters/nothing/")
    ]
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1


def test_refused_says_why(client):
    make_campaign()
    client.force_login(make_actor(Office.HR_OFFICER).user)
    page = client.get("/styleguide/act/refused/")
    assert page.status_code == 409
    assert "花名册现在是“已接收”，不能退回" in page.content.decode()


def test_back_leads_only_to_our_own_pages(client):
    make_campaign()
    client.force_login(make_actor(Office.HR_OFFICER).user)
    for referer, shown in (("http://testserver/rosters/", True), ("http://elsewhere.test/", False)):
        page = client.post("/styleguide/act/refused/", HTTP_REFERER=referer)
        assert (f'href="{referer}"' in page.content.decode()) is shown


def test_a_fault_has_a_number_and_asks_nothing_of_the_database(
    rf, caplog, django_assert_num_queries
):
    with django_assert_num_queries(0):
        page = views.fault(rf.get("/somewhere/"))
    number = page.content.decode().split("<b>")[1].split("</b>")[0]
    assert page.status_code == 500
    assert f"fault {number} at /somewhere/" in caplog.text
