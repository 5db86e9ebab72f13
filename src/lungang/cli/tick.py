"""``lungang tick``: what is due now, for cron or systemd."""

from __future__ import annotations

from pathlib import Path

from lungang.cli.console import say
from lungang.cli.options import SitePath
from lungang.config import running
from lungang.errors import LungangError
from lungang.i18n import gettext as _
from lungang.i18n import mark

WORDS = {
    "jobs": mark("标为中断的后台任务：{count}"),
    "reminders": mark("发出的时限提醒：{count}"),
    "mail": mark("发出的邮件：{count}"),
    "checkpoints": mark("审计检查点：{count}"),
}


def run(site: SitePath = Path("site")) -> None:
    """Do what is due, and say what was done; nothing due says nothing."""
    running.start(site)
    running.refuse_unmigrated()
    from lungang.config.tick import tick

    try:
        done = tick()
    except ExceptionGroup as faults:
        kinds = "、".join(type(error).__name__ for error in faults.exceptions)
        raise LungangError(
            _("有到期的事没有办成（{kinds}），下次会再办").format(kinds=kinds)
        ) from faults
    for name, count in done.items():
        if count:
            say(_(WORDS[name]).format(count=count))
