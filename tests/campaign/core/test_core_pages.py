"""The pages on which the campaign is run."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lungang.campaign.core import actions, kinds
from lungang.campaign.core.models import CalendarDay, Campaign, Observer, Task
from lungang.campaign.core.queries import current_campaign, pack_in_force
from lungang.errors import NotNow
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from lungang.policy.pack import pack_bytes
from tests.factories import make_actor, make_campaign, make_unit
from tests.forms import opened, press, send

pytestmark = pytest.mark.django_db
PACK = pack_bytes("county-2004")[1]
DUE = clock.now() + timedelta(days=7)
FACTS = {
    "name": "轮岗",
    "county": "青榆县",
    "document_number": "",
    "reference_date": "2004-12-16",
}
EDITED = FACTS | {"reason": "定稿"}


@pytest.fixture(autouse=True)
def _kind(monkeypatch):
    kind = kinds.TaskKind(key="rosters", noun="花名册", home="core:home")
    monkeypatch.setattr(kinds, "_kinds", {"rosters": kind})


@pytest.fixture
def section(client):
    actor = make_actor(Office.ORGANISATION_SECTION)
    client.force_login(actor.user)
    return actor


@pytest.fixture
def campaign():
    return make_campaign()


def text(client, name, *words):
    answer = client.get(reverse(f"core:{name}", args=words))
    assert answer.status_code == 200
    return answer.content.decode()


PAGE_OF = {"open_step": "settings", "close": "settings", "move": "task", "withdraw": "task"}
"""On which page the form of an address stands that shows none itself."""


def post(client, name, /, *words, **data):
    """Open the page with a form, fill it in and press."""
    action = reverse(f"core:{name}", args=words)
    return send(client, reverse(f"core:{PAGE_OF.get(name, name)}", args=words), data, action=action)


def test_from_nothing_to_a_task(client, section):
    unit = make_unit("县民政局")
    assert post(client, "open", **FACTS).status_code == 302
    assert post(client, "adopt", shipped="county-2004").status_code == 302
    assert "青榆县" in text(client, "settings")
    due = f"{DUE:%Y-%m-%dT%H:%M}"
    answer = post(client, "give", kind="rosters", due_at=due, everybody="1", note="照模板")
    assert answer.headers["Location"] == reverse("core:tasks")
    task = Task.objects.get()
    assert task.unit == unit
    assert "县民政局" in text(client, "tasks")
    assert "花名册" in text(client, "task", task.pk)


def test_the_settings_show_the_clauses_in_force(client, section, campaign):
    actions.adopt_pack(section, campaign.pk, "x", PACK.decode() + "\n#\n", decision="11 月会议")
    page = text(client, "settings")
    assert "未核对" in page
    assert "11 月会议" in page
    assert "第 2 版" in page


def test_readers_change_nothing(client, campaign):
    client.force_login(make_actor(Office.DISCIPLINE).user)
    assert "改设置" not in text(client, "settings")
    for name in ("edit", "adopt", "calendar", "observers", "give", "tasks", "open"):
        assert client.get(reverse(f"core:{name}")).status_code == 404
    assert client.post(reverse("core:open_step"), {"step": "screening"}).status_code == 404


@pytest.mark.parametrize(
    ("reason", "said"),
    [("字" * 501, "最多 500 字，现在 501 字"), ("按990101197501010018所说", "写后四位即可")],
)
def test_an_unfit_reason_for_a_step_is_told_at_its_field(client, section, campaign, reason, said):
    answer = post(client, "open_step", step="motion", reason=reason)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'href="#id_reason"' in page
    assert said in page
    assert reason in page, "what was written stays"
    assert '<option value="motion" selected>' in page
    assert Campaign.objects.get().step == campaign.step
    assert post(client, "open_step", step="motion", reason="字" * 500).status_code == 302


def test_no_form_for_a_campaign_while_one_is_under_way(client, section, campaign):
    page = text(client, "open")
    assert f"“{campaign.name}”正在进行" in page
    assert 'name="county"' not in page
    answer = client.post(reverse("core:open"), FACTS)
    assert answer.status_code == 409
    assert Campaign.objects.get() == campaign


def test_units_do_not_see_the_settings(client, campaign):
    client.force_login(make_actor(Office.HR_OFFICER).user)
    assert client.get(reverse("core:settings")).status_code == 404


def test_edit_and_a_stale_page(client, section, campaign):
    assert "青榆县" in text(client, "edit")
    old = opened(client, reverse("core:edit"))
    assert post(client, "edit", **EDITED).status_code == 302
    assert Campaign.objects.get().name == "轮岗"
    assert press(client, old, EDITED).status_code == 409
    answer = post(client, "edit", name="")
    assert answer.status_code == 422
    assert "errors" in answer.content.decode()


def upload(content):
    return SimpleUploadedFile("青榆县.toml", content)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "没有选政策"),
        ({"file": upload(b"schema = 1\n")}, "青榆县"),
        ({"file": upload("县".encode("gb18030"))}, "UTF-8"),
        ({"file": upload(b"#" * 500_001)}, "太大"),
        ({"file": upload(b"a = " + b"[" * 4_000)}, "括号"),
        ({"file": upload(b"a = " + b"9" * 4_900)}, "数字"),
        ({"file": upload(PACK.replace(b'id = "unit-limit"', b'id = ["x"]'))}, "应为文字"),
        ({"file": upload(PACK.replace(b"per_unit = 3", b"per_unit = 0x" + b"f" * 4_000))}, "10000"),
        ({"file": upload(PACK + b"\n#\n")}, "依据"),
        ({"shipped": "nonsense"}, "errors"),
    ],
)
def test_packs_that_are_not_taken(client, section, campaign, data, words):
    for file in data.values():
        if not isinstance(file, str):
            file.seek(0)
    answer = post(client, "adopt", **data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert pack_in_force(campaign).number == 1


def test_an_own_pack(client, section, campaign):
    file = upload(PACK + b"\n# own\n")
    assert post(client, "adopt", file=file, decision="会议").status_code == 302
    assert pack_in_force(campaign).name == "青榆县"


def test_calendar_and_observers_and_step(client, section, campaign):
    day = {"day": "2004-12-25", "is_working": "1", "reason": "报到"}
    assert post(client, "calendar", **day).status_code == 302
    assert CalendarDay.objects.get().is_working
    assert post(client, "calendar", day="x").status_code == 422
    observer = make_actor(Office.OBSERVER, name="某代表")
    assert post(client, "observers", holding=observer.holding.pk).status_code == 302
    assert Observer.objects.exists()
    assert post(client, "observers").status_code == 422
    page = text(client, "settings")
    assert "某代表" in page
    assert "报到" in page
    old = opened(client, reverse("core:settings"), reverse("core:open_step"))
    assert post(client, "open_step", step="screening").status_code == 302
    assert press(client, old, {"step": "screening"}).status_code == 409
    assert current_campaign().step == "screening"


def test_a_step_asks_for_what_opens_it_and_for_a_reason(client, section, campaign):
    answer = post(client, "open_step", step="deliberation", reason="赶时间")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_step"' in page
    assert "名单还没有确认" in page
    assert "赶时间" in page
    answer = post(client, "open_step", step="motion")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_reason"' in page
    assert "要写明理由" in page
    assert '<option value="motion" selected>' in page
    assert Campaign.objects.get().step == campaign.step
    with pytest.raises(NotNow, match="名单还没有确认"):
        actions.open_step(section, campaign.pk, "deliberation", reason="赶时间")


def test_whose_tasks_are_left_behind_is_said_before(client, section, campaign, monkeypatch):
    kind = kinds.TaskKind(key="rosters", noun="花名册", home="core:home", step="reporting")
    monkeypatch.setattr(kinds, "_kinds", {"rosters": kind})
    assert "没有接收" not in text(client, "settings")
    one, other = make_unit("县民政局"), make_unit("县水利局")
    actions.give_task(section, campaign.pk, "rosters", [one.pk, other.pk], DUE)
    with writing():
        Task.objects.filter(unit=other).update(state="accepted")
    page = text(client, "settings")
    assert "还有 1 个单位的花名册没有接收（县民政局）" in page
    assert post(client, "open_step", step="screening").status_code == 302
    assert "没有接收" not in text(client, "settings")


def test_a_task_given_before_its_step_says_when_it_begins(client, section, monkeypatch):
    early = make_campaign("motion")
    kind = kinds.TaskKind(key="rosters", noun="花名册", home="core:home", step="reporting")
    asked = kinds.TaskKind(key="opinions", noun="意见", home="core:home", by_hand=False)
    monkeypatch.setattr(kinds, "_kinds", {"rosters": kind, "opinions": asked})
    page = text(client, "give")
    assert "花名册到第 5 步 上报才能填，现在是第 1 步 立项" in page
    assert 'href="/campaign/?step=reporting#id_step"' in page
    assert "opinions" not in page, "it is asked where people were screened, not given here"
    shown = client.get("/campaign/?step=reporting").content.decode()
    assert '<option value="reporting" selected>' in shown
    actions.open_step(section, early.pk, "reporting", reason="从上报开始")
    assert "才能填" not in text(client, "give")


def test_two_sections_do_not_overwrite_each_others_day(client, section, campaign):
    day = {"day": "2004-12-25", "is_working": "1", "reason": "报到"}
    old = opened(client, reverse("core:calendar"))
    assert post(client, "calendar", **day).status_code == 302
    assert press(client, old, day | {"is_working": "0", "reason": "照常放假"}).status_code == 409
    assert CalendarDay.objects.get().reason == "报到"
    assert post(client, "calendar", **day | {"is_working": "0"}).status_code == 302
    assert not CalendarDay.objects.get().is_working


def test_closed_twice_is_closed_once(client):
    make_campaign("archive")
    client.force_login(make_actor(Office.LEADING_GROUP).user)
    old = opened(client, reverse("core:settings"), reverse("core:close"))
    for _press in range(2):
        answer = press(client, old, {})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert Campaign.objects.get().closed_at is not None
    client.force_login(make_actor(Office.PERSONNEL_SECTION).user)
    assert client.post(reverse("core:close")).status_code == 404


def test_what_is_needed_on_condition_is_not_marked_as_needless(client, section, campaign):
    page = text(client, "adopt")
    assert "可不填" not in page
    assert "两样要有一样" in page
    assert "可不填" not in text(client, "settings")


def test_give_only_to_some(client, section, campaign):
    one, _other = make_unit(), make_unit()
    due = f"{DUE:%Y-%m-%dT%H:%M}"
    shared = {"kind": "rosters", "due_at": due, "everybody": "0"}
    answer = post(client, "give", **shared)
    assert answer.status_code == 422
    assert "没有选单位" in answer.content.decode()
    assert post(client, "give", **shared, units=[str(one.pk)]).status_code == 302
    assert Task.objects.get().unit == one
    assert post(client, "give", kind="rosters", due_at="x", everybody="1").status_code == 422


def test_move_and_withdraw(client, section, campaign):
    unit = make_unit()
    actions.give_task(section, campaign.pk, "rosters", [unit.pk], DUE)
    task = Task.objects.get()
    assert post(client, "move", task.pk, due_at="").status_code == 422
    assert post(client, "withdraw", task.pk).status_code == 422
    later = f"{DUE + timedelta(days=1):%Y-%m-%dT%H:%M}"
    answer = post(client, "move", task.pk, due_at=later, reason="下乡")
    assert answer.status_code == 302
    assert "下乡" in text(client, "task", task.pk)
    assert post(client, "withdraw", task.pk, **{"withdraw-reason": "并入"}).status_code == 302
    assert "已经了结" in text(client, "task", task.pk)


def test_a_deadline_on_a_day_of_rest_is_said_by_the_countys_clock(client, section, campaign):
    """Half past seven in the morning is the day before by the clock of Greenwich."""
    day = clock.today() + timedelta(days=9)
    with writing():
        for rest, working in ((day, False), (day - timedelta(days=1), True)):
            campaign.days.create(day=rest, is_working=working, reason="县通知")
    due = timezone.make_aware(datetime.combine(day, time(7, 30)))
    actions.give_task(section, campaign.pk, "rosters", [make_unit().pk], due)
    assert "这一天不上班" in text(client, "task", Task.objects.get().pk)


def test_an_unknown_task(client, section, campaign):
    nothing = "00000000-0000-0000-0000-000000000000"
    assert client.get(reverse("core:task", args=[nothing])).status_code == 404
    address = reverse("core:move", args=[nothing])
    assert client.post(address, {"reason": "x"}).status_code == 404


def test_pages_need_no_more_queries_for_more_units(client, section, campaign):
    def queries(name):
        with CaptureQueriesContext(connection) as caught:
            text(client, name)
        return len(caught)

    def more(number):
        units = [make_unit().pk for _number in range(number)]
        actions.give_task(section, campaign.pk, "rosters", units, DUE)

    more(1)
    text(client, "tasks")  # the first page of a session notes that it was seen
    few = {name: queries(name) for name in ("tasks", "give", "settings")}
    more(20)
    assert {name: queries(name) for name in few} == few
