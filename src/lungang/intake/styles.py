"""How the workbooks look: the same hand for the template and for a roster written out."""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lungang.intake.tables import Column

FONT = "宋体"
INK, LINE = "#1F2937", "#B8C2CC"
REQUIRED, OPTIONAL, EXAMPLE = "#1F4E79", "#DCE6F1", "#7F7F7F"
_CENTRED = {"sex", "seq", "birth", "work_start", "unit_start", "post_start", "nation", "key",
            "order", "administrative", "political_legal", "institutional", "support",
            "leading_quota", "chief_quota", "deputy_quota"}  # fmt: skip


class Styles:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        base = {"font_name": FONT, "font_size": 11, "valign": "vcenter", "font_color": INK}
        boxed = {**base, "border": 1, "border_color": LINE, "text_wrap": True}
        head = {**boxed, "bold": True, "align": "center"}
        self._book = book
        self._base = {**base, "num_format": "@", "text_wrap": True}
        self._bodies: dict[tuple[bool, bool], Format] = {}
        self.required = self._add({**head, "bg_color": REQUIRED, "font_color": "#FFFFFF"})
        self.optional = self._add({**head, "bg_color": OPTIONAL})
        self.example = self._add(
            {**boxed, "num_format": "@", "italic": True, "font_color": EXAMPLE,
             "bg_color": "#F7F7F7"}
        )  # fmt: skip
        self.title = self._add({**base, "font_size": 16, "bold": True})
        self.heading = self._add({**base, "bold": True, "font_color": REQUIRED, "font_size": 12})
        self.text = self._add({**base, "text_wrap": True, "valign": "top"})
        self.cell = self._add({**boxed, "valign": "top"})
        self.cell_centred = self._add({**boxed, "valign": "top", "align": "center"})

    def body(self, column: Column, boxed: bool = True) -> Format:
        """Return the format of a column's cells: text, so that Excel changes nothing."""
        key = (column.field in _CENTRED, boxed)
        if key not in self._bodies:
            align = {"align": "center"} if key[0] else {}
            box = {"border": 1, "border_color": LINE} if boxed else {}
            self._bodies[key] = self._add({**self._base, **align, **box})
        return self._bodies[key]

    def _add(self, properties: dict[str, Any]) -> Format:
        return self._book.add_format(properties)


def set_up_page(sheet: Worksheet, widths: int, name_at: int) -> None:
    """Print landscape with the header on every page: A4, or A3 two pages wide with the names."""
    wide = widths > 200
    sheet.set_landscape()
    sheet.set_paper(8 if wide else 9)
    sheet.fit_to_pages(2 if wide else 1, 0)
    sheet.repeat_rows(0)
    if wide:
        sheet.repeat_columns(0, name_at)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C&A　第 &P 页，共 &N 页")
