"""One inquiry: one office asked about one person at one step of the law.

A row in clear would tell which units the plan touches, so whom it is about, who is asked, and what
was answered are sealed. ``desk`` and ``matter`` are keyed digests: by the first an asked office
finds its own, by the second an inquiry is known again when the plan was worked over.
"""

from __future__ import annotations

import uuid
from functools import cached_property

from django.db import models
from django.db.models import Q

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.procedure.content import AnswerContent, InquiryContent, OverrideContent
from lungang.campaign.procedure.states import InquiryState
from lungang.domain.records import decode
from lungang.platform.accounts.models import Holding
from lungang.platform.actions import Versioned
from lungang.platform.sealing import SealedJSONField


class Inquiry(Versioned):
    """A question to one office about one person, and its answer.

    ``override`` and ``cleared`` hold an ``OverrideContent``: why the group goes on against a
    dissent, and how it found that whoever bears the person's name is somebody else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="inquiries")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="inquiries")
    desk = models.CharField(max_length=64, db_index=True)
    matter = models.CharField(max_length=64)
    content = SealedJSONField()
    answer = SealedJSONField(null=True)
    override = SealedJSONField(null=True)
    cleared = SealedJSONField(null=True)
    state = models.CharField(
        "状态", max_length=10, choices=InquiryState.choices, default=InquiryState.ASKED
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    due_at = models.DateTimeField("时限")
    answered_at = models.DateTimeField(null=True)
    void_because = models.CharField("收回原因", max_length=120, blank=True)

    class Meta(Versioned.Meta):
        """The same matter is asked once at a time. Numbers would tell how many there are."""

        abstract = False
        ordering = ("asked_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "matter"], condition=~Q(state="void"), name="inquired_once"
            ),
        )

    @cached_property
    def opened(self) -> InquiryContent:
        """What is asked, about whom."""
        return decode(InquiryContent, self.content)

    @property
    def answered(self) -> AnswerContent | None:
        """What was answered, None before."""
        return decode(AnswerContent, self.answer) if self.answer else None

    @property
    def overridden(self) -> OverrideContent | None:
        """Why a dissent was set aside, None where it was not."""
        return decode(OverrideContent, self.override) if self.override else None

    @property
    def known_apart(self) -> OverrideContent | None:
        """How a namesake was found to be somebody else, None where nobody looked into it."""
        return decode(OverrideContent, self.cleared) if self.cleared else None

    @property
    def stops(self) -> bool:
        """Whether the answer stops the move."""
        answer = self.answered
        return answer is not None and not answer.consents and self.override is None
