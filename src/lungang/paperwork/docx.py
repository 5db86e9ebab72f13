"""The copy to edit: the same paper as DOCX, with the fonts that the standard names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from lungang.paperwork import layout, wordml
from lungang.paperwork.breaking import width
from lungang.paperwork.columns import column_widths
from lungang.paperwork.document import (
    Block,
    Document,
    Imprint,
    Paragraph,
    Signature,
    Slip,
    Style,
    Table,
)
from lungang.paperwork.docx_frame import footers, packed, section
from lungang.paperwork.fonts import ROLES
from lungang.paperwork.setting import heading, mark_lines, signature_lines, table_room
from lungang.paperwork.wordml import Form, border

_ROLES = ("fang", "hei", "kai", "fang", "fang")  # 7.3.3, by level of heading
RED = "D7000F"


class DocxRenderer:
    """Renders papers as DOCX; the same paper gives the same bytes."""

    def __init__(self, dated: date | None = None) -> None:
        self._on = f"{(dated or date(2000, 1, 1)).isoformat()}T00:00:00Z"

    def render(self, document: Document) -> bytes:
        """Return one paper as DOCX (ISO/IEC 29500)."""
        sheet = _Sheet(document)
        sheet.write()
        body = "".join(sheet.parts) + section(document)
        return packed(document, body, footers(document), self._on)


class _Sheet:
    """One paper being written, from top to bottom; lengths in points."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.parts: list[str] = []

    def write(self) -> None:
        document = self.document
        if document.style is Style.SLIPS:
            self._slips()
        else:
            self._head()
            self._title(document.title)
            if document.recipients:
                self.blank(layout.count("recipients_gap"))
                self.text(f"{document.recipients}：")
            elif document.style is Style.TABLE:
                self.blank(0.3)
            self._body()
        for annex in document.annexes:
            self.text(annex.label, role="hei", new_page=True)
            self._title(annex.title)
            self.blank(1)
            self._blocks(annex.blocks)
        if document.imprint:
            self._imprint(document.imprint)

    # ---- text ----------------------------------------------------------------------------------

    def text(
        self,
        text: str,
        *,
        role: str = "fang",
        size: float | None = None,
        pitch: float | None = None,
        indent: float = 0,
        colour: str = "",
        **form: Any,
    ) -> None:
        """Add a paragraph in a role's font, on the grid of lines unless told otherwise."""
        body = layout.pt("body_size")
        size = size or body
        spacing, step = 0.0, size
        if size == body and role != "biaosong":
            spacing, step = layout.tracking(), layout.character_pitch()
        run = wordml.run(text, ROLES[role].standard, size, spacing, colour) if text else ""
        form.setdefault("first", indent * step)
        self.parts.append(wordml.paragraph(run, Form(pitch=pitch or layout.line_pitch(), **form)))

    def blank(self, lines: float, pitch: float | None = None, keep: bool = False) -> None:
        """Leave lines empty."""
        if lines:
            self.text("", pitch=lines * (pitch or layout.line_pitch()), keep=keep)

    def _blocks(self, blocks: Sequence[Block], kept: int = 0) -> None:
        """Add paragraphs and tables; the last ``kept`` paragraphs stay with what follows."""
        for n, block in enumerate(blocks):
            if isinstance(block, Table):
                self._table(block)
                self.blank(0.25)
            else:
                self.text(
                    block.text,
                    role=_ROLES[block.level],
                    align="both",
                    indent=0 if block.flush else layout.count("indent"),
                    keep=block.level > 0 or n >= len(blocks) - kept,
                )

    def _title(self, words: Sequence[str]) -> None:
        for line in heading(words, self.document.landscape):
            self.text(
                line,
                role="biaosong",
                size=layout.pt("title_size"),
                pitch=layout.pt("title_pitch"),
                align="center",
            )

    # ---- 版头 ----------------------------------------------------------------------------------

    def _head(self) -> None:
        lines, size = mark_lines(self.document)
        if self.document.style is Style.LETTER:
            self._head_of_letter(lines, size)
        elif self.document.style is Style.FILE:
            self._head_of_file(lines, size)

    def _head_of_file(self, lines: Sequence[str], size: float) -> None:
        top = layout.pt("mark_top")
        self._mark(lines, size, layout.pt("margin_top") + top)
        self.blank(1, pitch=top + _mark_height(lines, size))
        self.blank(layout.count("number_gap"))
        self.text(self.document.number, align="center")
        self.text(
            "",
            pitch=layout.pt("red_rule_gap"),
            borders=border("bottom", layout.pt("red_rule_weight"), RED),
        )
        self.blank(layout.count("title_gap"))

    def _mark(self, lines: Sequence[str], size: float, top: float) -> None:
        """发文机关标志 in a frame: only so does its upper edge stand where it must."""
        pitch = size + layout.pt("mark_gap")
        frame = _frame(x=layout.pt("margin_left"), y=top - layout.pt("mark_gap") / 2 - size * 0.04,
                       wide=layout.pt("text_width"))  # fmt: skip
        for line in lines:
            self.text(
                line, role="biaosong", size=size, pitch=pitch, colour=RED, align="center",
                frame=frame,
            )  # fmt: skip

    def _head_of_letter(self, lines: Sequence[str], size: float) -> None:
        self._mark(lines, size, layout.pt("letter_mark_top"))
        height = _mark_height(lines, size)
        under = layout.pt("letter_mark_top") + height + layout.pt("letter_rule_gap")
        self.parts.append(letter_rule(under, "thickThinSmallGap"))
        apart = layout.pt("letter_number_gap") - (layout.line_pitch() - layout.pt("body_size")) / 2
        rules = sum(layout.pt(f"letter_rule_{name}") for name in ("thick", "thin", "apart"))
        self.blank(1, pitch=rules + apart)
        self.text(self.document.number, align="right")
        self.blank(layout.count("letter_title_gap"))

    # ---- 主体、版记 ----------------------------------------------------------------------------

    def _body(self) -> None:
        document = self.document
        self._blocks(document.body, kept=2 if document.signature else 0)
        for n, name in enumerate(document.attachments, 1):
            if n == 1:
                self.blank(layout.count("attachments_gap"))
            figure = f"{n}." if len(document.attachments) > 1 else ""
            label = "附件：" if n == 1 else "　　　"
            self.text(f"{label}{figure}{name}", indent=layout.count("indent"))
        if document.signature:
            self.blank(layout.count("signature_gap"), keep=True)
            self._signature(document.signature)
        if document.note:
            self.text(f"（{document.note}）", indent=layout.count("indent"))

    def _signature(
        self, signature: Signature, small: bool = False, edge: int | None = None
    ) -> None:
        """署名 centred over the date, which ends four characters from the edge (7.3.5.1)."""
        size = layout.pt("slip_size" if small else "body_size")
        step = size if small else layout.character_pitch()
        pitch = layout.line_pitch()
        if self.document.style is Style.SLIPS:
            pitch = layout.pt("slip_pitch" if small else "slip_letter_pitch")
        organ = signature_lines(signature, small=small)
        dated = width(signature.date)
        wide = max([dated, *map(width, organ)])
        edge = layout.count("date_inset") if edge is None else edge
        right = max(0.0, edge - (wide - dated) / 2)
        left = layout.pt("text_width") / step - wide - right - 0.5
        for line in (*organ, signature.date):
            self.text(
                line,
                size=size,
                pitch=pitch,
                align="center",
                left=max(0.0, left) * step,
                right=right * step,
                keep=line is not signature.date,
            )

    def _imprint(self, imprint: Imprint) -> None:
        """版记 (7.4) at a place of its own, its last rule on the lower edge of the text area."""
        size, pitch = layout.pt("imprint_size"), layout.pt("imprint_pitch")
        inset = layout.count("imprint_inset") * size
        room = layout.pt("text_width") - 2 * inset
        told = [f"抄送：{'，'.join(imprint.copies)}。"] if imprint.copies else []
        told += [f"{imprint.organ}\t{imprint.date}印发"] if imprint.organ else []
        hanging = [3 * size if text.startswith("抄送：") else 0 for text in told]
        lines = [
            -int(-(width(text) * size - hang) // (room - hang))
            for text, hang in zip(told, hanging, strict=True)
        ]
        at = layout.pt("margin_top") + layout.pt("text_height") - sum(lines) * pitch
        rules = [("imprint_thick", at)]
        for n, (text, hang, count) in enumerate(zip(told, hanging, lines, strict=True), 1):
            self.text(
                text,
                size=size,
                pitch=pitch,
                left=inset + hang,
                right=inset,
                first=-hang,
                tabs=wordml.tag("tab", val="right", pos=wordml.twips(inset + room)),
                frame=_frame(x=layout.pt("margin_left"), y=at, wide=layout.pt("text_width")),
            )
            self.text("", pitch=1)
            at += count * pitch
            rules.append(("imprint_thick" if n == len(told) else "imprint_thin", at))
        for weight, at in rules:
            self._imprint_rule(weight, at)

    def _imprint_rule(self, weight: str, at: float) -> None:
        if self.document.style is not Style.LETTER:
            self.text(
                "",
                pitch=1,
                borders=border("top", layout.pt(weight)),
                frame=_frame(x=layout.pt("margin_left"), y=at, wide=layout.pt("text_width")),
            )
            # LibreOffice takes a frame for one only if common text follows it.
            self.text("", pitch=1)

    # ---- tables and slips ----------------------------------------------------------------------

    def _table(self, block: Table) -> None:
        size = layout.pt("table_size")
        if block.note:
            self.text(block.note, size=size, pitch=size * 1.5, align="right", keep=True)
        widths = column_widths(block, table_room(self.document))
        rows = []
        if not block.headless:
            heads = [(column.head, "hei", "center", "") for column in block.columns]
            rows.append(_row(heads, widths, head=True))
        for n, values in enumerate(block.rows):
            total = block.bold_last and n == len(block.rows) - 1
            cells = []
            for k, (value, column) in enumerate(zip(values, block.columns, strict=True)):
                label = total or (block.headless and k % 2 == 0)
                merge = _merge(block, n) if block.merged and k == 0 else ""
                cells.append((value, "hei" if label else "fang", column.align, merge))
            rows.append(_row(cells, widths))
        borders = wordml.box(layout.pt("table_rule"))
        pad, inset = layout.pt("table_pad"), layout.pt("table_inset")
        self.parts.append(wordml.table(rows, widths, borders, pad, inset))

    def _slips(self) -> None:
        for n, slip in enumerate(self.document.slips):
            if n:
                self._tear_line()
            self._slip(slip)

    def _tear_line(self) -> None:
        self.blank(1, pitch=layout.pt("slip_gap"))
        dashes = "- " * 12
        self.text(
            f"{dashes} {self.document.number} {dashes}".strip(),
            role="song",
            size=layout.pt("slip_size"),
            pitch=layout.pt("slip_pitch"),
            align="center",
        )
        self.blank(1, pitch=layout.pt("slip_gap"))

    def _slip(self, slip: Slip) -> None:
        small = bool(slip.part)
        size = layout.pt("slip_size" if small else "body_size")
        pitch = layout.pt("slip_pitch" if small else "slip_letter_pitch")
        if small:
            title = layout.pt("slip_title")
            self.text(slip.part, role="hei", size=title, pitch=title * 1.6, align="center")
        else:
            self._title((slip.title,))
        if slip.recipients:
            self.text(f"{slip.recipients}：", size=size, pitch=pitch)
        for block in slip.blocks:
            if isinstance(block, Paragraph):
                indent = 0 if block.flush else layout.count("indent")
                self.text(block.text, size=size, pitch=pitch, align="both", indent=indent)
            else:
                self._table(block)
        if slip.signature.organ:
            self._signature(slip.signature, small=small, edge=2)
            if slip.foot:
                self.text(slip.foot, size=size, pitch=pitch)
        else:
            tab = wordml.tag("tab", val="right", pos=wordml.twips(layout.pt("text_width")))
            self.text(f"{slip.foot}\t{slip.signature.date}", size=size, pitch=pitch, tabs=tab)


def _mark_height(lines: Sequence[str], size: float) -> float:
    return size * 0.96 * len(lines) + layout.pt("mark_gap") * (len(lines) - 1)


def _frame(*, x: float, y: float, wide: float) -> Mapping[str, object]:
    """Attributes of a frame at a place of the page."""
    place = {"x": wordml.twips(x), "y": wordml.twips(y), "w": wordml.twips(wide)}
    return {**place, "wrap": "around", "vAnchor": "page", "hAnchor": "page"}


def letter_rule(top: float, kind: str) -> str:
    """The red double rule of a letter (10.1), 170 mm long and centred on the sheet."""
    wide = layout.pt("letter_rule_width")
    frame = _frame(x=(layout.pt("page_width") - wide) / 2, y=top, wide=wide)
    return wordml.paragraph(
        "", Form(pitch=3, frame=frame, borders=border("top", 4.5, RED, kind=kind))
    )


def _row(
    cells: Sequence[tuple[str, str, str, str]], widths: Sequence[float], head: bool = False
) -> str:
    size = layout.pt("table_size")
    made = []
    for (value, role, align, merge), wide in zip(cells, widths, strict=True):
        shown = "" if merge == "continue" else value
        run = wordml.run(shown, ROLES[role].standard, size)
        form = Form(pitch=size * 1.25, align=align)
        made.append(wordml.cell(wordml.paragraph(run, form), wide, merge))
    return wordml.row(made, head)


def _merge(table: Table, n: int) -> str:
    """Whether a row's first cell begins or continues a group of equal neighbours."""
    first = [row[0] for row in table.rows]
    if n and first[n - 1] == first[n]:
        return "continue"
    return "restart" if n + 1 < len(first) and first[n + 1] == first[n] else ""
