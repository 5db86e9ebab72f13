"""Jobs from start to end, in this process: each end in words, each act once."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from lungang.errors import InputError, NotNow, NotPermitted
from lungang.platform.accounts.actor import system
from lungang.platform.accounts.offices import ADMINISTRATORS, Office
from lungang.platform.actions import action
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.jobs import access, actions
from lungang.platform.jobs.actions.books import beat, claim, report
from lungang.platform.jobs.actions.ending import KEEPER, interrupt
from lungang.platform.jobs.execute import execute
from lungang.platform.jobs.models import Job, JobState
from lungang.platform.jobs.queries import jobs_for
from lungang.platform.jobs.registry import KINDS, job
from lungang.platform.jobs.running import Running
from lungang.platform.jobs.worker import Worker
from lungang.platform.notices.models import Notice
from tests.factories import make_actor, make_unit

pytestmark = pytest.mark.django_db
TITLE = "筛查"


@action("tests.jobs.effect")
def effect(act, what):
    act.record(None, what)


@pytest.fixture
def kind():
    """Define kinds of jobs for one test."""
    before = dict(KINDS)
    yield lambda name, **options: job(f"tests.{name}", **options)
    KINDS.clear()
    KINDS.update(before)


@pytest.fixture
def section():
    return make_actor(Office.ORGANISATION_SECTION)


def done(pk):
    return Job.objects.get(pk=pk)


def run_next():
    claimed = claim("w")
    execute(claimed.pk, claimed.attempts)
    return done(claimed.pk)


def test_done_with_a_result_and_a_notice(kind, section):
    @kind("add")
    def add(running, left, right):
        running.progress("相加", 1, 2)
        return f"/sum/{left + right}/"

    actions.start(section, "tests.add", TITLE, {"left": 1, "right": 2})
    ended = run_next()
    assert (ended.state, ended.path) == (JobState.DONE, "/sum/3/")
    assert (ended.stage, ended.done, ended.total, ended.percent) == ("相加", 1, 2, 50)
    assert ended.ended_at
    notice = Notice.objects.get()
    assert (notice.office, notice.path) == (Office.ORGANISATION_SECTION, "/sum/3/")
    assert notice.subject == "筛查：计算完成"
    assert [entry.action for entry in Entry.objects.all()] == ["jobs.start", "jobs.end"]


def test_a_job_of_the_system_tells_nobody(kind):
    @kind("clean")
    def clean(running):
        assert running.actor.name == "清理"

    actions.start(system("到期"), "tests.clean", "清理")
    assert run_next().state == JobState.DONE
    assert not Notice.objects.exists()


def test_a_job_of_a_disabled_account_is_not_done(kind, section):
    begun = []
    kind("late")(lambda running: begun.append(1))
    actions.start(section, "tests.late", TITLE)
    with writing():
        type(section.user).objects.filter(pk=section.user.pk).update(is_active=False)
    ended = run_next()
    assert ended.state == JobState.FAILED
    assert "发起人已不在" in ended.message
    assert begun == []


def test_failure_is_said_in_words(kind, section):
    @kind("refused")
    def refused(running):
        raise InputError("第 3 行：写明原因。")

    @kind("forbidden")
    def forbidden(running):
        raise NotPermitted("rosters.submit")

    for name in ("refused", "forbidden"):
        actions.start(section, f"tests.{name}", TITLE)
    assert run_next().message == "第 3 行：写明原因。"
    ended = run_next()
    assert ended.state == JobState.FAILED
    assert "rosters.submit" not in ended.message


def test_a_fault_shows_a_number_and_no_traceback_or_name(kind, section, caplog):
    @kind("broken")
    def broken(running):
        raise KeyError("甄不见")

    actions.start(section, "tests.broken", TITLE)
    ended = run_next()
    assert ended.state == JobState.FAILED
    assert "J-" in ended.message
    assert "Traceback" not in ended.message
    number = ended.message.split("J-")[1][:4]
    assert f"J-{number}" in caplog.text
    assert "broken" in caplog.text
    assert "甄不见" not in caplog.text + ended.message + Notice.objects.get().body


def test_an_office_given_up_meanwhile(kind, section):
    kind("late")(lambda running: pytest.fail("it ran"))
    actions.start(section, "tests.late", TITLE)
    with writing():
        section.holding.valid_to = section.holding.valid_from + timedelta(days=1)
        section.holding.save()
    assert "岗位" in run_next().message


def test_a_kind_that_is_gone(kind, section):
    kind("gone")(lambda running: None)
    actions.start(section, "tests.gone", TITLE)
    del KINDS["tests.gone"]
    assert run_next().state == JobState.FAILED


def test_two_kinds_of_one_name(kind):
    kind("twice")(lambda running: None)
    with pytest.raises(ValueError, match=r"tests\.twice"):
        kind("twice")(lambda running: None)


def test_stopped_while_waiting(kind, section):
    kind("wait")(lambda running: None)
    waiting = actions.start(section, "tests.wait", TITLE)
    assert actions.stop(section, waiting.pk).state == JobState.CANCELLED
    assert claim("w") is None
    with pytest.raises(NotNow, match="已停止"):
        actions.stop(section, waiting.pk)


def test_stopped_at_its_next_breath(kind, section):
    @kind("long")
    def long(running):
        actions.stop(section, running.job.pk)
        running.progress("第一段")
        pytest.fail("it went on")

    actions.start(section, "tests.long", TITLE)
    assert run_next().state == JobState.CANCELLED
    assert Notice.objects.get().subject == "筛查：已停止"


def test_progress_is_written_twice_a_second_at_most(kind, section, django_assert_max_num_queries):
    @kind("loop")
    def loop(running):
        with django_assert_max_num_queries(6):
            for number in range(1000):
                running.progress("数", number, 1000)

    actions.start(section, "tests.loop", TITLE)
    assert run_next().state == JobState.DONE


def test_interrupted_and_started_again_acts_once(kind, section):
    @kind("act")
    def act(running):
        running.perform(effect, "办了", what="act")
        if running.job.attempts == 1:
            raise SystemExit  # as if killed between its act and its end

    started = actions.start(section, "tests.act", TITLE)
    with pytest.raises(SystemExit):
        run_next()
    assert actions.reap() == 0
    with writing():
        Job.objects.update(beat_at=timezone.now() - timedelta(seconds=31))
    assert actions.reap() == 1
    ended = done(started.pk)
    assert ended.state == JobState.INTERRUPTED
    assert actions.restart(section, started.pk).state == JobState.QUEUED
    assert run_next().state == JobState.DONE
    assert Entry.objects.filter(action="tests.jobs.effect").count() == 1


def test_keys_fit_the_column(kind, section):
    waiting = Job(title=TITLE)
    key = Running(waiting).key("x" * 80)
    assert len(key) == Entry._meta.get_field("key").max_length


def test_an_attempt_that_was_given_up_writes_no_end(kind, section):
    kind("slow")(lambda running: None)
    started = actions.start(section, "tests.slow", TITLE)
    first = claim("w1")
    actions.end(KEEPER, first.pk, 1, JobState.QUEUED)
    second = claim("w2")
    assert second.attempts == 2
    execute(started.pk, 1)
    assert done(started.pk).state == JobState.RUNNING
    with pytest.raises(NotNow):
        actions.end(KEEPER, started.pk, 1, JobState.DONE)
    assert not beat(started.pk, 1).mine
    assert not report(started.pk, 1, "x", 0, 0)
    assert beat(started.pk, 2).mine


def test_a_job_heard_of_is_not_interrupted(kind, section, monkeypatch):
    kind("alive")(lambda running: None)
    started = actions.start(section, "tests.alive", TITLE)
    claim("w")
    with pytest.raises(NotNow):
        interrupt(started.pk, 1)
    monkeypatch.setattr(
        "lungang.platform.jobs.actions.ending.stale_jobs", lambda: [(started.pk, 1)]
    )
    assert actions.reap() == 0


def test_only_the_system_ends_jobs(kind, section):
    kind("mine")(lambda running: None)
    started = actions.start(section, "tests.mine", TITLE)
    claim("w")
    with pytest.raises(NotPermitted):
        actions.end(section, started.pk, 1, JobState.DONE)


def test_who_may_start(kind, section):
    kind("any")(lambda running: None)
    kind("none", may=lambda actor: False)(lambda running: None)
    for office in sorted(ADMINISTRATORS):
        with pytest.raises(NotPermitted):
            actions.start(make_actor(office), "tests.any", TITLE)
    with pytest.raises(NotPermitted):
        actions.start(section, "tests.none", TITLE)
    assert not Job.objects.exists()
    with pytest.raises(LookupError):
        actions.start(section, "tests.unheard", TITLE)


def test_an_office_sees_its_own_jobs(kind, section):
    kind("own")(lambda running: None)
    here, there = make_unit(), make_unit()
    officer = make_actor(Office.HR_OFFICER, here)
    started = actions.start(officer, "tests.own", TITLE)
    assert started in jobs_for(make_actor(Office.HR_OFFICER, here))
    for other in (make_actor(Office.HR_OFFICER, there), section, system("x")):
        assert started not in jobs_for(other)
    for act in (actions.stop, actions.restart):
        with pytest.raises(NotPermitted):
            act(section, started.pk)
    with pytest.raises(NotNow):
        actions.restart(officer, started.pk)
    assert not access.may_see_jobs(make_actor(Office.AUDITOR))


def test_the_page_from_start_to_end(kind, section, client):
    kind("seen")(lambda running: "/result/")
    started = actions.start(section, "tests.seen", TITLE)
    client.force_login(section.user)
    address = reverse("jobs:job", args=[started.pk])
    body = client.get(address).content.decode()
    assert 'http-equiv="refresh"' in body
    assert "停止计算" in body
    claim("w")
    report(started.pk, 1, "读花名册", 3, 10)
    part = client.get(reverse("jobs:standing", args=[started.pk])).content.decode()
    assert "<html" not in part
    assert 'value="3"' in part
    assert "读花名册" in part
    answer = client.post(reverse("jobs:stop", args=[started.pk]), {"key": "k1"})
    assert answer.headers["Location"] == address
    assert "正在停下" in client.get(address).content.decode()
    actions.end(KEEPER, started.pk, 1, JobState.INTERRUPTED, message="中断了")
    body = client.get(address).content.decode()
    assert "http-equiv" not in body
    assert "中断了" in body
    client.post(reverse("jobs:restart", args=[started.pk]), {"key": "k2"})
    claimed = claim("w")
    execute(claimed.pk, claimed.attempts)
    assert 'href="/result/"' in client.get(address).content.decode()


def test_another_office_finds_no_such_page(kind, section, client):
    kind("hidden")(lambda running: None)
    started = actions.start(section, "tests.hidden", TITLE)
    other = make_actor(Office.PERSONNEL_SECTION)
    client.force_login(other.user)
    for name in ("job", "standing"):
        assert client.get(reverse(f"jobs:{name}", args=[started.pk])).status_code == 404
    for name in ("stop", "restart"):
        assert client.post(reverse(f"jobs:{name}", args=[started.pk])).status_code == 404


class Puppet:
    """A child process that a test plays."""

    def __init__(self, *codes, on_poll=lambda: None):
        self.codes = list(codes)
        self.on_poll = on_poll
        self.killed = 0

    def poll(self):
        self.on_poll()
        return self.codes.pop(0) if len(self.codes) > 1 else self.codes[0]

    def kill(self):
        self.killed += 1

    def wait(self):
        return 0


def worker(child, **times):
    quick = {"beat_seconds": 0.0, "stop_seconds": 0.0, "leave_seconds": 0.0, "idle_seconds": 0.01}
    return Worker(launch=lambda claimed: child, **(quick | times))


@pytest.fixture
def waiting(kind, section):
    kind("puppet")(lambda running: None)
    return actions.start(section, "tests.puppet", TITLE)


def test_a_worker_leaves_a_process_that_ends_well_alone(waiting):
    def ends():
        if Job.objects.get().state == JobState.RUNNING:
            execute(waiting.pk, 1)

    assert worker(Puppet(None, None, 0, on_poll=ends)).step(threading.Event())
    assert done(waiting.pk).state == JobState.DONE


def test_a_worker_finds_its_process_dead(waiting):
    worker(Puppet(-9)).step(threading.Event())
    ended = done(waiting.pk)
    assert ended.state == JobState.INTERRUPTED
    assert "可能内存不够" in ended.message


def test_a_worker_ends_a_process_that_will_not_stop(waiting, section):
    child = Puppet(None)
    claimed = []

    def ask():
        if not claimed:
            claimed.append(actions.stop(section, waiting.pk))

    child.on_poll = ask
    worker(child).step(threading.Event())
    assert child.killed
    assert done(waiting.pk).state == JobState.CANCELLED


def test_a_worker_that_leaves_puts_its_job_back(waiting):
    leave = threading.Event()
    leave.set()
    child = Puppet(None)
    worker(child).step(leave)
    assert child.killed
    assert done(waiting.pk).state == JobState.QUEUED


def test_a_worker_that_lost_its_job_ends_the_process(waiting):
    def lose():
        with writing():
            Job.objects.update(attempts=9)

    child = Puppet(None, on_poll=lose)
    worker(child).step(threading.Event())
    assert child.killed
    assert done(waiting.pk).state == JobState.RUNNING


def test_a_beat_that_cannot_be_written_is_no_end(waiting, monkeypatch):
    beats = []

    def locked(pk, attempt):
        beats.append(pk)
        raise OperationalError("database is locked")

    monkeypatch.setattr("lungang.platform.jobs.worker.beat", locked)
    worker(Puppet(None, None, -9)).step(threading.Event())
    assert len(beats) == 2


def test_an_idle_worker_does_its_chores_and_survives_the_database(monkeypatch):
    leave = threading.Event()
    done_chores = []

    def chores():
        done_chores.append(1)
        if len(done_chores) == 1:
            raise OperationalError("gone")
        leave.set()

    monkeypatch.setattr("lungang.platform.jobs.worker.close_old_connections", lambda: None)
    idle = worker(Puppet(0), chores=chores, chore_seconds=0.0)
    idle.run(leave)
    assert len(done_chores) == 2
    rare = worker(Puppet(0), chores=chores, chore_seconds=60.0)
    rare._chore()
    rare._chore()
    assert len(done_chores) == 3


# ---- work that is done one at a time ----------------------------------------------------------


def test_one_at_a_time(kind, section):
    from lungang.platform.accounts.offices import SECTIONS

    kind("alone", alone=True, may=lambda actor: actor.office in SECTIONS)(lambda running: None)
    first = actions.start(section, "tests.alone", TITLE)
    other = make_actor(Office.PERSONNEL_SECTION)
    for actor in (section, other):
        with pytest.raises(NotNow, match="没有另起一次"):
            actions.start(actor, "tests.alone", TITLE)
    assert Job.objects.count() == 1
    assert first in jobs_for(other)
    assert first not in jobs_for(make_actor(Office.LEADING_GROUP))
    assert run_next().state == JobState.DONE
    actions.start(other, "tests.alone", TITLE)


def test_an_interrupted_one_waits_for_the_other(kind, section):
    kind("alone", alone=True)(lambda running: None)
    first = actions.start(section, "tests.alone", TITLE)
    claim("w")
    with writing():
        Job.objects.update(state=JobState.INTERRUPTED)
    second = actions.start(section, "tests.alone", TITLE)
    with pytest.raises(NotNow, match="没有另起一次"):
        actions.restart(section, first.pk)
    actions.stop(section, second.pk)
    assert actions.restart(section, first.pk).state == JobState.QUEUED


def test_a_stuck_one_is_stopped_at_once(kind, section, client):
    kind("alone", alone=True)(lambda running: None)
    stuck = actions.start(section, "tests.alone", TITLE)
    claimed = claim("w")
    assert actions.stop(section, stuck.pk).state == JobState.RUNNING  # it is heard of
    client.force_login(section.user)
    assert "停止计算" not in client.get(f"/jobs/{stuck.pk}/").content.decode()
    with writing():
        Job.objects.update(beat_at=timezone.now() - timedelta(minutes=1))
    assert "停止计算" in client.get(f"/jobs/{stuck.pk}/").content.decode()
    assert actions.stop(section, stuck.pk).state == JobState.CANCELLED
    assert not report(claimed.pk, claimed.attempts, "还在算", 1, 2)
    actions.start(section, "tests.alone", TITLE)
