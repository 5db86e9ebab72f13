"""Scenarios: as jobs, under other weights and packs, from a confirmed pool and both seeds alone."""

from __future__ import annotations

import pytest

from lungang.campaign.deliberation import actions
from lungang.campaign.deliberation.actions.computing import solve
from lungang.campaign.deliberation.briefs import brief_of, difference
from lungang.campaign.deliberation.jobs import KIND, TITLE
from lungang.campaign.deliberation.models import Principles, Scenario, SeedValue
from lungang.campaign.deliberation.packs import (
    SWITCHED,
    amended,
    preset,
    refuse_beyond,
    said_changes,
)
from lungang.campaign.deliberation.queries import decided_principles, scenarios, seed_of
from lungang.errors import InputError, NotNow, NotPermitted, PolicyError
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.jobs.actions import start
from lungang.platform.jobs.actions.books import claim
from lungang.platform.jobs.execute import execute
from lungang.platform.jobs.models import Job
from lungang.platform.notices.models import Notice
from lungang.policy.pack import pack_bytes, parse_policy
from lungang.policy.pack.model import ALWAYS
from tests.factories import make_actor

NAME, CONTENT = pack_bytes("county-2004")
TEXT = CONTENT.decode()


def run_job(room, **arguments):
    started = start(room.personnel, KIND, TITLE, {"campaign": str(room.campaign.pk), **arguments})
    job = claim("tests")
    assert job is not None
    execute(job.pk, job.attempts)
    return Job.objects.get(pk=started.pk)


def test_a_job_computes_it_and_says_nothing_of_it(room):
    job = run_job(room, title="秘密的名称")
    assert job.state == "done"
    assert (job.title, job.path, job.message) == ("算方案", "/deliberation/scenarios/", "")
    (scenario,) = scenarios(room.principles)
    assert (scenario.number, scenario.opened.title) == (1, "秘密的名称")
    assert scenario.opened.seed == seed_of(room.principles)
    brief = brief_of(room.campaign, scenario)
    assert (brief.letter, brief.placed, brief.unplaced) == ("甲", 12, 3)
    told = [str(row) for row in Notice.objects.values_list("subject", "body", "path")]
    told += [str(row) for row in Entry.objects.values_list("details", "subject_id")]
    told += [str(row) for row in Job.objects.values_list("title", "path", "stage", "done", "total")]
    for secret in ("秘密的名称", brief.digest, brief.digest[:8]):
        assert not any(secret in one for one in told)


def test_begun_anew_the_job_saves_one(room):
    job = run_job(room, title="一")
    with writing():
        Job.objects.update(state="queued")
    again = claim("tests")
    execute(again.pk, again.attempts)
    assert Job.objects.get(pk=job.pk).state == "done"
    assert Scenario.objects.count() == 1


def test_without_principles_or_seed_there_is_none(room):
    with writing():
        SeedValue.objects.filter(office="personnel_section").delete()
    with pytest.raises(NotNow, match="定序数"):
        room.compute()
    with writing():
        Principles.objects.update(state="sent_back")
    with pytest.raises(NotNow, match="原则和程序"):
        room.compute()
    assert not Scenario.objects.exists()


def test_what_moved_since_the_principles_stands_in_the_way(room):
    room.county.change(room.county.roster)
    with pytest.raises(NotNow, match="花名册"):
        room.compute()


def test_only_the_sections_on_the_list_compute_and_drop(room):
    scenario = room.compute()
    for actor in (room.group, make_actor(Office.PERSONNEL_SECTION)):
        with pytest.raises(NotPermitted):
            actions.compute_scenario(actor, room.campaign, title="一")
        with pytest.raises(NotPermitted):
            actions.drop_scenario(actor, room.campaign, scenario.pk, "不要")


def test_one_is_put_aside_with_a_reason_and_keeps_its_number(room):
    scenario = room.compute()
    with pytest.raises(InputError, match="理由"):
        actions.drop_scenario(room.personnel, room.campaign, scenario.pk, " ")
    done = actions.drop_scenario(room.personnel, room.campaign, scenario.pk, "算错规则")
    assert done.state == "dropped"
    assert Scenario.objects.get().dropped_because == "算错规则"
    assert not scenarios(room.principles).exists()
    assert room.compute().number == 2


