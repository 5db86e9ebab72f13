"""What one of the fifty does at the desk: reads pages, thinks, now and then writes."""

from __future__ import annotations

import random
import re
import threading
import time
from dataclasses import dataclass, field

from tests.journeys.clerk import Answer, Clerk

COUNTY, UNIT = "county", "unit"
SECTIONS = ("组织部干部科", "人事局公务员管理科")
_lock = threading.Lock()
_units: list[str] = []


@dataclass(frozen=True)
class Taken:
    """One answer: how long it took, and what came."""

    kind: str
    url: str
    seconds: float
    status: int
    weight: int

    @property
    def ok(self) -> bool:
        return self.status in (200, 302, 303)


@dataclass
class Desk:
    """One person with a session of their own."""

    address: str
    place: str
    dice: random.Random
    taken: list[Taken] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clerk = Clerk(self.address)
        self.returns: list[str] = []
        self.people: list[str] = []

    def enter(self) -> None:
        """Come in: as one of the two sections, or as the officer of a unit that nobody has yet."""
        if self.place == COUNTY:
            self.clerk.enter(self.dice.choice(SECTIONS))
            page = self.clerk.get("/rosters/")
            self.returns = re.findall(r'href="(/rosters/[0-9a-f-]{36}/)"', page.text)
            self.people = re.findall(r"person=([0-9a-f-]{36})", self.clerk.get("/screening/").text)
            return
        with _lock:
            if not _units:
                page = self.clerk.get("/enter/")
                rows = re.findall(r'<th scope="row">([^<]*)</th>', page.text)
                units = [
                    name for name in rows if name.startswith("县") or "镇" in name or "乡" in name
                ]
                _units.extend(reversed(units))  # the last have not begun: they have cells to fill
            unit = _units.pop(0)
            _units.append(unit)
        self.clerk.enter(unit)

    def work(self, over: threading.Event, think: float) -> None:
        over.wait(self.dice.uniform(0, think))  # not all at the stroke of the hour
        while not over.is_set():
            try:
                getattr(self, f"_{self.place}")()
            except (AssertionError, OSError) as error:
                self.taken.append(
                    Taken("broken", f"{type(error).__name__}: {error}"[:200], 0, 0, 0)
                )
            over.wait(min(self.dice.expovariate(1 / think), 10 * think))

    def read(self, kind: str, path: str) -> Answer:
        began = time.perf_counter()
        page = self.clerk.get(path)
        self._note(kind, page, began)
        return page

    def _note(self, kind: str, page: Answer, began: float) -> None:
        taken = time.perf_counter() - began
        self.taken.append(Taken(kind, page.url, taken, page.status, page.weight))

    def _county(self) -> None:
        what = self.dice.randrange(10)
        if what < 2:
            self.read("workbench", "/")
        elif what < 4:
            self.read("board", "/rosters/")
        elif what < 6:
            self.read("roster of a unit", self.dice.choice(self.returns))
        elif what < 8:
            query = self.dice.choice(
                ("", "?sort=pinyin", "?q=%E5%BC%A0", "?verdict=must_rotate&size=100", "?page=2")
            )
            self.read("screening list", f"/screening/{query}")
        elif what < 9 and self.people:
            self.read("person", f"/screening/person/{self.dice.choice(self.people)}/")
        else:
            self.read("notices", "/notices/")

    def _unit(self) -> None:
        what = self.dice.randrange(10)
        if what < 3:
            self.read("workbench", "/")
        elif what < 5:
            self.read("own roster", "/rosters/mine/?view=all")
        elif what < 6:
            self.read("notices", "/notices/")
        elif what < 7:
            self.read("own people screened", "/screening/unit/")
        else:
            self._write()

    def _write(self) -> None:
        """Fill in a row, where the roster is still the unit's; otherwise change a setting."""
        page = self.read("own roster", "/rosters/mine/")
        rows = re.findall(r'href="(/rosters/rows/[0-9a-f-]{36}/)"', page.text)
        if any(form.action.endswith("/cells/") for form in page.forms) and rows:
            path = self.dice.choice(rows)
            self.read("row of a roster", path)
            self._send("POST a row", path, remark=f"备注{self.dice.randrange(10**6)}")
        elif any(form.action.endswith("/start/") for form in page.forms):
            self._send("POST begin a roster", "/start")
        elif page.text.count("/add/roster/"):
            self._send("POST add a row", "/add/roster")
        else:
            page = self.read("settings", "/accounts/settings/")
            self._send("POST settings", "/accounts/settings")

    def _send(self, kind: str, action: str, **more: str) -> None:
        began = time.perf_counter()
        page = self.clerk.send(action.rstrip("/"), **more)
        self._note(kind, page, began)

    def heaviest_return(self) -> str:
        pages = [(self.clerk.get(path).weight, path) for path in self.returns[:60]]
        return max(pages)[1]
