"""Arguments and options that several commands share."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from lungang.i18n import gettext as _


def parse_day(text: str) -> date:
    """Read ``2004-12-16``, ``2004.12.16``, ``2004年12月16日`` or ``20041216`` as a date."""
    try:
        return day_of(text)
    except ValueError:
        raise typer.BadParameter(
            _("“{text}”不是日期，请写成 2004-12-16 的样子").format(text=text)
        ) from None


def day_of(text: str) -> date:
    """Read a date of the time that rosters can be about, as ISO or as officials write it.

    Raises:
        ValueError: it is no date, or one of another age.
    """
    numbers = re.fullmatch(r"(\d{4})[.年/-](\d{1,2})[.月/-](\d{1,2})日?", text)
    day = date(*map(int, numbers.groups())) if numbers else date.fromisoformat(text)
    if not 1949 <= day.year <= 2199:  # a slip in the year; and months are counted beyond it
        raise ValueError(text)
    return day


def parse_count(text: str | int) -> int:
    """Read a whole number from 0 on, or say what is expected; a default comes as it is."""
    if isinstance(text, int):
        return text
    if text.isascii() and text.isdigit() and len(text) < 19:
        return int(text)
    raise typer.BadParameter(_("“{text}”不是数，请写一个整数，如 7").format(text=text))


def parse_text(text: str) -> str:
    """Take a text as it is, if it is one: bytes that are no letters cannot be put on record."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise typer.BadParameter(_("不是 UTF-8 文字，请检查终端的编码")) from None
    return text


RosterPath = Annotated[
    Path,
    typer.Argument(
        metavar="ROSTER", help=_("花名册：一个 xlsx、xls、csv 文件，或者放着各单位文件的文件夹")
    ),
]
SitePath = Annotated[
    Path,
    typer.Argument(metavar="SITE", help=_("站点文件夹（lungang init 建的），不给时是 site")),
]
PlanPath = Annotated[Path, typer.Argument(metavar="PLAN", help=_("plan.json，或者它所在的文件夹"))]
RosterOption = Annotated[
    Path,
    typer.Option("--roster", metavar="ROSTER", help=_("方案所依据的花名册：一个文件或一个文件夹")),
]
PolicyName = Annotated[
    str,
    typer.Option(
        "--policy", metavar="PACK", help=_("政策包：county-2004、present-law，或者一个 .toml 文件")
    ),
]
ReferenceDate = Annotated[
    date,
    typer.Option(
        "--on", metavar="DATE", parser=parse_day, help=_("基准日：年龄和任职年限算到这一天")
    ),
]
PaperFacts = Annotated[
    Path | None,
    typer.Option("--facts", metavar="FILE", help=_("公文事项（县名、日期、时限等）：toml")),
]
AsJson = Annotated[bool, typer.Option("--json", help=_("输出 JSON，供程序读取"))]
Replace = Annotated[bool, typer.Option("--replace", help=_("换掉本程序以前写的同名结果"))]
ReplaceFile = Annotated[bool, typer.Option("--replace", help=_("已有同名文件时换掉它"))]
PersonName = Annotated[str, typer.Option("--person", metavar="PERSON", help=_("姓名或身份证号"))]
