"""The sheet 填表说明: how to fill in the template, from the same data that reads it."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from lungang.intake.styles import Styles
from lungang.intake.tables import SheetSpec, labels, specs

_GENERAL = (
    "一、深色表头（带*）的列必须填写，浅色表头的列有则填写。表头有批注的，把鼠标移上去看说明。",
    "二、每张表的第一行灰色斜体是示例，姓名以“示例”开头，可删除；不删也不会读入。",
    "三、身份证号按文本填写，不要让Excel存成数字，否则后几位会丢失。",
    "四、时间写成1962.05或1962-05-18。10月写1962.10，不要写成1962.1。",
    "五、有下拉的列请从下拉中选；常见的其他写法（如本科、参公、行政）也认得。",
    "六、一个单位一个文件时，放进同一个文件夹一起读入；“单位”表在其中任何一个文件里有一份即可。",
    "七、读入时有错误的，会退回一份标好颜色和批注的文件：红色必须改正，黄色请核对。",
    "八、涉及国家秘密的内容不得填入。",
)
_OF_UNITS = (
    _GENERAL[0],
    "二、表的第一行灰色斜体是示例，单位名称以“示例”开头，可删除；不删也不会读入。",
    "三、一个单位一行。编制、职数留空表示没有核定或不清楚，不等于0。",
    "四、有下拉的列请从下拉中选；主管部门填本表中的单位名称或简称，没有的留空。",
    "五、读入时有错误的，逐格指出，整份不保存；改好后再传。",
    "六、涉及国家秘密的内容不得填入。",
)
_HEADS = ("表", "列名", "必填", "怎样填", "可选的内容")


def add_guide(sheet: Worksheet, styles: Styles, of_people: bool = True) -> None:
    """Write the general notes and one line for each column of each sheet.

    Without ``of_people`` the workbook is a list of units alone.
    """
    sheet.hide_gridlines(2)
    for at, width in enumerate((11, 16, 7, 46, 52)):
        sheet.set_column(at, at, width)
    sheet.set_row(0, 30)
    title = "轮岗交流花名册填表说明" if of_people else "单位表填表说明"
    sheet.write_string(0, 0, title, styles.title)
    row = 1
    for line in _GENERAL if of_people else _OF_UNITS:
        sheet.set_row(row, 20)
        sheet.merge_range(row, 0, row, 4, "", styles.text)
        sheet.write_string(row, 0, line, styles.text)
        row += 1
    row += 1
    for at, head in enumerate(_HEADS):
        sheet.write_string(row, at, head, styles.required)
    head_row = row
    kinds = specs().values() if of_people else [specs()["unit"]]
    for spec in kinds:
        row = _add_columns(sheet, spec, row + 1, styles)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head_row)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _add_columns(sheet: Worksheet, spec: SheetSpec, row: int, styles: Styles) -> int:
    """Write the columns of one sheet from ``row`` on; return the last row written."""
    columns = [column for column in spec.columns if column.field != "seq"]
    for offset, column in enumerate(columns):
        words = "、".join(labels(column.words)) if column.words else ""
        if column.words == "relation":
            words += " 等"
        lines = max(1, -(-len(words) // 25), -(-len(column.note) // 22))
        sheet.set_row(row + offset, 16 * lines + 2)
        cells = (
            (spec.sheet, styles.cell_centred),
            (column.name, styles.cell),
            ("是" if column.required else "", styles.cell_centred),
            (column.note, styles.cell),
            (words, styles.cell),
        )
        for at, (text, style) in enumerate(cells):
            sheet.write_string(row + offset, at, text, style)
    return row + len(columns) - 1
