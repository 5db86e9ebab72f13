"""The three administrators are kept apart: on the pages, and in the database itself."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from lungang.errors import InputError, NotNow, NotPermitted
from lungang.platform import clock
from lungang.platform.accounts import actions
from lungang.platform.accounts.actions.invitations import invite
from lungang.platform.accounts.actor import system
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import Office
from lungang.platform.accounts.queries import free_username, holdings_of
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from tests.factories import LONG_AGO, PASSWORD, make_actor

pytestmark = pytest.mark.django_db


def test_no_administrator_takes_another_over():
    security, auditor = make_actor(Office.SECURITY_ADMIN), make_actor(Office.AUDITOR)
    for act in (
        lambda: actions.reset_account(security, auditor.user.pk, token="t" * 43, reason="忘了"),
        lambda: actions.disable_account(security, auditor.user.pk, reason="忘了"),
    ):
        with pytest.raises(NotNow):
            act()
    auditor.user.refresh_from_db()
    assert auditor.user.is_active
    assert auditor.user.check_password(PASSWORD)


def test_a_new_link_comes_from_the_server_alone_and_is_on_record():
    security, auditor = make_actor(Office.SECURITY_ADMIN), make_actor(Office.AUDITOR)
    with pytest.raises(NotPermitted):
        actions.renew_administrator(security, Office.AUDITOR, token="t" * 43)
    actions.renew_administrator(system("服务器"), Office.AUDITOR, token="t" * 43)
    auditor.user.refresh_from_db()
    assert not auditor.user.has_usable_password()
    done = Entry.objects.get(action="accounts.renew_administrator", result="done")
    assert (done.actor_name, done.subject_id) == ("服务器", str(auditor.user.pk))
    for wrong in (Office.SYSTEM_ADMIN, Office.SUPERVISION):
        with pytest.raises(NotNow):
            actions.renew_administrator(system("服务器"), wrong, token="n" * 43)


@pytest.mark.parametrize(
    ("first", "second"),
    [(Office.AUDITOR, Office.LEADING_GROUP), (Office.LEADING_GROUP, Office.AUDITOR)],
)
def test_the_database_lets_no_administrator_hold_anything_else(first, second):
    user = make_actor(first).user
    with pytest.raises(DatabaseError), transaction.atomic(), writing():
        Holding.objects.create(user=user, office=second, valid_from=LONG_AGO)


def test_the_database_lets_no_office_become_an_administrators():
    actor = make_actor(Office.LEADING_GROUP)
    with writing():
        Holding.objects.create(user=actor.user, office=Office.SUPERVISION, valid_from=LONG_AGO)
    with pytest.raises(DatabaseError), transaction.atomic(), writing():
        Holding.objects.filter(pk=actor.holding.pk).update(office=Office.AUDITOR)


def hand_over(office=Office.AUDITOR, name="丁某", username="auditor-2", token="n" * 43):
    return actions.hand_over_administrator(
        system("服务器"), office, name=name, username=username, token=token
    )


def test_a_new_person_takes_over_in_one_act(client):
    old = make_actor(Office.AUDITOR)
    client.force_login(old.user)
    with writing():
        invite(old.user, "o" * 43, clock.now())
    new = hand_over()
    old.user.refresh_from_db()
    assert not old.user.is_active
    assert not old.user.has_usable_password()
    assert client.get("/accounts/settings/").status_code == 302
    assert [row.office for row in holdings_of(new)] == ["auditor"]
    assert not Holding.objects.on(clock.today()).filter(user=old.user).exists()
    with pytest.raises(NotPermitted):
        actions.accept_invitation(system("链接"), "o" * 43, PASSWORD)
    actions.accept_invitation(system("链接"), "n" * 43, PASSWORD)
    new.refresh_from_db()
    assert new.check_password(PASSWORD)
    lines = Entry.objects.filter(action="accounts.hand_over_administrator", result="done")
    assert {line.subject_id for line in lines} == {str(old.user.pk), str(new.pk)}
    assert not any("丁某" in f"{line.summary}{line.details}" for line in lines)


def test_who_took_over_today_can_be_replaced_today():
    first = hand_over()
    second = hand_over(name="戊某", username=free_username("auditor"), token="s" * 43)
    first.refresh_from_db()
    assert not first.is_active
    assert second.username == "auditor"
    assert free_username("auditor") == "auditor-3"
    actions.renew_administrator(system("服务器"), Office.AUDITOR, token="t" * 43)
    assert second.invitations.filter(used_at=None).count() == 1


def test_an_administrators_office_is_handed_over_from_the_server_alone_to_another_person():
    security = make_actor(Office.SECURITY_ADMIN, name="乙某")
    with pytest.raises(NotPermitted):
        actions.hand_over_administrator(
            security, Office.AUDITOR, name="丁某", username="d-1", token="t" * 43
        )
    with pytest.raises(NotPermitted):
        hand_over(office=Office.SUPERVISION)
    with pytest.raises(NotNow, match="三个人"):
        hand_over(name="乙某")
    for wrong in ({"name": " "}, {"username": security.user.username.upper()}):
        with pytest.raises(InputError):
            hand_over(**wrong)
