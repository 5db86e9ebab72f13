"""A run of the rules over the accepted rosters, what is asked for some, and the confirmed pool."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from lungang.campaign.core.models import Campaign, PackVersion
from lungang.campaign.rosters.models import Row
from lungang.campaign.screening.states import (
    OpinionAnswer,
    PetitionKind,
    PetitionState,
    PoolState,
)
from lungang.domain.codes import CadreAuthority, Verdict
from lungang.platform.accounts.models import Holding
from lungang.platform.actions import Versioned
from lungang.platform.choices import choices
from lungang.platform.organisation.models import Unit


class Run(models.Model):
    """One screening: which rosters under which pack, and how many came out how.

    ``roster_digest`` is over the facts; ``stamp`` over the accepted rows and units that they were
    made of, by which a later change is told without reading the facts anew. ``missing`` names the
    units whose roster was not in; ``compared`` counts who came into and went out of those who must
    exchange since the run before (more, fewer, other).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="screenings")
    number = models.PositiveIntegerField("第几次")
    pack = models.ForeignKey(PackVersion, models.PROTECT, related_name="+")
    roster_digest = models.CharField("花名册校验值", max_length=64)
    stamp = models.CharField(max_length=64)
    ran_at = models.DateTimeField("筛查时间")
    ran_by = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")
    counts = models.JSONField("结果", default=dict)
    units = models.PositiveIntegerField("单位", default=0)
    missing = models.JSONField("未接收的单位", default=list)
    compared = models.JSONField("与上次比", default=dict)

    class Meta:
        """Numbered from 1."""

        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="run_number_once"),
        )


class Result(models.Model):
    """The verdict on one person, with the columns that the list is filtered and sorted by.

    ``record`` is the domain's ``Screened`` as JSON: every rule met, its clause and facts; under the
    person's key, not the citizen id. ``profile`` holds what the person's page shows beside it
    (:class:`lungang.campaign.screening.profile.Profile`), as it was when the rules ran.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, models.CASCADE, related_name="results")
    row = models.ForeignKey(Row, models.PROTECT, related_name="+")
    person_key = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField("单位", max_length=120)
    unit_order = models.PositiveIntegerField(default=0)
    name = models.CharField("姓名", max_length=60)
    pinyin = models.CharField(max_length=120)
    strokes = models.CharField(max_length=120)
    title = models.CharField("职务", max_length=120)
    authority = models.CharField("管理权限", max_length=30, choices=choices(CadreAuthority))
    verdict = models.CharField("结论", max_length=20, choices=choices(Verdict))
    rule = models.CharField(max_length=80, blank=True)
    rule_title = models.CharField("规则", max_length=200, blank=True)
    category = models.CharField("符合哪一条", max_length=60, blank=True)
    source = models.CharField("出处", max_length=200, blank=True)
    fact = models.CharField("事实", max_length=200, blank=True)
    months = models.PositiveIntegerField("任现职月数", default=0)
    record = models.JSONField()
    profile = models.JSONField(default=dict)

    class Meta:
        """Each person once a run."""

        constraints = (models.UniqueConstraint(fields=["run", "person_key"], name="result_once"),)
        indexes = (
            models.Index(fields=["run", "verdict", "unit_order"]),
            models.Index(fields=["run", "rule", "rule_title"]),
            # Counts and choices are read from these alone, past the records.
            models.Index(fields=["run", "person_key", "verdict"]),
            models.Index(fields=["run", "unit_order", "unit", "unit_name"]),
        )


class Opinion(Versioned):
    """What a unit answered about one of its people, to the verdict as it then stood."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="opinions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person_key = models.CharField(max_length=64)
    verdict = models.CharField("结论", max_length=20, choices=choices(Verdict))
    answer = models.CharField("意见", max_length=12, choices=OpinionAnswer.choices)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")

    class Meta(Versioned.Meta):
        """One a person; a new answer takes the place of the old."""

        abstract = False
        constraints = (
            models.UniqueConstraint(fields=["campaign", "person_key"], name="opinion_once"),
        )


class Petition(Versioned):
    """Deferral or exclusion asked for a person, with its reason, and what the group decided."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="petitions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField("单位", max_length=120)
    person_key = models.CharField(max_length=64, db_index=True)
    name = models.CharField("姓名", max_length=60)
    authority = models.CharField("管理权限", max_length=30, choices=choices(CadreAuthority))
    kind = models.CharField("事项", max_length=10, choices=PetitionKind.choices)
    reason = models.TextField("理由")
    state = models.CharField(
        "状态", max_length=10, choices=PetitionState.choices, default=PetitionState.ASKED
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")
    answer = models.TextField("答复", blank=True)

    class Meta(Versioned.Meta):
        """One open petition a person."""

        abstract = False
        ordering = ("asked_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "person_key"],
                condition=Q(state="asked"),
                name="one_open_petition_a_person",
            ),
        )


class Pool(Versioned):
    """Who must exchange, as sent to the leading group: confirmed as it stands or sent back.

    ``digest`` is over the run's facts, the pack, and the petitions granted: confirming is refused
    where any of them has moved since.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="pools")
    run = models.ForeignKey(Run, models.PROTECT, related_name="pools")
    number = models.PositiveIntegerField("第几次")
    digest = models.CharField(max_length=64)
    people = models.JSONField()
    state = models.CharField(
        "状态", max_length=10, choices=PoolState.choices, default=PoolState.PROPOSED
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")
    answer = models.TextField("答复", blank=True)

    class Meta(Versioned.Meta):
        """One with the group, and one confirmed that stands until another is confirmed."""

        abstract = False
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="pool_number_once"),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=Q(state="proposed"),
                name="one_pool_with_the_group",
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=Q(state="confirmed"),
                name="one_pool_confirmed",
            ),
        )
