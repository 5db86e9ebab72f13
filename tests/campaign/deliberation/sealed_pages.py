"""Every sealed page: how to come to it. A sealed route without a row here fails a test.

A row is by the name of the route: from a room it makes what the page is about, and returns the
arguments of the address and the digest of the plan that the page shows ("" where it shows none, or
several). ``FILES`` are answers that are no pages: their copies carry the code in themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from lungang.campaign.deliberation import actions
from lungang.campaign.deliberation.content import DecisionContent
from lungang.campaign.deliberation.models import Decision, Meeting, Scenario
from lungang.campaign.deliberation.seating import table_of
from lungang.campaign.procedure.content import InquiryContent
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.repairs.content import RepairContent
from lungang.campaign.repairs.models import Repair
from lungang.domain.records import encode
from lungang.platform import clock
from lungang.platform.guard import writing
from tests.campaign.deliberation.room import Room
from tests.campaign.deliberation.sample import DIGEST


def _sit(room: Room) -> tuple[Scenario, Meeting]:
    """Decide the principles, draw the seed, compute a scenario and open a meeting over it."""
    room.decide()
    for actor, value in ((room.organisation, "482915"), (room.personnel, "170364")):
        room.give(actor, value)
    room.admit(room.personnel)
    scenario = actions.compute_scenario(room.personnel, room.campaign, title="照现行规则")
    meeting = actions.start_meeting(
        room.personnel, room.campaign, held_at=datetime(2004, 12, 15, 1, 20, tzinfo=UTC),
        place="二会议室", chair="某县长", present=["甲"],
    )  # fmt: skip
    return scenario, meeting


def _of_plan(room: Room) -> tuple[list[Any], str]:
    scenario, _meeting = _sit(room)
    return [scenario.pk], table_of(room.campaign, scenario).digest


def _of_meeting(room: Room) -> tuple[list[Any], str]:
    return [_sit(room)[1].pk], ""


def _of_all(room: Room) -> tuple[list[Any], str]:
    _sit(room)
    return [], ""


def _of_repair(room: Room) -> tuple[list[Any], str]:
    """A confirmed repair of a plan that was released."""
    scenario, meeting = _sit(room)
    plan, digest = scenario.opened.plan, scenario.opened.digest
    first, second, now = room.personnel.holding, room.organisation.holding, clock.now()
    common = {
        "campaign": room.campaign, "number": 1, "first_at": now, "first_by": first,
        "second_at": now, "second_by": second,
    }  # fmt: skip
    content = RepairContent(
        plan=plan, digest=digest, base="", stamp="", changed=(), there=(), freed=(), checked=9
    )
    with writing():
        decision = Decision.objects.create(
            **common, meeting=meeting, scenario=scenario, state="released",
            content=encode(DecisionContent(plan=plan, digest=digest, people=())),
        )  # fmt: skip
        row = Repair.objects.create(
            **common, repairs=decision, content=encode(content), state="confirmed", opened_at=now,
            opened_by=first, computed_at=now,
        )  # fmt: skip
    return [row.pk], digest


def _of_inquiry(room: Room) -> tuple[list[Any], str]:
    scenario, meeting = _sit(room)
    now, by = meeting.held_at, room.personnel.holding
    content = InquiryContent(
        step="talk", person="p", name="某", unit="甲局", asked="某科", shown=(("姓名", "某"),)
    )
    with writing():
        plan = scenario.opened.plan
        decision = Decision.objects.create(
            campaign=room.campaign, meeting=meeting, scenario=scenario, number=1,
            content=encode(DecisionContent(plan=plan, digest=DIGEST, people=())),
            state="sent_back", first_at=now, first_by=by,
        )  # fmt: skip
        row = Inquiry.objects.create(
            campaign=room.campaign, decision=decision, desk="d", matter="m",
            content=encode(content), asked_at=now, asked_by=by, due_at=now,
        )  # fmt: skip
    return [row.pk], ""


SEALED: dict[str, Callable[[Room], tuple[list[Any], str]]] = {
    "sample": lambda _room: ([], DIGEST),
    "deliberation:scenarios": _of_all,
    "deliberation:compare": _of_all,
    "deliberation:meetings": _of_all,
    "deliberation:open_meeting": _of_all,
    "deliberation:meeting": _of_meeting,
    "deliberation:change_meeting": _of_meeting,
    "deliberation:minutes": _of_meeting,
    "deliberation:table": _of_plan,
    "deliberation:why": _of_plan,
    "deliberation:picture": _of_plan,
    "deliberation:projector": _of_plan,
    "deliberation:decision": lambda room: ([], _of_plan(room)[1]),
    "procedure:matrix": _of_all,  # with a plan: tests/campaign/procedure
    "procedure:one": _of_inquiry,
    "repairs:home": lambda _room: ([], ""),
    "repairs:report": lambda _room: ([], ""),
    "repairs:repair": _of_repair,
    "repairs:release": _of_repair,
    "transfer:release": lambda _room: ([], ""),  # with a plan: tests/campaign/transfer
}
FILES: set[str] = {"deliberation:copy", "deliberation:minutes_file"}
WITHOUT_BANNER = {"bare"}
"""The sample's own wrong page: it is not handed out."""
