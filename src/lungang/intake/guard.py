"""What a file must be before anybody looks inside, and the words for every refusal."""

from __future__ import annotations

from pathlib import Path

from lungang.errors import WorkbookRefused
from lungang.i18n import gettext as _

MEGABYTE = 1 << 20
# A county has some thousand people; a hundred times that still passes. What does not pass is what
# would keep a server busy: the figures bind the child process, not the wish of the user.
LIMITS = {
    "bytes": 64 * MEGABYTE,
    "unpacked": 256 * MEGABYTE,
    "ratio": 250,
    "entries": 3000,
    "sheets": 100,
    "rows": 100_000,
    "cells": 4_000_000,
    "cell": 32_767,
    "memory": 448 * MEGABYTE,
    "seconds": 8,
}
WALL_SECONDS = 9.0
OUTPUT_BYTES = 192 * MEGABYTE
# The annotated copy is made by a library that keeps every styled cell in memory.
ANNOTATE_UNPACKED = 64 * MEGABYTE
MARKING_LIMITS = {"memory": 1024 * MEGABYTE, "seconds": 40, "file": 512 * MEGABYTE}
MARKING_WALL_SECONDS = 60.0

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".csv")


def refuse_by_name(path: Path) -> None:
    """Refuse what the name alone rules out.

    Raises:
        WorkbookRefused: its extension is not xlsx, xls or csv.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise refusal("extension", path)


def refuse_missing(path: Path) -> None:
    """Refuse what is no file.

    Raises:
        WorkbookRefused: there is no such file.
    """
    if not path.is_file():
        raise refusal("missing", path)


def refusal(code: str, path: Path, detail: str = "") -> WorkbookRefused:
    """Return the refusal of a file in words for the person at the desk."""
    words = _words().get(code) or _words()["damaged"]
    return WorkbookRefused(words.format(file=path.name, detail=detail, kind=_kinds(detail)))


def _kinds(found: str) -> str:
    kinds = {
        "xlsx": _("xlsx 工作簿"),
        "xls": _("旧版 xls 工作簿"),
        "csv": _("文本或其他格式"),
    }
    return kinds.get(found, found)


def _words() -> dict[str, str]:
    return {
        "missing": _("找不到文件“{file}”。请检查路径。"),
        "unreadable": _("文件“{file}”打不开（{detail}）。请检查权限，或关闭正在使用它的程序。"),
        "extension": _(
            "文件“{file}”不是 xlsx、xls 或 csv。请在 Excel 或 WPS 中另存为 xlsx 后再试。"
        ),
        "mismatch": _(
            "文件“{file}”的扩展名与内容不符，内容是{kind}。请用 Excel 或 WPS 打开，另存为 xlsx。"
        ),
        "empty": _("文件“{file}”是空的。请重新导出。"),
        "truncated": _("文件“{file}”不完整或已损坏。请重新复制或导出后再试。"),
        "damaged": _("文件“{file}”已损坏，读不出来。请用 Excel 或 WPS 打开，另存为 xlsx 后再试。"),
        "not_workbook": _("文件“{file}”里面不是工作簿。请用 Excel 或 WPS 另存为 xlsx。"),
        "encrypted": _("文件“{file}”有打开密码。请去掉密码后另存再试。"),
        "macros": _("文件“{file}”含有宏，为安全起见不予打开。请另存为不带宏的 xlsx。"),
        "bomb": _("文件“{file}”解压后过大，像是压缩炸弹，不予打开。请重新导出。"),
        "entities": _("文件“{file}”含有不该有的实体声明，为安全起见不予打开。请重新导出。"),
        "too_large": _(
            "文件“{file}”太大，在限定的时间和内存内读不完。请删去表格下方和右侧多余的内容与格式，"
            "或按单位分成几个文件。"
        ),
        "too_large_to_mark": _(
            "文件“{file}”太大，在限定的时间和内存内标注不完。请照检查结果改，或按单位分成几个文件。"
        ),
        "too_many": _(
            "文件“{file}”的行、列或工作表太多，超过上限。请删去表格下方和右侧多余的内容，"
            "或按单位分成几个文件。"
        ),
        "long_cell": _("文件“{file}”中有过长的单元格。请删短后再试。"),
        "not_text": _("文件“{file}”不是文本，或编码无法识别。请另存为 UTF-8 编码的 csv，或 xlsx。"),
        "html": _("文件“{file}”其实是网页。请用 Excel 或 WPS 打开，另存为 xlsx。"),
        "no_files": _("文件夹“{file}”里没有 xlsx、xls 或 csv 文件。"),
    }
