"""The demo county's outcomes on the pages: the figures of the source, who is behind each, files."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from lungang.campaign.deliberation.content import DecisionContent, fingerprint
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.transfer.models import Journey, WorkMeeting
from lungang.campaign.transfer.queries import work_meeting
from lungang.domain.movement import cycles
from lungang.domain.records import encode
from lungang.domain.roster import Roster
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from tests.campaign.outcomes.reading import counts, page, rows, status, tables, widths, words
from tests.campaign.transfer.released import Transfer, sign_in

pytestmark = pytest.mark.django_db

OF_THE_SOURCE = [[23, 1, 3], [4, 20, 3], [11, 8, 6, 2], [10, 6, 11], [14, 3, 2, 8, 0]]


def names(html: str) -> set[str]:
    """Who stands in the list of people, by name: the second cell of a line with a number."""
    return {row[1] for row in rows(html) if row[0].isdecimal()}


def test_the_five_tables_are_those_of_the_source(released: Transfer) -> None:
    shown = page(released.personnel)
    assert counts(shown) == OF_THE_SOURCE
    assert "<b>27</b>人跨部门交流" in shown
    assert "<b>18</b>个单位" in shown
    assert "每个单位出进相等" in shown


def test_one_scale_for_all_bars(released: Transfer) -> None:
    bars = widths(page(released.personnel))
    assert len(bars) == 18
    assert max(width for _count, width in bars) == 100
    assert all(abs(width - 100 * count / 23) <= 0.05 for count, width in bars)


@pytest.mark.parametrize("which", range(5))
def test_a_number_leads_to_its_people(released: Transfer, demo_roster: Roster, which: int) -> None:
    """Together the rows of a table are everybody once; each list is as long as its number."""
    client, found = sign_in(Client(), released.personnel), []
    title, table = list(tables(page(released.personnel)).items())[which]
    key = ("post", "age", "education", "diploma", "kind_of_work")[which]
    for label, number in table.items():
        listed = client.get(reverse("outcomes:people"), {"table": key, "row": label})
        assert len(names(listed.content.decode())) == number, (title, label)
        found += names(listed.content.decode())
    assert sorted(found) == sorted(row.name for row in released.campaign.journeys.all())
    if key == "age":
        young = page(released.personnel, "people", table="age", row="30-40岁")
        born = {person.name: person.birth for person in demo_roster.people}
        on = date(2004, 12, 16)
        assert all(
            30 <= on.year - born[name].year - (on.month < born[name].month) < 40
            for name in names(young)
        )


def test_a_unit_s_numbers_lead_to_who_leaves_and_who_comes(released: Transfer) -> None:
    journey = released.one()
    moved = released.campaign.journeys
    for way, end in (("out", "from_unit"), ("in", "to_unit")):
        unit = str(getattr(journey, f"{end}_id"))
        shown = page(released.personnel, "people", unit=unit, way=way)
        assert names(shown) == {row.name for row in moved.filter(**{end: int(unit)})}


def test_every_unit_stands_with_what_it_gives_and_gets(released: Transfer) -> None:
    lines = [row for row in rows(page(released.personnel)) if len(row) == 8]
    journeys = list(released.campaign.journeys.all())
    assert len(lines) == 18 + 2  # head and total
    for row in lines[1:-1]:
        assert row[2:5] == [row[2], row[2], "0"]
    out = {}
    for one in journeys:
        out[one.from_name] = out.get(one.from_name, 0) + 1
    assert {row[0]: int(row[2]) for row in lines[1:-1]} == out
    assert lines[-1][:6] == ["18 个单位", "", "27", "27", "0", "0"]


def test_what_was_released_is_not_mixed_with_what_is_done(released: Transfer) -> None:
    there = [released.bring_to(row, "report") for row in list(released.campaign.journeys.all())[:4]]
    shown = page(released.personnel)
    assert counts(shown) == OF_THE_SOURCE
    assert "不随落实变动" in shown
    assert "4<small> / 27 人已报到" in shown
    done = page(released.personnel, of="there")
    assert "只算已报到的人" in done
    assert [sum(table) for table in counts(done)] == [4] * 5
    assert names(page(released.personnel, "people", stand="there")) == {row.name for row in there}
    away = page(released.personnel, "people", stand="away")
    assert names(away) == {
        row.name for row in released.campaign.journeys.exclude(pk__in=[one.pk for one in there])
    }
    label = next(label for label, n in tables(done)["任职情况"].items() if n)
    few = page(released.personnel, "people", table="post", row=label, stand="there")
    assert names(few) <= {row.name for row in there}
    assert len(names(few)) == tables(done)["任职情况"][label]


def test_a_move_that_was_revoked_counts_no_more(released: Transfer) -> None:
    """The plan's own move of a person is the one that stands: see ``moves_that_count``."""
    journey = released.bring_to(released.one(), "report")
    assert "1<small> / 27" in page(released.personnel)
    with writing():
        Journey.objects.filter(pk=journey.pk).update(state="revoked")
    assert "0<small> / 26" in page(released.personnel)


