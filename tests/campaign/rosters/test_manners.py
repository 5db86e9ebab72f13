"""How the rosters' pages help: what to choose from, what is there now, what would change."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lungang.campaign.rosters import actions
from lungang.campaign.rosters.models import Correction, Return
from lungang.campaign.rosters.row_form import GROUPS, RowForm
from lungang.campaign.rosters.showing import shown_cell
from lungang.intake.tables import is_closed, labels, specs
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from tests.campaign.rosters.desk import Desk, browser
from tests.factories import make_actor
from tests.forms import opened, press, send


def page_of(sent: Return) -> str:
    return reverse("rosters:return", args=[sent.pk])


@pytest.mark.parametrize("table", ["roster", "kin", "wish"])
def test_every_column_stands_in_one_group(table: str) -> None:
    grouped = [name for _legend, names in GROUPS[table] for name in names]
    assert sorted(grouped) == sorted(set(specs()[table].by_field) - {"seq"})


def test_closed_words_are_a_list_and_what_was_written_stays_in_it() -> None:
    form = RowForm("roster", {"nature": "行政编", "sex": "男"})
    for column in specs()["roster"].columns:
        if column.words and is_closed(column.words):
            offered = [value for value, _label in form.fields[column.field].widget.choices]
            assert set(labels(column.words)) <= set(offered)
    assert 'value="行政编" selected' in str(form["nature"])
    assert form.fields["party"].widget.attrs["list"] == "words-party"
    sent = RowForm("roster", {}, {"nature": "编外"})
    assert sent.is_valid()
    assert sent.texts()["nature"] == "编外"


def test_must_haves_and_forms_of_months_are_told(desk: Desk) -> None:
    sent = desk.upload()
    address = reverse("rosters:add", args=[sent.pk, "roster"])
    text = browser(desk.officer).get(address).content.decode()
    must = [c for c in specs()["roster"].columns if c.required and not c.optional_cell]
    assert text.count('<span class="req">') == len(must)
    assert text.count("<fieldset") == len(GROUPS["roster"])
    assert "在本单位连续工作的起点，如 1990.03" in text


def test_nothing_is_wrong_before_anything_was_typed(desk: Desk) -> None:
    client = browser(desk.officer)
    page = send(client, reverse("rosters:mine"), action=reverse("rosters:start"), follow=True)
    text = page.content.decode()
    assert "还没有填人" in text
    assert 'role="alert"' not in text
    assert "错误" not in text
    sent = Return.objects.get()
    assert reverse("rosters:submit", args=[sent.pk]) not in text
    send(client, reverse("rosters:add", args=[sent.pk, "roster"]), {"name": "某乙"})
    assert "处错误" in client.get(page_of(sent)).content.decode()


def test_a_correction_is_read_through_before_it_is_asked_for(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    client, address = browser(desk.officer), reverse("rosters:correct", args=[row.pk])
    form = opened(client, address)
    assert form.values["nature"] == row.cells["nature"]
    typed = {**form.values, "practised_specialty": "税务", "reason": "调岗", "check": "1"}
    page = press(client, form, typed)
    text = page.content.decode()
    assert [change.field for change in page.context["changes"]] == ["practised_specialty"]
    assert "改 1 项，其他各项不动" in text
    assert row.cells["id"] not in text
    assert not Correction.objects.exists()
    given = {**dict(page.context["sent"]), "seen": form.hidden["seen"], "key": form.hidden["key"]}
    back = client.post(address, {**given, "back": "1"}).content.decode()
    assert 'value="税务"' in back
    assert f"<span>现在</span>{row.cells['practised_specialty']}" in back
    assert client.post(address, given).status_code == 302
    assert set(Correction.objects.get().after) == {"practised_specialty"}


def test_what_would_make_an_error_is_told_before_it_is_asked_for(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    client, address = browser(desk.officer), reverse("rosters:correct", args=[row.pk])
    form = opened(client, address)
    typed = {**form.values, "nature": "", "reason": "调岗", "check": "1"}
    assert "会有 1 处错误" in press(client, form, typed).content.decode()
    typed = {**form.values, "reason": "调岗", "check": "1"}
    assert "没有改动" in press(client, form, typed).content.decode()


def spoilt(desk: Desk) -> tuple[Return, str, str]:
    """A draft with one wrong id: the draft, the wrong id, and the right one."""
    sent = desk.upload()
    row = desk.person(sent)
    right = row.cells["id"]
    wrong = right[:-1] + ("1" if right[-1] != "1" else "2")
    actions.edit_cells(desk.officer, sent.pk, {row.pk: {"id": wrong}})
    return sent, wrong, right


def test_a_wrong_id_is_mended_where_it_is_seen_for_a_reason(desk: Desk) -> None:
    sent, wrong, right = spoilt(desk)
    client = browser(desk.officer)
    row = next(one for one in sent.rows.filter(table="roster") if one.cells["id"] == wrong)
    text = client.get(page_of(sent)).content.decode()
    assert wrong not in text
    assert "看着改" in text
    address = reverse("rosters:reveal", args=[row.pk])
    assert wrong not in client.get(address).content.decode()
    page = send(client, address, {"reason": "与身份证核对"})
    assert f'value="{wrong}"' in page.content.decode()
    assert "校验位不对" in page.content.decode()
    assert Entry.objects.filter(action="audit.read", result="done").count() == 1
    sent.refresh_from_db()
    box = f"c:{row.pk}:id"
    save = reverse("rosters:edit", args=[sent.pk])
    before = Entry.objects.filter(action="rosters.edit_cells").count()
    client.post(save, {box: wrong, "seen": sent.version, "key": "a" * 32})
    assert Entry.objects.filter(action="rosters.edit_cells").count() == before, "nothing changed"
    shown = page.content.decode()
    key = shown.partition('name="key" value="')[2].partition('"')[0]
    assert client.post(save, {box: right, "seen": sent.version, "key": key}).status_code == 302
    row.refresh_from_db()
    assert row.cells["id"] == right


def test_who_may_only_look_gets_no_box_for_the_id(desk: Desk) -> None:
    row = desk.person(desk.submitted())
    page = send(
        browser(desk.personnel), reverse("rosters:reveal", args=[row.pk]), {"reason": "核对"}
    )
    assert row.cells["id"] in page.content.decode()
    assert f"c:{row.pk}:id" not in page.content.decode()


def test_a_section_sees_its_own_rows_first(desk: Desk) -> None:
    sent = desk.submitted()
    client, here = browser(desk.personnel), page_of(sent)
    own = set(sent.rows.filter(authority="personnel_bureau").values_list("pk", flat=True))
    page = client.get(here)
    assert f"本科室 {len(own)} 行" in page.content.decode()
    assert {row.pk for row in page.context["view"].page.object_list} == own
    everybody = [row.pk for row in client.get(f"{here}?view=all").context["view"].page.object_list]
    assert set(everybody[: len(own)]) == own
    assert len(everybody) == sent.rows.count()
    unit = browser(desk.officer).get(f"{here}?view=mine")
    assert unit.context["chosen"] == "all"


@pytest.mark.parametrize("named", [True, False])
def test_what_came_back_is_said_for_what_it_is(desk: Desk, named: bool) -> None:
    sent = desk.submitted()
    rows = {desk.person(sent).pk: ""} if named else {}
    actions.return_(desk.personnel, sent.pk, "照任命文件改", rows)
    unit = browser(desk.officer).get(page_of(sent)).content.decode()
    section = browser(desk.personnel).get(page_of(sent)).content.decode()
    assert ("退回 1 行，其余的行不用重填" in unit) == named
    assert ("整份花名册退回了" in unit) != named
    assert ("已退回 1 行" in section) == named
    assert ("已整份退回" in section) != named
    draft = actions.reopen(desk.officer, sent.pk)
    again = browser(desk.officer).get(page_of(draft)).content.decode()
    assert ("上次退回 1 行的原因" in again) == named
    assert ("上次整份退回的原因" in again) != named
    summary = Entry.objects.get(action="rosters.return").summary
    assert summary == ("退回花名册 1 行" if named else "整份退回花名册")


def test_months_are_shown_in_one_form() -> None:
    for written in ("2004-08", "2004.8", "2004年8月", 200408, "2004.08"):
        assert shown_cell("post_start", written) == "2004.08"
    assert shown_cell("post_start", ["d", "2004-08-16"]) == "2004.08.16"
    assert shown_cell("post_start", "不详") == "不详"
    assert shown_cell("post_start", 1962.1) == "1962.1", "January or October is for people to say"


def test_the_auditor_reads_columns_by_their_names(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    asked = actions.ask_correction(desk.officer, row.pk, {"practised_specialty": "税务"}, "调岗")
    line = Entry.objects.get(action="rosters.ask_correction")
    page = browser(make_actor(Office.AUDITOR)).get(f"/audit/entries/{line.seq}/").content.decode()
    shown = page.partition("<main")[2].partition("<details")[0]
    assert "从事专业" in shown
    assert f"花名册第 {row.number} 行" in shown
    assert "practised_specialty" not in shown
    assert str(asked.pk) not in shown
    for secret in ("税务", row.name, row.cells["practised_specialty"]):
        assert secret not in shown
