"""The handover (交接): what is gone through, and the sheet that three people sign."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from lungang.campaign.transfer.models import Journey
from lungang.paperwork.document import Column, Document, Paragraph, Style, Table

ITEMS: Mapping[str, str] = {
    "business": _("经办的事和没有办结的事"),
    "files": _("文件、档案、资料"),
    "seals": _("印章、证件、钥匙"),
    "property": _("固定资产、办公用品"),
    "money": _("经费、账目、票据"),
    "access": _("业务系统的账号和权限"),
}
"""What is handed over, by the word on record. The list is this project's own: no rule names it."""
SHEET, SHEET_LABEL = "handover-list", _("交接清单")
"""The sheet's word in addresses, and its name."""
_COLUMNS = (
    Column(head="序号", align="center"),
    Column(head="交接事项"),
    Column(head="内容、份数　　　　　　　　　　　　"),
    Column(head="交清与否　", align="center"),
)


def missing(handed: Collection[str]) -> list[str]:
    """Return what was not ticked as handed over."""
    return [label for item, label in ITEMS.items() if item not in handed]


def handover_sheet(journey: Journey) -> Document:
    """Return the sheet that is filled in by hand and signed: 移交人, 接收人, 监交人."""
    rows = tuple((str(number), label, "", "") for number, label in enumerate(ITEMS.values(), 1))
    due = timezone.localtime(journey.terms.report_due)
    return Document(
        kind=None,
        key=f"{SHEET_LABEL}/{journey.name}",
        style=Style.TABLE,
        organ=journey.from_name,
        title=("工作", "交接清单"),
        people=(),
        body=(
            Paragraph(text=f"移交人：{journey.name}", flush=True),
            Paragraph(text=f"单位和职务：{journey.from_name}{journey.from_post}", flush=True),
            Paragraph(text=f"交接时限：{due.year}年{due.month}月{due.day}日前", flush=True),
            Table(columns=_COLUMNS, rows=rows),
            *(
                Paragraph(text=f"{who}（签字）：　　　　　　　　　年　　月　　日", flush=True)
                for who in ("移交人", "接收人", "监交人")
            ),
        ),
    )
