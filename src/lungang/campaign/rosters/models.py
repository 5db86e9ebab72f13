"""Returns of rosters: cells as they were written, and what was said of each row.

The facts of the domain are made of these cells in one place, :mod:`lungang.campaign.rosters.facts`,
by the same reader that reads workbooks.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from lungang.campaign.core.models import Campaign
from lungang.campaign.rosters.states import CorrectionState, ReturnState, RowState
from lungang.domain.codes import CadreAuthority
from lungang.platform.accounts.models import Holding
from lungang.platform.actions import Versioned
from lungang.platform.choices import choices
from lungang.platform.files.models import StoredFile
from lungang.platform.organisation.models import Dated, Unit
from lungang.platform.sealing import SealedJSONField, SealedTextField


class Return(Versioned):
    """One return (上报) of a unit's roster: the first, and one more for each time it came back.

    ``layout`` tells for each sheet where its columns stood in the workbook, so that findings name
    the unit's own cells, and what was wrong with its headers; a return typed on screen has the
    template's layout (see :mod:`lungang.campaign.rosters.layout`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="returns")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="returns")
    number = models.PositiveIntegerField("第几次")
    state = models.CharField(
        "状态", max_length=12, choices=ReturnState.choices, default=ReturnState.DRAFT
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    layout = SealedJSONField(default=dict)
    began_at = models.DateTimeField("开始")
    submitted_at = models.DateTimeField("上报", null=True, blank=True)
    submitted_by = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("接收或退回", null=True, blank=True)
    decided_by = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")
    reason = SealedTextField("退回原因", blank=True)
    remark = SealedTextField("上报说明", blank=True)

    _previous: Return | None
    """What :func:`lungang.campaign.rosters.queries.previous_return` found."""

    class Meta(Versioned.Meta):
        """One under way and one accepted a unit."""

        abstract = False
        ordering = ("campaign", "unit", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "unit", "number"], name="return_number_once"
            ),
            models.UniqueConstraint(
                fields=["campaign", "unit"],
                condition=Q(state__in=["draft", "submitted"]),
                name="one_return_under_way",
            ),
            models.UniqueConstraint(
                fields=["campaign", "unit"],
                condition=Q(state="accepted"),
                name="one_return_accepted",
            ),
        )


class TableKind(models.TextChoices):
    """The tables of a unit's workbook (the unit table itself is the establishment office's)."""

    ROSTER = "roster", "花名册"
    KIN = "kin", "亲属关系"
    WISH = "wish", "志愿"


class Row(Versioned):
    """One row of a return. ``cells`` holds each field as written (text, number, or ["d", date]).

    Beside them stand what lists are sorted, searched and scoped by, taken from the cells:
    ``person_key`` is a keyed digest of the citizen id, the same in every return.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    roster_return = models.ForeignKey(Return, models.CASCADE, related_name="rows")
    table = models.CharField(max_length=10, choices=TableKind.choices, default=TableKind.ROSTER)
    sheet = models.PositiveIntegerField("表", default=0)
    number = models.PositiveIntegerField("行")
    cells = SealedJSONField(default=dict)
    name = models.CharField("姓名", max_length=60, blank=True)
    pinyin = models.CharField(max_length=120, blank=True)
    strokes = models.CharField(max_length=120, blank=True)
    person_key = models.CharField(max_length=64, blank=True, db_index=True)
    authority = models.CharField(
        "干部管理权限", max_length=30, choices=choices(CadreAuthority), blank=True
    )
    state = models.CharField(
        "状态", max_length=10, choices=RowState.choices, default=RowState.PENDING
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")
    reason = SealedTextField("退回原因", blank=True)

    class Meta(Versioned.Meta):
        """In the order of the sheet."""

        abstract = False
        ordering = ("sheet", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["roster_return", "sheet", "number"], name="row_number_once"
            ),
        )
        indexes = (
            # The county's rows are counted and compared from this alone, past their cells.
            models.Index(fields=["roster_return", "table", "authority", "state", "person_key"]),
        )


class Person(models.Model):
    """A person known to the office, by the keyed digest of the citizen id."""

    key = models.CharField(primary_key=True, max_length=64)
    name = models.CharField("姓名", max_length=60)


class PersonAuthority(Dated):
    """Under whose cadre authority (干部管理权限) a person is, and since when."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="authorities")
    authority = models.CharField("干部管理权限", max_length=30, choices=choices(CadreAuthority))

    class Meta(Dated.Meta):
        """One at a time."""

        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person"], condition=Q(valid_to=None), name="one_authority_at_a_time"
            ),
        )


class Correction(Versioned):
    """A change to a person already accepted: which cells, why, and what the section said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    row = models.ForeignKey(Row, models.PROTECT, related_name="corrections")
    before = SealedJSONField()
    after = SealedJSONField()
    reason = SealedTextField("理由")
    state = models.CharField(
        "状态", max_length=10, choices=CorrectionState.choices, default=CorrectionState.ASKED
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")
    answer = SealedTextField("答复", blank=True)

    class Meta(Versioned.Meta):
        """One open correction a row."""

        abstract = False
        ordering = ("asked_at", "id")
        indexes = (models.Index(fields=["state"]),)  # few are of any state; rows are many
        constraints = (
            models.UniqueConstraint(
                fields=["row"], condition=Q(state="asked"), name="one_open_correction_a_row"
            ),
        )
