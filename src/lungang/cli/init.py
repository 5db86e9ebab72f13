"""``lungang init``: a new site, with three administrators and no password in it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from lungang.cli.console import note, say
from lungang.cli.options import parse_text
from lungang.errors import InputError
from lungang.i18n import gettext as _


def run(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help=_("站点放在这个文件夹：还没有的，或空的"))
    ],
    system_admin: Annotated[
        str,
        typer.Option(
            "--system-admin", metavar="NAME", parser=parse_text, help=_("系统管理员的姓名")
        ),
    ] = "",
    security_admin: Annotated[
        str,
        typer.Option(
            "--security-admin", metavar="NAME", parser=parse_text, help=_("安全管理员的姓名")
        ),
    ] = "",
    auditor: Annotated[
        str, typer.Option("--auditor", metavar="NAME", parser=parse_text, help=_("审计员的姓名"))
    ] = "",
) -> None:
    """Found a site, whole or not at all, and show the three links."""
    from lungang.config import administrators, running  # the other commands do without Django
    from lungang.config.founding import found_site

    names = {"system_admin": system_admin, "security_admin": security_admin, "auditor": auditor}
    refuse_names([name for name in names.values() if name])
    was_there = folder.exists()
    found_site(folder)
    try:
        running.start(folder)
        note(_("建表和静态文件……"))
        running.migrate()
        running.collect_static()
        links = administrators.invite_administrators(names)
    except BaseException:
        _undo(folder, was_there)
        raise
    note(_("站点建好了，在 {folder}").format(folder=folder.absolute()))
    note(_("三位管理员各用自己的链接设口令：接在站点网址后面打开，72 小时内能用一次。"))
    for office, path in links.items():
        say(f"{title_of(office)}  {administrators.LOGIN_NAMES[office]}  {path}")
    note(_("启动：lungang serve {folder}").format(folder=folder))


def title_of(office: str) -> str:
    """Return what an administrator's office is called in the reader's language."""
    return {
        "system_admin": _("系统管理员"),
        "security_admin": _("安全管理员"),
        "auditor": _("审计员"),
    }[office]


def refuse_names(names: list[str]) -> None:
    """Refuse names that are none, and two that are the same.

    Raises:
        InputError: says what is wrong.
    """
    if any(not name.strip() or not name.isprintable() for name in names):
        raise InputError(_("管理员的姓名要写在一行里，不能只有空格"))
    if len({name.strip() for name in names}) < len(names):
        raise InputError(_("三位管理员要由三个人分别担任，姓名不能相同"))


def _undo(folder: Path, was_there: bool) -> None:
    """Leave what was there before: nothing, or an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    if was_there:
        folder.mkdir(exist_ok=True)
