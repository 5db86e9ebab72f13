"""What was published of the outcomes: numbers alone, kept as they went out."""

from __future__ import annotations

import uuid

from django.db import models

from lungang.campaign.core.models import Campaign
from lungang.campaign.transfer.models import WorkMeeting
from lungang.platform.accounts.models import Holding


class Publication(models.Model):
    """The numbers as they were published (公布). Never changed; the newest is what is read.

    ``content`` is a :class:`lungang.campaign.outcomes.published.Published`; ``meeting`` released
    the plan that it counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="publications")
    meeting = models.ForeignKey(WorkMeeting, models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField("第几次")
    content = models.JSONField()
    published_at = models.DateTimeField("公布")
    published_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")

    class Meta:
        """Numbered from 1."""

        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="publication_number_once"),
        )
