"""Board, notices, a person's page and its papers: whom they show, and what they say."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lungang.campaign.transfer import actions
from lungang.campaign.transfer.models import Journey, Paper, Receipt
from lungang.platform import clock
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.register.models import Word
from tests.campaign.transfer.released import Transfer, sign_in
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


def page(actor, name: str, *args: object, **query: str) -> str:
    answer = sign_in(Client(), actor).get(reverse(f"transfer:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def status(actor, name: str, *args: object) -> int:
    return sign_in(Client(), actor).get(reverse(f"transfer:{name}", args=args)).status_code


def stranger(released: Transfer, journey: Journey):
    other = next(
        row for row in released.campaign.journeys.all()
        if row.to_unit_id not in (journey.to_unit_id, journey.from_unit_id)
    )  # fmt: skip
    return released.new(other)


def test_the_county_sees_everybody_and_the_late_stand_first(
    released: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = released.one(authority="organisation_department")
    for journey in released.campaign.journeys.filter(authority="personnel_bureau"):
        released.step(journey, "collect")
    for journey in released.campaign.journeys.filter(authority="organisation_department"):
        if journey.pk != held.pk:
            released.step(journey, "collect")
    moment = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: moment)
    shown = page(released.county.office(Office.SUPERVISION), "board")
    rows = list(released.campaign.journeys.all())
    assert all(f">{row.name}</a>" in shown for row in rows)
    first = min(rows, key=lambda row: shown.index(f">{row.name}</a>"))
    assert first.pk == held.pk
    assert '未领，</span><span class="nw">已过 1 小时' in shown
    assert shown.index("组织部干部科<span>") < shown.index("人事局公务员管理科<span>")
    assert "等前一步" in shown


def test_a_unit_sees_its_own_people_out_and_in(released: Transfer) -> None:
    journey = released.one()
    for actor in (released.old(journey), released.new(journey)):
        shown = page(actor, "board")
        unit = actor.unit_id
        for row in released.campaign.journeys.all():
            own = unit in (row.from_unit_id, row.to_unit_id)
            assert (f'/{row.pk}/"' in shown) == own
            assert status(actor, "journey", row.pk) == (200 if own else 404)


def test_a_persons_page_leads_to_the_next_who_waits_for_the_same_office(
    released: Transfer,
) -> None:
    first, then = released.campaign.journeys.filter(authority="personnel_bureau")[:2]
    section = released.section(first)
    assert "办下一人" not in page(section, "journey", first.pk)  # nobody has brought anything yet
    released.step(then, "collect")
    assert f'href="/transfer/{then.pk}/">办下一人：{then.name}' in page(
        section, "journey", first.pk
    )
    assert "办下一人" not in page(section, "journey", then.pk)  # it is this one's turn itself
    assert "办下一人" not in page(released.county.office(Office.SUPERVISION), "journey", first.pk)


def test_three_signatures_are_not_optional(released: Transfer) -> None:
    journey = released.one()
    for verb in ("collect", "bring", "letter", "hand"):
        released.step(journey, verb)
    shown = page(released.old(journey), "journey", journey.pk)
    label = shown[shown.index("移交人、接收人、监交人") :]
    assert "可不填" not in label[: label.index("<input")]


def test_who_is_moved_sees_the_own_page_and_the_own_letter(released: Transfer) -> None:
    journey = released.one()
    actor = make_actor(
        Office.PERSON_MOVED, journey.from_unit, journey.name, person=journey.person_key
    )
    assert page(actor, "board").count("<tr") == 3
    assert status(actor, "paper", journey.pk, "section-letter", "pdf") == 404
    released.bring_to(journey, "letter")
    shown = page(actor, "journey", journey.pk)
    assert all(reason[:12] in shown for reason in journey.reasons)
    assert "科室介绍信" in shown
    assert status(actor, "paper", journey.pk, "section-letter", "pdf") == 200
    for kind in ("notice", "unit-letter", "removal", "appointment"):
        assert status(actor, "paper", journey.pk, kind, "pdf") == 404
    other = released.campaign.journeys.exclude(pk=journey.pk)[0]
    assert status(actor, "journey", other.pk) == 404
    with writing():
        Holding.objects.filter(pk=actor.holding.pk).update(person_id=other.person_key)
    assert status(actor, "journey", journey.pk) == 404
    assert status(actor, "journey", other.pk) == 200


def test_a_unit_has_the_notice_once_it_took_it(released: Transfer) -> None:
    journey = released.one()
    unit, section = released.old(journey), released.section(journey)
    link = reverse("transfer:paper", args=[journey.pk, "notice", "pdf"])
    assert status(unit, "paper", journey.pk, "notice", "docx") == 404
    assert link not in page(unit, "journey", journey.pk)
    assert status(section, "paper", journey.pk, "notice", "docx") == 200  # which hands it out
    released.step(journey, "collect")
    assert status(unit, "paper", journey.pk, "notice", "docx") == 200
    assert link in page(unit, "journey", journey.pk)


def test_two_people_of_one_name_never_see_each_others(released: Transfer) -> None:
    """A name and a unit alone open nothing: who is moved is known by the keyed digest of the id."""
    journey = released.one()
    namesake = make_actor(Office.PERSON_MOVED, journey.from_unit, journey.name)
    assert page(namesake, "board").count("<tr") == 0
    assert status(namesake, "journey", journey.pk) == 404
    assert status(namesake, "paper", journey.pk, "section-letter", "pdf") == 404
    other = released.campaign.journeys.exclude(pk=journey.pk)[0]
    with writing():
        Journey.objects.filter(pk=other.pk).update(
            name=journey.name, from_unit=journey.from_unit, from_name=journey.from_name
        )
    for one, another in ((journey, other), (other, journey)):
        actor = make_actor(
            Office.PERSON_MOVED, journey.from_unit, journey.name, person=one.person_key
        )
        assert status(actor, "journey", one.pk) == 200
        assert status(actor, "journey", another.pk) == 404


def test_another_units_person_is_not_there_to_be_acted_on(
    released: Transfer, client: Client
) -> None:
    journey = released.bring_to(released.one(), "hand_over")
    actor = stranger(released, journey)
    sign_in(client, actor)
    answer = client.post(
        reverse("transfer:do", args=[journey.pk, "report"]), {"seen": journey.version}
    )
    assert answer.status_code == 404
    # The old unit sees the page, and cannot report for the new one: 404 too, and on record.
    sign_in(client, released.old(journey))
    answer = client.post(
        reverse("transfer:do", args=[journey.pk, "report"]), {"seen": journey.version}
    )
    assert answer.status_code == 404
    assert Entry.objects.filter(action="transfer.step", result="refused").exists()
    journey.refresh_from_db()
    assert journey.state == "report"


def test_every_step_is_taken_on_the_page(released: Transfer, client: Client) -> None:
    journey = released.one()
    sign_in(client, released.section(journey))
    told = {"people": [str(journey.pk)], "taker": "某局长"}
    assert client.post(reverse("transfer:notices"), told).status_code == 302
    for verb, said in (
        ("bring", {"taker": "政工某"}),
        ("letter", {}),
        ("hand", {}),
        ("hand_over", {"taker": "张甲、李乙、王丙", "handed": ["files", "money"], "rest": "无"}),
        ("report", {"taker": "办公室某"}),
        ("remove", {"paper": "某发〔2026〕1号"}),
        ("appoint", {"paper": "某发〔2026〕2号"}),
    ):
        journey.refresh_from_db()
        actor = released.who(journey, verb)
        url = reverse("transfer:do", args=[journey.pk, verb])
        assert f'action="{url}"' in page(actor, "journey", journey.pk)
        sign_in(client, actor)
        answer = client.post(url, {"seen": journey.version, **said})
        assert answer.status_code == 302, verb
    journey.refresh_from_db()
    assert journey.state == "settled"
    shown = page(released.new(journey), "journey", journey.pk)
    assert "免去新任职务" in shown
    assert ("至少到" in shown) == journey.holds


def test_a_slip_in_the_list_of_notices_is_told_by_its_label(
    released: Transfer, client: Client
) -> None:
    journey = released.one()
    sign_in(client, released.section(journey))
    told = {"people": [str(journey.pk)], "taker": "长" * 61, "note": "长" * 301}
    answer = client.post(reverse("transfer:notices"), told)
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "领通知的人：最多 60 字，现在 61 字。请删短；过时的原因：最多 300 字" in words
    assert "* " not in words.partition('id="errors"')[2].partition("</div>")[0]


def test_a_refusal_keeps_what_was_typed(
    released: Transfer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = released.bring_to(released.one(), "collect")
    moment = clock.now() + timedelta(hours=9)
    monkeypatch.setattr(clock, "now", lambda: moment)
    sign_in(client, released.section(journey))
    url = reverse("transfer:do", args=[journey.pk, "bring"])
    answer = client.post(url, {"seen": journey.version, "taker": "政工某"})
    assert answer.status_code == 422
    assert "请写明原因" in answer.content.decode()
    assert 'value="政工某"' in answer.content.decode()
    assert client.post(url, {"seen": journey.version + 5, "note": "雨"}).status_code == 409


def test_a_notice_not_taken_shows_on_desk_and_board(
    released: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = released.one()
    moment = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: moment)
    desk = sign_in(Client(), released.section(journey)).get("/").content.decode()
    assert "交调干通知" in desk
    watch = sign_in(Client(), released.county.office(Office.SUPERVISION)).get("/").content.decode()
    assert "过时未办" in watch
    unit = sign_in(Client(), released.old(journey)).get("/").content.decode()
    assert "的通知还没有领" in unit
    assert "已过 1 小时" in page(released.old(journey), "board")


KINDS = ("notice", "unit-letter", "section-letter", "removal", "appointment", "handover-list")


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_opens_and_names_the_person(released: Transfer, kind: str) -> None:
    journey = released.one(holds=True)
    client = sign_in(Client(), released.section(journey))
    made = client.get(reverse("transfer:paper", args=[journey.pk, kind, "docx"]))
    assert journey.name in _words(made.content)
    if kind == "notice":
        assert client.get(
            reverse("transfer:paper", args=[journey.pk, kind, "pdf"])
        ).content.startswith(b"%PDF-")
    assert status(stranger(released, journey), "paper", journey.pk, kind, "pdf") == 404


def _words(content: bytes) -> str:
    """The words of a DOCX; its marks are left out."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return re.sub("<[^>]+>", "", package.read("word/document.xml").decode())


