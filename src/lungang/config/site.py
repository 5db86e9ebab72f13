"""A site: the folder of one office's data, keys and settings, and what the environment says.

::

    SITE/
      site.toml          what the administrator may change, with a comment for each line
      keys/              one key for each life-time (0600): lungang.config.keyring
      data/lungang.db    where no DATABASE_URL is given
      files/             uploads and papers by the hash of their content, enciphered

Everything the settings need is read here once, typed, and refused in words.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from lungang.config.keyring import AUDIT_KEY, Keys, read_keys
from lungang.errors import InputError
from lungang.i18n import gettext as _

SETTINGS_FILE = "site.toml"
KNOWN = frozenset(
    {
        "hosts", "https", "proxies", "demo", "clock_offset_seconds",
        "mail_server", "mail_port", "mail_tls", "mail_from",
    }
)  # fmt: skip
LOOPBACK = ("127.0.0.0/8", "::1")


@dataclass(frozen=True)
class Site:
    """One office: where its things lie and how it is run.

    ``clock_offset`` moves the office's clock against the machine's; only a demonstration has one.
    ``https`` says that browsers reach the office over TLS; without it the office answers the
    loopback address alone. ``proxies`` are the addresses whose word is taken for who asks.
    """

    folder: Path
    keys: Keys
    database_url: str
    hosts: tuple[str, ...]
    https: bool
    proxies: tuple[str, ...]
    demo: bool
    clock_offset: timedelta
    mail_server: str
    mail_from: str
    mail_port: int = 25
    mail_tls: bool = False

    @property
    def files(self) -> Path:
        """Where uploads and papers lie, outside anything that is served."""
        return self.folder / "files"

    @property
    def audit_key(self) -> Path:
        """The key that signs checkpoints of the audit log."""
        return self.folder / AUDIT_KEY


def load_site(folder: Path, environ: Mapping[str, str] = os.environ) -> Site:
    """Read a site's folder; ``DATABASE_URL`` of the environment goes before its own database.

    Raises:
        InputError: there is no site, or something in it is wrong or open to others.
    """
    settings = _settings(folder)
    return Site(
        folder=folder,
        keys=read_keys(folder),
        database_url=environ.get("DATABASE_URL", "") or f"sqlite:///{_database(folder)}",
        hosts=tuple(_typed(settings, "hosts", list, [])),
        https=_typed(settings, "https", bool, False),
        proxies=tuple(_typed(settings, "proxies", list, list(LOOPBACK))),
        demo=_typed(settings, "demo", bool, False),
        clock_offset=timedelta(seconds=_typed(settings, "clock_offset_seconds", int, 0)),
        mail_server=_typed(settings, "mail_server", str, ""),
        mail_from=_typed(settings, "mail_from", str, ""),
        mail_port=_typed(settings, "mail_port", int, 25),
        mail_tls=_typed(settings, "mail_tls", bool, False),
    )


def _settings(folder: Path) -> dict[str, Any]:
    path = folder / SETTINGS_FILE
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            _(
                "{folder} 里没有站点（缺 site.toml）。站点在别的文件夹的，"
                "请在命令里写明那个文件夹；还没有站点的，先运行 lungang init {folder}"
            ).format(folder=folder)
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(_("{file} 写错了：{error}").format(file=path, error=error)) from error
    if unknown := sorted(set(settings) - KNOWN):
        raise InputError(
            _("{file} 里有不认识的设置：{names}。可用的有：{known}").format(
                file=path, names="、".join(unknown), known="、".join(sorted(KNOWN))
            )
        )
    return settings


def _typed(settings: Mapping[str, Any], name: str, kind: type, default: Any) -> Any:
    value = settings.get(name, default)
    if type(value) is not kind:
        raise InputError(
            _("site.toml 的 {name} 应是{kind}").format(
                name=name,
                kind={bool: "true 或 false", int: "整数", str: "文字", list: "列表"}[kind],
            )
        )
    return value


def _database(folder: Path) -> Path:
    return (folder / "data" / "lungang.db").absolute()
