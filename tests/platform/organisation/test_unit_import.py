"""The establishment office takes in the list of units at once, or learns which cells are wrong."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from lungang.intake import write_template
from lungang.platform import clock
from lungang.platform.accounts.offices import COUNTY_READERS, Office
from lungang.platform.audit.models import Entry
from lungang.platform.organisation.models import Establishment, Quota, Unit, UnitVersion
from lungang.platform.organisation.queries import domain_units, units_on
from tests.factories import make_actor, make_unit
from tests.forms import opened, press, send

pytestmark = pytest.mark.django_db
PATH = "/units/import/"
DAY = "2004-01-01"
HEAD = ("单位代码", "单位名称", "简称", "类别", "主管部门", "行政编制", "领导职数", "职级职数")
FINANCE = ("", "县财政局", "财政局", "政府部门", "", 20, 4, "主任科员3；副主任科员4")
STATION = ("S1", "县会计核算中心", "", "事业单位", "财政局", "", "", "")


def book(*rows, head=HEAD):
    made = Workbook()
    made.active.title = "单位"
    for row in (head, *rows):
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return SimpleUploadedFile("单位.xlsx", out.getvalue())


def text(response):
    return response.content.decode()


@pytest.fixture
def editor(client):
    actor = make_actor(Office.ESTABLISHMENT_OFFICE)
    client.force_login(actor.user)
    return actor


def test_a_list_becomes_units_with_establishment_and_quotas(client, editor):
    answer = send(client, PATH, {"file": book(FINANCE, STATION), "day": DAY})
    assert (answer.status_code, answer.url) == (302, "/units/")
    finance, station = domain_units(date(2004, 1, 1))
    assert (finance.name, finance.short_name, finance.code) == ("县财政局", "财政局", "0001")
    assert finance.establishment == {"administrative": 20}
    assert finance.leading_quota == 4
    assert finance.rank_quota == {"主任科员": 3, "副主任科员": 4}
    assert (station.code, station.department_in_charge) == ("S1", "县财政局")
    assert "建立了 2 个单位" in text(client.get("/units/"))
    assert Entry.objects.filter(action="organisation.adopt_units").count() == 1


def test_pressed_twice_it_takes_them_in_once(client, editor):
    form = opened(client, PATH)
    for _press in range(2):
        press(client, form, {"file": book(FINANCE), "day": DAY})
    assert Unit.objects.count() == 1


def test_what_is_wrong_is_said_at_its_cell_and_nothing_is_saved(client, editor):
    wrong = ("", "县审计局", "", "很好的局", "县税务局", "二十", "", "")
    answer = send(client, PATH, {"file": book(FINANCE, wrong), "day": DAY})
    page = text(answer)
    assert answer.status_code == 422
    for field in ("kind", "department_in_charge", "administrative"):
        assert f'href="#c-0-3-{field}"' in page
        assert f'id="c-0-3-{field}"' in page
    assert "第 3 行" in page
    assert "还没有保存" in page
    assert not Unit.objects.exists()
    assert not Establishment.objects.exists()
    assert not Quota.objects.exists()


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([FINANCE, ("", "县财政局", "", "政府部门")], "内容不同"),
        ([("S1", "县财政局", "", "政府部门"), STATION], "S1 重复"),
        ([("", "县民政局", "", "政府部门")], "已在单位库里"),
        ([("U1", "县财政局", "", "政府部门")], "U1 重复或已经用过"),
        ([("", "", "", "政府部门", "", 3)], "缺少单位名称"),
        ([], "没有一个单位"),
    ],
)
def test_lists_that_are_not_taken(client, editor, rows, words):
    there = make_unit("县民政局")
    data = {"file": book(*rows), "day": DAY}
    if rows and rows[0][0] == "U1":
        rows[0] = (there.code, *rows[0][1:])
        data, words = {"file": book(*rows), "day": DAY}, "重复或已经用过"
    answer = send(client, PATH, data)
    assert answer.status_code == 422
    assert words in text(answer)
    assert Unit.objects.count() == 1


def test_a_unit_that_is_there_may_be_in_charge_and_comes_first(client, editor):
    make_unit("县财政局")
    assert send(client, PATH, {"file": book(STATION), "day": DAY}).status_code == 302
    assert [str(row.in_charge or "") for row in units_on(date(2005, 1, 1)).values()] == [
        "", "县财政局",
    ]  # fmt: skip
    assert UnitVersion.objects.get(unit__code="S1").order > 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "没有选文件"),
        ({"file": SimpleUploadedFile("单位.xlsx", b"not a book")}, "单位.xlsx"),
        ({"file": SimpleUploadedFile("单位.csv", "姓名,性别\n甲,男\n".encode())}, "没有“单位”表"),
    ],
)
def test_files_that_are_none(client, editor, data, words):
    for file in data.values():
        file.seek(0)
    answer = send(client, PATH, data | {"day": DAY})
    assert answer.status_code == 422
    assert words in text(answer)


def test_what_is_to_be_looked_at_is_ticked_before_it_is_saved(client, editor):
    head = (*HEAD, "没有见过的一列")
    rows = [(*FINANCE, "甲")]
    answer = send(client, PATH, {"file": book(*rows, head=head), "day": DAY})
    assert answer.status_code == 422
    assert "没有见过的一列" in text(answer)
    assert 'name="looked"' in text(answer)
    again = {"file": book(*rows, head=head), "day": DAY, "looked": "on"}
    assert client.post(PATH, again).status_code == 302
    assert Unit.objects.count() == 1


def test_the_empty_list_and_the_sheet_of_a_roster_workbook(client, editor):
    empty = client.get("/units/import/template/")
    made = load_workbook(io.BytesIO(empty.content))
    assert made.sheetnames == ["填表说明", "单位"]
    assert "没有一个单位" in text(
        send(client, PATH, {"file": SimpleUploadedFile("单位.xlsx", empty.content), "day": DAY})
    )
    sheet = made["单位"]
    for at, value in zip(("B", "D", "F"), ("县财政局", "政府部门", "20"), strict=True):
        sheet[f"{at}3"] = value
    out = io.BytesIO()
    made.save(out)
    file = SimpleUploadedFile("单位.xlsx", out.getvalue())
    assert send(client, PATH, {"file": file, "day": DAY}).status_code == 302
    roster = io.BytesIO()
    write_template(roster)
    made = load_workbook(roster)
    made["单位"]["B3"], made["单位"]["D3"] = "县民政局", "政府部门"
    out = io.BytesIO()
    made.save(out)
    file = SimpleUploadedFile("花名册.xlsx", out.getvalue())
    assert send(client, PATH, {"file": file, "day": DAY}).status_code == 302
    assert {row.name for row in units_on(clock.today()).values()} == {"县财政局", "县民政局"}


@pytest.mark.parametrize("office", list(Office))
def test_who_opens_the_list_and_who_takes_in(client, office):
    client.force_login(make_actor(office).user)
    page = client.get("/")
    assert ('href="/units/"' in text(page)) is (office in COUNTY_READERS)
    wanted = 200 if office is Office.ESTABLISHMENT_OFFICE else 404
    assert client.get(PATH).status_code == wanted
    assert client.get("/units/import/template/").status_code == wanted
    assert client.post(PATH, {"day": DAY}).status_code == (422 if wanted == 200 else 404)


def test_pressed_twice_it_acts_once_and_the_second_answer_is_the_firsts(client, editor):
    form = opened(client, PATH)
    content = book(FINANCE).read()  # a workbook holds its time: made anew it is another
    answers = [
        press(client, form, {"file": SimpleUploadedFile("单位.xlsx", content), "day": DAY})
        for _time in (1, 2)
    ]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/units/")] * 2
    assert UnitVersion.objects.filter(name="县财政局").count() == 1
    other = press(client, form, {"file": book(STATION), "day": DAY})
    assert other.status_code == 422
    assert "已经交过一次" in text(other)
