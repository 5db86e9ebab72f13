"""The one model of a paper: what stands on it, never where. Both renderers read nothing else.

The parts and their order are those of GB/T 9704-2012, 7.1 (版头, 主体, 版记). The measures are in
``layout.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """The kinds of paper, in the order in which a campaign needs them (mission M11 to M14).

    The value is the name of the folder and the word for ``--only``.
    """

    DESTINATIONS = "去向安排表"
    ANNEX = "交流人员名单"
    STATISTICS = "统计表"
    TRANSFER_NOTICE = "调干通知"
    UNIT_LETTER = "单位介绍信"
    SECTION_LETTER = "科室介绍信"
    REMOVAL = "免职通知"
    APPOINTMENT = "任职通知"
    EXIT_SLIP = "出编通知单"
    ENTRY_SLIP = "入编通知单"

    @property
    def order(self) -> int:
        """Position among the kinds, from 1."""
        return list(Kind).index(self) + 1


SLIPS = frozenset({Kind.EXIT_SLIP, Kind.ENTRY_SLIP})
"""Kinds that a plan has only where its pack has the step (``slips`` of the procedure)."""


class Style(Enum):
    """How a paper begins: 文件 (7.2), 信函 (10.1), a form in three parts, or a bare table."""

    FILE = "file"
    LETTER = "letter"
    SLIPS = "slips"
    TABLE = "table"


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A paragraph. ``level`` 1 to 4 are the headings of 7.3.3 (黑体, 楷体, 仿宋, 仿宋), 0 is text.

    ``flush`` leaves out the indent of two characters.
    """

    text: str
    level: int = 0
    flush: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column: its head, and where its text stands. How wide it is follows from its cells."""

    head: str
    align: str = "left"


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table whose head repeats on every page. ``note`` stands above, at the right.

    ``headless`` is a form of labels and values; ``merged`` joins equal neighbours of the first
    column; ``bold_last`` marks the last row as a total.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    headless: bool = False
    merged: bool = False
    bold_last: bool = False


Block = Paragraph | Table


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """署名 and 成文日期 (7.3.5). Several organs sign one under the other."""

    organ: tuple[str, ...]
    date: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Imprint:
    """版记 (7.4): 抄送, and who printed it when."""

    copies: tuple[str, ...]
    organ: str
    date: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Annex:
    """附件 (7.3.7): it begins a page of its own. ``label`` is 附件 or 附件1."""

    label: str
    title: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Slip:
    """One part of a letter of introduction: ``part`` is 存根, the letter itself ("") or 回执."""

    part: str
    title: str
    recipients: str
    blocks: tuple[Block, ...]
    signature: Signature
    foot: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A paper, whole.

    ``kind`` is None for a paper that is none of a plan's set. ``key`` names it among the papers of
    a plan (and its file). ``foot`` stands at the foot of every page: whose copy of a sealed paper
    it is. ``organ`` is who issues it, ``mark`` what the red head says, both in words that may not
    be torn apart. ``title`` is given in words likewise. ``people`` are the ids of those whom it
    names.
    """

    kind: Kind | None
    key: str
    style: Style
    organ: str
    title: tuple[str, ...]
    people: tuple[str, ...]
    mark: tuple[str, ...] = ()
    number: str = ""
    recipients: str = ""
    body: tuple[Block, ...] = ()
    attachments: tuple[str, ...] = ()
    signature: Signature | None = None
    note: str = ""
    annexes: tuple[Annex, ...] = ()
    imprint: Imprint | None = None
    slips: tuple[Slip, ...] = ()
    landscape: bool = False
    subject: str = field(default="")
    foot: str = ""

    @property
    def title_text(self) -> str:
        """The title in one line."""
        return "".join(self.title)
