"""Repairs of the released plan, and what came up with people after the release.

Whom a repair is about, why, and where they go instead is an unreleased plan: it lies in sealed
columns. What stays in clear (numbers counted from 1, times, who acted) tells that something is
being repaired, not what.
"""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import F, Q

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.repairs.content import CaseContent, RepairContent
from lungang.campaign.repairs.states import OPEN, RepairState
from lungang.campaign.transfer.models import WorkMeeting
from lungang.domain.records import decode
from lungang.platform.accounts.models import Holding
from lungang.platform.actions import Versioned
from lungang.platform.sealing import SealedJSONField, SealedTextField


class Repair(Versioned):
    """One repair: of which released plan, by which cases, to which plan.

    ``content`` is a :class:`lungang.campaign.repairs.content.RepairContent`, None until it is
    computed. ``first_by`` asks, ``second_by`` confirms; both were shown the same digest.
    ``released_in`` is the release that made it known.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="repairs")
    repairs = models.ForeignKey(Decision, models.PROTECT, related_name="repairs")
    number = models.PositiveIntegerField("第几次")
    content = SealedJSONField(null=True)
    state = models.CharField(
        "状态", max_length=10, choices=RepairState.choices, default=RepairState.REPORTED
    )
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    computed_at = models.DateTimeField(null=True)
    first_at = models.DateTimeField(null=True)
    first_by = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")
    answer = SealedTextField("退回、不再修补的原因", blank=True)
    released_in = models.OneToOneField(
        WorkMeeting, models.PROTECT, null=True, related_name="repair"
    )

    class Meta(Versioned.Meta):
        """One under way; nobody confirms alone."""

        abstract = False
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="repair_number_once"),
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(state__in=sorted(OPEN)), name="one_repair_open"
            ),
            models.CheckConstraint(
                condition=Q(second_by=None) | ~Q(second_by=F("first_by")), name="repair_by_two"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "released"]) | ~Q(second_by=None),
                name="repair_confirmed_by_a_second",
            ),
        )

    @cached_property
    def opened(self) -> RepairContent | None:
        """What is sealed in it, None until it is computed."""
        return None if self.content is None else decode(RepairContent, self.content)

    def known(self, field: str) -> Any:
        """Return a field of the content as it lies there, without reading the whole plan."""
        return None if self.content is None else self.content[field]


class Case(models.Model):
    """What came up with one person; withdrawn, never deleted.

    ``content`` is a :class:`lungang.campaign.repairs.content.CaseContent`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    repair = models.ForeignKey(Repair, models.PROTECT, related_name="cases")
    content = SealedJSONField()
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")
    withdrawn_because = SealedTextField("撤回的原因", blank=True)

    class Meta:
        """In the order in which they were reported."""

        ordering = ("reported_at", "id")

    @cached_property
    def opened(self) -> CaseContent:
        """What is sealed in it."""
        return decode(CaseContent, self.content)
