"""Every page that the addresses lead to, in a real browser: nobody's page is forgotten.

Each at a desk and at 375 px without a violation of WCAG 2.2 AA that axe can find; no wider than
the window at 375 px and at 200 %; every control reached by Tab, shown by the ring, hidden by
nothing; the same controls without JavaScript; whole in print. Nothing is asked of another host.
"""

from __future__ import annotations

import html
import os
import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import Browser, BrowserContext, Page

from tests.web.addresses import BY_HAND, NO_PAGE, PAGES, PRESSED
from tests.web.browser import (
    PHONE,
    SMALL_DESK,
    assert_accessible,
    assert_no_sideways_scroll,
    resize,
    watch,
)

TWICE_AS_LARGE = {"width": 640, "height": 400}
"""1280 × 800 at 200 %."""
PAPER = {"width": 688, "height": 1000}
"""A4 between its margins."""
TABS = 70
"""So many presses of Tab on a page; longer pages repeat the same rows."""


def routes(patterns: Any = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address by its name."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            inside = f"{space}{one.namespace}:" if one.namespace else space
            yield from routes(one.url_patterns, inside)
        else:
            yield f"{space}{one.name}", one


def test_every_address_is_swept_or_says_why_not():
    kinds = [set(PAGES), set(BY_HAND), set(NO_PAGE), PRESSED]
    assert sum(map(len, kinds)) == len(set.union(*kinds)), "an address stands in two tables"
    assert set.union(*kinds) == {name for name, _pattern in routes()}


def test_what_only_buttons_lead_to_refuses_to_be_read():
    told = {name: getattr(one.callback, "methods", None) for name, one in routes()}
    assert {name for name, methods in told.items() if methods and "GET" not in methods} == PRESSED


# ---- the sweep ----------------------------------------------------------------------------------


class Sweep:
    """Opens the pages of the site, in the sessions of its offices."""

    def __init__(self, chromium: Browser, address: str, told: dict[str, Any]) -> None:
        self.chromium, self.address, self.told = chromium, address, told
        self.wrongs: list[str] = []
        self.windows: dict[tuple[str, bool], Page] = {}

    def window(self, who: str, *, javascript: bool = True) -> Page:
        """The window of an office, the same for all its pages."""
        found = self.told["things"].get(who, who)
        name = found[0] if isinstance(found, list) else found
        if (name, javascript) not in self.windows:
            page = self._context(name, javascript=javascript).new_page()
            watch(page, self.address, self.wrongs)
            self.windows[name, javascript] = page
        return self.windows[name, javascript]

    def _context(self, name: str, *, javascript: bool) -> BrowserContext:
        context = self.chromium.new_context(
            base_url=self.address, java_script_enabled=javascript, viewport=SMALL_DESK,
            locale="zh-CN", timezone_id="Asia/Shanghai",
        )  # fmt: skip
        if name:
            key = self.told["sessions"][name]
            context.add_cookies([{"name": "sessionid", "value": key, "url": self.address}])
        return context

    def path(self, route: str, about: str) -> str:
        if not about:
            return reverse(route)
        found = self.told["things"].get(about, about)
        return reverse(route, args=found[1:] if isinstance(found, list) else [found])

    def close(self) -> None:
        for page in self.windows.values():
            page.context.close()


@pytest.fixture(scope="module")
def sweep(whole: tuple[str, dict[str, Any]], chromium: Browser) -> Iterator[Sweep]:
    swept = Sweep(chromium, *whole)
    yield swept
    swept.close()


ALL = [(route, *one) for route, visits in PAGES.items() for one in visits]


@pytest.mark.slow
@pytest.mark.parametrize("row", ALL, ids=lambda row: "-".join(row).replace(":", "."))
def test_page(sweep: Sweep, row: tuple[str, ...]) -> None:
    route, who, *about = row
    page, path = sweep.window(who), sweep.path(route, *about or [""])
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    assert page.url.removeprefix(sweep.address).split("?")[0] == path
    _picture(page, "-".join(row))
    controls = _controls(page)
    _look(page)
    without = sweep.window(who, javascript=False)
    without.goto(path)
    assert _controls(without) >= controls
    assert not sweep.wrongs, "\n".join(sweep.wrongs)


def _look(page: Page) -> None:
    assert_accessible(page)
    _tab_through(page)
    for narrow in (PHONE, TWICE_AS_LARGE):
        assert_no_sideways_scroll(page, narrow)
    resize(page, PHONE)
    assert_accessible(page)
    resize(page, SMALL_DESK)
    _whole_on_paper(page)


CONTROLS = """() => Array.from(document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary'))
  .filter(e => e.checkVisibility() && !e.closest('noscript, [data-print]'))
  .map(e => (e.getAttribute('aria-label') || e.textContent || e.name || '').trim())"""


def _controls(page: Page) -> set[str]:
    return set(page.evaluate(CONTROLS))


FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + Math.min(box.width, 40) / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const hidden = !(top && (e.contains(top) || top.contains(e)));
  const ringed = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  window.tabbed = window.tabbed || [];
  const known = window.tabbed.indexOf(e);
  const again = known >= 0 && known === window.tabbed.length - 1;  // the parts of a date
  if (known < 0) window.tabbed.push(e);
  const name = e.tagName + '.' + e.className + ' ' + (e.textContent || e.name || '').trim();
  return { name: name.slice(0, 60), ringed, hidden, round: known >= 0 && !again,
           met: window.tabbed.length, off: box.bottom < 0 || box.top > innerHeight };
}"""
STOPS = """() => Array.from(document.querySelectorAll(
    'a[href], button, input:not([type=hidden]):not([type=radio]), select, textarea'))
  .filter(e => e.checkVisibility() && !e.disabled && e.tabIndex >= 0).length"""


def _tab_through(page: Page) -> None:
    """Tab leads on and never round in a small ring; what has the focus shows it and is seen."""
    page.evaluate("document.activeElement && document.activeElement.blur(); scrollTo(0, 0)")
    met = 0
    for _press in range(TABS):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here is None:
            continue  # at the end of the page, for its head
        if here["round"]:
            break
        met = here["met"]
        assert here["ringed"], f"no ring around {here['name']}"
        assert not here["off"], f"out of the window: {here['name']}"
        assert not here["hidden"], f"under something else: {here['name']}"
    else:
        return
    there = page.evaluate(STOPS)
    page.evaluate("document.activeElement.blur()")
    assert met >= there, f"Tab reaches {met} of {there}"


CUT = """() => Array.from(document.querySelectorAll('body *')).filter(e => {
    if (!e.checkVisibility() || e.closest('.sr, .vh, .skip, svg')) return false;
    const style = getComputedStyle(e);
    return style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1
      || style.overflowY !== 'visible' && e.scrollHeight > e.clientHeight + 1
         && !['TEXTAREA', 'SELECT', 'INPUT'].includes(e.tagName)
      || style.position === 'fixed';
  }).slice(0, 6).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 9))"""
READ = """() => {
  const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  let found = '';
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (e.checkVisibility() && !e.closest('.sr, .vh, option, textarea, noscript')) {
      found += walk.currentNode.data;
    }
  }
  return found;
}"""
SMALLEST = 6.5
"""Points: Chromium makes a sheet smaller where something on it is wider."""


def _whole_on_paper(page: Page) -> None:
    page.emulate_media(media="print")
    cut = page.evaluate(CUT)
    words = page.evaluate(READ)
    page.emulate_media(media="null")
    assert not cut, f"cut in print: {cut}"
    sheets = list(_sheets(page))
    left_out = Counter(_letters(words)) - Counter(_letters("".join(s.text for s in sheets)))
    assert not left_out, f"not on paper: {left_out}"
    for number, sheet in enumerate(sheets, 1):
        assert not sheet.outside, f"over the edge of sheet {number}: {sheet.outside}"
        assert sheet.smallest >= SMALLEST, f"sheet {number}: letters of {sheet.smallest} pt"


@dataclass
class Sheet:
    """A printed sheet: its words, those over its edge, and the height of its smallest letters."""

    text: str
    outside: list[str]
    smallest: float


WORD = re.compile(
    r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>'
)


def _sheets(page: Page) -> Iterator[Sheet]:
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=paper, capture_output=True)
    for head, body in re.findall(r"<page ([^>]+)>(.*?)</page>", told.stdout.decode(), re.S):
        width, height = (float(number) for number in re.findall(r'"([\d.]+)"', head))
        words = [(*map(float, found[:4]), html.unescape(found[4])) for found in WORD.findall(body)]
        yield Sheet(
            "".join(word[4] for word in words),
            [w[4] for w in words if w[0] < 20 or w[2] > width - 20 or w[1] < 0 or w[3] > height],
            min((w[3] - w[1] for w in words if len(w[4]) > 1), default=SMALLEST),
        )


def _letters(text: str) -> str:
    """Chromium may write a Han character by its radical's code; read, they are the same."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _picture(page: Page, name: str) -> None:
    """Four pictures of a page where ``LUNGANG_PICTURES`` names a folder: for those who look."""
    folder = os.environ.get("LUNGANG_PICTURES")
    if not folder:
        return
    sizes = {"desk": SMALL_DESK, "phone": PHONE, "large": TWICE_AS_LARGE, "print": PAPER}
    for size, viewport in sizes.items():
        page.emulate_media(media="print" if size == "print" else "null")
        page.set_viewport_size(viewport)
        place = Path(folder) / size
        place.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(place / f"{name.replace(':', '.')}.png"), full_page=True)
    page.emulate_media(media="null")
    page.set_viewport_size(SMALL_DESK)
