"""A document as the data that renderers set: lines of titles broken, sizes fitted, fonts named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from enum import Enum
from math import ceil
from typing import Any

from lungang.paperwork import layout
from lungang.paperwork.breaking import title_lines, width
from lungang.paperwork.columns import column_widths, row_lines
from lungang.paperwork.document import Document, Paragraph, Signature, Slip, Style, Table
from lungang.paperwork.fonts import HEADINGS
from lungang.paperwork.tightening import tightening

_SMALLEST_MARK = 0.62
"""Below this share of its size a mark is set in two lines instead."""


def mark_lines(document: Document) -> tuple[tuple[str, ...], float]:
    """The lines of the red head and their size in points, fitted to the text area (7.2.4)."""
    full = layout.pt("letter_mark_size" if document.style is Style.LETTER else "mark_size")
    room = layout.pt("text_width")
    longest = room / (full * _SMALLEST_MARK)
    # Two lines at most, however small: the first page must show some of the text (7.3.3).
    half = sum(map(width, document.mark)) / 2 + 2
    lines = title_lines(document.mark, max(longest, half)) if document.mark else ()
    widest = max((width(line) for line in lines), default=1)
    return lines, min(full, room / widest)


def head_height(document: Document) -> float:
    """How tall is all above the text of a file or letter: mark, number, rules, title; in points."""
    lines, size = mark_lines(document)
    pitch = layout.line_pitch()
    title = len(heading(document.title, document.landscape)) * layout.pt("title_pitch")
    mark = mark_height(lines, size)
    if document.style is Style.FILE:
        gaps = layout.count("number_gap") + 1 + layout.count("title_gap")
        rule = layout.pt("red_rule_gap") + layout.pt("red_rule_weight")
        return layout.pt("mark_top") + mark + gaps * pitch + rule + title
    lift = layout.pt("letter_mark_top") - layout.pt("margin_top")
    rules = layout.pt("letter_rule_gap") + layout.letter_rules()
    number = layout.pt("letter_number_gap") - (pitch - layout.pt("body_size")) / 2 + pitch
    return lift + mark + rules + number + layout.count("letter_title_gap") * pitch + title


def mark_height(lines: Sequence[str], size: float) -> float:
    """How tall a mark of so many lines is, by its ink."""
    return size * 0.96 * len(lines) + layout.pt("mark_gap") * (len(lines) - 1)


def tightness(document: Document) -> float:
    """The share of the full pitch at which the lines of the text are set (7.3.5.5)."""
    signature = document.signature
    signed = len(signature_lines(signature)) + 1 if signature else 0
    return tightening(document, head_height(document), signed)


def heading(words: Sequence[str], landscape: bool = False) -> tuple[str, ...]:
    """A title in lines, half a character short of the text area on either side."""
    room = layout.pt("text_height" if landscape else "text_width") / layout.pt("title_size")
    return title_lines(words, int(room) - 1)


def signature_lines(signature: Signature, small: bool = False) -> tuple[str, ...]:
    """The organ of a signature, in two lines if it is longer than most of a line."""
    room = layout.pt("text_width") / layout.pt("slip_size" if small else "body_size")
    return tuple(line for organ in signature.organ for line in title_lines((organ,), int(room) - 4))


def kept_with_signature(document: Document) -> int:
    """How many paragraphs at the end of the text stay on the page of the signature (7.3.5.5).

    The last, and the one before it if the last is but a line, so that no page holds a signature
    alone or with a lonely line. The first never moves: the first page shows some text (7.3.3).
    Nor do all items of a list leave the words that lead to them (…免去：) alone at a page's foot.
    """
    kept, told = 0, 0.0
    for block in reversed(document.body[1:]):
        if not document.signature or isinstance(block, Table):
            break
        if told >= layout.count("characters"):
            break
        kept, told = kept + 1, told + width(block.text)
    before = document.body[-kept - 1] if kept > 1 else None
    leads = isinstance(before, Paragraph) and before.text.endswith("：")
    return kept - 1 if leads else kept


def settled(document: Document, fonts: Mapping[str, Any]) -> dict[str, Any]:
    """Return plain data (JSON) that says everything the template sets."""
    data: dict[str, Any] = _plain(document, table_room(document))
    lines, size = mark_lines(document)
    data.update(
        {
            "measures": _measures(),
            "fonts": fonts,
            "mark-lines": lines,
            "mark-size": size,
            "title-lines": heading(document.title, document.landscape),
            "title-text": document.title_text,
            "crowded": _crowded(document),
            "kept": kept_with_signature(document),
            "tight": tightness(document),
            "headings": HEADINGS,
            "red": f"#{layout.RED}",
        }
    )
    for annex, told in zip(document.annexes, data["annexes"], strict=True):
        told["title-lines"] = heading(annex.title, document.landscape)
    for slip, told in zip(document.slips, data["slips"], strict=True):
        told["signature"]["organ-lines"] = signature_lines(slip.signature, small=True)
    if document.signature:
        data["signature"]["organ-lines"] = signature_lines(document.signature)
    return data


def _crowded(document: Document) -> bool:
    """Whether the three parts of a letter may not fit a page at their full size."""
    tall = sum(map(_height_of_slip, document.slips))
    tall += 2 * (2 * layout.pt("slip_gap") + layout.pt("slip_pitch")) + layout.pt("slip_seal")
    return tall > layout.pt("text_height") - layout.pt("slip_pitch") / 2


def _height_of_slip(slip: Slip) -> float:
    """About how tall a part is at full size."""
    size, pitch = layout.pt("slip_size"), layout.pt("slip_pitch")
    title = pitch + 2 * layout.pt("slip_part_gap")
    if not slip.part:
        size, pitch = layout.pt("body_size"), layout.pt("slip_letter_pitch")
        title = layout.pt("title_pitch") + layout.pt("slip_part_gap")
    room, indent = layout.pt("text_width"), layout.count("indent")
    told = [indent + width(block.text) for block in slip.blocks if isinstance(block, Paragraph)]
    told += [width(slip.recipients) + 1] if slip.recipients else []
    organ = signature_lines(slip.signature, small=True)
    lines = sum(ceil(one * size / room) for one in told)
    lines += len(organ) + 1 + (1 if organ and slip.foot else 0)  # else foot and date share a line
    rows = [
        count for block in slip.blocks if isinstance(block, Table)
        for count in row_lines(block, room)
    ]  # fmt: skip
    cells = 1.25 * layout.pt("table_size") * sum(rows) + 2 * layout.pt("table_pad") * len(rows)
    return title + pitch * lines + cells + (2 * layout.pt("table_gap") if rows else 0)


def _measures() -> dict[str, float]:
    found = {
        name: row.value if row.unit == "n" else row.pt for name, row in layout.measures().items()
    }
    return found | {
        "line_pitch": layout.line_pitch(),
        "character_pitch": layout.character_pitch(),
        "tracking": layout.tracking(),
    }


def table_room(document: Document) -> float:
    """How wide a table of this document may be, in points."""
    return layout.pt("text_height" if document.landscape else "text_width")


def _plain(value: Any, room: float) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (list, tuple)):
        return [_plain(item, room) for item in value]
    if isinstance(value, Table):
        return {"type": "table", "widths": column_widths(value, room), **_fields(value, room)}
    if isinstance(value, Paragraph):
        return {"type": "paragraph", **_fields(value, room)}
    if is_dataclass(value):
        return _fields(value, room)
    return value


def _fields(value: Any, room: float) -> dict[str, Any]:
    names = type(value).__dataclass_fields__
    return {name: _plain(getattr(value, name), room) for name in names}
