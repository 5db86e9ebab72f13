"""Units and sections as a dated tree: what they were called, belonged to and owned, and when.

A unit is one row for ever; what can change about it stands in versions with a period. So a renamed,
merged or abolished unit keeps its history, and every question is asked of a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from lungang.domain.codes import Level, Nature, UnitKind
from lungang.platform.choices import choices
from lungang.platform.versions import Versioned

_names: ContextVar[dict[int, str] | None] = ContextVar("names_of_units", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Read the names of units once: around what writes nothing, such as a page that is shown."""
    token = _names.set({})
    try:
        yield
    finally:
        _names.reset(token)


class DatedQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Rows that hold for a period."""

    def on(self, day: date) -> Self:
        """Return the rows that hold on a day."""
        return self.filter(Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day)))


class Dated(models.Model):
    """Holds from a day on, until the day before ``valid_to``."""

    valid_from = models.DateField("自")
    valid_to = models.DateField("止（不含）", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        """A period is not empty."""

        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_period",
            ),
        )


class Unit(Versioned):
    """An organ that owns establishment (单位), whatever it is called at the time.

    Its version counts every change of what it is called, consists of and may have.
    """

    code = models.CharField("单位代码", max_length=40, unique=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入"
    )

    class Meta(Versioned.Meta):
        """A row for ever."""

        abstract = False

    def __str__(self) -> str:
        """Return the latest name; while a page is made all are read at once (:func:`reading`)."""
        known = _names.get()
        if known is not None:
            if not known:
                rows = UnitVersion.objects.order_by("valid_from")
                known.update(rows.values_list("unit", "name"))
            return known.get(self.pk, self.code)
        latest = self.versions.order_by("-valid_from").first()
        return latest.name if latest else self.code


class UnitVersion(Dated):
    """What a unit was in a period: its names, kind and department in charge (主管部门)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="versions")
    name = models.CharField("单位全称", max_length=120)
    short_name = models.CharField("简称", max_length=60, blank=True)
    kind = models.CharField("单位类别", max_length=30, choices=choices(UnitKind))
    in_charge = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="in_charge_of",
        verbose_name="主管部门",
    )  # fmt: skip
    leading_body = models.JSONField("班子成员", default=list, blank=True)
    order = models.PositiveIntegerField("排序", default=0)

    class Meta(Dated.Meta):
        """One open version a unit; names are unique among those in force."""

        ordering = ("order", "name")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to=None), name="unit_one_open_version"
            ),
            models.UniqueConstraint(
                fields=["name"], condition=Q(valid_to=None), name="unit_open_name_once"
            ),
        )

    def __str__(self) -> str:
        """Return the name as offices say it."""
        return self.short_name or self.name


class Section(models.Model):
    """A part of a unit (内设机构)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sections")


class SectionVersion(Dated):
    """What a section was called in a period, and which deputy of the unit led it (分管)."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="versions")
    name = models.CharField("内设机构", max_length=120)
    deputy_in_charge = models.CharField("分管领导", max_length=60, blank=True)

    class Meta(Dated.Meta):
        """One open version a section."""

        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["section"], condition=Q(valid_to=None), name="section_one_open_version"
            ),
        )


class Establishment(Dated):
    """Authorised headcount (编制) of a unit and nature in a period."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="establishment")
    nature = models.CharField("编制性质", max_length=30, choices=choices(Nature))
    headcount = models.PositiveIntegerField("核定编制")

    class Meta(Dated.Meta):
        """One number at a time."""

        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit", "nature"],
                condition=Q(valid_to=None),
                name="establishment_one_open_number",
            ),
        )


class QuotaKind(models.TextChoices):
    """What a quota counts."""

    LEADING = "leading", "领导职数"
    CHIEF = Level.SECTION_CHIEF.value, "中层正职职数"
    DEPUTY = Level.DEPUTY_SECTION_CHIEF.value, "中层副职职数"
    RANK = "rank", "职级职数"


class Quota(Dated):
    """How many leading posts (职数), or posts of a rank (职级职数), a unit may fill in a period.

    ``rank`` is "" for one number over all ranks together, and for quotas of leading posts.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="quotas")
    kind = models.CharField("职数类别", max_length=30, choices=QuotaKind.choices)
    rank = models.CharField("职级", max_length=40, blank=True)
    number = models.PositiveIntegerField("核定职数")

    class Meta(Dated.Meta):
        """One number at a time."""

        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit", "kind", "rank"],
                condition=Q(valid_to=None),
                name="quota_one_open_number",
            ),
        )
