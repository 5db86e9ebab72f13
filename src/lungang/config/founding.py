"""A new site's folder: settings with their explanation, and keys that nobody else can read."""

from __future__ import annotations

from pathlib import Path

from lungang.config.keyring import make_keys
from lungang.config.site import SETTINGS_FILE
from lungang.errors import InputError
from lungang.i18n import gettext as _

SETTINGS = """\
# 轮岗站点设置。改后重启服务。

# 浏览器用哪些网址（主机名）打开；本机 127.0.0.1 总是可以。
hosts = []

# 浏览器经 https 打开（前面有反向代理时改为 true）。
https = false

# 代理在别的机器上时，写它的地址，例如 ["192.0.2.10"]。不写就只信本机的代理；
# 别的地址送来的 X-Forwarded-… 一概不信。
# proxies = []

# 发邮件提醒的服务器和发件人；不写就只在屏幕上提醒。邮件里不出现姓名。
# 每人在“我的设置”里填自己的邮箱；没有填的不发。
# mail_server = "mail.example"
# mail_port = 25
# mail_tls = false
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
    make_keys(folder)
    (folder / SETTINGS_FILE).write_text(SETTINGS + extra, encoding="utf-8")
