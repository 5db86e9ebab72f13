"""Every sealed page: how to come to it. A sealed route without a row here fails a test.

A row is by the name of the route: from a room it makes what the page is about, and returns the
arguments of the address and the digest of the plan that the page shows ("" where it shows none, or
several). ``FILES`` are answers that are no pages: their copies carry the code in themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.campaign.deliberation.room import Room
from tests.campaign.deliberation.sample import DIGEST

SEALED: dict[str, Callable[[Room], tuple[list[Any], str]]] = {
    "sample": lambda _room: ([], DIGEST),
}
FILES: set[str] = set()
WITHOUT_BANNER = {"bare"}
"""The sample's own wrong page: it is not handed out."""
