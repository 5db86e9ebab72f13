"""Pages and papers of review: what they say, whom they show, and that the reasons are one page."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lungang.campaign.core.kinds import desk_items
from lungang.campaign.repairs import actions as repairs
from lungang.campaign.repairs.actions.reporting import Told
from lungang.campaign.reviews import actions
from lungang.campaign.reviews.models import Review
from lungang.campaign.reviews.paper import reasons_paper, reply_paper
from lungang.campaign.reviews.periods import period_of, said
from lungang.campaign.transfer.models import Journey, WorkMeeting
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from lungang.platform.papers import rendered
from tests.campaign.reviews.asked import WANTS, WHY, ask, in_days, moved
from tests.campaign.transfer.released import Transfer, open_sealed, sign_in
from tests.factories import make_actor
from tests.paperwork.reading import pages

pytestmark = pytest.mark.django_db
DATED = date(2026, 11, 23)
NOTES = ("拟定", "（拟）", "条文待核", "，待核", "未核对", "凭记忆", "……", "发言")


def get(actor, name: str, *args: object):
    return sign_in(Client(), actor).get(reverse(f"reviews:{name}", args=args))


def text_of(content: bytes) -> str:
    return "".join(glyph["text"] for page in pages(content) for glyph in page.glyphs)


def test_the_person_reads_why_asks_and_reads_the_reply(released: Transfer) -> None:
    journey = released.bring_to(released.one(), "hand")
    person, section = moved(journey), released.section(journey)
    client = sign_in(Client(), person)
    way = client.get(reverse("transfer:journey", args=[journey.pk])).content.decode()
    until = period_of(journey).until
    assert until is not None
    assert f"可以申请，到 {said(until)} 止" in way
    assert "不停止执行" in way
    address = reverse("reviews:ask", args=[journey.pk])
    assert address in way
    form = client.get(address).content.decode()
    assert "不停止执行" in form
    assert f'name="seen" value="{journey.version}"' in form
    assert "received_on" not in form
    empty = client.post(address, {"seen": journey.version, "wants": WANTS, "reason": ""})
    assert empty.status_code == 422
    assert WANTS in empty.content.decode()
    sent = client.post(address, {"seen": journey.version, "wants": WANTS, "reason": WHY})
    review = Review.objects.get()
    assert sent["Location"] == reverse("reviews:review", args=[review.pk])
    shown = client.get(sent["Location"]).content.decode()
    assert WHY in shown
    assert "答复维持" not in shown
    assert client.get(address)["Location"] == sent["Location"]
    office = sign_in(Client(), section)
    desk = office.get(reverse("core:home")).content.decode()
    assert "答复复核申请" in desk
    page = office.get(sent["Location"]).content.decode()
    assert "答复维持" in page
    assert "不予受理" not in page
    answered = office.post(
        reverse("reviews:answer", args=[review.pk]),
        {"seen": review.version, "act": "change", "reason": "另行安排"},
    )
    assert answered.status_code == 302
    told = client.get(sent["Location"]).content.decode()
    assert "另行安排" in told
    assert "在落实里另行修补" in told
    assert "答复复核申请" not in office.get(reverse("core:home")).content.decode()
    assert "变更" in client.get(reverse("core:home")).content.decode()


def test_what_is_late_stands_out_on_board_and_desks(
    released: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = released.campaign.journeys.filter(authority="personnel_bureau")[:2]
    ask(released, first)
    in_days(monkeypatch, 50)
    ask(released, second, why_late="住院")
    board = get(released.personnel, "board").content.decode()
    assert "1 件过了时限" in board
    assert board.index(first.name) < board.index(second.name)
    assert board.count("过时未办") == 1
    for office, words in ((Office.PERSONNEL_SECTION, "答复复核申请"),
                          (Office.DISCIPLINE, "看过时没有答复的复核申请")):  # fmt: skip
        client = sign_in(Client(), released.county.office(office))
        home = client.get(reverse("core:home")).content.decode()
        assert words in home
        assert "过时未办" in home
    other = sign_in(Client(), released.organisation)
    assert "复核申请" not in other.get(reverse("core:home")).content.decode()
    assert first.name not in get(released.organisation, "board").content.decode()


def test_the_board_asks_the_database_as_often_for_one_as_for_many(released: Transfer) -> None:
    rows = list(released.campaign.journeys.filter(authority="personnel_bureau"))
    counts = []
    for few in (rows[:1], rows[1:6]):
        for journey in few:
            ask(released, journey)
        client = sign_in(Client(), released.personnel)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("reviews:board"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    client = sign_in(Client(), released.personnel)
    client.post(reverse("reviews:give"))
    client.get(reverse("reviews:entries"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("reviews:entries"))
    assert len(asked) < 20


def test_every_page_of_reasons_is_one_sheet_and_says_what_it_must(released: Transfer) -> None:
    for journey in released.campaign.journeys.all():
        sheets = pages(rendered(reasons_paper(journey), "pdf", DATED))
        assert len(sheets) == 1, journey.name
    released.bring_to(journey, "hand")
    period = period_of(journey)
    assert period.until is not None
    text = text_of(rendered(reasons_paper(journey), "pdf", DATED))
    last = f"{period.until.month}月{period.until.day}日止"
    for word in (
        journey.name, journey.from_name, journey.to_name, journey.reasons[0][:10], "按哪一条交流",
        "本人的情况", "申请复核", last, "不停止执行", "第九十五条",
    ):  # fmt: skip
        assert word in text, word


def test_the_longest_reasons_are_still_one_sheet(released: Transfer) -> None:
    journey = released.one()
    with writing():
        Journey.objects.filter(pk=journey.pk).update(
            reasons=["理由" * 90] * 9, from_name="县" * 60, from_post="长" * 80, to_name="县" * 60,
            to_post="长" * 80, rank="级" * 60,
        )  # fmt: skip
    journey.refresh_from_db()
    paper = reasons_paper(journey)
    assert len(pages(rendered(paper, "pdf", DATED))) == 1
    told = [cell for row in paper.body[1].rows for cell in row]
    assert "其余理由在系统里本人的页面上。" in told
    assert {cell for cell in told if "理由理由" in cell} <= {"理由" * 90}  # whole, or not at all
    assert not [cell for cell in told if "……" in cell]


def test_the_page_of_reasons_carries_no_note_of_a_draft(released: Transfer) -> None:
    with writing():
        WorkMeeting.objects.update(held_at=datetime(2004, 12, 15, 12, tzinfo=UTC))
    journeys = released.campaign.journeys.all()
    assert journeys
    for journey in journeys:
        table = reasons_paper(journey).body[1]
        told = "".join(cell for row in table.rows for cell in row)
        found = [note for note in NOTES if note in told]
        assert not found, (told, found)
        assert "青榆委发〔2004〕20号" in told or "《国家公务员暂行条例》" in told
        assert journey.reasons[0] in told
    read = get(moved(journey), "ask", journey.pk).content.decode()
    assert "凭记忆，待核" in read  # said where one asks, and not on the paper


def test_papers_go_to_the_person_and_the_section_in_charge(released: Transfer) -> None:
    journey = released.one(authority="organisation_department")
    person = moved(journey)
    review = ask(released, journey, person)
    for actor in (person, released.organisation):
        answer = get(actor, "reasons", journey.pk, "docx")
        assert answer.status_code == 200
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    others = (
        released.personnel, released.old(journey), released.county.group,
        moved(released.campaign.journeys.exclude(pk=journey.pk)[0]),
    )  # fmt: skip
    assert {get(actor, "reasons", journey.pk, "pdf").status_code for actor in others} == {404}
    assert get(person, "reasons", journey.pk, "txt").status_code == 404
    assert get(person, "reply", review.pk, "pdf").status_code == 404, "it is not answered"


def test_the_reply_says_what_was_decided_and_what_is_left(
    released: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = released.bring_to(released.one(), "hand")
    review = ask(released, journey)
    for state, word in (("kept", "维持原去向"), ("changed", "另行通知"), ("refused", "不予受理")):
        review.state, review.reply, review.answered_at = state, "答复的话", clock.now()
        text = text_of(rendered(reply_paper(review), "pdf", DATED))
        assert word in text
        assert "答复的话" in text
        assert "申诉" in text


def test_a_change_leads_to_the_repair_and_is_no_more_waited_for_once_reported(
    released: Transfer,
) -> None:
    journey = released.bring_to(released.one(), "hand")
    section = released.section(journey)
    asked = ask(released, journey)
    actions.answer(section, released.campaign, asked.pk, "change", "改派，理由成立")
    phrase = "登记复核变更，修补方案"

    def waits(actor) -> bool:
        return phrase in [item.phrase for item in desk_items(actor, released.campaign)]

    unlisted = make_actor(section.office)
    assert waits(section)
    assert not waits(unlisted)
    assert phrase not in get(unlisted, "review", asked.pk).content.decode()
    page = get(section, "review", asked.pk).content.decode()
    address = f"{reverse('repairs:report')}?person={journey.pk}&amp;kind=review"
    assert address in page
    client = sign_in(Client(), section)
    open_sealed(client, section)
    form = client.get(unescape(address)).context["form"]
    assert (form["person"].value(), form["kind"].value()) == (str(journey.pk), "review")
    case = Told(kind="review", follows="stay", reason="复核答复", said_by="主管科室",
                day=clock.today())  # fmt: skip
    repairs.report(section, released.campaign, journey.pk, case)
    assert not waits(section)
    assert phrase not in get(section, "review", asked.pk).content.decode()


def test_nothing_is_there_before_the_release(decided: Transfer) -> None:
    assert "去向还没有发布" in get(decided.personnel, "board").content.decode()
    assert get(decided.personnel, "entries").status_code == 302
    home = sign_in(Client(), decided.personnel).get(reverse("core:home")).content.decode()
    assert "复核" not in home


def test_another_section_may_not_answer(released: Transfer) -> None:
    journey = released.one(authority="organisation_department")
    review = ask(released, journey)
    client = sign_in(Client(), released.personnel)
    said = {"seen": review.version, "act": "keep", "reason": "维持"}
    assert client.post(reverse("reviews:answer", args=[review.pk]), said).status_code == 404
    review.refresh_from_db()
    assert review.state == "asked"
    assert clock.now() < review.due_at < clock.now() + timedelta(days=45)
