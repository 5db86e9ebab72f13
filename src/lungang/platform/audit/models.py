"""Lines of the audit log and the signed checkpoints over them."""

from __future__ import annotations

from django.db import models


class Result(models.TextChoices):
    """How an act ended."""

    DONE = "done", "已办"
    REFUSED = "refused", "未准"


class Entry(models.Model):
    """One line: who did what to what, in which office. Written in the act's own transaction.

    ``seq`` counts from 0 without gaps. ``details`` holds no personal value in clear: those are
    keyed digests (:func:`lungang.platform.audit.log.veiled`), so that they can be erased by
    forgetting the key. ``leaf`` is the RFC 6962 leaf hash over all of this and ``previous``.
    ``key`` is the idempotency key of the form: the line is also the proof that it was acted on.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField("时间")
    action = models.CharField("事项", max_length=80, db_index=True)
    result = models.CharField("结果", max_length=10, choices=Result.choices)
    actor_id = models.CharField("账号", max_length=60)
    actor_name = models.CharField("经手人", max_length=60)
    actor_office = models.CharField("岗位", max_length=30)
    actor_title = models.CharField("岗位全称", max_length=160)
    subject_type = models.CharField("对象类别", max_length=60)
    subject_id = models.CharField("对象", max_length=60)
    subject_version = models.PositiveIntegerField("版本", null=True)
    summary = models.CharField("摘要", max_length=200)
    reason = models.TextField("理由", blank=True)
    details = models.JSONField("内容", default=dict)
    key = models.CharField("表单号", max_length=64, null=True, unique=True)
    previous = models.CharField(max_length=64)
    leaf = models.CharField(max_length=64)

    class Meta:
        """Read by time and by what was done to one thing."""

        ordering = ("seq",)
        indexes = (models.Index(fields=["subject_type", "subject_id", "seq"]),)

    def __str__(self) -> str:
        """Return one line for people."""
        return f"{self.seq} {self.actor_title} {self.actor_name} {self.summary}"


class Checkpoint(models.Model):
    """A signed statement of the log's size and Merkle root (C2SP tlog-checkpoint)."""

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        """In the order of the log."""

        ordering = ("size",)
