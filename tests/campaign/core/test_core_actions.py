"""The campaign's acts: who may, what they do, and what they refuse in words."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from lungang.campaign.core import access, actions, kinds
from lungang.campaign.core.actions.reminders import REMINDER, remind
from lungang.campaign.core.models import Campaign, Observer, Task, TaskState
from lungang.campaign.core.queries import pack_in_force
from lungang.errors import InputError, NotNow, NotPermitted, PolicyError, Stale
from lungang.platform import clock
from lungang.platform.accounts.offices import ADMINISTRATORS, Office
from lungang.platform.actions import action
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from lungang.policy.pack import pack_bytes
from tests.factories import make_actor, make_campaign, make_unit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NEXT_WEEK = clock.now() + 7 * DAY
PACK = pack_bytes("county-2004")[1].decode()
RUNNERS = (Office.ORGANISATION_SECTION, Office.PERSONNEL_SECTION, Office.LEADING_GROUP)


@action("tests.core.advance")
def advance(act, task, state):
    act.record(task, "到")
    return actions.advance(act, task, TaskState(state))


@pytest.fixture(autouse=True)
def _kind(monkeypatch):
    kind = kinds.TaskKind(key="rosters", noun="花名册", home="core:home")
    monkeypatch.setattr(kinds, "_kinds", {"rosters": kind})


@pytest.fixture
def section():
    return make_actor(Office.ORGANISATION_SECTION)


@pytest.fixture
def campaign():
    return make_campaign()


@pytest.fixture
def task(section, campaign):
    unit = make_unit()
    actions.give_task(section, campaign.pk, "rosters", [unit.pk], NEXT_WEEK)
    return Task.objects.get()


def again(row):
    return type(row).objects.get(pk=row.pk)


def test_open_one_campaign_at_a_time(section):
    opened = actions.open_campaign(section, "轮岗", "青榆县", date(2004, 12, 16), "青榆委发")
    assert (opened.county, opened.step) == ("青榆县", "motion")
    with pytest.raises(NotNow, match="归档"):
        actions.open_campaign(section, "又一批", "青榆县", date(2004, 12, 16))


EDITED = {
    "name": "改了",
    "county": "青榆县",
    "document_number": "",
    "reference_date": date(2004, 12, 1),
    "reason": "定稿改了基准日",
}


def test_edit(section, campaign):
    changed = actions.edit_campaign(section, campaign.pk, seen=campaign.version, **EDITED)
    assert changed.reference_date == date(2004, 12, 1)
    line = Entry.objects.get()
    assert line.details["reference_date"] == ["2004-12-16", "2004-12-01"]
    with pytest.raises(Stale):
        actions.edit_campaign(section, campaign.pk, seen=campaign.version, **EDITED)


def test_steps_go_forwards_and_elsewhere_with_a_reason(section, campaign):
    assert actions.open_step(section, campaign.pk, "screening").step == "screening"
    for key in ("screening", "reporting", "motion"):
        with pytest.raises(NotNow, match="第 6 步筛查"):
            actions.open_step(section, campaign.pk, key, reason=" ")
    back = actions.open_step(section, campaign.pk, "reporting", reason="一个单位漏报")
    assert back.step == "reporting"
    line = Entry.objects.order_by("-seq").first()
    assert (line.summary, line.reason) == ("退回第 5 步上报", "一个单位漏报")
    with pytest.raises(NotPermitted):
        actions.open_step(section, campaign.pk, "elsewhere")


def test_packs(section, campaign):
    with pytest.raises(NotNow, match="一字不差"):
        actions.adopt_pack(section, campaign.pk, "county-2004", PACK)
    amended = PACK + "\n# 修订\n"
    with pytest.raises(InputError, match="依据"):
        actions.adopt_pack(section, campaign.pk, "county-2004", amended, decision="  ")
    version = actions.adopt_pack(
        section, campaign.pk, "county-2004", amended, decision="11 月 20 日会议"
    )
    assert version.number == 2
    assert pack_in_force(campaign) == version
    with pytest.raises(PolicyError, match=r"county-2004.*2"):
        actions.adopt_pack(section, campaign.pk, "county-2004", 'schema = "x"\nnonsense')
    assert pack_in_force(campaign) == version


def test_the_first_pack_needs_no_decision(section):
    opened = actions.open_campaign(section, "轮岗", "青榆县", date(2004, 12, 16))
    version = actions.adopt_pack(section, opened.pk, "county-2004", PACK, seen=opened.version)
    assert version.number == 1
    with pytest.raises(Stale):
        actions.adopt_pack(section, opened.pk, "county-2004", PACK + "\n", seen=opened.version)


def test_calendar_days(section, campaign):
    day = date(2004, 12, 25)
    first = actions.set_calendar_day(section, campaign.pk, day, is_working=True, reason="报到")
    second = actions.set_calendar_day(section, campaign.pk, day, is_working=False, reason="改期")
    assert first == second
    assert not again(first).is_working


def test_observers(section, campaign):
    observer = make_actor(Office.OBSERVER)
    for _time in range(2):
        actions.add_observer(section, campaign.pk, observer.holding.pk)
    assert Observer.objects.get().holding == observer.holding
    with pytest.raises(NotPermitted):
        actions.add_observer(section, campaign.pk, section.holding.pk)


def test_tasks_are_given_and_told(section, campaign):
    units = [make_unit(), make_unit()]
    ids = [unit.pk for unit in units]
    actions.give_task(section, campaign.pk, "rosters", ids[:1], NEXT_WEEK, note="照模板填")
    actions.give_task(section, campaign.pk, "rosters", [*ids, 99999], NEXT_WEEK + DAY)
    assert sorted(Task.objects.values_list("unit", "due_at")) == [
        (ids[0], NEXT_WEEK),
        (ids[1], NEXT_WEEK + DAY),
    ]
    told = Notice.objects.get(unit=units[0])
    assert told.office == Office.HR_OFFICER
    assert told.subject.startswith("布置：花名册，")
    assert (told.body, told.path) == ("照模板填", "/")
    with pytest.raises(NotNow, match="都已有"):
        actions.give_task(section, campaign.pk, "rosters", ids, NEXT_WEEK)
    with pytest.raises(InputError, match="没有选单位"):
        actions.give_task(section, campaign.pk, "rosters", [], NEXT_WEEK)
    with pytest.raises(InputError, match="已经过了"):
        actions.give_task(section, campaign.pk, "rosters", ids, clock.now() - DAY)
    with pytest.raises(LookupError):
        actions.give_task(section, campaign.pk, "unheard", ids, NEXT_WEEK)


def test_a_kind_without_pages_leads_to_the_workbench(section, campaign, monkeypatch):
    bare = kinds.TaskKind(key="bare", noun="总结", home="elsewhere:mine")
    monkeypatch.setattr(kinds, "_kinds", {"bare": bare})
    actions.give_task(section, campaign.pk, "bare", [make_unit().pk], NEXT_WEEK)
    assert Notice.objects.get().path == "/"


def test_move_a_deadline(section, task):
    moved = actions.move_deadline(section, task.pk, NEXT_WEEK + DAY, "下乡", seen=task.version)
    assert moved.due_at == NEXT_WEEK + DAY
    assert moved.state == TaskState.OPEN
    assert Notice.objects.latest("at").body == "下乡"
    with pytest.raises(Stale):
        actions.move_deadline(section, task.pk, NEXT_WEEK, "下乡", seen=task.version)
    with pytest.raises(InputError, match="原因"):
        actions.move_deadline(section, task.pk, NEXT_WEEK, " ")
    with pytest.raises(InputError, match="已经过了"):
        actions.move_deadline(section, task.pk, clock.now() - DAY, "下乡")


def test_withdraw_and_give_again(section, campaign, task):
    with pytest.raises(InputError, match="原因"):
        actions.withdraw_task(section, task.pk, "")
    withdrawn = actions.withdraw_task(section, task.pk, "并入民政局")
    assert (withdrawn.state, bool(withdrawn.finished_at)) == (TaskState.WITHDRAWN, True)
    for act, words in ((actions.withdraw_task, ["x"]), (actions.move_deadline, [NEXT_WEEK, "x"])):
        with pytest.raises(NotNow, match="已撤销"):
            act(section, task.pk, *words)
    actions.give_task(section, campaign.pk, "rosters", [task.unit_id], NEXT_WEEK)
    assert Task.objects.count() == 2


def test_without_a_campaign_there_is_no_task(section, task):
    with writing():
        Campaign.objects.update(closed_at=clock.now())
    with pytest.raises(NotPermitted):
        actions.withdraw_task(section, task.pk, "x")


def test_a_task_goes_its_way(section, task):
    for state in ("begun", "begun", "open", "submitted", "returned", "begun", "submitted"):
        task = advance(section, task, state)
        assert again(task).state == state
        assert task.finished_at is None
    assert advance(section, task, "accepted").finished_at
    with pytest.raises(NotNow, match="已接收"):
        advance(section, task, "begun")


ACTS = {
    "open_campaign": lambda actor, c, t: actions.open_campaign(
        actor, "轮岗", "青榆县", date(2004, 12, 16)
    ),
    "edit_campaign": lambda actor, c, t: actions.edit_campaign(actor, c.pk, **EDITED),
    "open_step": lambda actor, c, t: actions.open_step(actor, c.pk, "screening"),
    "adopt_pack": lambda actor, c, t: actions.adopt_pack(actor, c.pk, "x", PACK),
    "give_task": lambda actor, c, t: actions.give_task(actor, c.pk, "rosters", [1], NEXT_WEEK),
    "set_calendar_day": lambda actor, c, t: actions.set_calendar_day(
        actor, c.pk, date(2004, 12, 25), is_working=True, reason="x"
    ),
    "add_observer": lambda actor, c, t: actions.add_observer(actor, c.pk, 1),
    "move_deadline": lambda actor, c, t: actions.move_deadline(actor, t.pk, NEXT_WEEK, "x"),
    "withdraw_task": lambda actor, c, t: actions.withdraw_task(actor, t.pk, "x"),
    "remind": lambda actor, c, t: remind(actor, t.pk, True),
}


@pytest.mark.parametrize("name", ACTS)
def test_offices_that_may_not(campaign, task, name):
    before = Entry.objects.count()
    others = [office for office in Office if office not in RUNNERS]
    for office in others:
        with pytest.raises(NotPermitted):
            ACTS[name](make_actor(office), campaign, task)
    assert Entry.objects.filter(result="refused").count() == len(others)
    assert Entry.objects.count() == before + len(others)
    assert again(campaign).version == campaign.version
    assert again(task).version == task.version


def test_who_runs_the_campaign(task):
    for office in RUNNERS:
        actor = make_actor(office)
        assert access.may_run_campaign(actor)
        assert access.may_move_deadline(actor, task)
        assert access.may_withdraw_task(actor, task)
        assert not access.may_remind(actor)
    assert access.may_remind(REMINDER)


@pytest.mark.parametrize("office", Office)
def test_who_sees_the_steps(office):
    actor = make_actor(office)
    assert access.may_enter(actor)
    assert access.may_see_steps(actor) is (office not in ADMINISTRATORS)
    assert not access.may_enter(REMINDER)


def test_what_is_not_there(section, task):
    for act, words in ((actions.open_step, ["screening"]), (actions.withdraw_task, ["x"])):
        with pytest.raises(NotPermitted):
            act(section, uuid4(), *words)


def due(task, when):
    with writing():
        Task.objects.filter(pk=task.pk).update(due_at=when)


def test_reminders_once_each(section, campaign, task):
    assert actions.remind_due() == 0
    due(task, clock.now() + timedelta(hours=23))
    assert [actions.remind_due() for _time in range(3)] == [1, 0, 0]
    due(task, clock.now() - timedelta(minutes=1))
    assert [actions.remind_due() for _time in range(2)] == [1, 0]
    subjects = list(Notice.objects.filter(urgent=True).values_list("subject", flat=True))
    assert sorted(text.split("：")[0] for text in subjects) == ["已过时限", "时限快到"]


def test_a_deadline_that_moved_is_reminded_of_anew(section, task):
    due(task, clock.now() + timedelta(hours=2))
    assert actions.remind_due() == 1
    actions.move_deadline(section, task.pk, clock.now() + timedelta(hours=3), "停电")
    assert actions.remind_due() == 1


@pytest.mark.parametrize("state", ["submitted", "accepted", "withdrawn"])
def test_who_owes_nothing_is_not_reminded(task, state):
    due(task, clock.now() + timedelta(hours=2))
    with writing():
        Task.objects.update(state=state)
    assert actions.remind_due() == 0
    with pytest.raises(NotNow):
        remind(REMINDER, task.pk, False)


def test_reported_between_the_look_and_the_reminder(task, monkeypatch):
    due(task, clock.now() + timedelta(hours=2))

    def reported(now):
        with writing():
            Task.objects.update(state=TaskState.SUBMITTED)
        return now

    monkeypatch.setattr("lungang.campaign.core.actions.reminders._key", lambda *a: reported("k"))
    assert actions.remind_due() == 0


def test_reminding_takes_few_queries(section, campaign, django_assert_num_queries):
    units = [make_unit().pk for _number in range(5)]
    actions.give_task(section, campaign.pk, "rosters", units, clock.now() + timedelta(hours=1))
    assert actions.remind_due() == 5
    with django_assert_num_queries(2):
        assert actions.remind_due() == 0
