"""What a meeting that is over did stays told as it was, whatever becomes of rosters and plan."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pdfplumber
import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from lungang.campaign.deliberation import actions
from lungang.campaign.deliberation.minutes import minutes_of
from lungang.campaign.deliberation.models import Meeting, Principles, SeedValue
from lungang.campaign.deliberation.since import afterwards
from lungang.campaign.deliberation.states import SEED_OFFICES
from lungang.campaign.rosters.models import Return
from lungang.i18n import speaking
from lungang.platform.accounts.models import User
from lungang.platform.guard import writing
from lungang.platform.organisation.models import UnitVersion
from tests.campaign.deliberation.table.room import AT
from tests.campaign.deliberation.test_readers_and_door import enter
from tests.campaign.screening.county import only

MEETINGS = "/deliberation/meetings/"
REASON = "会议研究，业务对口"


@pytest.fixture
def over(sitting):
    """A meeting that pinned, forbade, settled, asked, and is over; its principles are taken back.

    Nothing is frozen any more: with principles sent back, rosters and units may change again.
    """
    table = sitting.table(sitting.scenario)
    one, two = [row for row in table.people if row.slot][:2]
    sitting.mark(sitting.scenario, "pin", one, slot=one.slot)
    sitting.mark(sitting.scenario, "forbid", two, slot=None, unit=one.unit, reason=REASON)
    sitting.settle(sitting.scenario)
    sitting.decision = sitting.ask(sitting.scenario)
    actions.close_meeting(sitting.personnel, sitting.campaign, sitting.meeting.pk)
    row = sitting.principles
    row.refresh_from_db()
    actions.send_back_principles(sitting.group, sitting.campaign, row.pk, "再议")
    return sitting


def move_everything(room):
    """One unit's return is reopened, somebody in another is renamed and has another post; units
    have other short names and the clerk another name.
    """
    county, people = room.county, room.county.roster.people
    movers = [move.person_id for move in room.decision.opened.plan.moves]
    gone, wrong = (county.roster.person[one] for one in (movers[0], movers[-1]))
    assert gone.unit != wrong.unit
    corrected = replace(wrong, name="某改名", post=replace(wrong.post, title="另一职务"))
    kept = tuple(corrected if one is wrong else one for one in people if one.unit != gone.unit)
    ids = {one.id for one in kept}
    county.rows = {key: row for key, row in county.rows.items() if key in ids}
    left = [unit.name for unit in county.roster.units if unit.name != gone.unit]
    county.change(only(replace(county.roster, people=kept), *left))
    with writing():
        Return.objects.filter(unit=county.units[gone.unit]).update(state="returned")
        UnitVersion.objects.update(short_name="另名")
        User.objects.filter(pk=room.personnel.user.pk).update(name="改了姓名")


def told(client, room):
    """Every page and copy that tells of the meeting, as text."""
    minutes = reverse("deliberation:minutes", args=[room.meeting.pk])
    page = client.get(minutes)
    paper = client.get(f"{minutes.rstrip('/')}.pdf")
    document = client.get(f"{minutes.rstrip('/')}.docx")
    copy = client.get(reverse("deliberation:copy", args=[room.decision.pk]))
    assert {row.status_code for row in (page, paper, document, copy)} == {200}
    body = page.content.decode()
    with pdfplumber.open(io.BytesIO(paper.content)) as sheets:
        on_paper = [sheet.extract_text() for sheet in sheets.pages]
    with zipfile.ZipFile(io.BytesIO(document.content)) as archive:
        written = archive.read("word/document.xml").decode()
    book = load_workbook(io.BytesIO(copy.content))
    cells = {sheet.title: list(sheet.values) for sheet in book}
    return body[body.index("<main") : body.index("</main>")], on_paper, written, cells


def test_the_record_stays_as_it_was_when_the_meeting_closed(client, over):
    enter(client, over.personnel, MEETINGS)
    before = told(client, over)
    for part in ("潘志荣", REASON, "七三"):
        assert part in before[0]
        assert part in before[2]
    move_everything(over)
    after = told(client, over)
    for was, now in zip(before, after, strict=True):
        assert now == was


def test_what_is_sealed_is_what_stood_at_the_closing(sitting):
    """And the decision's own record tells what became of it later, beside the minutes."""
    sitting.settle(sitting.scenario)
    decision = sitting.ask(sitting.scenario)
    open_ = minutes_of(sitting.campaign, sitting.meeting)
    assert open_.digest == ""
    actions.close_meeting(sitting.personnel, sitting.campaign, sitting.meeting.pk)
    held = Meeting.objects.get()
    closed = minutes_of(sitting.campaign, held)
    assert closed == replace(open_, closed_at=held.closed_at)
    assert afterwards(held, closed) == []
    actions.confirm(sitting.organisation, sitting.campaign, decision.pk, decision.opened.digest)
    assert minutes_of(sitting.campaign, Meeting.objects.get()).digest == closed.digest
    (since,) = afterwards(held, closed)
    assert since.state == "已确认"
    assert str(since.second).endswith(sitting.organisation.name)
    assert [one.state for one in closed.outcomes] == ["待第二人确认"]


