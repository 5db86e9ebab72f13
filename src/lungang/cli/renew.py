"""``lungang renew``: a new link for one of the three administrators, from the server alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lungang.cli.console import note, say
from lungang.cli.options import SitePath
from lungang.config import administrators, running
from lungang.errors import InputError
from lungang.i18n import gettext as _


def run(
    office: Annotated[
        str,
        typer.Argument(metavar="OFFICE", help=_("system_admin、security_admin 或 auditor")),
    ],
    site: SitePath = Path("site"),
) -> None:
    """Take password and second factors of an administrator away and show a new link."""
    if office not in administrators.LOGIN_NAMES:
        raise InputError(
            _("没有管理员岗位 {office}，可用的有：{known}").format(
                office=office, known="、".join(administrators.LOGIN_NAMES)
            )
        )
    running.start(site)
    running.refuse_unmigrated()
    say(administrators.renew_administrator(office))
    note(_("原来的口令和第二因素已作废。链接接在站点网址后面打开，72 小时内能用一次。"))
