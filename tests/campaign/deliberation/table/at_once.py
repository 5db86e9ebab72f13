"""Programs that work on one meeting at once, on a database on the disk (tests.platform.at_once)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from typing import Any

from tests.platform.at_once import _alone, main

MODULE = "tests.campaign.deliberation.table.at_once"


def rounds(number: int) -> dict[str, int]:
    """Play a decision so many times: two mark, two ask, two confirm at once. Return who won."""
    import pytest

    with pytest.MonkeyPatch.context() as patch:
        return _rounds(number, patch)


def _rounds(number: int, patch: Any) -> dict[str, int]:
    from lungang.campaign.core.models import Campaign
    from lungang.campaign.deliberation import actions
    from lungang.campaign.deliberation.models import Decision, Meeting
    from lungang.demo import make_county
    from lungang.platform.accounts.offices import Office
    from lungang.platform.guard import writing
    from tests import factories
    from tests.campaign.deliberation.table.conftest import UNITS
    from tests.campaign.deliberation.table.room import make_room, reader
    from tests.campaign.screening.county import only

    patch.setattr(factories, "_numbers", count(1000))
    with writing():  # the place comes with a campaign of its own
        for campaign in Campaign.objects.all():
            campaign.packs.all().delete()
            campaign.delete()
    room = make_room(only(make_county(), *UNITS), patch)
    colleague = reader(room, Office.ORGANISATION_SECTION)
    scenario = room.compute()
    room.open()
    won = {"mark": 0, "ask": 0, "confirm": 0, "rounds": 0}
    for _round in range(number):
        seen = Meeting.objects.get().version
        table = room.table(scenario)
        one, two = [row for row in table.people if row.slot][:2]
        won["mark"] += at_once(
            lambda one=one, seen=seen: room.mark(scenario, "decide", one, seen=seen),
            lambda two=two, seen=seen: room.mark(
                scenario, "decide", two, actor=room.organisation, seen=seen
            ),
        )
        room.settle(scenario)
        seen = Meeting.objects.get().version
        won["ask"] += at_once(
            lambda seen=seen: room.ask(scenario, seen=seen),
            lambda seen=seen: room.ask(scenario, room.personnel, seen=seen),
        )
        decision = Decision.objects.get(state="asked")
        confirm = partial(
            actions.confirm, campaign=room.campaign, pk=decision.pk,
            digest=decision.opened.digest, seen=decision.version,
        )  # fmt: skip
        both = (room.organisation, colleague, room.organisation, colleague)
        won["confirm"] += at_once(*(partial(confirm, actor) for actor in both))
        decision.refresh_from_db()
        assert (decision.state, decision.second_by_id is not None) == ("confirmed", True)
        actions.send_back(room.group, room.campaign, decision.pk, "再议")
        while room.table(scenario).can_undo:
            actions.withdraw(room.personnel, room.campaign, scenario.pk, actions.Back())
        won["rounds"] += 1
    return won


def at_once(*acts: Callable[[], Any]) -> int:
    """Do acts in threads at the same time; return how many were done. A refusal is no fault."""
    from lungang.errors import ActionRefused

    gate = threading.Barrier(len(acts))

    def one(act: Callable[[], Any]) -> bool:
        gate.wait()
        try:
            act()
        except ActionRefused:
            return False
        return True

    with ThreadPoolExecutor(len(acts)) as pool:
        return sum(pool.map(_alone, [(one, act) for act in acts]))


if __name__ == "__main__":
    main(globals())
