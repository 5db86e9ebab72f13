"""What is due is done once, and one fault keeps nothing else from being done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings as django_settings

from lungang.campaign.core import actions, kinds
from lungang.campaign.core.models import Task
from lungang.campaign.rosters.models import Person
from lungang.config import tick
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import action
from lungang.platform.guard import writing
from lungang.platform.notices.actions import send
from tests.factories import make_actor, make_campaign, make_unit

pytestmark = pytest.mark.django_db
CANARY = "甄不见"


@action("tests.tick.tell")
def tell(act, subject):
    act.record(None, "告诉")
    return send(act, Office.LEADING_GROUP, None, subject)


@pytest.fixture
def mailed(settings, mailoutbox):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE = replace(django_settings.SITE, mail_server="mail.example")
    return mailoutbox


def reader():
    actor = make_actor(Office.LEADING_GROUP)
    with writing():
        actor.user.email = "one@example.org"
        actor.user.save()
    return actor


def test_everything_once(monkeypatch):
    kind = kinds.TaskKind(key="rosters", noun="花名册", home="core:home")
    monkeypatch.setattr(kinds, "_kinds", {"rosters": kind})
    unit = make_unit()
    section = make_actor(Office.ORGANISATION_SECTION)
    campaign = make_campaign()
    actions.give_task(section, campaign.pk, "rosters", [unit.pk], clock.now() + timedelta(hours=2))
    assert Task.objects.exists()
    first = tick.tick()
    assert (first["reminders"], first["checkpoints"]) == (1, 1)
    assert set(tick.tick().values()) == {0}


def test_no_mail_without_a_server(mailoutbox):
    tell(reader(), "x")
    assert tick.tick()["mail"] == 0


def test_names_from_rosters_and_accounts_are_not_mailed(mailed):
    actor = reader()
    with writing():
        Person.objects.create(key="k", name=CANARY)
        Person.objects.create(key="l", name="")
    tell(actor, f"{CANARY}的花名册")
    tell(actor, f"{actor.name}交来")
    tell(actor, "花名册时限快到")
    assert tick.tick()["mail"] == 3
    text = "".join(str(mail.message()) + mail.subject + mail.body for mail in mailed)
    assert CANARY not in text
    assert actor.name not in text
    assert "花名册时限快到" in text


def test_a_fault_keeps_nothing_else_from_being_done(monkeypatch, caplog):
    done = []

    def broken():
        raise ValueError(CANARY)

    monkeypatch.setattr(tick, "CHORES", {"a": broken, "b": lambda: done.append(1) or 1})
    with pytest.raises(ExceptionGroup) as faults:
        tick.tick()
    assert done
    assert len(faults.value.exceptions) == 1
    assert CANARY not in caplog.text
