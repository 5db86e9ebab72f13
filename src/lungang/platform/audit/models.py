"""Lines of the audit log and the signed checkpoints over them."""

from __future__ import annotations

from django.db import models

from lungang.platform.audit.words import action_word, subject_word
from lungang.platform.sealing import SealedTextField


class Result(models.TextChoices):
    """How an act ended."""

    DONE = "done", "已办"
    REFUSED = "refused", "未准"


class Entry(models.Model):
    """One line: who did what to what, in which office. Written in the act's own transaction.

    ``seq`` counts from 0 without gaps. ``details`` holds no personal value in clear: those are
    keyed digests (:func:`lungang.platform.audit.log.veiled`), so that they can be erased by
    forgetting the key. ``reason_digest`` says that a reason was written, how long, and its keyed
    digest; the words are in :class:`Reason`. ``leaf`` is the RFC 6962 leaf hash over all of this
    and ``previous``. ``key`` is the idempotency key of the form: the line is also the proof that it
    was acted on.
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
    reason_digest = models.CharField("理由摘要", max_length=80, blank=True)
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

    @property
    def action_word(self) -> str:
        """What the action is called on pages."""
        return action_word(self.action)

    @property
    def subject_word(self) -> str:
        """What kind of thing it was done to."""
        return subject_word(self.subject_type)

    @property
    def reason(self) -> str:
        """The reason in words, for pages of the thing that it is about: no page of the log's.

        Lists read it with ``select_related("words")``.
        """
        try:
            return str(self.words.text)
        except Reason.DoesNotExist:
            return ""

    @property
    def reason_length(self) -> int:
        """How many letters the reason has, 0 for none: all that the auditor learns of it."""
        return int(self.reason_digest.partition(":")[0] or 0)


class Reason(models.Model):
    """The words of a line's reason, sealed: people write names into them.

    The line's hash is over their digest, not over them: they can be erased and the log still holds.
    The database refuses to change them, not to take them out and put others in: that is found by
    the check of the log (:func:`lungang.platform.audit.queries.verify_log`), which compares each
    with the line's digest.
    """

    entry = models.OneToOneField(
        Entry, models.PROTECT, primary_key=True, related_name="words", verbose_name="记录"
    )
    text = SealedTextField("理由")


class Checkpoint(models.Model):
    """A signed statement of the log's size and Merkle root (C2SP tlog-checkpoint)."""

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        """In the order of the log."""

        ordering = ("size",)
