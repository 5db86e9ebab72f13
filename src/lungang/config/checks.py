"""A wrong set-up is refused in words, before anybody works on it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connections

from lungang.config.databases import WAL_IS_SAFE
from lungang.config.keyring import KEY_FILES, fault_of
from lungang.config.proxies import networks
from lungang.config.site import LOOPBACK, Site
from lungang.i18n import gettext as _

OLDEST_SQLITE = (3, 31)
OLDEST_POSTGRESQL = 14_00_00
_SYNCHRONOUS = {"FULL": 2, "EXTRA": 3}


@register(Tags.security)
def site_is_safe(**_kwargs: Any) -> list[CheckMessage]:
    """Check the site's folder and what its settings say together."""
    site: Site = settings.SITE
    return [Error(text, id=f"lungang.{number}") for number, text in _site_faults(site)]


@register(Tags.database)
def databases_are_safe(
    databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Check that the database does what no confirmed write can do without."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        look = {"sqlite": _sqlite_faults, "postgresql": _postgresql_faults}[connection.vendor]
        try:
            texts = list(look(connection))
        except DatabaseError as error:
            texts = [_("打不开数据库：{error}").format(error=error)]
        found += [Error(text, id="lungang.E101") for text in texts]
    return found


def _site_faults(site: Site) -> Iterator[tuple[str, str]]:
    for path in KEY_FILES:
        if fault := fault_of(site.folder / path):
            yield "E001", fault
    folders = [site.files]
    if site.database_url.startswith("sqlite"):
        folders.append(Path(settings.DATABASES["default"]["NAME"]).parent)
    for folder in folders:
        if not os.access(folder, os.W_OK | os.X_OK):
            yield "E002", _("文件夹 {folder} 不在，或者不让写。请改好权限").format(folder=folder)
    if site.hosts and not site.https:
        yield "E003", _("site.toml 写了 hosts 而没有 https = true：别的电脑来用必须走 https")
    if site.https and not site.hosts:
        yield "E004", _("site.toml 写了 https = true 而没有 hosts：请写浏览器用的主机名")
    if any("*" in host or "/" in host or host.startswith(".") for host in site.hosts):
        yield "E005", _("site.toml 的 hosts 要逐个写全主机名，不用 *、斜杠和开头的点")
    yield from _proxy_faults(site)
    if bool(site.mail_server) != bool(site.mail_from):
        yield "E006", _("site.toml 的 mail_server 和 mail_from 要么都写，要么都不写")
    if site.clock_offset and not site.demo:
        yield "E007", _("site.toml 写了 clock_offset_seconds：只有演示站点可以拨时钟")
    if site.demo and site.hosts:
        yield "E008", _("演示站点谁都能进，只在本机打开：请去掉 site.toml 的 hosts")


def _proxy_faults(site: Site) -> Iterator[tuple[str, str]]:
    try:
        networks(site.proxies)
    except (ValueError, TypeError):
        yield "E009", _("site.toml 的 proxies 要逐个写代理的 IP 地址或网段，不能是全部地址")
        return
    if site.proxies != LOOPBACK and not site.https:
        yield "E010", _("site.toml 写了 proxies 而没有 https = true：没有 https 就不用代理")


def _sqlite_faults(connection: Any) -> Iterator[str]:
    version = sqlite3.sqlite_version_info
    if version < OLDEST_SQLITE:
        yield _("SQLite {version} 太旧，至少要 3.31").format(version=sqlite3.sqlite_version)
    journal, synchronous = ("wal", "FULL") if version >= WAL_IS_SAFE else ("delete", "EXTRA")
    wanted = {"synchronous": _SYNCHRONOUS[synchronous], "foreign_keys": 1, "mmap_size": 0}
    if not connection.is_in_memory_db():
        wanted["journal_mode"] = journal  # type: ignore[assignment]
    with connection.cursor() as cursor:
        for name, value in wanted.items():
            row = cursor.execute(f"PRAGMA {name}").fetchone()
            if row and str(row[0]) != str(value):
                yield _("SQLite 的 {name} 是 {found}，应是 {value}：断电会丢数据").format(
                    name=name, found=row[0], value=value
                )


def _postgresql_faults(connection: Any) -> Iterator[str]:
    with connection.cursor() as cursor:
        wanted = {"transaction_isolation": "repeatable read", "server_encoding": "UTF8"}
        for name, value in wanted.items():
            cursor.execute("SELECT current_setting(%s)", [name])
            (found,) = cursor.fetchone()
            if found != value:
                yield _("PostgreSQL 的 {name} 是 {found}，应是 {value}").format(
                    name=name, found=found, value=value
                )
        cursor.execute("SELECT current_setting('server_version_num')::int")
        if cursor.fetchone()[0] < OLDEST_POSTGRESQL:
            yield _("PostgreSQL 太旧，至少要 14")
