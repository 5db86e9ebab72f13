"""Browsers at desks: signed in as people sign in, and watched at every page they meet."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.site import PASSWORD
from tests.web import moves
from tests.web.browser import DESK, assert_accessible, watch

KEYS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


class Desks:
    """Opens browsers on one site, and remembers what was wrong and which pages were looked at."""

    def __init__(
        self, chromium: Browser, address: str, looked: set[str], wrongs: list[str]
    ) -> None:
        self.chromium, self.address, self.looked, self.wrongs = chromium, address, looked, wrongs
        self.contexts: list[Any] = []

    def browser(self, *, javascript: bool = True) -> Page:
        context = self.chromium.new_context(
            base_url=self.address, java_script_enabled=javascript, viewport=DESK,
            locale="zh-CN", timezone_id="Asia/Shanghai",
        )  # fmt: skip
        context.set_default_timeout(30_000)
        self.contexts.append(context)
        page = context.new_page()
        watch(page, self.address, self.wrongs)
        return page

    def signed_in(self, username: str) -> Page:
        """Sign in by name and password."""
        page = self.browser()
        page.goto("/accounts/login/")
        self.look(page)
        sign_in(page, username)
        self.look(page)
        return page

    def entered(self, who: str, *, javascript: bool = True) -> Page:
        """Enter the demonstration as an office, or as the officer of a unit."""
        page = self.browser(javascript=javascript)
        page.goto("/enter/")
        if javascript:  # axe is a script itself
            self.look(page)
        rows = page.locator("tr", has=page.get_by_role("rowheader", name=who, exact=True))
        go(page, rows.first.get_by_role("button"))  # in a section there are two
        return page

    def look(self, page: Page) -> None:
        """Have axe judge a page that it has not met yet."""
        kind = f"{KEYS.sub('*', page.url.removeprefix(self.address))} {page.title()}"
        if kind not in self.looked:
            self.looked.add(kind)
            assert_accessible(page)

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def sign_in(page: Page, username: str) -> None:
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    go(page, page.get_by_role("button", name="登录", exact=True))


def press(page: Page, words: str) -> None:
    """Press a button or follow a link by its words."""
    _named(page, words).click()


def go(page: Page, to: str | Locator) -> None:
    """Press what leads to another page, and be there: the page before it is not to be judged."""
    moves.go(_named(page, to) if isinstance(to, str) else to)


def _named(page: Page, words: str) -> Locator:
    return page.get_by_role("button", name=words).or_(page.get_by_role("link", name=words)).first


def says(page: Page, *words: str) -> None:
    """The page says this, or will in a moment."""
    for word in words:
        expect(page.locator("body")).to_contain_text(word, use_inner_text=True, timeout=15_000)
