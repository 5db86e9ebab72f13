"""Moves in a browser that need nothing of the office: tests and the tour make them."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


def go(to: Locator) -> None:
    """Press what leads to another page, and be there: a click alone may come back too soon."""
    with to.page.expect_navigation():
        to.click()


def decide_as_proposed(page: Page) -> None:
    """Decide at the table, cycle by cycle, until nobody is left."""
    whole = page.locator("button[name=cycle]")
    proposed = page.locator(".ppl h2.proposed + ul a")
    while proposed.count():
        go(proposed.first)
        go((whole if whole.count() else page.locator("button[data-key=d]")).first)
