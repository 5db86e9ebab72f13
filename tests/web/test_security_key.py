"""A security key as a person uses it: added, signed in with, shown again; taken away.

The browser is Chromium with an authenticator of its own making (the protocol of its developer
tools), the site a real one on ``localhost``: WebAuthn knows no addresses made of numbers.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.journeys.desks import press, says
from tests.web.browser import DESK, assert_accessible, watch
from tests.web.moves import go
from tests.web.whole_site import PASSWORD

pytestmark = pytest.mark.slow
WHO = "supervision"
KEY = {
    "protocol": "ctap2", "transport": "usb", "hasResidentKey": False,
    "hasUserVerification": False, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def desk(whole: tuple[str, Any], chromium: Browser):
    """A browser at its desk, the key in it, and what it may not do."""
    address = whole[0].replace("127.0.0.1", "localhost")
    context = chromium.new_context(base_url=address, viewport=DESK, locale="zh-CN")
    page, wrongs = context.new_page(), []
    watch(page, address, wrongs)
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    plugged = tools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page, tools, plugged["authenticatorId"]
    context.close()
    assert not wrongs, "\n".join(wrongs)


def uses(tools: CDPSession, key: str) -> list[int]:
    """How often each credential on the key was used."""
    found = tools.send("WebAuthn.getCredentials", {"authenticatorId": key})
    return [one["signCount"] for one in found["credentials"]]


def by_password(page: Page) -> None:
    page.goto("/accounts/login/")
    page.fill("#id_login", WHO)
    page.fill("#id_password", PASSWORD)
    go(page.get_by_role("button", name="登录", exact=True))


def test_a_key_from_the_first_day_to_the_last(desk: tuple[Page, CDPSession, str]) -> None:
    page, tools, key = desk
    by_password(page)
    add_the_key(page)
    made = uses(tools, key)
    assert len(made) == 1
    sign_in_with_it(page)
    assert uses(tools, key)[0] > made[0]
    show_it_again(page, tools, key)
    take_it_away(page)


def add_the_key(page: Page) -> None:
    page.goto("/accounts/second/")
    press(page, "加安全钥匙")
    page.fill("#id_password", PASSWORD)  # first the password again
    page.locator("main button[type=submit], .door button[type=submit]").first.click()
    page.get_by_label("名称").fill("抽屉里的钥匙")
    assert_accessible(page)
    with page.expect_navigation():
        press(page, "插上钥匙后加")
    page.goto("/accounts/second/keys/")
    says(page, "抽屉里的钥匙")
    assert_accessible(page)


def sign_in_with_it(page: Page) -> None:
    go(page.get_by_role("button", name="退出"))
    by_password(page)
    page.goto("/accounts/settings/")
    expect(page).to_have_url("/accounts/second/sign-in/")  # the password alone is not enough
    assert_accessible(page)
    page.get_by_role("button", name="用安全钥匙").click()
    says(page, "工作台")


def show_it_again(page: Page, tools: CDPSession, key: str) -> None:
    """Before what must not be done on an unguarded screen (step-up)."""
    page.goto("/accounts/second/codes/new/")
    assert "/accounts/reauthenticate/" in page.url
    used = uses(tools, key)[0]
    page.goto("/accounts/second/keys/again/?next=/accounts/second/codes/new/")
    assert_accessible(page)
    page.get_by_role("button", name="用安全钥匙").click()
    page.wait_for_url(re.compile(r"^[^?]*/accounts/second/codes/new/$"))  # the key's page names it
    assert uses(tools, key)[0] > used


def take_it_away(page: Page) -> None:
    page.goto("/accounts/second/keys/")
    go(page.get_by_role("link", name="撤"))
    page.get_by_role("button", name="撤安全钥匙").click()
    says(page, "还没有安全钥匙")