def test_numbers_are_drawn_from_the_offices_own_word(released: Transfer, client: Client) -> None:
    journey = released.one(authority="personnel_bureau")
    sign_in(client, released.personnel)
    url = reverse("transfer:number", args=[journey.pk, "section-letter"])
    client.post(url, {"seen": journey.version})
    assert not Paper.objects.exists()
    assert "没有机关代字" in page(released.personnel, "journey", journey.pk)
    with writing():
        Word.objects.create(word="青人调", office=Office.PERSONNEL_SECTION)
        Word.objects.create(word="青人介", office=Office.PERSONNEL_SECTION)
    client.post(url, {"seen": journey.version})
    number = str(Paper.objects.get())
    assert number == f"青人介〔{clock.today().year}〕1号"
    assert number in page(released.personnel, "journey", journey.pk)
    made = client.get(reverse("transfer:paper", args=[journey.pk, "section-letter", "docx"]))
    assert number in _words(made.content)
    # Numbered once; and a unit writes its own by hand.
    assert client.post(url, {"seen": journey.version}).status_code == 409
    actions.number_paper(
        released.old(journey), released.campaign, journey.pk, "unit-letter", "某介〔2026〕3号"
    )
    assert "某介〔2026〕3号" in page(released.old(journey), "journey", journey.pk)


