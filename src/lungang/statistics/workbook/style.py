"""Cell formats of official tables: black thin borders, Song for text, Hei for titles."""

from __future__ import annotations

from xlsxwriter import Workbook
from xlsxwriter.format import Format

_BODY = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_CELL = {**_BODY, "border": 1, "text_wrap": True}

_KINDS: dict[str, dict[str, object]] = {
    "title": {"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"},
    "line": {**_BODY, "align": "left"},
    "note": {**_BODY, "align": "left", "valign": "top", "text_wrap": True},
    "head": {**_CELL, "bold": True, "align": "center", "bg_color": "#E9EDF2"},
    "text": {**_CELL, "align": "left", "indent": 1},
    "center": {**_CELL, "align": "center"},
    "number": {**_CELL, "align": "right", "indent": 1, "num_format": "0"},
    "share": {**_CELL, "align": "right", "indent": 1, "num_format": "0.0%"},
}

_LOOKS_LIKE_FORMULA = tuple("=+-@＝＋－＠\t\r")


class Styles:
    """The formats of one workbook, made when first asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, bool, bool], Format] = {}

    def __call__(self, kind: str, *, bold: bool = False, text: str = "") -> Format:
        """The format of a kind of cell.

        Text that looks like a formula gets Excel's text mark, so that it stays text when somebody
        edits the cell and presses Enter.
        """
        quoted = text.startswith(_LOOKS_LIKE_FORMULA)
        key = kind, bold, quoted
        if key not in self._made:
            extra = {"bold": True} if bold else {}
            mark = {"quote_prefix": True} if quoted else {}
            self._made[key] = self._book.add_format({**_KINDS[kind], **extra, **mark})
        return self._made[key]
