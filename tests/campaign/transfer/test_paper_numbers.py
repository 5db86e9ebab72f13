"""A number that the register voids or replaces: the paper's live one stands everywhere."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lungang.campaign.core.kinds import desk_items
from lungang.campaign.transfer import actions
from lungang.campaign.transfer.models import Journey, Paper
from lungang.campaign.transfer.numbering import issues_of, kind_of, numbers_of
from lungang.campaign.transfer.papers import document_of
from lungang.errors import InputError, NotNow
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from lungang.platform.register import actions as register
from lungang.platform.register.models import DocumentNumber, Word
from tests.campaign.transfer.released import Transfer, sign_in

pytestmark = pytest.mark.django_db
YEAR = 2026


@pytest.fixture
def journey(released: Transfer) -> Journey:
    """Somebody of the personnel bureau, whose section letter is numbered by the register."""
    with writing():
        Word.objects.create(word="青人介", office=Office.PERSONNEL_SECTION)
    row = released.one(authority="personnel_bureau")
    released.bring_to(row, "bring")
    actions.number_paper(released.personnel, released.campaign, row.pk, "section-letter")
    return row


def page_of(made: Transfer, journey: Journey) -> str:
    answer = sign_in(Client(), made.personnel).get(reverse("transfer:journey", args=[journey.pk]))
    return answer.content.decode()


def printed(made: Transfer, journey: Journey) -> str:
    path = reverse("transfer:paper", args=[journey.pk, "section-letter", "docx"])
    answer = sign_in(Client(), made.personnel).get(path)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        return re.sub("<[^>]+>", "", package.read("word/document.xml").decode())


def test_the_number_in_its_place_is_shown_and_printed(released: Transfer, journey: Journey) -> None:
    old = Paper.objects.get().number
    assert old is not None
    new = register.replace(released.personnel, old.pk, "日期写错", YEAR, "科室介绍信")
    assert numbers_of(journey) == {"section-letter": str(new)}
    page = page_of(released, journey)
    assert f'<s class="muted">{old}</s>' in page
    assert f"由 {new} 代替" in page
    told = printed(released, journey)
    assert str(new) in told
    assert str(old) not in told
    with pytest.raises(NotNow, match="一件一号"):
        actions.number_paper(released.personnel, released.campaign, journey.pk, "section-letter")
    again = register.replace(released.personnel, new.pk, "又写错", YEAR, "科室介绍信")
    gone = issues_of(journey)["section-letter"].gone
    assert [(one.number, one.by) for one in gone] == [(str(old), str(new)), (str(new), str(again))]


def test_a_voided_number_leaves_the_paper_without_one(released: Transfer, journey: Journey) -> None:
    old = Paper.objects.get().number
    assert old is not None
    register.void(released.personnel, old.pk, "印错了")
    assert numbers_of(journey) == {}
    assert str(old) not in printed(released, journey)
    assert "重开作废的公文" in [
        one.phrase for one in desk_items(released.personnel, released.campaign)
    ]
    actions.number_paper(released.personnel, released.campaign, journey.pk, "section-letter")
    new = DocumentNumber.objects.get(replaces=old)
    assert numbers_of(journey) == {"section-letter": str(new)}
    assert f"由 {new} 代替" in page_of(released, journey)
    assert Paper.objects.count() == 1
    assert "重开作废的公文" not in [
        one.phrase for one in desk_items(released.personnel, released.campaign)
    ]


def test_a_voided_number_is_followed_by_one_written_by_hand(
    released: Transfer, journey: Journey
) -> None:
    old = Paper.objects.get().number
    assert old is not None
    register.void(released.personnel, old.pk, "改用纸质编号")
    said = "某介〔2026〕8号"
    by = released.personnel, released.campaign, journey.pk, "section-letter"
    actions.number_paper(*by, said)
    assert said in printed(released, journey)
    gone = issues_of(journey)["section-letter"].gone
    assert [(one.number, one.by) for one in gone] == [(str(old), said)]


def test_a_receipt_says_what_became_of_its_number(released: Transfer, journey: Journey) -> None:
    unit = released.new(journey)
    with writing():
        Word.objects.create(word="某任", office=Office.HR_OFFICER, unit=journey.to_unit)
    for verb in ("letter", "hand", "hand_over", "report"):
        released.step(journey, verb)
    paper = actions.number_paper(unit, released.campaign, journey.pk, "appointment")
    old = paper.number
    assert old is not None
    released.step(journey, "appoint", paper=str(old))
    new = register.replace(unit, old.pk, "日期写错", YEAR, "任职通知")
    assert f"{old}（已作废，由 {new} 代替）" in page_of(released, journey)


def test_the_voided_number_cannot_be_written_for_the_paper_any_more(
    released: Transfer, journey: Journey
) -> None:
    unit = released.new(journey)
    with writing():
        Word.objects.create(word="某任", office=Office.HR_OFFICER, unit=journey.to_unit)
    for verb in ("letter", "hand", "hand_over", "report"):
        released.step(journey, verb)
    old = actions.number_paper(unit, released.campaign, journey.pk, "appointment").number
    assert old is not None
    new = register.replace(unit, old.pk, "日期写错", YEAR, "任职通知")
    with pytest.raises(InputError, match="照它写"):
        released.step(journey, "appoint", paper=str(old))
    assert released.step(journey, "appoint", paper=str(new)).appointed_on is not None


def test_the_page_of_slips_shows_the_number_in_its_place(released: Transfer) -> None:
    with writing():
        released.campaign.work_meetings.update(slips=True)
        Word.objects.create(word="编出", office=Office.ESTABLISHMENT_OFFICE)
    office = released.county.office(Office.ESTABLISHMENT_OFFICE)
    row = released.one()
    actions.issue_slip(office, released.campaign, row.pk, "exit")
    old = Paper.objects.get().number
    assert old is not None
    new = register.replace(office, old.pk, "写错", YEAR, "出编通知单")
    page = sign_in(Client(), office).get(reverse("transfer:slips")).content.decode()
    assert str(new) in page
    assert str(old) not in page


def test_the_year_is_that_of_the_papers_date(
    released: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A notice bears the day on which the list was read out, whenever it is numbered."""
    row = released.one(authority="personnel_bureau")
    held = timezone.localtime(row.meeting.held_at)
    after = timezone.make_aware(datetime(held.year + 1, 1, 4, 9))
    monkeypatch.setattr(clock, "now", lambda: after)
    with writing():
        Word.objects.create(word="青人调", office=Office.PERSONNEL_SECTION)
        Word.objects.create(word="青人介", office=Office.PERSONNEL_SECTION)
    by = released.personnel, released.campaign, row.pk
    actions.number_paper(*by, "notice")
    actions.number_paper(*by, "section-letter")
    assert numbers_of(row) == {
        "notice": f"青人调〔{held.year}〕1号", "section-letter": f"青人介〔{held.year + 1}〕1号",
    }  # fmt: skip
    for slug in ("notice", "section-letter"):
        kind = kind_of(slug)
        assert kind is not None
        made = document_of(row, kind)
        signed = made.signature or made.slips[1].signature
        assert signed is not None
        assert f"〔{signed.date[:4]}〕" in made.number


