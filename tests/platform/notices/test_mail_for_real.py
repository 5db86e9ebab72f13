"""A person says where mail goes; a notice then arrives at a mail server, and tells nothing."""

from __future__ import annotations

import socketserver
import threading
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import translation

from lungang.config import tick
from lungang.platform.accounts import actions as accounts
from lungang.platform.accounts.models import User
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import action
from lungang.platform.audit.models import Entry
from lungang.platform.notices.actions import send
from lungang.platform.notices.models import Notice
from tests import forms
from tests.factories import PASSWORD, make_actor
from tests.platform.accounts.signing import give_totp, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/accounts/settings/email/"
CITIZEN, CANARY = "999901197001010011", "甄不见"


@action("tests.mail.tell")
def tell(act, subject, body):
    act.record(None, "告诉")
    return send(act, Office.LEADING_GROUP, None, subject, body=body)


class Sink(socketserver.StreamRequestHandler):
    """As much of SMTP as it takes to be handed a message."""

    def handle(self):
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                message = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.taken.append(message_from_bytes(message, policy=policy.default))
            self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
            if verb == b"QUIT":
                return


@pytest.fixture
def sink(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink) as server:
        server.taken = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.SITE = replace(django_settings.SITE, mail_server="127.0.0.1")
        yield server
        server.shutdown()


def enter_address(client, address):
    return forms.send(client, PAGE, {"email": address})


def test_from_the_own_settings_to_the_mailbox(client, sink):
    actor = make_actor(Office.LEADING_GROUP)
    sign_in(client, actor.user)
    assert enter_address(client, "group@example.org")["Location"] == "/accounts/settings/"
    assert "group@example.org" in client.get("/accounts/settings/").content.decode()
    make_actor(Office.DISCIPLINE, name=CANARY)
    tell(actor, "花名册时限快到", f"{CANARY}（{CITIZEN}）没有报")
    tell(actor, f"{CANARY}的花名册", "")
    assert tick.tick().counts["mail"] == 2
    assert tick.tick().counts["mail"] == 0
    first, second = sink.taken
    assert first["Subject"] == "轮岗：花名册时限快到"
    assert second["Subject"] == "轮岗：有一条新消息"
    assert first["To"] == "group@example.org"
    for message in sink.taken:
        whole = message.as_string() + message.get_content() + message["Subject"]
        assert not [word for word in (CANARY, CITIZEN, actor.user.name) if word in whole]
    enter_address(client, "")
    tell(actor, "又一件", "")
    assert tick.tick().counts["mail"] == 0


def test_the_log_tells_that_it_changed_and_not_to_what(client):
    actor = make_actor(Office.LEADING_GROUP)
    sign_in(client, actor.user)
    enter_address(client, "group@example.org")
    line = Entry.objects.get(action="accounts.change_email")
    assert line.summary == "改邮箱"
    assert len(line.details["email"]) == 64
    assert "example.org" not in str(line.__dict__)
    assert enter_address(client, "group@example.org").status_code == 409
    assert enter_address(client, "no address").status_code == 200
    assert User.objects.get(pk=actor.user.pk).email == "group@example.org"


def test_the_password_or_the_second_factor_is_shown_anew(settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    actor = make_actor(Office.LEADING_GROUP)
    client = Client()
    sign_in(client, actor.user)
    for asked in (client.get(PAGE), client.post(PAGE, {"email": "thief@example.org"})):
        assert asked["Location"].startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    give_totp(actor.user)
    assert client.get(PAGE)["Location"].startswith("/accounts/second/again/")
    assert User.objects.get(pk=actor.user.pk).email == ""
    assert Client().get(PAGE)["Location"].startswith("/accounts/login/")


def test_the_security_administrator_may_enter_it_with_a_new_account():
    admin = make_actor(Office.SECURITY_ADMIN)
    made = accounts.make_account(
        admin, username="zhao", name="赵某", email="zhao@example.org", token="t"
    )
    assert User.objects.get(pk=made.pk).email == "zhao@example.org"


def test_a_notice_is_chinese_whoever_sends_it():
    from tests.campaign.rosters.desk import make_desk

    with translation.override("en"):
        make_desk().accepted()
    for notice in Notice.objects.all():
        assert not notice.subject.isascii()
    assert {"花名册已接收"} <= set(Notice.objects.values_list("subject", flat=True))
    assert not [line.summary for line in Entry.objects.all() if line.summary.isascii()]
