"""The pages of refusals: the same for what is not there and what is not yours, and no names."""

from __future__ import annotations

import errno
import re

import pytest
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.db import DataError, OperationalError
from django.http import HttpResponse
from django.test import Client

from lungang.platform.accounts.offices import Office
from lungang.web import views
from lungang.web.middleware import RefusalMiddleware
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
    # The foot tells the minute, and a minute may end between two pages.
    assert len({re.sub(rb"\d\d:\d\d", b"", page.content) for page in pages}) == 1


def test_what_the_last_act_came_to_waits_for_a_page_that_is_there(client, rf):
    make_campaign()
    client.force_login(make_actor(Office.PERSONNEL_SECTION).user)
    before = client.get("/nothing/").content
    storage, answer = CookieStorage(rf.get("/")), HttpResponse()
    storage.add(SUCCESS, "已经记下")
    storage.update(answer)
    client.cookies["messages"] = answer.cookies["messages"].value
    minute = re.compile(rb"\d\d:\d\d")
    for path in ("/nothing/", "/styleguide/act/hidden/"):
        assert minute.sub(b"", client.get(path).content) == minute.sub(b"", before)
    assert "已经记下" in client.get("/styleguide/").content.decode()
    assert "已经记下" not in client.get("/styleguide/").content.decode()


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


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_what_no_form_sends_is_no_old_form(method):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_actor(Office.HR_OFFICER).user)
    for path in ("/accounts/settings/", "/accounts/login/"):
        page = getattr(browser, method)(path)
        assert page.status_code == 405
        assert page["Allow"]
        assert "这个网址不这样用" in page.content.decode()
        assert "放得太久" not in page.content.decode()


def test_an_address_of_a_button_opened_by_hand(client):
    client.force_login(make_actor(Office.AUDITOR).user)
    page = client.get("/audit/export/")
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "请从页面上的按钮办理" in page.content.decode()
    client.force_login(make_actor(Office.HR_OFFICER).user)
    assert client.get("/audit/export/").status_code == 404  # not theirs: nothing is there


def test_a_form_of_another_site_and_an_old_one():
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_actor(Office.HR_OFFICER).user)
    foreign = browser.post("/accounts/settings/", HTTP_ORIGIN="http://evil.example")
    old = browser.post("/accounts/settings/")
    assert (foreign.status_code, old.status_code) == (403, 403)
    assert "不是从本站的页面交来的" in foreign.content.decode()
    assert "evil" not in foreign.content.decode()
    assert "放得太久" in old.content.decode()


@pytest.mark.parametrize("host", ["evil.example", "", "a b", "testserver:99999999"])
def test_a_wrong_host_is_said_in_chinese_without_ours(host, settings):
    settings.ALLOWED_HOSTS = ["office.example"]
    page = Client(HTTP_HOST=host).get("/")
    assert page.status_code == 400
    body = page.content.decode()
    assert "网址里的主机名不对" in body
    assert "office.example" not in body
    assert "evil" not in body
    english = Client(HTTP_HOST=host, HTTP_COOKIE="language=en").get("/")
    assert english.status_code == 400


def test_too_much_and_what_is_no_form(rf):
    for error, words in (
        (RequestDataTooBig(), "内容太多"),
        (TooManyFieldsSent(), "内容太多"),
        (SuspiciousOperation(), "不完整"),
        (None, "不完整"),
    ):
        page = views.bad_request(rf.get("/"), error)
        assert (page.status_code, words in page.content.decode()) == (400, True)


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database or disk is full"),
        OSError(errno.ENOSPC, "No space left on device"),
        OperationalError('could not extend file "base/1": No space left on device'),
    ],
)
def test_a_full_disk_is_said_to_be_that(rf, caplog, error):
    try:
        try:
            raise error
        except Exception as cause:
            raise RuntimeError("the page could not be made") from cause
    except RuntimeError:
        page = views.fault(rf.get("/somewhere/"))
    assert page.status_code == 507
    assert "磁盘已满" in page.content.decode()
    assert "系统管理员" in page.content.decode()
    assert "the disk is full" in caplog.text


@pytest.mark.parametrize("path", ["/", "/audit/?word=%00", "/styleguide/?q=a%00b", "/x/?%00=1"])
def test_no_address_holds_the_sign_nul(client, path):
    client.force_login(make_actor(Office.AUDITOR).user)
    page = client.get(path)
    assert (page.status_code == 400) is ("%00" in path)
    if "%00" in path:
        assert "没有打开" in page.content.decode()


@pytest.mark.parametrize("error", [DataError("NUL (0x00) bytes"), ValueError("NUL (0x00)")])
def test_the_sign_nul_in_a_form_is_refused_in_words_where_the_database_stumbles(rf, error):
    refusing = RefusalMiddleware(lambda _request: HttpResponse())
    for sent in ({"digest": "a\0b"}, {"a\0b": "1"}):
        answer = refusing.process_exception(rf.post("/", sent), error)
        assert answer is not None
        assert answer.status_code == 400
        assert "没有收" in answer.content.decode()
    assert refusing.process_exception(rf.post("/", {"digest": "ab"}), error) is None


def test_a_number_that_no_row_has_leads_to_nothing(client):
    client.force_login(make_actor(Office.ESTABLISHMENT_OFFICE).user)
    for number in (2**63, 10**22):
        for path in (f"/units/{number}/", f"/units/sections/{number}/change/"):
            assert client.get(path).status_code == 404
            assert client.post(path).status_code == 404