def test_one_number_stands_on_one_paper_unless_a_unit_appoints_several_in_it(
    released: Transfer,
) -> None:
    rows = list(released.campaign.journeys.all())
    mine = [row for row in rows if row.authority == rows[0].authority]
    section, written = released.section(mine[0]), "某介〔2026〕7号"
    actions.number_paper(section, released.campaign, mine[0].pk, "section-letter", written)
    with pytest.raises(NotNow, match="另一件公文"):
        actions.number_paper(section, released.campaign, mine[1].pk, "section-letter", written)
    one, other = next(
        (a, b) for a in rows for b in rows if a.number < b.number and a.to_unit_id == b.to_unit_id
    )
    for row in (one, other):
        released.bring_to(row, "report")
        row.refresh_from_db()
        released.step(row, "appoint", paper="某任〔2026〕3号")
    assert issues_of(one)["appointment"].number == issues_of(other)["appointment"].number
    with pytest.raises(NotNow, match="另一件公文"):
        released.step(one, "remove", paper="某任〔2026〕3号")
    one.refresh_from_db()
    released.step(one, "remove")
    with pytest.raises(NotNow, match="另一件公文"):
        actions.unseat(
            released.new(one),
            released.campaign,
            one.pk,
            clock.today(),
            "某任〔2026〕3号",
            "另有任用",
        )
