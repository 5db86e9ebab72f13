"""The workbench of screens/01, with people in it: a unit that owes things, a county that waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from lungang.campaign.core.kinds import DeskItem, Point, Returned, TaskKind
from lungang.campaign.core.models import Campaign, Task
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from lungang.platform.organisation.models import Unit
from tests.factories import make_actor, make_campaign, make_unit

MORNING = datetime(2004, 11, 23, 1, 12, tzinfo=UTC)
"""09:12 on Tuesday 23 November 2004, as on the picture."""


def set_clock(monkeypatch, moment: datetime = MORNING) -> None:
    """Let the office live at a moment, as a demonstration does."""
    site = replace(settings.SITE, clock_offset=moment - timezone.now())
    monkeypatch.setattr(settings, "SITE", site)


def kinds() -> tuple[TaskKind, ...]:
    """The kinds on the picture."""

    def returned(task: Task) -> Returned:
        points = (
            Point("第 12 行 谭必蓉，任现职时间", "写的是 1986.09，早于进本单位时间 1991.07", "/#a"),
            Point("第 19 行 舒建平，编制性质", "没有填", "/#b"),
            Point("第 27 行 罗朝富，身份证号", "最后一位校验不对", "/#c"),
        )
        return Returned(
            "花名册", "任现职时间与进本单位时间对不上，请核对任职文件后改。",
            "人事局公务员管理科", "赵文彬", MORNING - timedelta(hours=18), points, "/marked/",
        )  # fmt: skip

    def kind(key: str, noun: str, *waits: str, **words: object) -> TaskKind:
        return TaskKind(key=key, noun=noun, home="core:home", waits_for=waits, **words)  # type: ignore[arg-type]

    return (
        kind("notice", "督办通知", verbs={"open": "签收督办通知"}, buttons={"open": "签收"},
             describe=lambda task: "岚督〔2004〕7 号，县委县政府督查室 11 月 22 日发出"),
        kind("rosters", "花名册", verbs={"returned": "改花名册"}, buttons={"returned": "改花名册"},
             returned=returned, board="core:home",
             describe=lambda task: "38 人已上报，退回 3 处。改完再提交，其余 35 行不用重填"),
        kind("kinship", "回避情况申报",
             describe=lambda task: "38 人中已填 31 人，草稿保存于 11 月 22 日 16:40"),
        kind("form-one", "表一《拟轮岗（交流）人员名册》", "rosters"),
        kind("intentions", "内部轮岗打算", verbs={"accepted": "上报内部轮岗打算"}),
    )  # fmt: skip


def make_unit_morning(unit_name: str = "水利农机局") -> tuple[Campaign, Actor]:
    """Make a unit with the tasks of the picture; return its campaign and officer."""
    campaign = make_campaign()
    unit = make_unit(unit_name)
    officer = make_actor(Office.HR_OFFICER, unit, "陈秀兰")
    make_actor(Office.UNIT_HEAD, unit, "田应全")
    clerk = make_actor(Office.PERSONNEL_SECTION, name="赵文彬")
    with writing():
        assert clerk.user is not None
        clerk.user.phone = "5512-306"
        clerk.user.save()
    give(campaign, unit, "notice", "open", datetime(2004, 11, 23, 4, tzinfo=UTC))
    give(campaign, unit, "rosters", "returned", datetime(2004, 11, 24, 9, tzinfo=UTC))
    give(campaign, unit, "kinship", "begun", datetime(2004, 11, 26, 9, tzinfo=UTC))
    give(campaign, unit, "form-one", "open", datetime(2004, 11, 26, 9, tzinfo=UTC))
    done = give(campaign, unit, "intentions", "accepted", datetime(2004, 11, 19, 9, tzinfo=UTC))
    with writing():
        done.finished_at = datetime(2004, 11, 19, 3, tzinfo=UTC)
        done.save()
        for hours, sender, subject in (
            (1, "督查室", "请签收督办通知"), (18, "人事局", "花名册退回，3 处"),
            (96, "人事局", "内部轮岗打算已接收"),
        ):  # fmt: skip
            Notice.objects.create(
                office=Office.HR_OFFICER, unit=unit, at=MORNING - timedelta(hours=hours),
                sender=sender, subject=subject, path="/",
            )  # fmt: skip
    return campaign, officer


def give(campaign: Campaign, unit: Unit, kind: str, state: str, due: datetime) -> Task:
    """Give a unit a task in a state."""
    with writing():
        return Task.objects.create(
            campaign=campaign, unit=unit, kind=kind, state=state, due_at=due,
            opened_at=campaign.opened_at,
        )  # fmt: skip


def desk(actor: Actor, campaign: Campaign) -> list[DeskItem]:
    """Two things that wait on the personnel section's desk."""
    if actor.office != Office.PERSONNEL_SECTION:
        return []
    return [
        DeskItem("接收水利农机局花名册", "/", "去接收", "38 人，其中 31 人归本科室", "已上报",
                 MORNING + timedelta(hours=8)),
        DeskItem("答复更正 3 件", "/", "去答复", "财政局 2 件，卫生局 1 件", "待审", count=3),
    ]  # fmt: skip
