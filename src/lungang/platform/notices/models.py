"""A notice goes to an office (of a unit): whoever holds it reads it, or one of them alone."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import Office
from lungang.platform.organisation.models import Unit
from lungang.platform.sealing import SealedTextField


class Notice(models.Model):
    """A message. ``subject`` may be mailed and so never holds a person's name.

    ``holding``: for this person of the office alone, as what is sealed from the others is; such a
    message is never mailed.
    ``mailed_to`` names the accounts whose mail is dealt with, ``mail_refused`` counts those of them
    whose address was refused for good.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.CharField("给", max_length=30, choices=Office.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="notices")
    holding = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")
    sender = models.CharField("发自", max_length=160)
    subject = models.CharField("事由", max_length=120)
    body = SealedTextField("内容", blank=True)
    path = models.CharField("打开", max_length=200, blank=True)
    urgent = models.BooleanField("急", default=False)
    mailed_at = models.DateTimeField(null=True)
    mailed_to = models.JSONField(default=list)
    mail_refused = models.PositiveIntegerField(default=0)

    class Meta:
        """Newest first."""

        ordering = ("-at", "id")
        indexes = (
            models.Index(fields=["office", "unit", "-at"]),
            models.Index(fields=["at"], condition=Q(mailed_at=None), name="notices_to_mail"),
        )


class Reading(models.Model):
    """Somebody in the office has opened it."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="readings")
    holding = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Once a person and office."""

        constraints = (models.UniqueConstraint(fields=["notice", "holding"], name="read_once"),)
