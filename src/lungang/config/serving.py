"""The office on a port: one process that answers, one that works; both end with this one."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address

from lungang.config.proxies import networks
from lungang.config.site import Site
from lungang.errors import InputError, LungangError
from lungang.i18n import gettext as _

START_SECONDS = 60
END_SECONDS = 15


def free_port(host: str = "127.0.0.1") -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def refuse_address(site: Site, host: str, port: int) -> None:
    """Refuse an address that is taken, or open to others without need.

    Raises:
        InputError: it cannot, or may not, be listened on.
    """
    if not _is_loopback(host) and (not site.https or site.demo):
        raise InputError(
            _("{host} 别的电脑也能连，而这个站点没有 https。只给本机用，就不写 --host").format(
                host=host
            )
        )
    if not _is_loopback(host) and not _has_proxy_elsewhere(site):
        raise InputError(
            _(
                "{host} 别的电脑也能连，而这里只收反向代理转来的请求。代理在本机，就不写 --host；"
                "代理在别的机器上，先在 site.toml 的 proxies 写它的地址"
            ).format(host=host)
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InputError(
                _("端口 {port} 用不了，多半别的程序占着。换 --port {other}").format(
                    port=port, other=port + 1
                )
            ) from error


def _has_proxy_elsewhere(site: Site) -> bool:
    return any(not network.is_loopback for network in networks(site.proxies))


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def serve(host: str, port: int, workers: int, opened: Callable[[], None]) -> None:
    """Serve until interrupted; ``opened`` is called when browsers get answers.

    Raises:
        LungangError: the server did not start, or ended by itself.
    """
    web = _start("web", host, str(port), str(workers))
    work = _start("work")
    try:
        _wait_until_open(web, host, port)
        opened()
        while web.poll() is None:
            if work.poll() is not None:
                work = _start("work")
            time.sleep(0.5)
        raise LungangError(_("网页服务自己停了，退出码 {code}").format(code=web.returncode))
    except KeyboardInterrupt:
        return  # the way in which one ends it
    finally:
        _end(web, work)


def _start(name: str, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own program, no shell
        [sys.executable, "-m", f"lungang.config.{name}", *words],
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is handled here, in order
    )


def _wait_until_open(web: subprocess.Popen[bytes], host: str, port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and web.poll() is None:
        with suppress(OSError), socket.create_connection((host, port), timeout=1):
            return
        time.sleep(0.1)
    raise LungangError(_("网页服务没有启动"))


def _end(*processes: subprocess.Popen[bytes]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
