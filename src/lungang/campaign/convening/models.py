"""A work meeting that is to be, and who is called to it. Nothing here knows of a plan."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from lungang.campaign.convening.states import ConveningState
from lungang.campaign.core.models import Campaign
from lungang.platform.accounts.models import Holding
from lungang.platform.actions import Versioned
from lungang.platform.organisation.models import Unit
from lungang.platform.sealing import SealedTextField


class Convening(Versioned):
    """When and where the work meeting is to be. ``why`` says why it was changed or called off,
    ``changed_at`` when; that it was held is in its state and in the release.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="convenings")
    state = models.CharField(
        "状态", max_length=12, choices=ConveningState.choices, default=ConveningState.CONVENED
    )
    held_at = models.DateTimeField("开会时间")
    place = models.CharField("地点", max_length=120)
    why = SealedTextField("原因", blank=True)
    convened_at = models.DateTimeField()
    convened_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")

    class Meta(Versioned.Meta):
        """One that stands at a time."""

        abstract = False
        ordering = ("convened_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(state="convened"), name="one_meeting_convened"
            ),
        )

    @property
    def stands(self) -> bool:
        """Whether it is still to be held."""
        return self.state == ConveningState.CONVENED

    @property
    def is_called(self) -> bool:
        """Whether its notice says what holds or held: it was not called off."""
        return self.state != ConveningState.CALLED_OFF

    @property
    def told_at(self) -> datetime:
        """When the units were last told the time and place: the day that the notice bears."""
        return self.changed_at or self.convened_at


class Invited(models.Model):
    """A unit that is called: its head and its HR officer. All that took part, whoever sends."""

    convening = models.ForeignKey(Convening, models.PROTECT, related_name="invited")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField("单位", max_length=120)

    class Meta:
        """Each unit once, in the order of units."""

        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["convening", "unit"], name="invited_once"),)
