"""Two papers for the person moved: the reasons on one page, and the reply to the review.

What stands on paper is Chinese whatever the language of the user.
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from lungang.campaign.reviews.models import Review
from lungang.campaign.reviews.periods import Period, period_of
from lungang.campaign.reviews.reasons import reasons_of
from lungang.campaign.reviews.states import ReviewState
from lungang.campaign.transfer.models import Journey
from lungang.domain.plan import Ground
from lungang.paperwork import Document, Kind
from lungang.paperwork.document import Block, Column, Paragraph, Signature, Style, Table
from lungang.platform.accounts.offices import SECTION_OF

_FORM = (Column(head=""), Column(head=""))
LONGEST_CLAUSE, LONGEST_REASON = 100, 66
"""Signs of a text that stand on the page; what is cut ends with …… and is whole on screen."""
MOST_REASONS = 3


def reasons_paper(journey: Journey) -> Document:
    """Return the page of reasons: who, from where to where, by which provision, why there, and how
    to ask for review until when. One sheet on one side, whatever it holds.
    """
    period, released = period_of(journey), timezone.localdate(journey.meeting.held_at)
    return Document(
        kind=Kind.TRANSFER_NOTICE,  # the nearest there is: no renderer reads the kind
        key="去向说明",
        style=Style.TABLE,
        organ="",
        title=("交流去向", "说明"),
        people=(),
        body=(
            Paragraph(text=f"{journey.name}同志：", flush=True),
            Table(columns=_FORM, rows=tuple(_rows(journey, period)), headless=True, merged=True),
            Paragraph(text=f"{_section(journey)}　{_day(released)}", flush=True),
        ),
    )


def _rows(journey: Journey, period: Period) -> list[tuple[str, str]]:
    law, reasons = period.law, reasons_of(journey)
    doubt = "" if law.verified else f"（{law.found}）"
    rank = f"；职级不变：{journey.rank}" if journey.rank else ""
    rows = [
        ("原单位和职务", _cut(f"{journey.from_name}　{journey.from_post}", LONGEST_REASON)),
        ("新单位和职务", _cut(f"{journey.to_name}　{journey.to_post}{rank}", LONGEST_REASON)),
        *_why(reasons.ground),
        *[
            ("为什么去这里", _cut(reason, LONGEST_REASON))
            for reason in reasons.destination[:MOST_REASONS]
        ],
        (
            "不服怎么办",
            f"向{_section(journey)}申请复核：写明要求和理由，在系统里提出，或者书面送交。"
            f"自{law.runs_from}起 {law.ask_days} 日内提出（{law.ask_clause}）。",
        ),
        ("到哪一天止", until_words(period)),
        (
            "答复和执行",
            f"收到申请之日起 {law.reply_days} 日内答复（{law.reply_clause}）。复核期间不停止执行，"
            f"交接、报到照时限办（{law.standing_clause}）。不因申请复核加重处理。",
        ),
        ("还可以", f"{law.appeal}（{law.appeal_clause}）。可以复核的：{law.scope}。{doubt}"),
    ]
    return [row for row in rows if row[1].strip("。　")]


def _why(ground: Ground | None) -> list[tuple[str, str]]:
    if ground is None:
        return []
    facts = "；".join(f"{fact.name} {fact.value}" for fact in ground.facts)
    doubt = "" if ground.verified else "（条文待核）"
    return [
        ("按哪一条交流", f"{ground.title}{doubt}"),
        ("条文和出处", _cut(ground.clause, LONGEST_CLAUSE) + _from(ground.source)),
        ("本人的情况", _cut(facts, LONGEST_CLAUSE)),
    ]


def _from(source: str) -> str:
    return f"（{_cut(source, LONGEST_REASON)}）" if source else ""


def until_words(period: Period) -> str:
    """Say until when review may be asked for."""
    if period.since is None or period.until is None:
        return (
            f"介绍信交到本人手里之日起算 {period.law.ask_days} 日；还没有交到的，期限还没有起算。"
        )
    return f"自{_day(period.since)}起算，到{_day(period.until)}止。"


def reply_paper(review: Review) -> Document:
    """Return the reply to a request that is answered."""
    journey, answered = review.journey, review.answered_at
    assert answered is not None
    return Document(
        kind=Kind.TRANSFER_NOTICE,
        key="复核答复",
        style=Style.TABLE,
        organ="",
        title=("复核申请", "答复"),
        people=(),
        body=tuple(_said(review)),
        signature=Signature(
            organ=(_section(journey),), date=_day(timezone.localtime(answered).date())
        ),
    )


def _said(review: Review) -> list[Block]:
    journey = review.journey
    law = period_of(journey).law
    move = f"{journey.from_name}到{journey.to_name}的交流"
    outcome = {
        ReviewState.KEPT: "经复核，维持原去向。",
        ReviewState.CHANGED: "经复核，变更原去向，另行通知。",
        ReviewState.REFUSED: f"申请期限到{_day(review.ended_on)}止，申请过期，不予受理。",
    }[ReviewState(review.state)]
    return [
        Paragraph(text=f"{journey.name}同志：", flush=True),
        Paragraph(text=f"你对{move}的复核申请，{_day(review.received_on)}收到。{outcome}"),
        *[Paragraph(text=line) for line in review.reply.splitlines() if line.strip()],
        Paragraph(text=f"对本答复不服的：{law.appeal}（{law.appeal_clause}）。"),
    ]


def _section(journey: Journey) -> str:
    return SECTION_OF[journey.authority].label


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 2] + "……"
