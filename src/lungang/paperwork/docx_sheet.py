"""A paper that is being written as DOCX, from top to bottom: text, titles, signatures, tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from lungang.paperwork import layout, wordml
from lungang.paperwork.breaking import width
from lungang.paperwork.columns import column_widths, row_lines
from lungang.paperwork.document import Block, Document, Signature, Style, Table
from lungang.paperwork.fonts import HEADINGS, ROLES
from lungang.paperwork.setting import heading, signature_lines, table_room
from lungang.paperwork.wordml import Form

_SLACK = 1.5
"""Characters on either side of a signature: the fonts at hand may be wider than those asked for."""


class Sheet:
    """One paper being written; lengths in points.

    ``scale`` makes the three parts of a letter of introduction smaller, ``tight`` closes up the
    lines of what is written from now on (7.3.5.5). ``lines`` are the heights of the lines written,
    each with whether it stays on the page of the next one.
    """

    def __init__(self, document: Document, scale: float = 1.0) -> None:
        self.document = document
        self.scale = scale
        self.tight = 1.0
        self.parts: list[str] = []
        self.lines: list[tuple[float, bool]] = []

    @property
    def pitch(self) -> float:
        """From line to line of the text."""
        return self.tight * layout.line_pitch()

    @property
    def used(self) -> float:
        """How much of one endless page is written."""
        return sum(height for height, _kept in self.lines)

    def last_page(self) -> int:
        """The page, from 1, that the text ends on."""
        room = layout.pt("text_height")
        page, used, group = 1, 0.0, 0.0
        for height, kept in self.lines:
            group += height
            if kept:
                continue
            if used and used + group > room:
                page, used = page + 1, 0.0
            used, group = used + group, 0.0
        return page

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
        pitch = pitch or self.pitch
        spacing, step = 0.0, size
        if size == body and role != "biaosong":
            spacing, step = layout.tracking(), layout.character_pitch()
        run = wordml.run(text, ROLES[role].standard, size, spacing, colour) if text else ""
        form.setdefault("first", indent * step)
        made = Form(pitch=pitch, **form)
        self.parts.append(wordml.paragraph(run, made))
        if not made.frame:
            room = table_room(self.document) - made.left - made.right
            count = max(1, ceil((width(text) * step + made.first) / room - 0.01))
            self.lines += [(pitch, made.keep)] * count

    def blank(self, lines: float, pitch: float | None = None, keep: bool = False) -> None:
        """Leave lines empty."""
        if lines:
            self.text("", pitch=lines * (pitch or self.pitch), keep=keep)

    def blocks(self, blocks: Sequence[Block], kept: int = 0) -> None:
        """Add paragraphs and tables; the last ``kept`` paragraphs stay with what follows."""
        for n, block in enumerate(blocks):
            if isinstance(block, Table):
                self.table(block)
                self.blank(1, pitch=layout.pt("table_gap"))
            else:
                self.text(
                    block.text,
                    role=HEADINGS[block.level],
                    align="both",
                    indent=0 if block.flush else layout.count("indent"),
                    keep=block.level > 0 or n >= len(blocks) - kept,
                )

    def title(self, words: Sequence[str]) -> None:
        """Add a title in lines that break between words."""
        for line in heading(words, self.document.landscape):
            self.text(
                line,
                role="biaosong",
                size=layout.pt("title_size"),
                pitch=layout.pt("title_pitch"),
                align="center",
                keep=True,
            )

    def signature(self, signature: Signature, small: bool = False, edge: int | None = None) -> None:
        """署名 centred over the date, which ends four characters from the edge (7.3.5.1)."""
        size = layout.pt("slip_size" if small else "body_size") * self.scale
        pitch = self.pitch
        if self.document.style is Style.SLIPS:
            pitch = layout.pt("slip_pitch" if small else "slip_letter_pitch") * self.scale
        step = layout.character_pitch() if size == layout.pt("body_size") else size
        organ = signature_lines(signature, small=small)
        dated = width(signature.date)
        wide = max([dated, *map(width, organ)])
        edge = layout.count("date_inset") if edge is None else edge
        right = max(0.0, edge - (wide - dated) / 2)
        slack = min(_SLACK, right)
        left = layout.pt("text_width") / step - wide - right - slack
        for line in (*organ, signature.date):
            self.text(
                line,
                size=size,
                pitch=pitch,
                align="center",
                left=max(0.0, left) * step,
                right=(right - slack) * step,
                keep=line is not signature.date,
            )

    def table(self, block: Table) -> None:
        """Add a table whose head is repeated on every page."""
        size = layout.pt("table_size")
        if block.note:
            self.text(block.note, size=size, pitch=size * 1.5, align="right", keep=True)
        room = table_room(self.document)
        widths = column_widths(block, room)
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
        pad, inset = layout.pt("table_pad"), layout.pt("table_inset")
        rule = layout.pt("table_rule")
        self.parts.append(wordml.table(rows, widths, wordml.box(rule), pad, inset))
        self.lines += [
            (count * 1.25 * size + 2 * pad + rule, False) for count in row_lines(block, room)
        ]


def frame(*, x: float, y: float, wide: float) -> Mapping[str, object]:
    """Attributes of a frame at a place of the page."""
    place = {"x": wordml.twips(x), "y": wordml.twips(y), "w": wordml.twips(wide)}
    return {**place, "wrap": "around", "vAnchor": "page", "hAnchor": "page"}


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
