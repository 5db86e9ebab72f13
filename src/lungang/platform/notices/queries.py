"""Reads of notices: an office sees its own."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Holding, User
from lungang.platform.notices.models import Notice, Reading


def sent_to(holding: Holding) -> QuerySet[Notice]:
    """Return the notices to an office, but for what is for another person of it alone."""
    rows = Notice.objects.filter(office=holding.office, unit=holding.unit_id)
    return rows.filter(Q(holding=None) | Q(holding=holding))


def notices_for(actor: Actor) -> QuerySet[Notice]:
    """Return the notices of the actor's office, new ones first, each with ``is_new``."""
    if actor.holding is None:
        return Notice.objects.none()
    rows = sent_to(actor.holding)
    new = Case(When(_new_to(actor.holding), then=Value(True)), default=Value(False))
    return rows.annotate(is_new=new).order_by("-is_new", "-at", "id")


def new_notices(actor: Actor) -> int:
    """Return how many notices of the office the person has not opened, in one query."""
    if actor.holding is None:
        return 0
    rows = sent_to(actor.holding)
    return rows.filter(_new_to(actor.holding)).count()


def names_an_account(text: str) -> bool:
    """Whether a text holds the name of somebody who has an account."""
    rows = User.objects.alias(text=Value(text)).exclude(name="")
    return rows.filter(text__contains=F("name")).exists()


def _new_to(holding: Holding) -> Q:
    """Not opened by this person in this office, and sent since they took it."""
    since = timezone.make_aware(datetime.combine(holding.valid_from, time.min))
    opened = Reading.objects.filter(notice=OuterRef("pk"), holding=holding)
    return Q(at__gte=since) & ~Q(Exists(opened))
