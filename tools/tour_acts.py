"""What is done at the joint meeting in more than one part of the tour."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.web.moves import decide_as_proposed, go


def open_door(page: Page, path: str) -> None:
    """Come to a sealed page through its door: in the demonstration one press."""
    page.goto(path)
    go(page.locator("main form").get_by_role("button").first)
    page.goto(path)


def to_the_table(page: Page) -> None:
    """From the scenarios to the table of the first."""
    page.goto("/deliberation/scenarios/")
    page.goto(str(page.locator("a[href*='/table/']").first.get_attribute("href")))


def decide_everybody(page: Page) -> None:
    """Decide everybody as proposed, and show one of them."""
    decide_as_proposed(page)
    page.locator(".ppl h2.decided + ul a").first.click()


def send(page: Page) -> None:
    """Send what was decided to the second person."""
    page.goto("/deliberation/decision/")
    page.get_by_role("checkbox").check()
    go(page.get_by_role("button", name="送两人确认"))
