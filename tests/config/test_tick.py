"""What is due is done once, and one fault keeps nothing else from being done."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.http import QueryDict
from django.utils import timezone

from lungang.campaign.core import actions, kinds
from lungang.campaign.core.models import Task
from lungang.campaign.rosters.models import Person
from lungang.cli import tick as command
from lungang.config import tick
from lungang.config.work import _Chores
from lungang.errors import LungangError
from lungang.platform import clock
from lungang.platform.accounts.actions.drafts import keep_draft
from lungang.platform.accounts.models import Draft, Invitation
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import action
from lungang.platform.files import storage
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
    first = tick.tick().counts
    assert (first["reminders"], first["checkpoints"]) == (1, 1)
    again = tick.tick()
    assert set(again.counts.values()) == {0}
    assert not again.faults


def test_no_mail_without_a_server(mailoutbox):
    tell(reader(), "x")
    assert tick.tick().counts["mail"] == 0


def test_names_from_rosters_and_accounts_are_not_mailed(mailed):
    actor = reader()
    with writing():
        Person.objects.create(key="k", name=CANARY)
        Person.objects.create(key="l", name="")
    tell(actor, f"{CANARY}的花名册")
    tell(actor, f"{actor.name}交来")
    tell(actor, "花名册时限快到")
    assert tick.tick().counts["mail"] == 3
    text = "".join(str(mail.message()) + mail.subject + mail.body for mail in mailed)
    assert CANARY not in text
    assert actor.name not in text
    assert "花名册时限快到" in text


def test_a_fault_keeps_nothing_else_from_being_done(monkeypatch, caplog):
    done = []

    def broken():
        raise ValueError(CANARY)

    monkeypatch.setattr(tick, "CHORES", {"a": broken, "b": lambda: done.append(1) or 1})
    outcome = tick.tick()
    assert done
    assert outcome.counts == {"b": 1}
    assert list(outcome.faults) == ["a"]
    assert "a: ValueError" in caplog.text
    assert CANARY not in caplog.text


@pytest.mark.parametrize("broken", [*tick.CHORES])
def test_each_chore_may_fail_alone(monkeypatch, broken):
    def fail():
        raise OSError

    monkeypatch.setattr(tick, "CHORES", {**tick.CHORES, broken: fail})
    outcome = tick.tick()
    assert list(outcome.faults) == [broken]
    assert set(outcome.counts) == {*tick.CHORES} - {broken}


def test_the_command_says_what_was_done_and_what_was_not(monkeypatch, capsys):
    def fail():
        raise OSError

    monkeypatch.setattr(command.running, "start", lambda _site: None)
    monkeypatch.setattr(command.running, "refuse_unmigrated", lambda: None)
    monkeypatch.setattr(tick, "CHORES", {"files": fail, "drafts": lambda: 3})
    with pytest.raises(LungangError, match="files OSError"):
        command.run()
    assert "3" in capsys.readouterr().out


def test_every_chore_has_its_words():
    assert set(command.WORDS) == set(tick.CHORES)


def test_the_worker_outlives_a_chore_that_fails(monkeypatch):
    def fail():
        raise OSError

    reaped = []
    monkeypatch.setattr(tick, "CHORES", {"files": fail})
    chores = _Chores(tick.tick, lambda: reaped.append(1))
    for _call in range(4):
        chores()
    assert len(reaped) == 3


def test_drafts_are_forgotten_after_a_week():
    actor = reader()
    for path, days in (("/old/", 7), ("/young/", 6)):
        with time_machine.travel(clock.now() - timedelta(days=days), tick=False):
            keep_draft(actor, path, QueryDict("reason=a"))
    assert tick.tick().counts["drafts"] == 1
    assert Draft.objects.get().path == "/young/"


def test_links_that_open_nothing_are_deleted_after_a_week():
    user, now = reader().user, clock.now()
    with writing():
        for name, made, used in (
            ("open", 0, None), ("used", 0, 1), ("used-long-ago", 9, 8), ("over", 5, None),
            ("over-long-ago", 11, None),
        ):  # fmt: skip
            at = now - timedelta(days=made)
            Invitation.objects.create(
                user=user, digest=name, made_at=at, expires_at=at + timedelta(days=3),
                used_at=None if used is None else now - timedelta(days=used),
            )  # fmt: skip
    assert tick.tick().counts["links"] == 2
    kept = set(Invitation.objects.values_list("digest", flat=True))
    assert kept == {"open", "used", "over"}


def test_sessions_that_are_over_are_deleted():
    for key, days in (("over", -1), ("open", 1)):
        at = timezone.now() + timedelta(days=days)
        Session.objects.create(session_key=key, session_data="", expire_date=at)
    assert tick.tick().counts["sessions"] == 1
    assert Session.objects.get().session_key == "open"


def test_files_that_no_row_names_are_swept_once_an_hour(monkeypatch, tmp_path):
    monkeypatch.setattr(django_settings, "SITE", replace(django_settings.SITE, folder=tmp_path))
    old, young = storage.keep(b"old"), storage.keep(b"young")
    os.utime(storage.place_of(old), (0, 0))
    cache.clear()
    assert tick.tick().counts["files"] == 1
    assert not storage.place_of(old).exists()
    assert storage.place_of(young).exists()
    os.utime(storage.place_of(young), (0, 0))
    assert tick.tick().counts["files"] == 0  # within the hour
    cache.clear()
    assert tick.tick().counts["files"] == 1
