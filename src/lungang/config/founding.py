"""A new site's folder: settings with their explanation, and keys that nobody else can read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from lungang.config.site import AUDIT_KEY, SECRET_KEY, SETTINGS_FILE
from lungang.errors import InputError
from lungang.i18n import gettext as _

SETTINGS = """\
# 轮岗站点设置。改后重启服务。

# 浏览器用哪些网址（主机名）打开；本机 127.0.0.1 总是可以。
hosts = []

# 浏览器经 https 打开（前面有反向代理时改为 true）。
https = false

# 发邮件提醒的服务器和发件人；不写就只在屏幕上提醒。邮件里不出现姓名。
# mail_server = "mail.example"
# mail_from = "lungang@example"
"""


def found_site(folder: Path, extra: str = "") -> None:
    """Make a site's folder, whole or not at all; ``extra`` are further lines of settings.

    Raises:
        InputError: there is something at that place already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise InputError(_("{folder} 里已有东西，没有动。请换一个空文件夹").format(folder=folder))
    for part in ("keys", "data", "files"):
        (folder / part).mkdir(parents=True, mode=0o700)
    _private(folder / SECRET_KEY, secrets.token_urlsafe(64))
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    _private(folder / AUDIT_KEY, pem)
    (folder / SETTINGS_FILE).write_text(SETTINGS + extra, encoding="utf-8")


def _private(path: Path, text: str) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
