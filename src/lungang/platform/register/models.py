"""The register of document numbers: drawn inside the action that issues, voided, never deleted."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import Office
from lungang.platform.organisation.models import Unit


def written(word: str, year: int, number: int) -> str:
    """Return a number as papers carry it, in any language of the reader."""
    return f"{word}〔{year}〕{number}号"


class Word(models.Model):
    """A 机关代字 and the office that numbers its papers by it: no other does."""

    word = models.CharField("机关代字", max_length=40, unique=True)
    office = models.CharField("岗位", max_length=30, choices=Office.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        """Return the word."""
        return self.word


class Series(models.Model):
    """One run of numbers: 机关代字 and year, e.g. 岚督〔2004〕."""

    word = models.CharField("机关代字", max_length=40)
    year = models.PositiveIntegerField("年份")
    last = models.PositiveIntegerField("已编到", default=0)

    class Meta:
        """One counter a word and year."""

        constraints = (
            models.UniqueConstraint(fields=["word", "year"], name="one_series_a_word_and_year"),
        )


class NumberState(models.TextChoices):
    """A number is never freed: what came of it is said."""

    TO_MAKE = "to_make", "待制作"
    ISSUED = "issued", "已发"
    VOID = "void", "已作废"


class DocumentNumber(models.Model):
    """One number, what it stands on, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.ForeignKey(Series, models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField("序号")
    title = models.CharField("文件", max_length=200)
    state = models.CharField(
        "状态", max_length=10, choices=NumberState.choices, default=NumberState.TO_MAKE
    )
    drawn_at = models.DateTimeField("编号时间")
    drawn_by = models.ForeignKey(
        Holding, models.PROTECT, null=True, related_name="+", verbose_name="编号岗位"
    )
    void_reason = models.TextField("作废理由", blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        """Each number once; a voided one has a reason."""

        ordering = ("series", "number")
        constraints = (
            models.UniqueConstraint(fields=["series", "number"], name="each_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="numbers_from_one"),
            models.CheckConstraint(
                condition=~Q(state="void") | ~Q(void_reason=""), name="void_has_a_reason"
            ),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="replaces_another"),
        )

    def __str__(self) -> str:
        """Return the number as papers carry it (GB/T 9704-2012, 7.2.5)."""
        return written(self.series.word, self.series.year, self.number)
