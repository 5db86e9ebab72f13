"""The campaign and the tasks that its steps give to units."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from lungang.campaign.core.steps import CHOICES, STEPS
from lungang.platform.accounts.models import Holding
from lungang.platform.actions import Versioned
from lungang.platform.organisation.models import Unit


class Campaign(Versioned):
    """One run of the whole work (一批轮岗交流), computed at its reference date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("名称", max_length=120)
    county = models.CharField("县市区", max_length=60)
    document_number = models.CharField("文号", max_length=60, blank=True)
    reference_date = models.DateField("基准日")
    step = models.CharField("现在到", max_length=20, choices=CHOICES, default=STEPS[0].key)
    opened_at = models.DateTimeField("立项")
    closed_at = models.DateTimeField("归档", null=True, blank=True)

    class Meta(Versioned.Meta):
        """Newest last; one under way at a time."""

        abstract = False
        ordering = ("opened_at",)
        constraints = (
            models.UniqueConstraint(
                models.expressions.Value(1),
                condition=Q(closed_at=None),
                name="one_campaign_under_way",
            ),
        )

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class PackVersion(models.Model):
    """A policy pack as adopted: the text, its digest, and the decision that brought it in force.

    Amendments are further versions; the one in force is the last.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="packs")
    number = models.PositiveIntegerField("第几版")
    name = models.CharField("政策包", max_length=60)
    title = models.CharField("标题", max_length=200)
    text = models.TextField("内容")
    digest = models.CharField("校验值", max_length=64)
    decision = models.CharField("依据", max_length=200, blank=True)
    adopted_at = models.DateTimeField("起用")

    class Meta:
        """Numbered from 1."""

        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="pack_version_once"),
        )


class CalendarDay(models.Model):
    """A day on which the county works, or not, otherwise than the national calendar says."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="days")
    day = models.DateField("日期")
    is_working = models.BooleanField("上班")
    reason = models.CharField("依据", max_length=120)

    class Meta:
        """Each day once."""

        constraints = (
            models.UniqueConstraint(fields=["campaign", "day"], name="calendar_day_once"),
        )


class Observer(models.Model):
    """A representative of the congress or the CPPCC who reads what is published."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="observers")
    holding = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        """Each once."""

        constraints = (
            models.UniqueConstraint(fields=["campaign", "holding"], name="observer_once"),
        )


class TaskState(models.TextChoices):
    """One word for one state, the same on every screen."""

    OPEN = "open", "未开始"
    BEGUN = "begun", "填了一半"
    SUBMITTED = "submitted", "已上报"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已接收"
    WITHDRAWN = "withdrawn", "已撤销"


class Task(Versioned):
    """Something that a unit owes by a time. ``kind`` names the step's task, e.g. ``rosters``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="tasks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks")
    kind = models.CharField("事项", max_length=40)
    due_at = models.DateTimeField("时限")
    state = models.CharField(
        "状态", max_length=12, choices=TaskState.choices, default=TaskState.OPEN
    )
    opened_at = models.DateTimeField("布置")
    finished_at = models.DateTimeField("办结", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta(Versioned.Meta):
        """By deadline; one of a kind a unit."""

        abstract = False
        ordering = ("due_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "unit", "kind"],
                condition=~Q(state="withdrawn"),
                name="one_task_of_a_kind_a_unit",
            ),
        )
