"""A real browser before a real server, and what every page of the office must keep to.

Fixtures (a conftest takes them by ``from tests.web.browser import *``): ``chromium`` for the
session, ``visit`` for a test::

    def test_board(visit):
        page = visit(make_actor(Office.PERSONNEL_SECTION), "/")     # signed in, watched
        assert_keeps_to_the_house(page)                             # axe, 375 px, zoom, keyboard

``visit`` fails the test at its end where a page asked another host for anything, or the console
told of an error or of a refusal by the content security policy.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, Request, sync_playwright

from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.middleware import HOLDING

__all__ = ["chromium", "visit"]
CHROMIUM = Path("/usr/bin/chromium")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK = {"width": 1440, "height": 900}
SMALL_DESK = {"width": 1366, "height": 768}
PHONE = {"width": 375, "height": 740}
ZOOMED = {"width": 683, "height": 384}
"""What a page of 1366 × 768 has left at 200 %."""


@pytest.fixture(scope="session")
def chromium() -> Browser:
    """Debian's Chromium. Without it these tests skip, except in CI, where they fail."""
    if not CHROMIUM.exists():
        line = f"no {CHROMIUM}: install the packages of requirements/apt.txt"
        if os.environ.get("CI") == "true":
            pytest.fail(line)
        pytest.skip(line)
    return _started()


@cache
def _started() -> Browser:
    """Start one browser for the process: two folders' fixtures would start two, which cannot be."""
    # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    playwright = sync_playwright().start()
    browser = playwright.chromium.launch(
        executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"]
    )

    def end() -> None:
        browser.close()
        playwright.stop()

    atexit.register(end)
    return browser


@pytest.fixture
def visit(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Open pages as offices; see the module."""
    contexts, wrongs = [], []

    def open_page(
        actor: Actor | None = None, path: str = "/", *, javascript: bool = True,
        viewport: dict[str, int] | None = None,
    ) -> Page:  # fmt: skip
        context = chromium.new_context(
            base_url=live_server.url, java_script_enabled=javascript,
            viewport=viewport or DESK, locale="zh-CN", timezone_id="Asia/Shanghai",
        )  # fmt: skip
        contexts.append(context)
        if actor is not None:
            context.add_cookies([_session(actor, live_server.url)])
        page = context.new_page()
        watch(page, live_server.url, wrongs)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrongs, "\n".join(wrongs)


def _session(actor: Actor, url: str) -> Any:
    client = Client()
    client.force_login(actor.user)
    if actor.holding is not None:
        session = client.session
        session[HOLDING] = actor.holding.pk
        session.save()
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def watch(page: Page, url: str, wrongs: list[str]) -> None:
    """Write down what a page may not do: ask other hosts, break, offend the policy."""
    host = urlsplit(url).netloc

    def asked(request: Request) -> None:
        found = urlsplit(request.url)
        if found.scheme not in ("data", "blob", "about") and found.netloc != host:
            wrongs.append(f"asked another host: {request.url}")

    def told(message: Any) -> None:
        # A page that answers 404, 409 or 500 is told of in the console too: no fault of its own.
        broken = message.type == "error" and "Failed to load resource" not in message.text
        if broken or "Content Security Policy" in message.text:
            wrongs.append(f"{page.url}: {message.text}")

    page.on("request", asked)
    page.on("console", told)
    page.on("pageerror", lambda error: wrongs.append(f"{page.url}: {error}"))


class _Ready:
    """A page to which axe, half a megabyte, is handed once and not for each look."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def evaluate(self, script: str) -> Any:
        """Evaluate, unless it is axe and there already."""
        if len(script) > 100_000 and self.page.evaluate("'axe' in window"):
            return None
        return self.page.evaluate(script)


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA that axe can find."""
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = Axe().run(_Ready(page), options=options)
    assert found.violations_count == 0, found.generate_report()


def resize(page: Page, viewport: Any) -> None:
    """Change the window's size, and wait until the page has answered to it."""
    page.set_viewport_size(viewport)
    page.evaluate("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")


def assert_no_sideways_scroll(page: Page, viewport: dict[str, int]) -> None:
    """The page fits its width; only a box of its own (.scroll) may scroll sideways."""
    before = page.viewport_size
    resize(page, viewport)
    width = page.evaluate("document.documentElement.scrollWidth")
    wide = page.evaluate(
        """() => Array.from(document.querySelectorAll('body *')).filter(e =>
             e.getBoundingClientRect().right > innerWidth + 1
             && !e.closest('.scroll, .skip, .sr, .dr, [hidden]')
             && e.getClientRects().length)
           .map(e => e.tagName + '.' + e.className).slice(0, 8)"""
    )
    if before:
        resize(page, before)
    assert width <= viewport["width"], f"{width} px wide at {viewport}: {wide}"


def assert_reached_by_keyboard(page: Page, selector: str, most: int = 120) -> None:
    """Tab alone leads to it, and the ring shows it."""
    page.evaluate("document.activeElement && document.activeElement.blur()")
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline == "solid", f"{selector} has the focus and does not show it"
            return
    pytest.fail(f"{selector} is not reached in {most} presses of Tab")


def assert_keeps_to_the_house(page: Page, primary: str = "") -> None:
    """axe, 375 px, 200 %, and ``primary`` (a selector) by the keyboard alone."""
    assert_accessible(page)
    for viewport in (PHONE, ZOOMED, SMALL_DESK):
        assert_no_sideways_scroll(page, viewport)
    if primary:
        assert_reached_by_keyboard(page, primary)
    resize(page, PHONE)
    assert_accessible(page)
    resize(page, DESK)


def printed(page: Page) -> list[str]:
    """Print the page on A4 and return the text of each sheet."""
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=paper, capture_output=True)
    # Chromium may write a Han character by its radical's code; read, they are the same.
    text = unicodedata.normalize("NFKC", run.stdout.decode())
    return text.rstrip("\f").split("\f")


def picture(page: Page, name: str) -> None:
    """Keep a picture where ``LUNGANG_PICTURES`` names a folder: for those who look."""
    folder = os.environ.get("LUNGANG_PICTURES")
    if folder:
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