def test_one_notice_of_a_unit_has_one_number(released: Transfer) -> None:
    rows = released.campaign.journeys.all()
    first, second = next(
        (a, b) for a in rows for b in rows
        if a.pk != b.pk and (a.from_unit_id, a.authority) == (b.from_unit_id, b.authority)
    )  # fmt: skip
    by = released.section(first)
    actions.number_paper(by, released.campaign, first.pk, "notice", "青人调〔2026〕9号")
    assert "青人调〔2026〕9号" in page(by, "journey", second.pk)


def test_the_roll_call_is_the_countys(released: Transfer) -> None:
    assert "没有到" in page(released.county.group, "meeting")
    assert status(released.old(released.one()), "meeting") == 404


def test_the_board_asks_the_same_number_of_questions_for_any_number(released: Transfer) -> None:
    def asked() -> int:
        client = sign_in(Client(), released.county.office(Office.SUPERVISION))
        client.get("/transfer/")
        with CaptureQueriesContext(connection) as found:
            client.get("/transfer/")
        return len(found)

    for journey in list(released.campaign.journeys.all())[:3]:
        released.bring_to(journey, "report")
    many = asked()
    with writing():
        keep = released.campaign.journeys.order_by("-number").values_list("pk", flat=True)[:1]
        Receipt.objects.exclude(journey__in=list(keep)).delete()
        released.campaign.journeys.exclude(pk__in=list(keep)).delete()
    assert asked() == many
