"""The minutes as a paper, to be filed or edited; Chinese, as every paper."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lungang.campaign.deliberation.door import short
from lungang.campaign.deliberation.minutes import Minutes, Resolution
from lungang.campaign.deliberation.models import Decision
from lungang.paperwork import Document, Kind
from lungang.paperwork.document import Block, Column, Paragraph, Style, Table

_SCENARIOS = (
    Column(head="方案"),
    Column(head="规则"),
    Column(head="安排", align="center"),
    Column(head="未能安排", align="center"),
    Column(head="方案指纹", align="center"),
    Column(head="算于"),
)
_ACTS = (
    Column(head="时间", align="center"),
    Column(head="方案", align="center"),
    Column(head="谁"),
    Column(head="怎样定"),
    Column(head="经办"),
)
_PEOPLE = (
    Column(head="姓名", align="center"),
    Column(head="原单位和职务"),
    Column(head="方案提出"),
    Column(head="定为"),
    Column(head="理由"),
)


def minutes_paper(minutes: Minutes, code: str) -> Document:
    """Return the minutes as a paper, with the reader's code at the foot of every page."""
    meeting = minutes.meeting
    return Document(
        kind=Kind.DESTINATIONS,  # the nearest there is: no renderer reads the kind
        key="联席会议纪要",
        style=Style.TABLE,
        organ="",
        title=(f"第 {meeting.number} 次联席会议", "纪要"),
        people=(),
        body=tuple(_blocks(minutes)),
        foot=f"密封　读者码 {code}",
    )


def _blocks(minutes: Minutes) -> list[Block]:
    meeting, principles = minutes.meeting, minutes.meeting.principles
    said = [
        f"时间：{_moment(meeting.held_at)}",
        f"地点：{meeting.place}",
        f"主持人：{meeting.chair}",
        f"到会：{'、'.join(meeting.present)}",
        f"议题：{meeting.agenda}" if meeting.agenda else "",
        f"散会：{_moment(meeting.closed_at)}" if meeting.closed_at else "",
    ]
    grounds = [
        f"原则和程序：{principles.occasion}，{principles.decided_on.year} 年 "
        f"{principles.decided_on.month} 月 {principles.decided_on.day} 日，"
        f"原则指纹 {short(principles.digest)}",
        *(f"定序数：{office} {value}" for office, value in minutes.seed),
    ]
    blocks: list[Block] = [
        *_part("一、会议情况", said),
        *_part("二、依据", grounds),
        Paragraph(text="三、算过的方案", level=1),
        Table(columns=_SCENARIOS, rows=tuple(_scenarios(minutes))),
        Paragraph(text="四、会上逐件", level=1),
        Table(columns=_ACTS, rows=tuple(_acts(minutes)) or (("", "", "还没有", "", ""),)),
    ]
    for resolution in minutes.outcomes:
        blocks += _resolution(resolution)
    return blocks


def _part(head: str, lines: list[str]) -> list[Block]:
    found = [Paragraph(text=line) for line in lines if line]
    return [Paragraph(text=head, level=1), *found]


def _scenarios(minutes: Minutes) -> list[tuple[str, ...]]:
    return [
        (
            f"{row.brief.letter}　{row.brief.title}",
            row.brief.changes or "照现行规则",
            str(row.brief.placed),
            str(row.brief.unplaced),
            short(row.brief.digest),
            f"{_dense(row.scenario.computed_at)} {row.by}",
        )
        for row in minutes.scenarios
    ]


def _acts(minutes: Minutes) -> list[tuple[str, ...]]:
    return [
        (_dense(act.event.at), act.on, act.about, act.event.words, act.event.who)
        for act in minutes.acts
    ]


def _resolution(resolution: Resolution) -> list[Block]:
    decision: Decision = resolution.decision
    said = [
        f"{resolution.first} {_moment(decision.first_at)} 送确认，"
        f"方案指纹 {short(resolution.digest)}。",
        f"{resolution.second} {_moment(decision.second_at)} 确认。"
        if resolution.second and decision.second_at
        else "",
        f"退回：{decision.answer}" if decision.answer else "",
        f"{len(resolution.rows)} 人，其中 {resolution.differing} 人与方案提出的不同。",
    ]
    rows = tuple(
        (
            row.name,
            f"{row.unit}{row.post}",
            row.proposed,
            row.decided if row.differs else "同方案",
            row.reason,
        )
        for row in resolution.rows
    )
    head = f"第 {decision.number} 次送确认的方案（{decision.get_state_display()}）"
    return [*_part(head, said), Table(columns=_PEOPLE, rows=rows)]


def _moment(at: datetime) -> str:
    day = timezone.localtime(at)
    return f"{day.year} 年 {day.month} 月 {day.day} 日 {day:%H:%M}"


def _dense(at: datetime) -> str:
    day = timezone.localtime(at)
    return f"{day.month}.{day.day} {day:%H:%M}"
