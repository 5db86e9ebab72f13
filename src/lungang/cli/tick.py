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
    "drafts": mark("过了七天删去的草稿：{count}"),
    "links": mark("用过或过期后删去的一次性链接：{count}"),
    "sessions": mark("清掉的过期登录：{count}"),
    "files": mark("清掉的无主文件：{count}"),
}


def run(site: SitePath = Path("site")) -> None:
    """Do what is due, and say what was done; nothing due says nothing."""
    running.start(site)
    running.refuse_unmigrated()
    from lungang.config.tick import tick

    outcome = tick()
    for name, count in outcome.counts.items():
        if count:
            say(_(WORDS[name]).format(count=count))
    if outcome.faults:
        kinds = _("、").join(f"{name} {type(e).__name__}" for name, e in outcome.faults.items())
        raise LungangError(_("有到期的事没有办成（{kinds}），下次会再办").format(kinds=kinds))
