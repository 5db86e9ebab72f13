"""How much the lines of a text close up, so that its signature keeps to the page of the text.

GB/T 9704-2012, 7.3.5.5: 当公文排版后所剩空白处不能容下印章或签发人签名章、成文日期时，可以采取
调整行距、字距的措施解决. So where the text of a file or letter would run over its first page by
little, its lines close up, down to ``line_least``; head and title stay where the standard has
them. A text that would be over even so is set at full pitch, and what stands with the signature is
:func:`lungang.paperwork.setting.kept_with_signature`.
"""

from __future__ import annotations

from math import ceil, floor

from lungang.paperwork import layout
from lungang.paperwork.breaking import width
from lungang.paperwork.columns import row_lines
from lungang.paperwork.document import Block, Document, Style, Table

_SLACK = 3.0
"""Points left over: ink of the mark and breaks of lines are reckoned, not measured."""


def tightening(document: Document, head: float, signed: int) -> float:
    """Return the share of the full pitch at which the lines of a text are set, at most 1.

    ``head`` is the height of all that stands above the text (mark, number, title) in points,
    ``signed`` how many lines signature and date take.
    """
    if document.style not in (Style.FILE, Style.LETTER) or document.annexes:
        return 1.0
    if not document.signature or document.note:
        return 1.0
    room = layout.pt("text_height") - head - _SLACK - sum(map(_fixed, document.body))
    if document.style is Style.LETTER and document.imprint:
        room -= _copies(document.imprint.copies)
    lines = _lines(document) + layout.count("signature_gap") + signed
    share = room / (lines * layout.line_pitch())
    least = layout.pt("line_least") / layout.line_pitch()
    return floor(share * 1000) / 1000 if least <= share < 1 else 1.0


def _lines(document: Document) -> int:
    """Lines from 主送 to the end of the text and its attachments."""
    told = [2 + width(name) + 3 for name in document.attachments]
    told += [width(document.recipients) + 1] if document.recipients else []
    told += [_told(block) for block in document.body if not isinstance(block, Table)]
    gaps = layout.count("recipients_gap") if document.recipients else 0
    gaps += layout.count("attachments_gap") if document.attachments else 0
    return gaps + sum(ceil(one / layout.count("characters") - 0.01) for one in told)


def _told(block: Block) -> float:
    if isinstance(block, Table):
        return 0.0
    return width(block.text) + (0 if block.flush else layout.count("indent"))


def _fixed(block: Block) -> float:
    """How tall a table is: its lines do not close up."""
    if not isinstance(block, Table):
        return 0.0
    rows = row_lines(block, layout.pt("text_width"))
    cells = 1.25 * layout.pt("table_size") * sum(rows) + 2 * layout.pt("table_pad") * len(rows)
    return cells + 2 * layout.pt("table_gap")


def _copies(copies: tuple[str, ...]) -> float:
    size = layout.pt("imprint_size")
    room = layout.pt("text_width") - (2 * layout.count("imprint_inset") + 3) * size
    return ceil(width("，".join(copies) + "。") * size / room) * layout.pt("imprint_pitch")
