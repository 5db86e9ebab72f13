"""Accounts are made, reset and disabled by the security administrator; each grant is on record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from lungang.errors import NotNow, NotPermitted, Stale
from lungang.platform import clock
from lungang.platform.accounts import access, actions
from lungang.platform.accounts.actions.founding import NewAdministrator
from lungang.platform.accounts.actor import Actor, system
from lungang.platform.accounts.forms import GrantForm
from lungang.platform.accounts.models import Holding, Invitation, User
from lungang.platform.accounts.offices import ADMINISTRATORS, Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from tests.factories import make_actor, make_unit

pytestmark = pytest.mark.django_db
BUSINESS = [office for office in Office if office not in ADMINISTRATORS]
TODAY = date.today()


@pytest.fixture
def admin():
    return make_actor(Office.SECURITY_ADMIN)


@pytest.fixture
def person(admin):
    return actions.make_account(admin, username="zhao", name="赵某", token="t" * 43)


def grant(admin, user, office, unit=None, **period):
    period.setdefault("valid_from", TODAY)
    return actions.grant_office(admin, user.pk, office, unit.pk if unit else None, **period)


def test_a_new_account_has_no_password_and_only_the_digest_of_a_link(person):
    link = Invitation.objects.get(user=person)
    assert not person.has_usable_password()
    assert link.digest == actions.digest_of("t" * 43)
    assert link.expires_at - link.made_at == timedelta(hours=72)
    line = Entry.objects.get(action="accounts.make_account")
    assert "zhao" not in str(line.details)


def test_a_sign_in_name_is_taken_once_whatever_its_case(admin, person):
    with pytest.raises(NotNow, match="登录名 ZHAO 已经用过"):
        actions.make_account(admin, username="ZHAO", name="别人", token="x")


@pytest.mark.parametrize("office", [o for o in Office if o is not Office.SECURITY_ADMIN])
def test_the_security_administrator_alone(office, person):
    actor = make_actor(office)
    held = make_actor(Office.DISCIPLINE).holding
    for act in (
        lambda: actions.make_account(actor, username="li", name="李某", token="x"),
        lambda: actions.reset_account(actor, person.pk, token="x", reason="丢了"),
        lambda: actions.disable_account(actor, person.pk, reason="离职"),
        lambda: actions.enable_account(actor, person.pk, reason="复职"),
        lambda: grant(actor, person, Office.DISCIPLINE),
        lambda: actions.end_office(actor, held.pk, day=TODAY, reason="调离"),
    ):
        with pytest.raises(NotPermitted):
            act()
    assert Entry.objects.filter(result="refused", actor_id=str(actor.user.pk)).count() == 6


def test_a_link_sets_the_password_once(person):
    user = actions.accept_invitation(Actor(user=person), "t" * 43, "一句 只有自己 记得的话")
    assert user.check_password("一句 只有自己 记得的话")
    with pytest.raises(NotPermitted):
        actions.accept_invitation(Actor(user=person), "t" * 43, "另一句 完全不同 的话啊啊")


def test_a_link_is_good_for_three_days(person):
    with (
        time_machine.travel(clock.now() + timedelta(hours=72, seconds=1), tick=False),
        pytest.raises(NotPermitted),
    ):
        actions.accept_invitation(Actor(user=person), "t" * 43, "一句 只有自己 记得的话")


def test_a_reset_takes_everything_away(admin, person):
    actions.accept_invitation(Actor(user=person), "t" * 43, "一句 只有自己 记得的话")
    Authenticator.objects.create(user=person, type="totp", data={})
    actions.reset_account(admin, person.pk, token="n" * 43, reason="手机丢了")
    actions.reset_account(admin, person.pk, token="m" * 43, reason="链接丢了")
    person.refresh_from_db()
    assert not person.has_usable_password()
    assert not Authenticator.objects.filter(user=person).exists()
    with pytest.raises(NotPermitted):
        actions.accept_invitation(Actor(user=person), "n" * 43, "一句 只有自己 记得的话")
    actions.accept_invitation(Actor(user=person), "m" * 43, "一句 只有自己 记得的话")


def test_disabling_takes_links_away_and_enabling_gives_none_back(admin, person):
    actions.disable_account(admin, person.pk, reason="离职")
    with pytest.raises(NotNow, match="已经停用"):
        actions.disable_account(admin, person.pk, reason="离职")
    with pytest.raises(NotNow, match="请先启用，再授予岗位"):
        grant(admin, person, Office.DISCIPLINE)
    actions.enable_account(admin, person.pk, reason="复职")
    with pytest.raises(NotNow, match="没有停用"):
        actions.enable_account(admin, person.pk, reason="复职")
    with pytest.raises(NotPermitted):
        actions.accept_invitation(Actor(user=person), "t" * 43, "一句 只有自己 记得的话")


def test_nobody_handles_the_own_account(admin):
    for act in (
        lambda: actions.disable_account(admin, admin.user.pk, reason="x"),
        lambda: actions.reset_account(admin, admin.user.pk, token="x", reason="x"),
        lambda: actions.end_office(admin, admin.holding.pk, day=TODAY, reason="x"),
    ):
        with pytest.raises(NotNow, match="请另一位安全管理员办"):
            act()


def test_a_stale_page_is_refused(admin, person):
    grant(admin, person, Office.DISCIPLINE, seen=person.version)
    with pytest.raises(Stale):
        actions.disable_account(admin, person.pk, reason="x", seen=person.version)


@pytest.mark.parametrize("first", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("second", BUSINESS)
def test_an_administrator_gets_nothing_else_ever(admin, person, first, second):
    with writing():
        Holding.objects.create(
            user=person, office=first, valid_from=TODAY, valid_to=TODAY + timedelta(days=1)
        )
    later = TODAY + timedelta(days=30)
    with (
        time_machine.travel(clock.now() + timedelta(days=30), tick=False),
        pytest.raises(NotNow, match="请另开一个账号"),
    ):
        actions.grant_office(admin, person.pk, second, valid_from=later)
    form = GrantForm({"office": second, "valid_from": later.isoformat()}, user=person)
    assert not form.is_valid()
    assert "请另开一个账号" in form.errors["office"][0]


@pytest.mark.parametrize("office", sorted(ADMINISTRATORS))
def test_no_administrator_gives_or_ends_an_office_of_the_three(admin, person, office):
    other = make_actor(office)
    with pytest.raises(NotNow, match="lungang renew"):
        actions.end_office(admin, other.holding.pk, day=TODAY, reason="换人")
    other.holding.refresh_from_db()
    assert other.holding.valid_to is None
    for user in (person, make_actor(Office.HR_OFFICER).user, other.user):
        with pytest.raises(NotNow, match="lungang renew"):
            grant(admin, user, office)
        assert office not in dict(GrantForm(user=user).fields["office"].choices)
    assert Holding.objects.get(office=office, user=other.user) == other.holding


def test_the_database_keeps_the_three_apart(admin):
    with pytest.raises(IntegrityError), transaction.atomic(), writing():
        Holding.objects.create(user=admin.user, office=Office.AUDITOR, valid_from=TODAY)


def test_an_office_of_a_unit_has_a_unit_and_others_have_none(admin, person):
    with pytest.raises(NotNow, match="要写单位"):
        grant(admin, person, Office.HR_OFFICER)
    with pytest.raises(NotNow, match="不写单位"):
        grant(admin, person, Office.DISCIPLINE, make_unit())
    unit = make_unit("县粮食局")
    with pytest.raises(NotNow, match="1999-01-01 起有的单位"):
        grant(admin, person, Office.HR_OFFICER, unit, valid_from=date(1999, 1, 1))
    grant(admin, person, Office.HR_OFFICER, unit)
    line = Entry.objects.get(action="accounts.grant_office", result="done")
    assert line.summary == "授予岗位：县粮食局政工人员"


def test_periods_are_not_empty_and_do_not_overlap(admin, person):
    ten, twenty = TODAY + timedelta(days=10), TODAY + timedelta(days=20)
    with pytest.raises(NotNow, match="要晚于起的日子"):
        grant(admin, person, Office.DISCIPLINE, valid_from=ten, valid_to=ten)
    grant(admin, person, Office.DISCIPLINE, valid_from=ten, valid_to=twenty)
    for period in (
        {"valid_from": TODAY},
        {"valid_from": ten + timedelta(days=1)},
        {"valid_from": TODAY, "valid_to": ten + timedelta(days=1)},
    ):
        with pytest.raises(NotNow, match="时间重叠"):
            grant(admin, person, Office.DISCIPLINE, **period)
    grant(admin, person, Office.DISCIPLINE, valid_from=TODAY, valid_to=ten)
    grant(admin, person, Office.DISCIPLINE, valid_from=twenty)
    assert person.holdings.count() == 3


def test_an_office_ends_on_a_day(admin, person):
    grant(admin, person, Office.DISCIPLINE, valid_from=TODAY - timedelta(days=9))
    holding = person.holdings.get()
    with pytest.raises(NotNow, match="要晚于这一天"):
        actions.end_office(admin, holding.pk, day=TODAY - timedelta(days=9), reason="调离")
    actions.end_office(admin, holding.pk, day=TODAY, reason="调离")
    holding.refresh_from_db()
    assert holding.valid_to == TODAY
    assert not holding.in_force(TODAY)
    with pytest.raises(NotNow, match="已经止"):
        actions.end_office(admin, holding.pk, day=TODAY, reason="调离")
    assert Entry.objects.get(action="accounts.end_office").reason == "调离"


def test_an_office_that_has_not_begun_is_taken_back(admin, person):
    later = TODAY + timedelta(days=9)
    grant(admin, person, Office.DISCIPLINE, valid_from=later)
    actions.end_office(admin, person.holdings.get().pk, day=later, reason="另派")
    assert not person.holdings.exists()


def test_own_acts_need_somebody():
    with pytest.raises(NotPermitted):
        actions.change_password(Actor(), "x")
    with pytest.raises(NotPermitted):
        actions.sign_in(Actor(), "口令")
    with pytest.raises(NotPermitted):
        actions.sign_out(Actor(), "退出")


def test_an_office_not_held_is_not_chosen(person):
    other = make_actor(Office.DISCIPLINE)
    with pytest.raises(NotPermitted):
        actions.choose_office(Actor(user=person), other.holding.pk)


def administrators(**names):
    return {
        office: NewAdministrator(names.get(office.value, office.value), "某", office.value)
        for office in sorted(ADMINISTRATORS)
    }


def test_a_site_is_founded_once_with_three_accounts():
    actions.found_accounts(system("建站"), administrators())
    assert {row.office for row in Holding.objects.all()} == ADMINISTRATORS
    assert not any(user.has_usable_password() for user in User.objects.all())
    with pytest.raises(NotNow, match="已有账号"):
        actions.found_accounts(system("建站"), administrators())


def test_the_three_are_three_accounts():
    with pytest.raises(NotNow, match="登录名不能相同"):
        actions.found_accounts(system("建站"), administrators(auditor="X", system_admin="x"))
    with pytest.raises(NotPermitted):
        actions.found_accounts(make_actor(Office.SECURITY_ADMIN), administrators())


def test_who_may():
    actors = {office: make_actor(office) for office in Office}
    assert [o for o in Office if access.may_manage_accounts(actors[o])] == [Office.SECURITY_ADMIN]
    assert [o for o in Office if access.may_see_site(actors[o])] == [Office.SYSTEM_ADMIN]
    assert {o for o in Office if access.needs_second_factor(actors[o])} == ADMINISTRATORS
    assert not any(access.may_found(actor) for actor in actors.values())
    assert access.may_found(system("建站"))
    assert not access.is_anybody(Actor())