def test_later_scenarios_marks_and_withdrawals_are_not_in_it(sitting):
    one, two = [row for row in sitting.table(sitting.scenario).people if row.slot][:2]
    sitting.mark(sitting.scenario, "pin", one, slot=one.slot)
    actions.close_meeting(sitting.personnel, sitting.campaign, sitting.meeting.pk)
    held = Meeting.objects.get()
    before = minutes_of(sitting.campaign, held)
    sitting.compute("另一个")
    sitting.open(sitting.organisation)
    sitting.mark(sitting.scenario, "stay", two)
    back = actions.Back(person=one.key)
    actions.withdraw(sitting.personnel, sitting.campaign, sitting.scenario.pk, back)
    assert minutes_of(sitting.campaign, Meeting.objects.get(number=1)) == before
    assert [act.words[:2] for act in before.acts] == ["钉住"]


def test_a_meeting_over_facts_moved_by_hand_can_still_be_closed(sitting):
    row = next(row for row in sitting.table(sitting.scenario).people if row.slot)
    sitting.mark(sitting.scenario, "decide", row, reason=REASON)
    county = sitting.county
    county.rows = {key: one for key, one in county.rows.items() if one.pk != row.key}
    county.change(only(county.roster, *[unit.name for unit in county.roster.units][1:]))
    actions.close_meeting(sitting.personnel, sitting.campaign, sitting.meeting.pk)
    (act,) = minutes_of(sitting.campaign, Meeting.objects.get()).acts
    assert act.about == "不在花名册的人"
    assert REASON in act.words


def test_each_draw_of_the_tie_break_is_told(client, over):
    """Principles were taken back and others decided: two draws, bound to two digests."""
    former = over.principles
    former.refresh_from_db()
    with writing():
        new = Principles.objects.create(
            campaign=over.campaign, number=2, text="出一进一，就近", occasion="第四次会议",
            decided_on=former.decided_on, pool=former.pool, pack=former.pack,
            roster_digest="0" * 64, digest="e" * 64, state="decided", proposed_at=AT,
            proposed_by=former.proposed_by, decided_at=AT, decided_by=over.group.holding,
        )  # fmt: skip
        for office, value in zip(SEED_OFFICES, ("五八", "二六"), strict=True):
            SeedValue.objects.create(
                principles=new, office=office, value=value, given_at=AT,
                given_by=over.county.office(office).holding,
            )  # fmt: skip
    meeting = over.open()
    said = minutes_of(over.campaign, meeting)
    assert [(draw.number, draw.bound) for draw in said.draws] == [(1, "d" * 64), (2, "e" * 64)]
    assert [value for _office, value in said.seed] == ["五八", "二六"]
    enter(client, over.personnel, MEETINGS)
    minutes = reverse("deliberation:minutes", args=[meeting.pk])
    page = client.get(minutes).content.decode()
    document = client.get(f"{minutes.rstrip('/')}.docx")
    with zipfile.ZipFile(io.BytesIO(document.content)) as archive:
        written = archive.read("word/document.xml").decode()
    offices = [over.county.office(office).name for office in SEED_OFFICES]
    for part in ("七三", "一九", "五八", "二六", "dddd dddd", "eeee eeee", *offices):
        assert part in page
        assert part in written
    assert "照最后一回" in page
    assert "后来重报" in written
    first = minutes_of(over.campaign, Meeting.objects.get(number=1))
    assert [draw.number for draw in first.draws] == [1]


def test_in_english_the_record_is_told_in_english_words(over):
    said = minutes_of(over.campaign, Meeting.objects.get())
    with translation.override("en"), speaking("en"):
        words = [act.words for act in said.acts]
    assert words != [act.words for act in said.acts]
    assert REASON in words[1]
