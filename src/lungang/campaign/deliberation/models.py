"""Principles, the seed's halves, who may read, meetings, scenarios, marks, and the decided plan.

Whatever tells of a plan that is not released is in a sealed column: which people, which slots, how
many are placed, the plan's digest. What stays in clear (numbers counted from 1, times, who acted)
tells that the meeting works, not what it works out.
"""

from __future__ import annotations

import uuid
from functools import cached_property

from django.db import models
from django.db.models import F, Q

from lungang.campaign.core.models import Campaign, PackVersion
from lungang.campaign.deliberation.content import (
    DecisionContent,
    MarkContent,
    ScenarioContent,
)
from lungang.campaign.deliberation.states import (
    SEED_OFFICES,
    DecisionState,
    MeetingState,
    PrinciplesState,
    ScenarioState,
)
from lungang.campaign.screening.models import Pool
from lungang.domain.records import decode
from lungang.platform.accounts.models import Holding
from lungang.platform.actions import Versioned
from lungang.platform.sealing import SealedJSONField, SealedTextField


class Principles(Versioned):
    """What the leading group decides before anybody looks for destinations (M10).

    ``digest`` is over the text, the pack, the pool and the facts. ``drawn_with`` are the earlier
    ones whose draw of the seed counts for these, too: they rest on the same. While decided, pool,
    rosters and pack are frozen: :func:`lungang.campaign.deliberation.principles.why_frozen`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="principles")
    number = models.PositiveIntegerField("第几次")
    text = models.TextField("原则和程序")
    occasion = models.CharField("哪次会议", max_length=200)
    decided_on = models.DateField("会议日期")
    pool = models.ForeignKey(Pool, models.PROTECT, related_name="+")
    pack = models.ForeignKey(PackVersion, models.PROTECT, related_name="+")
    roster_digest = models.CharField("花名册校验值", max_length=64)
    digest = models.CharField("校验值", max_length=64)
    state = models.CharField(
        "状态", max_length=10, choices=PrinciplesState.choices, default=PrinciplesState.PROPOSED
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")
    answer = SealedTextField("答复", blank=True)
    drawn_with = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta(Versioned.Meta):
        """One with the group, and one decided that stands until another is."""

        abstract = False
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="principles_number_once"),
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(state="proposed"), name="one_principles_proposed"
            ),
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(state="decided"), name="one_principles_decided"
            ),
        )


class SeedValue(models.Model):
    """One office's half of the tie-break seed, never shown before the other half is in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    principles = models.ForeignKey(Principles, models.PROTECT, related_name="seed_values")
    office = models.CharField(
        "岗位", max_length=30, choices=[(one.value, one.label) for one in SEED_OFFICES]
    )
    value = SealedTextField("数")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")

    class Meta:
        """Each office once."""

        constraints = (
            models.UniqueConstraint(fields=["principles", "office"], name="seed_value_once"),
        )


class Reader(Versioned):
    """Somebody on the need-to-know list (知悉名单), in one office, with a code on every copy."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="readers")
    holding = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    code = models.CharField("读者码", max_length=20)
    listed_at = models.DateTimeField()
    listed_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")

    class Meta(Versioned.Meta):
        """On the list once at a time; a code is one reader's for ever."""

        abstract = False
        ordering = ("listed_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "holding"], condition=Q(removed_at=None), name="listed_once"
            ),
            models.UniqueConstraint(fields=["campaign", "code"], name="reader_code_once"),
        )


class Meeting(Versioned):
    """One joint meeting of the two offices: time, place, who is present, agenda.

    ``minutes`` are sealed at its closing, whole (:mod:`lungang.campaign.deliberation.minutes`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="meetings")
    principles = models.ForeignKey(Principles, models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField("第几次")
    held_at = models.DateTimeField("时间")
    place = models.CharField("地点", max_length=120)
    chair = SealedTextField("主持人")
    present = SealedJSONField("到会", default=list)
    agenda = SealedTextField("议题", blank=True)
    state = models.CharField(
        "状态", max_length=10, choices=MeetingState.choices, default=MeetingState.OPEN
    )
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    minutes = SealedJSONField("纪要", null=True)

    class Meta(Versioned.Meta):
        """One open at a time."""

        abstract = False
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="meeting_number_once"),
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(state="open"), name="one_meeting_open"
            ),
        )


class Scenario(Versioned):
    """One way to place everybody: the pack in force, or one with other weights or rules.

    ``content`` is a :class:`lungang.campaign.deliberation.content.ScenarioContent`: title, pack
    text, what it changes, and the whole plan. Nothing of it is in clear.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="scenarios")
    principles = models.ForeignKey(Principles, models.PROTECT, related_name="scenarios")
    number = models.PositiveIntegerField("第几个")
    content = SealedJSONField()
    state = models.CharField(
        "状态", max_length=10, choices=ScenarioState.choices, default=ScenarioState.READY
    )
    computed_at = models.DateTimeField()
    computed_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    dropped_because = SealedTextField("不用的理由", blank=True)

    class Meta(Versioned.Meta):
        """Numbered from 1 (甲); numbers are not used again."""

        abstract = False
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="scenario_number_once"),
        )

    @cached_property
    def opened(self) -> ScenarioContent:
        """What is sealed in it."""
        return decode(ScenarioContent, self.content)


class Mark(models.Model):
    """One act of the meeting about one person, on one scenario; withdrawn, never deleted.

    ``content`` is a :class:`lungang.campaign.deliberation.content.MarkContent`: kind, person, slot
    or unit, reason, what was proposed then, and the digest of the best plan after it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="marks")
    scenario = models.ForeignKey(Scenario, models.PROTECT, related_name="marks")
    number = models.PositiveIntegerField("第几件")
    content = SealedJSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")
    withdrawn_in = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")

    class Meta:
        """In the order of the meeting."""

        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["scenario", "number"], name="mark_number_once"),
        )

    @cached_property
    def opened(self) -> MarkContent:
        """What is sealed in it."""
        return decode(MarkContent, self.content)


class Decision(Versioned):
    """The decided plan: whole, confirmed by two people of the two offices, then released.

    ``content`` is a :class:`lungang.campaign.deliberation.content.DecisionContent`: the plan, its
    digest, and for everybody what was proposed and why it was decided otherwise. ``first_by`` asks,
    ``second_by`` confirms; both were shown the same digest. ``replaces`` is the released one that
    a repair took the place of (``campaign/repairs``). ``told`` is what its pages and copies say of
    it (a :class:`lungang.campaign.deliberation.told.ToldDecision`), sealed with it: the facts that
    it was made of may change once it was sent back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    scenario = models.ForeignKey(Scenario, models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField("第几次")
    content = SealedJSONField()
    told = SealedJSONField("方案所列", null=True)
    state = models.CharField(
        "状态", max_length=10, choices=DecisionState.choices, default=DecisionState.ASKED
    )
    first_at = models.DateTimeField()
    first_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    second_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    answer = SealedTextField("退回原因", blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta(Versioned.Meta):
        """One waits for the second person; one stands; nobody confirms alone."""

        abstract = False
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="decision_number_once"),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=Q(state__in=["asked", "confirmed", "released"]),
                name="one_decision_stands",
            ),
            models.CheckConstraint(
                condition=Q(second_by=None) | ~Q(second_by=F("first_by")),
                name="decision_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "released"]) | ~Q(second_by=None),
                name="confirmed_by_a_second",
            ),
        )

    @cached_property
    def opened(self) -> DecisionContent:
        """What is sealed in it."""
        return decode(DecisionContent, self.content)
