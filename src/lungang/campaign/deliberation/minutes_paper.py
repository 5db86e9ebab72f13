"""The minutes as a paper, to be filed or edited; Chinese, as every paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from lungang.campaign.deliberation.door import short
from lungang.campaign.deliberation.minutes import Drawn, Minutes, Resolution
from lungang.campaign.deliberation.since import Since
from lungang.paperwork import Document
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


def minutes_paper(minutes: Minutes, since: Sequence[Since], code: str) -> Document:
    """Return the minutes as a paper, with the reader's code at the foot of every page."""
    return Document(
        kind=None,
        key="联席会议纪要",
        style=Style.TABLE,
        organ="",
        title=(f"第 {minutes.number} 次联席会议", "纪要"),
        people=(),
        body=(*_blocks(minutes), *_since(since)),
        foot=f"密封　读者码 {code}",
    )


def _blocks(minutes: Minutes) -> list[Block]:
    rests = minutes.grounds
    said = [
        f"时间：{_moment(minutes.held_at)}",
        f"地点：{minutes.place}",
        f"主持人：{minutes.chair}",
        f"到会：{'、'.join(minutes.present)}",
        f"议题：{minutes.agenda}" if minutes.agenda else "",
        f"散会：{_moment(minutes.closed_at)}，纪要随即封存，纪要指纹 {short(minutes.digest)}"
        if minutes.closed_at
        else "",
    ]
    grounds = [
        f"原则和程序：{rests.occasion}，{rests.decided_on.year} 年 "
        f"{rests.decided_on.month} 月 {rests.decided_on.day} 日，"
        f"原则指纹 {short(rests.digest)}",
        f"应交流人员名单：第 {rests.pool} 次送审的，{rests.people} 人",
        *_draws(minutes.draws),
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


def _draws(draws: Sequence[Drawn]) -> list[str]:
    """Say each draw of the tie-break; of several, which of them counts."""
    said = []
    for draw in draws:
        counts = "" if len(draws) == 1 else "，照此定序" if draw is draws[-1] else "，后来重报"
        halves = "，".join(f"{one.by} {_dense(one.at)} 报 {one.value}" for one in draw.halves)
        bound = f"第 {draw.number} 次送审的原则（指纹 {short(draw.bound)}）"
        said.append(f"定序数：{halves}，连同{bound}定序{counts}")
    return said


def _part(head: str, lines: list[str]) -> list[Block]:
    found = [Paragraph(text=line) for line in lines if line]
    return [Paragraph(text=head, level=1), *found]


def _scenarios(minutes: Minutes) -> list[tuple[str, ...]]:
    return [
        (
            f"{row.letter}　{row.title}",
            row.changes or "照现行规则",
            str(row.placed),
            str(row.unplaced),
            short(row.digest),
            f"{_dense(row.at)} {row.by}",
        )
        for row in minutes.scenarios
    ]


def _acts(minutes: Minutes) -> list[tuple[str, ...]]:
    return [(_dense(act.at), act.on, act.about, act.words, str(act.by)) for act in minutes.acts]


def _resolution(resolution: Resolution) -> list[Block]:
    said = [
        f"{resolution.first} {_moment(resolution.first_at)} 送确认，"
        f"方案指纹 {short(resolution.digest)}。",
        *_fate(resolution),
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
    head = f"第 {resolution.number} 次送确认的方案（{resolution.state}）"
    return [*_part(head, said), Table(columns=_PEOPLE, rows=rows)]


def _fate(one: Resolution | Since) -> list[str]:
    confirmed = f"{one.second} {_moment(one.second_at)} 确认。" if one.second_at else ""
    return [confirmed, f"退回：{one.answer}" if one.answer else ""]


def _since(since: Sequence[Since]) -> list[Block]:
    """Say what became of each plan after the meeting was over."""
    said = []
    for one in since:
        said.append(f"第 {one.number} 次送确认的方案（{one.state}）")
        said += _fate(one)
        said.append(f"{_moment(one.released_at)} 宣读发布。" if one.released_at else "")
    return _part("散会以后", said) if said else []


def _moment(at: datetime) -> str:
    day = timezone.localtime(at)
    return f"{day.year} 年 {day.month} 月 {day.day} 日 {day:%H:%M}"


def _dense(at: datetime) -> str:
    day = timezone.localtime(at)
    return f"{day.month}.{day.day} {day:%H:%M}"
