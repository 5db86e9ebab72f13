"""The queue is a table: a job is claimed, beats while it runs, and ends in one of four ways."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from lungang.platform.accounts.models import Holding
from lungang.platform.sealing import SealedJSONField, SealedTextField


class JobState(models.TextChoices):
    """Where a job is. 中断: the worker was killed; it may be started again."""

    QUEUED = "queued", "等候"
    RUNNING = "running", "正在计算"
    DONE = "done", "计算完成"
    FAILED = "failed", "未能完成"
    CANCELLED = "cancelled", "已停止"
    INTERRUPTED = "interrupted", "中断"


class Job(models.Model):
    """One piece of long work. ``kind`` names the function, ``arguments`` are plain JSON."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("事项", max_length=80)
    title = models.CharField("名称", max_length=120)
    arguments = SealedJSONField(default=dict)
    state = models.CharField(
        "状态", max_length=12, choices=JobState.choices, default=JobState.QUEUED
    )
    holding = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="jobs")
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stage = models.CharField("正在做", max_length=120, blank=True)
    stop_asked = models.BooleanField(default=False)
    beat_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    path = models.CharField("结果在", max_length=200, blank=True)
    message = SealedTextField("说明", blank=True)

    class Meta:
        """Oldest first; the queue is read by state."""

        ordering = ("queued_at", "id")
        indexes = (
            models.Index(
                fields=["queued_at"],
                condition=Q(state__in=["queued", "running"]),
                name="jobs_under_way",
            ),
        )

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state not in (JobState.QUEUED, JobState.RUNNING)

    @property
    def percent(self) -> int:
        """How far it is, 0 to 100."""
        return min(100, self.done * 100 // self.total) if self.total else 0
