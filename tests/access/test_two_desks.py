"""Two offices at one thing at once: exactly one wins, and the other learns who did what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.platform import at_once

pytestmark = pytest.mark.slow
WINNERS = {
    "two officers submit": {"submitted"},
    "one submits, one edits": {"submitted", "draft"},
    "one submits, one discards": {"submitted", "replaced"},
    "two accept everybody": {"submitted"},
    "two accept one row": {"submitted"},
    "one accepts, one returns": {"submitted", "returned"},
    "the unit asks, the section takes up": {"accepted", "returned"},
    "two settle a correction": {"approved", "refused"},
    "two decide a petition": {"approved", "refused"},
    "one decides, the unit withdraws": {"approved", "withdrawn"},
    "two ask for one person": {"1"},
    "both sections propose": {"1"},
    "two confirm a pool": {"confirmed"},
    "one confirms, one sends back": {"confirmed", "sent_back"},
    "one confirms, the unit petitions": {"confirmed", "proposed"},
}
"""In which states the thing may be left, by scene; "1": there is one of it."""
OF_ROSTERS = list(WINNERS)[:8]


@pytest.fixture(scope="module", params=["rosters", "screening"])
def place(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[tuple[str, Any]]:
    """What was played on a site of its own: rosters, or screening."""
    folder: Path = tmp_path_factory.mktemp(request.param) / "site"
    with at_once.place(folder) as site:
        yield request.param, site.run(request.param, module="tests.access.two_desks")


def test_exactly_one_wins_and_the_other_learns_why(place: tuple[str, Any]) -> None:
    which, found = place
    mine = OF_ROSTERS if which == "rosters" else [s for s in WINNERS if s not in OF_ROSTERS]
    assert {name.rpartition(" ")[0] for name in found} - {"", "the same key"} == set(mine)
    for name, played in found.items():
        scene = name.rpartition(" ")[0]
        if scene not in WINNERS:
            continue
        kinds = sorted(kind for kind, _words, _since in played["told"])
        assert kinds in (["done", "stale"], ["done", "not now"]), f"{name}: {played}"
        assert played["state"] in WINNERS[scene], f"{name}: {played}"
        for kind, words, since in played["told"]:
            assert kind == "done" or len(words) > 6, f"{name}: {played}"
            assert kind != "stale" or since, f"{name}: nobody named: {played}"


def test_one_form_pressed_twice_at_once_acts_once(place: tuple[str, Any]) -> None:
    _which, found = place
    played = [one for name, one in found.items() if name.startswith("the same key")]
    assert played
    for one in played:
        assert [kind for kind, _words, _since in one["told"]] == ["done", "done"], one
        assert one["state"] in ("submitted", "confirmed")


def test_the_log_is_sound_after_all_that(place: tuple[str, Any]) -> None:
    assert place[1]["log"] == [True, place[1]["log"][1]]
