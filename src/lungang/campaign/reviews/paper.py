"""Two papers for the person moved: the reasons on one page, and the reply to the review.

What stands on paper is Chinese whatever the language of the user.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.utils import timezone

from lungang.campaign.reviews.law import Law
from lungang.campaign.reviews.models import Review
from lungang.campaign.reviews.periods import Period, period_of
from lungang.campaign.reviews.reasons import reasons_of
from lungang.campaign.reviews.states import ReviewState
from lungang.campaign.transfer.models import Journey
from lungang.domain.plan import Ground
from lungang.paperwork import Document, Kind, layout
from lungang.paperwork.columns import row_lines
from lungang.paperwork.document import Block, Column, Paragraph, Signature, Style, Table
from lungang.platform.accounts.offices import SECTION_OF
from lungang.statistics.citation import clause_on_paper, document_on_paper, source_on_paper

_FORM = (Column(head=""), Column(head=""))
MOST_REASONS = 3
_WHY = "为什么去这里"
_REST = (_WHY, "其余理由在系统里本人的页面上。")


def reasons_paper(journey: Journey) -> Document:
    """Return the page of reasons: who, from where to where, by which provision, why there, and how
    to ask for review until when.

    One sheet on one side, and every sentence whole: where reasons or the text of the clause leave
    no room, they are left out and the page says where they stand. What of a provision nobody has
    read in the text is told on screen (未核对); the paper cites documents.
    """
    period, released = period_of(journey), timezone.localdate(journey.meeting.held_at)
    table = _fitted(lambda few: _table(_rows(journey, period, few)))
    return Document(
        kind=Kind.TRANSFER_NOTICE,  # the nearest there is: no renderer reads the kind
        key="去向说明",
        style=Style.TABLE,
        organ="",
        title=("交流去向", "说明"),
        people=(),
        body=(
            Paragraph(text=f"{journey.name}同志：", flush=True),
            table,
            Paragraph(text=f"{_section(journey)}　{_day(released)}", flush=True),
        ),
    )


def _fitted(made: Callable[[int], Table]) -> Table:
    """Return the table with as many of the long rows as keep it to the page."""
    return next((table for few in range(MOST_REASONS + 1, 0, -1) if _fits(table := made(few))),
                made(0))  # fmt: skip


def _table(rows: Iterable[tuple[str, str]]) -> Table:
    return Table(columns=_FORM, rows=tuple(rows), headless=True, merged=True)


def _fits(table: Table) -> bool:
    counts = row_lines(table, layout.pt("text_width"))
    cells = 1.25 * layout.pt("table_size") * sum(counts)
    cells += (2 * layout.pt("table_pad") + layout.pt("table_rule")) * len(counts)
    beside = layout.pt("title_pitch") + layout.pt("table_title_gap") + 2 * layout.line_pitch()
    return cells + beside + 2 * layout.pt("table_gap") <= layout.pt("text_height")


def _rows(journey: Journey, period: Period, few: int) -> list[tuple[str, str]]:
    """Return the rows; ``few`` is how many of the clause and the reasons there is room for."""
    law, reasons = period.law, reasons_of(journey)
    rank = f"；职级不变：{journey.rank}" if journey.rank else ""
    told = reasons.destination[: max(0, few - 1)]
    left = len(told) < min(MOST_REASONS, len(reasons.destination))
    rows = [
        ("原单位和职务", f"{journey.from_name}　{journey.from_post}"),
        ("新单位和职务", f"{journey.to_name}　{journey.to_post}{rank}"),
        *_why(journey, reasons.ground, whole=few > 0),
        *[(_WHY, reason) for reason in told],
        *([_REST] if left else []),
        (
            "不服怎么办",
            f"向{_section(journey)}申请复核：写明要求和理由，在系统里提出，或者书面送交。"
            f"自{law.runs_from}起 {law.ask_days} 日内提出（{_cited(law, law.ask_clause)}）。",
        ),
        ("到哪一天止", until_words(period)),
        (
            "答复和执行",
            f"收到申请之日起 {law.reply_days} 日内答复（{_cited(law, law.reply_clause)}）。"
            "复核期间不停止执行，交接、报到照时限办"
            f"（{_cited(law, law.standing_clause)}）。不因申请复核加重处理。",
        ),
        ("可以复核的", f"{law.scope}。"),
        ("还可以", f"{law.appeal}（{_cited(law, law.appeal_clause)}）。"),
    ]
    return [row for row in rows if row[1].strip("。　")]


def _why(journey: Journey, ground: Ground | None, whole: bool) -> list[tuple[str, str]]:
    if ground is None:
        return []
    source = source_on_paper(
        ground.source,
        verified=ground.verified,
        on=timezone.localdate(journey.meeting.released_at),
        own="".join(journey.campaign.document_number.split()),
    )
    clause = clause_on_paper(ground.clause) if whole else ""
    return [
        ("按哪一条交流", ground.title),
        ("条文和出处", clause + (f"（{source}）" if clause and source else source)),
        ("本人的情况", "；".join(f"{fact.name} {fact.value}" for fact in ground.facts)),
    ]


def _cited(law: Law, clause: str) -> str:
    return document_on_paper(clause, verified=law.verified)


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
        Paragraph(text=f"对本答复不服的：{law.appeal}（{_cited(law, law.appeal_clause)}）。"),
    ]


def _section(journey: Journey) -> str:
    return SECTION_OF[journey.authority].label


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
