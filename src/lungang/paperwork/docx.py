"""The copy to edit: the same paper as DOCX, with the fonts that the standard names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lungang.paperwork import layout
from lungang.paperwork.document import Document, Style
from lungang.paperwork.docx_frame import footers, letter_rule, packed, section
from lungang.paperwork.docx_imprint import write_imprint
from lungang.paperwork.docx_sheet import Sheet, frame
from lungang.paperwork.docx_slips import slips
from lungang.paperwork.setting import (
    kept_with_signature,
    mark_height,
    mark_lines,
    tightness,
)
from lungang.paperwork.wordml import border


class DocxRenderer:
    """Renders papers as DOCX; the same paper gives the same bytes."""

    def __init__(self, dated: date | None = None) -> None:
        self._on = f"{(dated or date(2000, 1, 1)).isoformat()}T00:00:00Z"

    def render(self, document: Document) -> bytes:
        """Return one paper as DOCX (ISO/IEC 29500)."""
        body = "".join(_written(document).parts) + section(document)
        return packed(document, body, footers(document), self._on)


def _written(document: Document) -> Sheet:
    sheet = slips(document) if document.style is Style.SLIPS else _headed(document)
    for annex in document.annexes:
        if annex.label:
            sheet.text(annex.label, role="hei", new_page=True)
            sheet.blank(layout.count("annex_title_gap"))
        else:
            sheet.text("", pitch=1, new_page=True)
        sheet.title(annex.title)
        sheet.blank(1)
        sheet.blocks(annex.blocks)
    if document.imprint:
        write_imprint(sheet, document.imprint)
    return sheet


def _headed(document: Document) -> Sheet:
    sheet = Sheet(document)
    lines, size = mark_lines(document)
    if document.style is Style.FILE:
        _head_of_file(sheet, lines, size)
    elif document.style is Style.LETTER:
        _head_of_letter(sheet, lines, size)
    sheet.title(document.title)
    sheet.tight = tightness(document)
    if document.recipients:
        sheet.blank(layout.count("recipients_gap"))
        sheet.text(f"{document.recipients}：")
    elif document.style is Style.TABLE:
        sheet.blank(1, pitch=layout.pt("table_title_gap"))
    _body(sheet)
    return sheet


def _head_of_file(sheet: Sheet, lines: Sequence[str], size: float) -> None:
    top = layout.pt("mark_top")
    _mark(sheet, lines, size, layout.pt("margin_top") + top)
    sheet.blank(1, pitch=top + mark_height(lines, size))
    sheet.blank(layout.count("number_gap"))
    sheet.text(sheet.document.number, align="center")
    rule = border("bottom", layout.pt("red_rule_weight"), layout.RED)
    sheet.text("", pitch=layout.pt("red_rule_gap"), borders=rule)
    sheet.blank(layout.count("title_gap"))


def _mark(sheet: Sheet, lines: Sequence[str], size: float, top: float) -> None:
    """发文机关标志 in a frame: only so does its upper edge stand where it must."""
    y = top - layout.pt("mark_gap") / 2 - size * 0.04
    for line in lines:
        sheet.text(
            line,
            role="biaosong",
            size=size,
            pitch=size + layout.pt("mark_gap"),
            colour=layout.RED,
            align="center",
            frame=frame(x=layout.pt("margin_left"), y=y, wide=layout.pt("text_width")),
        )


def _head_of_letter(sheet: Sheet, lines: Sequence[str], size: float) -> None:
    _mark(sheet, lines, size, layout.pt("letter_mark_top"))
    height = mark_height(lines, size)
    under = layout.pt("letter_mark_top") + height + layout.pt("letter_rule_gap")
    sheet.parts.append(letter_rule(under, "thickThinSmallGap"))
    apart = layout.pt("letter_number_gap") - (layout.line_pitch() - layout.pt("body_size")) / 2
    end = under + layout.letter_rules() + apart - layout.pt("margin_top")
    sheet.blank(1, pitch=layout.letter_rules() + apart)
    sheet.lines[-1] = (end, False)  # what stands in frames above it takes room, too
    sheet.text(sheet.document.number, align="right")
    sheet.blank(layout.count("letter_title_gap"))


def _body(sheet: Sheet) -> None:
    document = sheet.document
    sheet.blocks(document.body, kept=kept_with_signature(document))
    for n, name in enumerate(document.attachments, 1):
        if n == 1:
            sheet.blank(layout.count("attachments_gap"))
        figure = f"{n}." if len(document.attachments) > 1 else ""
        label = "附件：" if n == 1 else "　　　"
        sheet.text(f"{label}{figure}{name}", indent=layout.count("indent"))
    if document.signature:
        sheet.blank(layout.count("signature_gap"), keep=True)
        sheet.signature(document.signature)
    if document.note:
        sheet.text(f"（{document.note}）", indent=layout.count("indent"))
