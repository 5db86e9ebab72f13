"""A request for review. What the person and the section write stays encrypted at rest."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from lungang.campaign.core.models import Campaign
from lungang.campaign.reviews.states import ReviewState
from lungang.campaign.transfer.models import Journey
from lungang.platform import clock
from lungang.platform.accounts.models import Holding
from lungang.platform.actions import Versioned
from lungang.platform.sealing import SealedTextField


class Review(Versioned):
    """Somebody who is moved asks the section in charge to look at it once more (复核).

    ``received_on`` is the day on which it came in, by which both clocks are counted: ``ended_on``
    is the last day on which it could be asked for, as it was then (none where it did not run yet),
    ``due_at`` the moment by which it is answered. ``on_paper``: a section recorded it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="reviews")
    journey = models.ForeignKey(Journey, models.PROTECT, related_name="reviews")
    state = models.CharField(
        "状态", max_length=12, choices=ReviewState.choices, default=ReviewState.ASKED
    )
    received_on = models.DateField("收到日期")
    ended_on = models.DateField("申请期限", null=True)
    due_at = models.DateTimeField("答复时限")
    on_paper = models.BooleanField("书面送来", default=False)
    wants = SealedTextField("要求")
    reason = SealedTextField("理由")
    why_late = SealedTextField("过期的原因", blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")
    reply = SealedTextField("答复", blank=True)
    why_taken = SealedTextField("过期受理的理由", blank=True)

    class Meta(Versioned.Meta):
        """One a move that was not taken back."""

        abstract = False
        ordering = ("asked_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["journey"], condition=~Q(state="withdrawn"), name="one_review_a_move"
            ),
        )

    @property
    def came_late(self) -> bool:
        """Whether it came in after the last day on which it could be asked for."""
        return self.ended_on is not None and self.received_on > self.ended_on

    @property
    def is_open(self) -> bool:
        """Whether it waits for its reply."""
        return self.state == ReviewState.ASKED

    @property
    def is_overdue(self) -> bool:
        """Whether the reply was late, or is."""
        return (self._end or clock.now()) > self.due_at

    @property
    def _end(self) -> datetime | None:
        return self.answered_at
