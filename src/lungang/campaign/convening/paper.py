"""The invitation as a paper: one text for every unit. Chinese, as every paper."""

from __future__ import annotations

from django.utils import timezone

from lungang.campaign.convening.models import Convening
from lungang.paperwork import Document, Kind
from lungang.paperwork.document import Paragraph, Signature, Style
from lungang.platform.accounts.offices import Office


def invitation(row: Convening) -> Document:
    """Return the notice of the meeting: when, where, who comes; changed, it says so and why."""
    at, on = timezone.localtime(row.held_at), timezone.localtime(row.told_at)
    weekday = "一二三四五六日"[at.weekday()]
    return Document(
        kind=Kind.TRANSFER_NOTICE,  # the nearest there is: no renderer reads the kind
        key="会议通知",
        style=Style.TABLE,
        organ="",
        title=_title(row),
        people=(),
        body=(
            Paragraph(text="各单位：", flush=True),
            *_opening(row),
            Paragraph(
                text=f"一、时间：{at.year}年{at.month}月{at.day}日（星期{weekday}）{at:%H:%M}。"
            ),
            Paragraph(text=f"二、地点：{row.place}。"),
            Paragraph(text="三、参加人员：各单位负责人、政工人员。"),
            Paragraph(
                text="四、请按时到会，会上点名。负责人不能到会的，事先向主管科室说明，并派人代替。"
            ),
        ),
        signature=Signature(
            organ=(Office.ORGANISATION_SECTION.label, Office.PERSONNEL_SECTION.label),
            date=f"{on.year}年{on.month}月{on.day}日",
        ),
    )


def _title(row: Convening) -> tuple[str, ...]:
    if row.changed_at is None:
        return ("关于召开", "交流人员工作会", "的通知")
    return ("关于变更", "交流人员工作会", "时间、地点的通知")


def _opening(row: Convening) -> tuple[Paragraph, ...]:
    at, first = timezone.localtime(row.held_at), timezone.localtime(row.convened_at)
    if row.changed_at is None:
        return (
            Paragraph(text=f"定于{at.month}月{at.day}日召开交流人员工作会，现将有关事项通知如下。"),
        )
    return (
        Paragraph(
            text=f"{first.month}月{first.day}日通知召开的交流人员工作会，时间、地点有变更。"
            f"原因：{row.why.rstrip('。')}。"
        ),
        Paragraph(text="现将变更后的有关事项通知如下，此前通知的时间、地点不再执行。"),
    )
