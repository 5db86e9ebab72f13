"""``lungang serve``: the office of a site, for browsers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lungang.cli.console import note, say
from lungang.cli.options import SitePath, parse_count
from lungang.config import running, serving
from lungang.i18n import gettext as _

PORT = 8000


def run(
    site: SitePath = Path("site"),
    port: Annotated[
        int, typer.Option("--port", metavar="PORT", parser=parse_count, help=_("端口"))
    ] = PORT,
    host: Annotated[
        str,
        typer.Option("--host", metavar="HOST", help=_("在哪个地址上听；不写就只有本机能连")),
    ] = "127.0.0.1",
    workers: Annotated[
        int,
        typer.Option("--workers", metavar="N", parser=parse_count, help=_("几个网页进程")),
    ] = 2,
    migrate: Annotated[
        bool,
        typer.Option("--migrate", help=_("先把数据库升到这一版；SQLite 会先留一份副本")),
    ] = False,
) -> None:
    """Serve a site until interrupted."""
    opened = running.start(site)
    serving.refuse_address(opened, host, port)
    running.refuse_wrong_setup()
    if migrate:
        copy = running.migrate()
        if copy:
            note(_("升级前的数据库留在 {file}").format(file=copy))
    running.refuse_unmigrated()
    running.collect_static()
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    serving.serve(
        host,
        port,
        max(1, workers),
        lambda: say(_("轮岗已在 {address} 打开。按 Ctrl-C 停止。").format(address=address)),
    )
