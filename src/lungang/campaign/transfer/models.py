"""The work meeting that releases the plan, each person's move, and the receipt for every hand.

Nothing here exists before the release; from then on nothing here is sealed from those who carry it
out. Reasons and what people write stay encrypted at rest like all of the kind.
"""

from __future__ import annotations

import uuid

from django.db import models

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.transfer.states import DutyState, JourneyState
from lungang.domain.codes import CadreAuthority, Nature
from lungang.platform.accounts.models import Holding
from lungang.platform.actions import Versioned
from lungang.platform.choices import choices
from lungang.platform.organisation.models import Unit
from lungang.platform.register.models import DocumentNumber, NumberState
from lungang.platform.register.queries import chain_of
from lungang.platform.sealing import SealedJSONField, SealedTextField


class ReleaseBy(models.TextChoices):
    """How a plan was made known."""

    MEETING = "meeting", "开会宣读"
    NOTICE = "notice", "发文公布"


class WorkMeeting(Versioned):
    """The meeting at which the list was read out (交流人员工作会): the act of release.

    A repair is released by another row (补充公布): at a meeting, or by a notice (``how``), with
    its number as ``paper`` gives it. The newest is the one that stands.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="work_meetings")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="work_meeting")
    digest = models.CharField("方案指纹", max_length=64)
    held_at = models.DateTimeField("开会时间")
    place = models.CharField("地点", max_length=120)
    how = models.CharField(
        "怎样公布", max_length=10, choices=ReleaseBy.choices, default=ReleaseBy.MEETING
    )
    paper = models.CharField("文号", max_length=40, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    notices_due = models.DateTimeField("领通知时限")
    letters_due = models.DateTimeField("送单位介绍信时限")
    section_due = models.DateTimeField("开科室介绍信时限")
    report_due = models.DateTimeField("报到时限")
    hold_months = models.PositiveIntegerField("任职至少几个月", default=0)
    slips = models.BooleanField("办出编入编通知单", default=False)
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(Holding, models.PROTECT, related_name="+")

    class Meta(Versioned.Meta):
        """One a decision."""

        abstract = False
        ordering = ("released_at",)


class Attendance(models.Model):
    """One line of the roll call: a unit that sends or was called, and who came for it ("" where
    nobody did).
    """

    meeting = models.ForeignKey(WorkMeeting, models.PROTECT, related_name="roll")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    who = models.CharField("到会人", max_length=60, blank=True)

    class Meta:
        """Each unit once."""

        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["meeting", "unit"], name="roll_once"),)


class Journey(Versioned):
    """One person's move, from the notice to the new post.

    ``authority`` is the person's: its section is in charge and issues. ``new_authority`` is that
    of whoever held the slot: where it is another, its section takes the person over and is copied.
    ``from_nature`` is the establishment of the place that the person leaves, ``to_nature`` that of
    the place taken: one out, one in (出一进一) holds for each nature.

    A repair revokes (``revoked_in``) and begins another that ``replaces`` it, where the person
    goes elsewhere. ``reissued_in``: only the papers shared with others were issued anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="journeys")
    meeting = models.ForeignKey(WorkMeeting, models.PROTECT, related_name="journeys")
    number = models.PositiveIntegerField("序号")
    person_key = models.CharField(max_length=64, db_index=True)
    name = models.CharField("姓名", max_length=60)
    authority = models.CharField("管理权限", max_length=30, choices=choices(CadreAuthority))
    new_authority = models.CharField("新管理权限", max_length=30, choices=choices(CadreAuthority))
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    from_name = models.CharField("原单位", max_length=120)
    from_post = models.CharField("原任职务", max_length=160, blank=True)
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_name = models.CharField("新单位", max_length=120)
    to_post = models.CharField("新任职务", max_length=160, blank=True)
    from_nature = models.CharField("腾出的编制", max_length=20, choices=choices(Nature), blank=True)
    to_nature = models.CharField("使用的编制", max_length=20, choices=choices(Nature), blank=True)
    rank = models.CharField("职级", max_length=60, blank=True)
    holds = models.BooleanField("任职有最短时间", default=False)
    reasons = SealedJSONField(default=list)
    state = models.CharField(
        "状态", max_length=16, choices=JourneyState.choices, default=JourneyState.NOTICE
    )
    removed_on = models.DateField("免职日期", null=True)
    appointed_on = models.DateField("任职日期", null=True)
    unseated_on = models.DateField("免去新任职务日期", null=True)
    revoked_in = models.ForeignKey(WorkMeeting, models.PROTECT, null=True, related_name="revoked")
    revoked_because = SealedTextField("撤销原因", blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    reissued_in = models.ForeignKey(WorkMeeting, models.PROTECT, null=True, related_name="+")

    class Meta(Versioned.Meta):
        """In the order of the list that was read out; each person once a meeting."""

        abstract = False
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["meeting", "person_key"], name="journey_once"),
        )

    @property
    def terms(self) -> WorkMeeting:
        """The release whose deadlines and papers hold for the person."""
        return self.reissued_in or self.meeting

    @property
    def is_revoked(self) -> bool:
        """Whether a later release took it back."""
        return self.state == JourneyState.REVOKED

    @property
    def is_posted(self) -> bool:
        """Whether the person was removed from the old post, or appointed to the new one.

        With the first of the two papers the exchange is carried out: who is moved after that is
        removed and appointed anew, with the time that a post is held at least (M13).
        """
        return self.removed_on is not None or self.appointed_on is not None

    @property
    def crosses(self) -> bool:
        """Whether the person comes under the other section's authority."""
        return self.authority != self.new_authority


