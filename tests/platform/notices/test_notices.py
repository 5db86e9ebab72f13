"""Notices go to offices, are new until opened, and mail says nothing of persons."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from lungang.platform import clock
from lungang.platform.accounts.actor import Actor, system
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import action
from lungang.platform.guard import WroteOutsideAction, writing
from lungang.platform.notices import actions
from lungang.platform.notices.models import Notice, Reading
from lungang.platform.notices.queries import names_an_account, new_notices, notices_for
from tests.factories import make_actor, make_unit

pytestmark = pytest.mark.django_db
CANARY = "甄不见"


@action("tests.notices.tell")
def tell(act, office, unit=None, subject="花名册被退回", **more):
    act.record(None, "告诉")
    return actions.send(act, office, unit, subject, **more)


@pytest.fixture
def mailed(settings, mailoutbox):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return mailoutbox


def with_mail(actor, address):
    with writing():
        actor.user.email = address
        actor.user.save()
    return actor


def test_new_until_opened_by_each_person(client):
    unit = make_unit()
    one, two = make_actor(Office.HR_OFFICER, unit), make_actor(Office.HR_OFFICER, unit)
    other = make_actor(Office.HR_OFFICER)
    tell(
        system("x"),
        Office.HR_OFFICER,
        unit,
        body="两格要改",
        path="/notices/?of=roster",
        urgent=True,
    )
    assert [new_notices(actor) for actor in (one, two, other)] == [1, 1, 0]
    client.force_login(one.user)
    address = reverse("notices:notice", args=[Notice.objects.get().pk])
    assert address in client.get(reverse("notices:list")).content.decode()
    for _time in range(2):
        body = client.get(address).content.decode()
    assert "两格要改" in body
    assert '<a class="btn pri" href="/notices/?of=roster"' in body
    assert [new_notices(actor) for actor in (one, two)] == [0, 1]
    assert Reading.objects.count() == 1
    client.force_login(other.user)
    assert client.get(address).status_code == 404


def test_a_look_ahead_is_no_reading(client):
    actor = make_actor(Office.LEADING_GROUP)
    notice = tell(system("x"), Office.LEADING_GROUP)
    client.force_login(actor.user)
    client.head(reverse("notices:notice", args=[notice.pk]))
    assert new_notices(actor) == 1


def test_new_ones_first_then_the_latest():
    actor = make_actor(Office.LEADING_GROUP)
    old, read, late = (tell(system("x"), Office.LEADING_GROUP, subject=s) for s in "甲乙丙")
    with writing():
        Notice.objects.filter(pk=old.pk).update(at=clock.now() - timedelta(days=2))
    actions.mark_read(actor.holding, read)
    assert list(notices_for(actor)) == [late, old, read]


def test_what_came_before_the_office_was_taken_is_not_new():
    notice = tell(system("x"), Office.LEADING_GROUP)
    actor = make_actor(Office.LEADING_GROUP)
    with writing():
        actor.holding.valid_from = clock.today() + timedelta(days=1)
        actor.holding.save()
    assert new_notices(actor) == 0
    assert list(notices_for(actor)) == [notice]


def test_nobody_without_an_office_has_notices(client):
    nobody = Actor()
    assert new_notices(nobody) == 0
    assert not notices_for(nobody).exists()


def test_one_query_counts_and_the_page_needs_no_more_for_more(client, django_assert_num_queries):
    actor = make_actor(Office.LEADING_GROUP)
    with django_assert_num_queries(1):
        new_notices(actor)
    client.force_login(actor.user)

    def queries():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("notices:list"))
        return len(caught)

    tell(system("x"), Office.LEADING_GROUP)
    queries()  # the first page of a session notes that it was seen
    few = queries()
    for _number in range(60):
        tell(system("x"), Office.LEADING_GROUP)
    assert queries() == few
    assert client.get(reverse("notices:list") + "?page=2").status_code == 200


@pytest.mark.parametrize(
    ("office", "has_unit", "path"),
    [
        (Office.HR_OFFICER, False, ""),
        (Office.LEADING_GROUP, True, ""),
        (Office.LEADING_GROUP, False, "//elsewhere.example/"),
        (Office.LEADING_GROUP, False, "https://elsewhere.example/"),
    ],
)
def test_faults_of_the_caller(office, has_unit, path):
    unit = make_unit() if has_unit else None
    with pytest.raises(ValueError, match=r"unit|site"):
        tell(system("x"), office, unit, path=path)
    assert not Notice.objects.exists()


def test_a_notice_is_sent_inside_an_action_only():
    with pytest.raises(WroteOutsideAction):
        Notice.objects.create(office=Office.LEADING_GROUP, at=clock.now(), subject="x")


def test_mail_names_nobody_and_goes_once(mailed):
    actor = with_mail(make_actor(Office.LEADING_GROUP), "one@example.org")
    with_mail(make_actor(Office.LEADING_GROUP), "two@example.org")
    with_mail(make_actor(Office.DISCIPLINE), "three@example.org")
    make_actor(Office.LEADING_GROUP)
    make_actor(Office.DISCIPLINE, name=CANARY)
    tell(actor, Office.LEADING_GROUP, subject="花名册时限快到", body=f"{CANARY}没有报")
    tell(actor, Office.LEADING_GROUP, subject=f"{CANARY}的花名册")
    assert actions.mail_due(names_an_account) == 4
    assert actions.mail_due(names_an_account) == 0
    assert sorted(one for mail in mailed for one in mail.to) == [
        "one@example.org", "one@example.org", "two@example.org", "two@example.org",
    ]  # fmt: skip
    assert [len(mail.recipients()) for mail in mailed] == [1] * 4
    text = "".join(mail.subject + mail.body for mail in mailed)
    assert CANARY not in text
    assert actor.name not in text
    assert "请登录查看" in text
    assert {mail.subject for mail in mailed} == {"轮岗：花名册时限快到", "轮岗：有一条新消息"}


def test_mail_that_is_not_taken_is_tried_again(mailed, monkeypatch):
    with_mail(make_actor(Office.LEADING_GROUP), "one@example.org")
    tell(system("x"), Office.LEADING_GROUP)

    def down(self, messages):
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", down)
        assert actions.mail_due(names_an_account) == 0
    assert actions.mail_due(names_an_account) == 1


class Refusing:
    """A mail server that does not take what is sent to some addresses."""

    def __init__(self, **codes):
        self.codes, self.taken, self.asked = codes, [], []

    def __call__(self):
        return self

    def send_messages(self, messages):
        for message in messages:
            (address,) = message.to
            self.asked.append(address)
            if code := self.codes.get(address.partition("@")[0]):
                raise smtplib.SMTPRecipientsRefused({address: (code, b"no")})
            self.taken.append(address)
        return len(messages)


@pytest.fixture
def offices():
    for name in ("a", "gone", "z"):
        with_mail(make_actor(Office.LEADING_GROUP), f"{name}@example.org")
    with_mail(make_actor(Office.SUPERVISION), "s@example.org")
    tell(system("x"), Office.LEADING_GROUP)
    tell(system("x"), Office.SUPERVISION)


@pytest.mark.usefixtures("offices")
def test_a_refused_address_keeps_nothing_from_others(monkeypatch, client):
    server = Refusing(gone=550)
    monkeypatch.setattr(actions.mailing, "get_connection", server)
    assert [actions.mail_due(names_an_account) for _time in range(3)] == [3, 0, 0]
    assert server.taken == ["a@example.org", "z@example.org", "s@example.org"]
    assert server.asked.count("gone@example.org") == 1
    client.force_login(make_actor(Office.SYSTEM_ADMIN).user)
    body = client.get(reverse("accounts:site")).content.decode()
    assert "近七天有 1 封被收件的邮箱拒收" in body
    assert "gone@" not in body


@pytest.mark.usefixtures("offices")
def test_what_is_put_off_is_tried_again_for_that_address_alone(monkeypatch):
    server = Refusing(gone=450)
    monkeypatch.setattr(actions.mailing, "get_connection", server)
    assert [actions.mail_due(names_an_account) for _time in range(2)] == [3, 0]
    server.codes.clear()
    assert actions.mail_due(names_an_account) == 1
    assert sorted(server.taken) == [f"{name}@example.org" for name in ("a", "gone", "s", "z")]


@pytest.mark.usefixtures("offices")
@pytest.mark.parametrize(
    ("error", "tried"),
    [
        (smtplib.SMTPDataError(554, b"no"), 1),
        (smtplib.SMTPDataError(451, b"later"), 2),
        (smtplib.SMTPSenderRefused(550, b"no", "lungang@example.org"), 1),
        (ValueError("no address"), 1),
    ],
)
def test_what_the_server_says_of_a_message_is_kept_to(monkeypatch, error, tried):
    asked = []

    def send_messages(messages):
        asked.extend(message.to[0] for message in messages)
        raise error

    server = SimpleNamespace(send_messages=send_messages)
    monkeypatch.setattr(actions.mailing, "get_connection", lambda: server)
    assert [actions.mail_due(names_an_account) for _time in range(2)] == [0, 0]
    assert asked.count("a@example.org") == tried


def test_old_notices_and_offices_without_mail(mailed):
    make_actor(Office.LEADING_GROUP)
    with_mail(make_actor(Office.DISCIPLINE), "one@example.org")
    tell(system("x"), Office.LEADING_GROUP)
    old = tell(system("x"), Office.DISCIPLINE)
    with writing():
        Notice.objects.filter(pk=old.pk).update(at=clock.now() - timedelta(days=2))
    assert actions.mail_due(names_an_account) == 0
    assert not mailed
