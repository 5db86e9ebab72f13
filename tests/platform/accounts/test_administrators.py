"""The three administrators are kept apart: on the pages, and in the database itself."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from lungang.errors import NotNow, NotPermitted
from lungang.platform.accounts import actions
from lungang.platform.accounts.actor import system
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import Office
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