def take(released: Transfer, actor, what: str, form: str) -> bytes:
    answer = sign_in(Client(), actor).post(reverse("outcomes:download", args=[what, form]))
    assert answer.status_code == 200
    assert f".{form}" in answer.headers["Content-Disposition"]
    return answer.content


def test_the_workbook_tells_as_much_as_the_office_may_see(released: Transfer) -> None:
    def sheets(actor) -> list[str]:
        content = io.BytesIO(take(released, actor, "workbook", "xlsx"))
        return load_workbook(content, read_only=True).sheetnames

    whole = sheets(released.county.group)
    part = sheets(released.county.office(Office.SUPERVISION))
    assert {"留任及原因", "应交流未列入"} <= set(whole)
    assert part == ["统计表", "交流人员名单", "进出对照"]
    assert Entry.objects.filter(action="outcomes.download").count() == 2


def test_list_and_tables_come_as_papers(released: Transfer) -> None:
    for what in ("annex", "statistics"):
        assert take(released, released.personnel, what, "pdf").startswith(b"%PDF-")
        assert take(released, released.personnel, what, "docx").startswith(b"PK")


def test_the_list_comes_as_csv(released: Transfer) -> None:
    def table(what: str) -> list[list[str]]:
        content = take(released, released.personnel, what, "csv")
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))

    listed = table("annex")
    assert {row[1] for row in listed[1:]} == {row.name for row in released.campaign.journeys.all()}
    counted = [int(row[2]) for row in table("statistics")[1:-1]]
    assert counted == [number for one in OF_THE_SOURCE for number in one]
    assert table("units")[-1][:5] == ["18 个单位", "", "27", "27", "0"]


@pytest.mark.parametrize(
    "query",
    [
        {"table": "post"}, {"unit": "1"}, {"unit": "x", "way": "out"}, {"stand": "gone"},
        {"unit": "1", "way": "through"}, {"unit": "9" * 30, "way": "in"},
    ],
)  # fmt: skip
def test_an_address_that_no_page_asks_leads_nowhere(released: Transfer, query) -> None:
    assert status(released.personnel, "people", **query) == 404


def test_who_stays_and_why(released: Transfer) -> None:
    plan = released.decision.opened.plan
    shown = page(released.county.group, "reasons")
    assert names(shown) == {stay.name for stay in plan.stays}
    assert all(words(stay.reason)[:10] in shown for stay in plan.stays)
    assert f"<b>{len(plan.stays)}</b>人未能安排" in page(released.county.group)


def test_the_newest_release_counts(released: Transfer) -> None:
    """A repaired plan takes the place of the one before, and the page says so."""
    plan, first = released.decision.opened.plan, work_meeting(released.campaign)
    gone = {move.person_id for move in cycles(plan)[-1]}
    kept = tuple(move for move in plan.moves if move.person_id not in gone)
    repaired = replace(plan, moves=kept)
    assert "补充公布过" not in page(released.personnel)
    content = DecisionContent(plan=repaired, digest=fingerprint(repaired), people=())
    decision = Decision.objects.get()
    decision.pk, decision.number, decision.state = None, 2, "sent_back"
    decision.content = encode(content)
    with writing():
        decision.save(force_insert=True)
        WorkMeeting.objects.create(
            **{
                field.attname: getattr(first, field.attname)
                for field in WorkMeeting._meta.fields
                if field.name not in ("id", "decision", "digest", "released_at", "version")
            },
            decision=decision, digest=content.digest, released_at=clock.now(),
        )  # fmt: skip
    shown = page(released.personnel)
    assert f"<b>{len(kept)}</b>人跨部门交流" in shown
    assert [sum(table) for table in counts(shown)] == [len(kept)] * 5
    assert "宣读以后方案补充公布过" in shown
