"""``lungang worker``: the back room that does long work, where it is not part of ``serve``."""

from __future__ import annotations

from pathlib import Path

from lungang.cli.console import note
from lungang.cli.options import SitePath
from lungang.config import running
from lungang.i18n import gettext as _


def run(site: SitePath = Path("site")) -> None:
    """Do jobs until told to end."""
    running.start(site)
    running.refuse_wrong_setup()
    running.refuse_unmigrated()
    from lungang.config.work import leave_on_signals, work

    leave = leave_on_signals()
    note(_("后台计算在等任务。按 Ctrl-C 停止。"))
    work(leave)