class Receipt(models.Model):
    """One hand: what was done (an act of the table), when, who gave what to whom. Never changed.

    ``is_late``: after the deadline; of the removal from the new post, before its time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    journey = models.ForeignKey(Journey, models.PROTECT, related_name="receipts")
    act = models.CharField(max_length=16)
    at = models.DateTimeField("什么时候办的")
    entered_at = models.DateTimeField("什么时候记的")
    by = models.ForeignKey(Holding, models.PROTECT, related_name="+")
    giver = models.CharField("交出", max_length=120, blank=True)
    taker = models.CharField("收下", max_length=120, blank=True)
    paper = models.CharField("文号", max_length=60, blank=True)
    day = models.DateField("日期", null=True)
    is_late = models.BooleanField("不合时限", default=False)
    note = SealedTextField("说明", blank=True)
    handed = models.JSONField("交清的", default=list)
    rest = SealedTextField("其余怎样处理", blank=True)

    class Meta:
        """Each act once a person."""

        ordering = ("at", "id")
        constraints = (models.UniqueConstraint(fields=["journey", "act"], name="receipt_once"),)


class AvoidanceDuty(Versioned):
    """Somebody whom the released plan leaves at a post to be left by law: the duty stays open.

    It is on the desk of the section in charge (``authority``) until that says what became of it,
    since when (``settled_on``), by which ``paper`` and why; nobody else is told.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="avoidance_duties")
    meeting = models.ForeignKey(WorkMeeting, models.PROTECT, related_name="+")
    person_key = models.CharField(max_length=64)
    name = models.CharField("姓名", max_length=60)
    authority = models.CharField("管理权限", max_length=30, choices=choices(CadreAuthority))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_name = models.CharField("单位", max_length=120)
    clause = SealedTextField("依据", blank=True)
    ways = SealedJSONField(default=list)
    due_on = models.DateField("期限")
    state = models.CharField(
        "状态", max_length=10, choices=DutyState.choices, default=DutyState.OPEN
    )
    reason = SealedTextField("理由", blank=True)
    settled_on = models.DateField("日期", null=True)
    paper = models.CharField("依据的文件", max_length=60, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Holding, models.PROTECT, null=True, related_name="+")

    class Meta(Versioned.Meta):
        """The first deadline first; each person once."""

        abstract = False
        ordering = ("due_on", "name", "id")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "person_key"], name="avoidance_once"),
        )


class Paper(models.Model):
    """A paper that has a number: ``key`` names it among the papers of the plan.

    ``meeting`` is the release that it was made from; one that is revoked (``revoked_in``) keeps
    its number, and is issued anew under another. ``number`` is the first that was drawn for it:
    which one stands now, after the register voided or replaced it, the register alone says.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(WorkMeeting, models.PROTECT, related_name="papers")
    key = models.CharField("文件", max_length=64)
    number = models.ForeignKey(DocumentNumber, models.PROTECT, null=True, related_name="+")
    written = models.CharField("手工编的文号", max_length=60, blank=True)
    issuer = models.CharField("编号的岗位", max_length=60)
    revoked_in = models.ForeignKey(
        WorkMeeting, models.PROTECT, null=True, related_name="revoked_papers"
    )

    class Meta:
        """Each paper once."""

        constraints = (models.UniqueConstraint(fields=["meeting", "key"], name="paper_once"),)

    def __str__(self) -> str:
        """Return its number as it stands on the paper, or the last that it had."""
        return self.live or next(reversed(self.numbers), "")

    @property
    def drawn(self) -> tuple[DocumentNumber, ...]:
        """The numbers of the register, each drawn in place of the one before it."""
        return chain_of(self.number) if self.number else ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """All the numbers, the first one first; void ones keep standing in the register."""
        return (*map(str, self.drawn), *([self.written] if self.written else []))

    @property
    def live(self) -> str:
        """The number that stands on the paper now, "" where it was voided or has none."""
        if self.revoked_in_id is not None:
            return ""
        drawn = self.drawn
        standing = bool(drawn) and drawn[-1].state != NumberState.VOID
        return str(drawn[-1]) if standing else self.written
