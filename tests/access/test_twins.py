"""Twins: two offices that differ in the sealed plan alone answer alike to whoever is not let in.

Between the two everything that is sealed changes: who goes where, how many are placed, the title of
the scenario, what the meeting marked and why, who was present, the decided plan. Whoever is not on
the need-to-know list is answered the same on every route, in the same number of bytes. Left out of
the comparison is what is new in every answer: the nonce of scripts, the form's token and key, the
moment at which a workbook was made; and the page of how the machine stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from lungang.campaign.deliberation.content import DecisionContent, MarkContent
from lungang.campaign.deliberation.minutes import sealed_minutes
from lungang.campaign.deliberation.models import Decision, Mark, Meeting, Scenario
from lungang.campaign.procedure.content import AnswerContent
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.procedure.wanted import desk_of
from lungang.campaign.repairs.content import CaseContent
from lungang.campaign.repairs.models import Case, Repair
from lungang.domain.plan import Plan
from lungang.domain.records import encode
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from tests.access.asking import (
    Answer,
    asking,
    at,
    plain,
    things_of,
    undone,
    unpacked,
    url_of,
)
from tests.access.table import ROWS, Row
from tests.access.world import Thing, Who, World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

READERS = {"group", "org", "per"}
ASKED = {"hr A", "head A", "hr B", "head B", "hr D", "head D", "dis", "est"}
"""Offices asked about somebody in the one twin or the other: each sees that on its own pages of the
inquiries and on its workbench, and nowhere else."""
NEW = re.compile(rb"name=\"key\" value=\"[^\"]*\"|<dcterms:(?:created|modified)[^>]*>[^<]*<")
"""What is new in every answer: a form's key, the moment at which a workbook was made."""
MACHINE = frozenset({"accounts:site"})
"""Pages that show how the machine stands at this moment: free space, memory, what waits."""
SECRET = "觛密由"

Asked = tuple[Row, Thing | None, Who]


def outside(world: World) -> Iterator[Asked]:
    """Every route, asked for by everybody who is not on the list."""
    for row in (row for row in ROWS if row.route not in MACHINE):
        of_asked = row.route.startswith("procedure:") or row.route == "core:home"
        for thing in things_of(world, row):
            for who in asking(world, thing):
                if who.word not in READERS and not (of_asked and str(who) in ASKED):
                    yield row, thing, who


def answers(world: World) -> dict[tuple[str, str, str], Answer]:
    found = {}
    for row, thing, who in outside(world):
        url = url_of(row, thing)
        with undone(who):
            answer = who.client.generic(row.method, url)
            content = b"".join(answer) if answer.streaming else answer.content
            status, headers, body = plain(answer, unpacked(content))
        headers.pop("Content-Length", None)  # of an archive: that of its packing
        found[row.method, url, str(who)] = (status, headers, NEW.sub(b"", body))
    return found


def other(plan: Plan) -> Plan:
    """A plan in which nobody goes anywhere."""
    return replace(plan, moves=(), explanations=())


def ask_otherwise(world: World) -> None:
    """Ask about other people, another unit instead of one, and let some have answered."""
    elsewhere = desk_of(world.campaign, Office.UNIT_HEAD, world.units["D"].pk)
    no = AnswerContent(consents=False, words=SECRET, by="某")
    for row in Inquiry.objects.all():
        told = replace(row.opened, name="另一人", unit="另一局", person="9" * 64)
        Inquiry.objects.filter(pk=row.pk).update(content=encode(told), matter=row.matter[::-1])
        if row.opened.step == "receiving_opinion":
            Inquiry.objects.filter(pk=row.pk).update(desk=elsewhere)
        if row.opened.step in ("discipline", "sending_opinion"):
            Inquiry.objects.filter(pk=row.pk).update(
                answer=encode(no), state="answered", answered_at=clock.now()
            )


def become_the_twin(world: World) -> None:
    """Change whatever is sealed, and nothing else."""
    with writing():
        ask_otherwise(world)
        for scenario in Scenario.objects.all():
            told = replace(scenario.opened, title="乙案", plan=other(scenario.opened.plan))
            scenario.content = encode(told)
            Scenario.objects.filter(pk=scenario.pk).update(content=scenario.content)
        # What was read out is sealed no more.
        for decision in Decision.objects.filter(work_meeting=None):
            told = DecisionContent(plan=other(decision.opened.plan), digest="f" * 64, people=())
            Decision.objects.filter(pk=decision.pk).update(content=encode(told), answer="另一句")
        told = CaseContent(
            person="x", kind="refusal", follows="elsewhere", unit="县审计局", reason="另一句",
            said_by="另一人", day="2004-12-18",
        )  # fmt: skip
        Case.objects.update(content=encode(told))
        Repair.objects.update(content={"digest": "f" * 64}, answer="另一句")
        Meeting.objects.update(chair="另一人", present=["甲", "乙"], agenda="另一件事")
        for meeting in Meeting.objects.filter(minutes__isnull=False):
            other_minutes = meeting.minutes | {"agenda": "另一件事"}
            Meeting.objects.filter(pk=meeting.pk).update(minutes=other_minutes)
        Decision.objects.filter(work_meeting=None, told__isnull=False).update(told={"另": 2})
        Mark.objects.update(content=encode(MarkContent(kind="stay", person="x", reason="另一句")))


def test_nobody_outside_can_tell_one_plan_from_another(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    with at(world, "frozen"):
        scenario, meeting = Scenario.objects.get(), Meeting.objects.get()
        marked = MarkContent(kind="forbid", person="y", unit="县审计局", reason=SECRET)
        with writing():
            Mark.objects.create(
                meeting=meeting, scenario=scenario, number=1, content=encode(marked),
                made_at=now, made_by=meeting.opened_by,
            )  # fmt: skip
            minutes = sealed_minutes(meeting.campaign, meeting)
            Meeting.objects.update(minutes=minutes | {"agenda": SECRET})
            Decision.objects.filter(work_meeting=None).update(told={SECRET: 1})
        one = answers(world)
        become_the_twin(world)
        two = answers(world)
    told = {who for _method, _url, who in one}
    assert len(one) > 1000
    assert told.isdisjoint(READERS)
    assert [asked for asked in one if one[asked] != two[asked]] == []


def test_the_twins_do_differ_to_whoever_is_let_in(world: World) -> None:
    who = world.who("org")
    row = next(row for row in ROWS if row.route == "deliberation:meeting")
    (thing,) = world.things["meeting"]
    with at(world, "frozen"):
        with undone(who):
            before = who.client.get(url_of(row, thing)).content
        become_the_twin(world)
        with undone(who):
            after = who.client.get(url_of(row, thing)).content
    assert "另一人".encode() in after
    assert "另一人".encode() not in before
