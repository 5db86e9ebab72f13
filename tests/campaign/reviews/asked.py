"""Somebody who asks for review, in one line each."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from lungang.campaign.reviews import actions
from lungang.campaign.reviews.actions.asking import Request
from lungang.campaign.reviews.models import Review
from lungang.campaign.transfer.models import Journey
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office
from tests.campaign.transfer.released import Transfer
from tests.factories import make_actor

WANTS, WHY = "留在原单位", "觌妹病重，要照护"


def moved(journey: Journey) -> Actor:
    """The person of a move, with an entry."""
    return make_actor(
        Office.PERSON_MOVED, journey.from_unit, journey.name, person=journey.person_key
    )


def told(**other: object) -> Request:
    return Request(**({"wants": WANTS, "reason": WHY} | other))  # type: ignore[arg-type]


def ask(released: Transfer, journey: Journey, actor: Actor | None = None, **said: object) -> Review:
    return actions.ask(actor or moved(journey), released.campaign, journey.pk, told(**said))


def at_noon(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Let it be noon of a day."""
    moment = timezone.make_aware(datetime.combine(day, time(12)))
    monkeypatch.setattr(clock, "now", lambda: moment)


def in_days(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """Let it be so many days later."""
    at_noon(monkeypatch, clock.today() + timedelta(days=days))
