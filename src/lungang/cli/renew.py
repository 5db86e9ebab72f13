"""``lungang renew``: an administrator's way in anew, or to another person: from the server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from lungang.cli.console import note, say
from lungang.cli.init import refuse_names, title_of
from lungang.cli.options import SitePath, parse_text
from lungang.config import administrators, running
from lungang.errors import InputError
from lungang.i18n import gettext as _

LONGEST_NAME = 60
_USERNAME = re.compile(r"[A-Za-z0-9._-]{2,60}")


def run(
    office: Annotated[
        str,
        typer.Argument(metavar="OFFICE", help=_("system_admin、security_admin 或 auditor")),
    ],
    site: SitePath = Path("site"),
    name: Annotated[
        str | None,
        typer.Option(
            "--name",
            metavar="NAME",
            parser=parse_text,
            help=_("换人接任：新管理员的姓名。原来的账号马上停用，另开新账号"),
        ),
    ] = None,
    username: Annotated[
        str,
        typer.Option(
            "--username",
            metavar="LOGIN",
            parser=parse_text,
            help=_("新管理员的登录名；不给时用岗位的登录名，用过的加编号"),
        ),
    ] = "",
) -> None:
    """Show a new link for an administrator; with a name, for the new person who takes over."""
    if office not in administrators.LOGIN_NAMES:
        raise InputError(
            _("没有管理员岗位 {office}，可用的有：{known}").format(
                office=office, known="、".join(administrators.LOGIN_NAMES)
            )
        )
    _refuse(name, username)
    running.start(site)
    running.refuse_unmigrated()
    if name is None:
        say(administrators.renew_administrator(office))
        note(_("原来的口令和动态码、安全密钥已作废。链接接在站点网址后面打开，72 小时内能用一次。"))
        return
    login, path = administrators.hand_over_administrator(office, name.strip(), username)
    say(f"{title_of(office)}  {login}  {path}")
    note(_("原任的岗位已止，账号已停用，已登录的马上退出。"))
    note(_("新任的凭链接设口令：接在站点网址后面打开，72 小时内能用一次。"))


def _refuse(name: str | None, username: str) -> None:
    if name is None:
        if username:
            raise InputError(_("--username 要和 --name 一起用：换人接任才开新账号"))
        return
    refuse_names([name])
    if len(name) > LONGEST_NAME:
        raise InputError(_("姓名最多 {n} 字").format(n=LONGEST_NAME))
    if username and not _USERNAME.fullmatch(username):
        raise InputError(_("登录名只用字母、数字、点和横线，2 至 60 个"))
