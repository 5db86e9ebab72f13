"""The six digits of an authenticator: set up on its page as people do, and typed where asked."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time

from playwright.sync_api import Page

from tests.journeys.desks import press, says
from tests.journeys.site import PASSWORD

PERIOD = 30
"""For how many seconds the digits stand; the office takes each once."""


def set_up(page: Page) -> str:
    """Set up an authenticator for whoever is signed in, and return what it holds."""
    page.goto("/accounts/second/")
    press(page, "设验证器")
    page.locator("#id_password, main code").first.wait_for()
    if page.locator("#id_password").count():
        page.fill("#id_password", PASSWORD)
        page.locator("button.pri[type=submit]").click()
    secret = page.locator("main code").inner_text()
    page.fill("#id_code", digits(secret))
    page.get_by_role("button", name="设验证器").click()
    says(page, "备用码")
    return secret


def show(page: Page, secret: str) -> None:
    """Type the digits where the page asks for them."""
    page.fill("#id_code", digits(secret))
    press(page, "核对验证码")


def digits(secret: str) -> str:
    """Return what an authenticator shows now (RFC 6238), with some seconds left to type it."""
    rest = PERIOD - time.time() % PERIOD
    if rest < 3:
        time.sleep(rest + 0.1)
    counter = struct.pack(">Q", int(time.time()) // PERIOD)
    made = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = made[-1] & 0x0F
    number = struct.unpack(">I", made[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
