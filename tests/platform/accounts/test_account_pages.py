"""Pages of the security administrator, the site, the one-time link and the demo's entrance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from lungang.platform import clock
from lungang.platform.accounts import actions
from lungang.platform.accounts.models import Holding, User
from lungang.platform.accounts.offices import ADMINISTRATORS, Office
from lungang.platform.guard import writing
from tests.factories import make_actor, make_unit
from tests.forms import opened, press, send

pytestmark = pytest.mark.django_db
PASSWORD = "一句 只有自己 记得的话"


def text(response):
    return response.content.decode()


@pytest.fixture
def admin(client):
    actor = make_actor(Office.SECURITY_ADMIN)
    client.force_login(actor.user)
    return actor


def made(client):
    answer = send(client, "/accounts/people/new/", {"name": "赵某", "username": "zhao"})
    path = text(client.get(answer["Location"])).split("http://testserver")[1].split("<")[0]
    return User.objects.get(username="zhao"), path


def test_an_account_from_link_to_work(client, admin):
    user, path = made(client)
    assert path not in text(client.get(f"/accounts/people/{user.pk}/"))  # shown once
    unit = make_unit("县粮食局")
    grant = f"/accounts/people/{user.pk}/grant/"
    data = {"office": "hr_officer", "unit_id": unit.pk, "valid_from": date.today().isoformat()}
    assert send(client, grant, data)["Location"] == f"/accounts/people/{user.pk}/"
    assert "县粮食局政工人员" in text(client.get(f"/accounts/people/{user.pk}/"))
    visitor = Client()
    assert "登录名 zhao" in text(visitor.get(path))
    assert "12 个字符" in text(send(visitor, path, {"password": "短", "again": "短"}))
    page = send(visitor, path, {"password": PASSWORD, "again": "别的话 别的话 别的话"})
    assert "两次填的不一样" in text(page)
    assert send(visitor, path, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    again = visitor.get(path)
    assert again.status_code == 410
    assert "已经用过" in text(again)
    assert "赵某" not in text(again)
    assert "zhao" not in text(again)
    signed = send(visitor, "/accounts/login/", {"login": "zhao", "password": PASSWORD})
    assert signed["Location"] == "/"
    assert visitor.get("/").status_code == 200


def test_a_link_that_is_over_or_was_never_there(client, admin):
    user, path = made(client)
    visitor = Client()
    assert visitor.get("/accounts/invitation/nothing/").status_code == 404
    with writing():
        user.invitations.update(
            made_at=clock.now() - timedelta(days=9), expires_at=clock.now() - timedelta(days=1)
        )
    late = visitor.get(path)
    assert (late.status_code, "72 小时内有效" in text(late)) == (410, True)
    assert "安全管理员" in text(late)
    assert "赵某" not in text(late)
    assert visitor.post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 410
    assert not User.objects.get(pk=user.pk).has_usable_password()


def test_a_link_opened_on_a_shared_screen_signs_the_other_out(client, admin):
    _user, path = made(client)
    send(client, path, {"password": PASSWORD, "again": PASSWORD})
    assert client.get("/accounts/people/")["Location"].startswith("/accounts/login/")


def test_the_double_click_makes_one_account_and_shows_no_dead_link(client, admin):
    form = opened(client, "/accounts/people/new/")
    data = {"name": "赵某", "username": "zhao"}
    first, again = press(client, form, data), press(client, form, data)
    assert first["Location"] == again["Location"]
    assert User.objects.filter(username="zhao").count() == 1
    assert "已发链接" in text(client.get(again["Location"]))


def test_an_account_is_disabled_enabled_reset_and_its_office_ended(client, admin):
    person = make_actor(Office.DISCIPLINE)
    base = f"/accounts/people/{person.user.pk}/"
    for act in ("disable/", "enable/", "reset/"):
        assert send(client, base + act, {"reason": "离职"})["Location"] == base
    assert "72 小时内能用一次" in text(client.get(base))
    end = f"/accounts/holdings/{person.holding.pk}/end/"
    assert "纪委监察局" in text(client.get(end))
    assert send(client, end, {"day": "1990-01-01", "reason": "x"}).status_code == 200
    send(client, end, {"day": date.today().isoformat(), "reason": "调离"})
    assert Holding.objects.get(pk=person.holding.pk).valid_to == date.today()


def test_refusals_are_said_in_the_form(client, admin):
    made(client)
    page = send(client, "/accounts/people/new/", {"name": "赵某", "username": "Zhao"})
    assert "登录名 Zhao 已经用过" in text(page)
    page = send(client, "/accounts/people/new/", {"name": "赵某", "username": "赵"})
    assert "只用字母" in text(page)


def test_people_are_found_by_name_and_unit(client, admin):
    unit = make_unit("县粮食局")
    officer = make_actor(Office.HR_OFFICER, unit, name="钱某")
    make_actor(Office.DISCIPLINE, name="孙某")
    for wanted in ("钱", "粮食", officer.user.username):
        page = text(client.get("/accounts/people/", {"q": wanted}))
        assert "钱某" in page
        assert "孙某" not in page
    assert "没有找到" in text(client.get("/accounts/people/", {"q": "无此人"}))


def test_queries_do_not_grow_with_the_accounts(client, admin, django_assert_max_num_queries):
    for _ in range(3):
        make_actor(Office.HR_OFFICER)
    client.get("/accounts/people/")
    with django_assert_max_num_queries(14) as few:
        client.get("/accounts/people/")
    for _ in range(20):
        make_actor(Office.HR_OFFICER)
    with django_assert_max_num_queries(len(few)):
        client.get("/accounts/people/")


@pytest.mark.usefixtures("still_clock")
@pytest.mark.parametrize("office", [o for o in Office if o is not Office.SECURITY_ADMIN])
def test_others_find_nothing_there(office):
    client, person = Client(), make_actor(Office.DISCIPLINE)
    client.force_login(make_actor(office).user)
    nowhere = client.get("/no/such/page/").content
    for path in (
        "people/", "people/new/", *(f"people/{person.user.pk}/{act}" for act in (
            "", "grant/", "reset/", "disable/", "enable/")),
        f"holdings/{person.holding.pk}/end/",
    ):  # fmt: skip
        page = client.get(f"/accounts/{path}")
        assert (page.status_code, page.content) == (404, nowhere), path


@pytest.mark.parametrize("path", ["people/99999/", "people/99999/grant/", "holdings/99999/end/"])
def test_what_is_not_there(client, admin, path):
    assert client.get(f"/accounts/{path}").status_code == 404


def test_the_site_page_is_the_system_administrators(client):
    client.force_login(make_actor(Office.SYSTEM_ADMIN).user)
    person = make_actor(Office.HR_OFFICER, make_unit("县粮食局"), name="钱某")
    page = text(client.get("/accounts/site/"))
    assert "数据库" in page
    assert "后台计算" in page
    assert "县粮食局" not in page
    assert person.name not in page
    for office in sorted(set(Office) - {Office.SYSTEM_ADMIN}):
        other = Client()
        other.force_login(make_actor(office).user)
        assert other.get("/accounts/site/").status_code == 404


# ---- the demo's entrance ----------------------------------------------------------------------


@pytest.fixture
def demo(settings):
    settings.SITE = replace(settings.SITE, demo=True)


def test_there_is_no_entrance_but_in_a_demonstration(client):
    holding = make_actor(Office.DISCIPLINE).holding
    assert client.get("/enter/").status_code == 404
    assert client.post("/enter/", {"holding": holding.pk}).status_code == 404
    assert client.get("/accounts/settings/").status_code == 302


def test_a_visitor_enters_as_anybody(client, demo):
    county = {office: make_actor(office) for office in [Office.DISCIPLINE, *sorted(ADMINISTRATORS)]}
    officer = make_actor(Office.HR_OFFICER, make_unit("县粮食局"), name="钱某")
    page = text(client.get("/enter/"))
    assert "县粮食局" in page
    assert "纪委监察局" in page
    for actor in (*county.values(), officer):
        assert client.post("/enter/", {"holding": actor.holding.pk})["Location"] == "/"
        assert actor.name in text(client.get("/"))
    assert client.post("/enter/", {"holding": "0"}).status_code == 404


def test_administrators_of_a_demonstration_need_no_second_factor(client, demo):
    from allauth.mfa.models import Authenticator

    admin = make_actor(Office.SECURITY_ADMIN)
    Authenticator.objects.all().delete()
    client.post("/enter/", {"holding": admin.holding.pk})
    assert client.get("/accounts/people/").status_code == 200


def test_who_left_is_not_shown_at_the_entrance(client, demo):
    gone = make_actor(Office.DISCIPLINE)
    actions.disable_account(make_actor(Office.SECURITY_ADMIN), gone.user.pk, reason="离职")
    assert client.post("/enter/", {"holding": gone.holding.pk}).status_code == 404
