"""Every text of a paper and the role it is set in; and the refusal of text that deceives the eye.

Signs like ``<`` or ``#`` mean nothing here: text is data from end to end and printed as it is.
Control characters and direction marks have no shape of their own, so a paper with one would not
say what it seems to say: it is not made.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from lungang.errors import InputError
from lungang.i18n import gettext as _
from lungang.paperwork.document import Block, Document, Paragraph
from lungang.paperwork.fonts import HEADINGS

_NAMED = {
    0x200B: "零宽空格",
    0x200E: "从左向右标记",
    0x200F: "从右向左标记",
    0x202A: "从左向右嵌入",
    0x202B: "从右向左嵌入",
    0x202D: "从左向右覆盖",
    0x202E: "从右向左覆盖",
    0x2066: "从左向右隔离",
    0x2067: "从右向左隔离",
    0xFEFF: "零宽不换行空格",
}
_REFUSED = {"Cc": "控制字符", "Cf": "不可见的格式字符", "Cs": "残缺字符", "Co": "私用区字符"}
_ALWAYS = "0123456789—，：；。（）、"
"""What the renderers add themselves: numbers of pages, stops."""


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield (role, text) for everything that is printed."""
    for word in (*document.mark, *document.title):
        yield "biaosong", word
    yield "fang", f"{document.number}{document.recipients}{document.note}{_ALWAYS}"
    yield "song", f"{document.number}{document.foot}{_ALWAYS}"
    yield from _blocks(document.body)
    for name in document.attachments:
        yield "fang", name
    if document.signature:
        yield "fang", "".join((*document.signature.organ, document.signature.date))
    for annex in document.annexes:
        yield "hei", annex.label
        yield "biaosong", "".join(annex.title)
        yield from _blocks(annex.blocks)
    if imprint := document.imprint:
        yield "fang", "".join(("抄送印发", *imprint.copies, imprint.organ, imprint.date))
    for slip in document.slips:
        yield "biaosong", slip.title
        yield "hei", slip.part
        yield "fang", f"{slip.recipients}{slip.foot}{slip.signature.date}"
        yield "fang", "".join(slip.signature.organ)
        yield from _blocks(slip.blocks)


def _blocks(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield HEADINGS[block.level], block.text
            continue
        yield "hei", "".join(column.head for column in block.columns)
        yield "fang", block.note
        for row in block.rows:
            for cell in row:
                yield "fang", cell
            if block.headless:
                yield "hei", "".join(row[::2])
        if block.bold_last and block.rows:
            yield "hei", "".join(block.rows[-1])


def refuse_unsafe(document: Document) -> None:
    """Refuse a paper with a character that is not seen or turns the text around.

    Raises:
        InputError: there is one; the message names it, the text, and the paper.
    """
    for _role, text in (*texts(document), ("", document.key), ("", document.subject)):
        for character in text:
            if kind := _REFUSED.get(unicodedata.category(character)):
                name = _NAMED.get(ord(character), kind)
                shown = "".join("□" if unicodedata.category(c) in _REFUSED else c for c in text)
                raise InputError(
                    _(
                        "《{paper}》里的“{text}”含有看不见的字符 U+{code:04X}（{name}），"
                        "公文没有开出。在花名册里删掉它再试。"
                    ).format(
                        paper=_visible(document.key),
                        text=shown[:40],
                        code=ord(character),
                        name=name,
                    )
                )


def _visible(text: str) -> str:
    return "".join("□" if unicodedata.category(c) in _REFUSED else c for c in text)