def test_other_weights_are_kept_with_what_they_change(room):
    first = brief_of(room.campaign, room.compute())
    text = amended(TEXT, NAME, {"kind_of_work_differs": 90}, {"former_unit": False})
    scenario = room.compute("工种优先", text)
    content = scenario.opened
    assert content.pack_text == text
    assert content.changes == "岗位类型不同 10 改为 90；不用“曾任单位”"
    other = difference(first, brief_of(room.campaign, scenario))
    assert other.people == len(other.comparison.changes)
    # Under the rules in force the plan of those rules is the best there is.
    assert (other.more_unplaced, other.worse) >= (0, 0) or other.more_unplaced < 0


def test_rules_that_make_other_people_exchange_are_refused(room):
    start_, end = TEXT.index('id = "special-work-chief"'), TEXT.index('id = "special-work-deputy"')
    text = TEXT[:start_] + TEXT[start_:end].replace("at_least = 10", "at_least = 30") + TEXT[end:]
    assert text != TEXT
    with pytest.raises(NotNow, match="与领导小组确认的名单不一致"):
        room.compute("改筛查", text)
    with pytest.raises(PolicyError):
        room.compute("不是政策包", "schema = 1")
    assert not Scenario.objects.exists()


# ---- the pack's text --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["strict", "kind", "wishes"])
def test_presets_change_what_they_say_and_nothing_else(name):
    policy = parse_policy(CONTENT, NAME)
    text = amended(TEXT, NAME, preset(policy, name), {})
    changed = [
        (one, two)
        for one, two in zip(TEXT.split("\n"), text.split("\n"), strict=True)
        if one != two
    ]
    assert 1 <= len(changed) <= 2
    assert said_changes(TEXT, text, NAME)


@pytest.mark.parametrize("pack", ["county-2004", "present-law"])
def test_each_principle_is_switched_off_and_on_again(pack):
    name, content = pack_bytes(pack)
    text = content.decode()
    for key in SWITCHED:
        was = parse_policy(content, name).principles[key].enabled
        other = amended(text, name, {}, {key: not was})
        assert parse_policy(other.encode(), name).principles[key].enabled is not was
        again = parse_policy(amended(other, name, {}, {key: was}).encode(), name)
        assert again.principles[key].enabled is was
    assert not set(SWITCHED) & ALWAYS


def test_a_pack_written_otherwise_is_not_changed_by_line():
    text = TEXT.replace(
        "[weights]\nkind_of_work_differs = 10", "[ weights ]\nkind_of_work_differs = 10"
    )
    assert parse_policy(text.encode(), NAME).weights.kind_of_work_differs == 10
    with pytest.raises(InputError, match="整份政策包"):
        amended(text, NAME, {"kind_of_work_differs": 11}, {})


def test_nothing_changed_says_nothing():
    assert said_changes(TEXT, TEXT, NAME) == ""
    assert said_changes(TEXT, TEXT + "\n# 注\n", NAME) == ""
    hold = TEXT.replace("appointment_hold_months = 6", "appointment_hold_months = 0")
    assert hold != TEXT
    assert said_changes(TEXT, hold, NAME).endswith("appointment_hold_months 6 改为 0")
    with pytest.raises(InputError, match="任职至少几个月"):
        refuse_beyond(parse_policy(TEXT.encode(), NAME), parse_policy(hold.encode(), NAME))


def test_a_comment_in_the_pack_does_not_draw_the_tie_break_again(room):
    text = decided_principles(room.campaign).pack.text
    plans = [solve(room.campaign, "试", f"{text}\n# {n}\n").content.plan for n in range(4)]
    assert len({one.policy_digest for one in plans}) == 4
    assert len({one.seed.bound for one in plans}) == 1
    assert len({tuple((move.person_id, move.slot) for move in one.moves) for one in plans}) == 1
