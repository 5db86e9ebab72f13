"""Every sealed page: how to come to it. A sealed route without a row here fails a test.

A row is by the name of the route: from a room in which a meeting sits over a scenario it gives the
arguments of the address and the digest of the plan that the page shows ("" where it shows none, or
several). ``FILES`` are answers that are no pages: their copies carry the code in themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.campaign.deliberation.sample import DIGEST
from tests.campaign.deliberation.table.room import Room


def _nothing(_room: Room) -> tuple[list[Any], str]:
    return [], ""


def _meeting(room: Room) -> tuple[list[Any], str]:
    return [room.meeting.pk], ""


def _plan(room: Room) -> tuple[list[Any], str]:
    return [room.scenario.pk], room.table(room.scenario).digest


SEALED: dict[str, Callable[[Room], tuple[list[Any], str]]] = {
    "sample": lambda _room: ([], DIGEST),
    "deliberation:scenarios": _nothing,
    "deliberation:compare": _nothing,
    "deliberation:meetings": _nothing,
    "deliberation:open_meeting": _nothing,
    "deliberation:meeting": _meeting,
    "deliberation:change_meeting": _meeting,
    "deliberation:minutes": _meeting,
    "deliberation:table": _plan,
    "deliberation:why": _plan,
    "deliberation:picture": _plan,
    "deliberation:projector": _plan,
    "deliberation:decision": lambda room: ([], _plan(room)[1]),
}
FILES = {"deliberation:copy"}
WITHOUT_BANNER = {"bare"}
"""The sample's own wrong page: it is not handed out."""
