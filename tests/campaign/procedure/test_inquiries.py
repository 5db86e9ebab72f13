"""Who is asked about whom, what each is shown, and what the confirmation waits for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from lungang.campaign.deliberation.actions import send_back
from lungang.campaign.deliberation.content import DecisionContent, fingerprint
from lungang.campaign.deliberation.guarding import why_not_yet
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.procedure import actions
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.procedure.queries import inquiries_for, noted_by
from lungang.campaign.procedure.steps import steps_before
from lungang.domain.plan import Plan
from lungang.domain.records import encode
from lungang.errors import InputError, NotNow, NotPermitted, Stale
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from tests.campaign.procedure.asked import NO, YES, Procedure, Said
from tests.campaign.transfer.released import demo_plan
from tests.factories import make_actor, make_unit

pytestmark = pytest.mark.django_db
STEPS = (
    "sending_opinion",
    "receiving_opinion",
    "talk",
    "inspection",
    "discipline",
    "establishment",
)


def test_the_pack_of_2004_has_no_steps_and_is_confirmed_as_before(waiting: Procedure) -> None:
    assert steps_before(waiting.decision.scenario.principles) == ()
    assert why_not_yet(waiting.campaign, waiting.decision) == ""
    with pytest.raises(NotNow):
        waiting.ask()
    assert waiting.confirm().state == "confirmed"


def test_everybody_who_moves_is_asked_about_at_every_step(asked: Procedure) -> None:
    plan = demo_plan()
    assert len(asked.rows()) == len(STEPS) * len(plan.moves)
    for step in STEPS:
        assert sorted(row.opened.name for row in asked.rows(step)) == sorted(
            move.name for move in plan.moves
        )
    of = {move.name: move for move in plan.moves}
    for row in asked.rows("sending_opinion"):
        assert row.opened.asked == of[row.opened.name].from_unit
    for row in asked.rows("receiving_opinion"):
        assert row.opened.asked == of[row.opened.name].to_unit
    for row in asked.rows("talk"):
        authority = of[row.opened.name].authority.value
        assert row.opened.asked == asked.asked(row).holding.get_office_display(), authority


def test_each_is_shown_the_one_person_and_no_more_than_is_needed(asked: Procedure) -> None:
    of = {move.name: move for move in demo_plan().moves}
    names = set(of)
    for row in asked.rows():
        said = " ".join(value for _label, value in row.opened.shown)
        move = of[row.opened.name]
        assert not [name for name in names - {move.name} if name in said]
        if row.opened.step in ("sending_opinion", "discipline"):
            assert move.to_unit not in said
            assert row.opened.slot == ""
        else:
            assert move.to_unit in said


def test_a_unit_sees_its_own_people_and_nobody_elses(asked: Procedure) -> None:
    plan = demo_plan()
    for name in {move.from_unit for move in plan.moves}:
        for office in (Office.HR_OFFICER, Office.UNIT_HEAD):
            rows = inquiries_for(asked.county.office(office, name), asked.campaign)
            leaving = sorted(move.name for move in plan.moves if move.from_unit == name)
            coming = sorted(move.name for move in plan.moves if move.to_unit == name)
            told = [row.opened for row in rows]
            assert sorted(one.name for one in told if one.step == "sending_opinion") == leaving
            assert sorted(one.name for one in told if one.step == "receiving_opinion") == coming
            assert len(told) == len(leaving) + len(coming)
    stranger = make_actor(Office.HR_OFFICER, make_unit("县闲局"))
    assert not inquiries_for(stranger, asked.campaign).exists()
    for office in (Office.SUPERVISION, Office.INSPECTOR, Office.OBSERVER, Office.LEADING_GROUP):
        assert not inquiries_for(make_actor(office), asked.campaign).exists()
    for section in (asked.county.personnel, asked.county.organisation):
        assert not inquiries_for(section, asked.campaign).exists()
        steps = {row.opened.step for row in noted_by(section, asked.campaign)}
        assert steps == {"talk", "inspection"}


def test_whoever_is_asked_about_is_not_shown_the_question(asked: Procedure) -> None:
    row = asked.one("sending_opinion")
    officer = asked.asked(row)
    assert row.pk in {one.pk for one in inquiries_for(officer, asked.campaign)}
    with writing():
        officer.user.name = row.opened.name
        officer.user.save()
    assert row.pk not in {one.pk for one in inquiries_for(officer, asked.campaign)}
    with pytest.raises(NotPermitted):
        actions.answer(officer, asked.campaign, row.pk, YES)


def test_another_unit_cannot_answer_and_nobody_answers_for_a_talk(asked: Procedure) -> None:
    row = asked.one("sending_opinion")
    for actor in (
        make_actor(Office.HR_OFFICER, make_unit()), asked.county.office(Office.DISCIPLINE),
        asked.county.group, asked.county.personnel,
    ):  # fmt: skip
        with pytest.raises(NotPermitted):
            actions.answer(actor, asked.campaign, row.pk, YES)
    talk = asked.one("talk")
    other = next(
        one for one in (asked.county.personnel, asked.county.organisation)
        if one.office != asked.asked(talk).office
    )  # fmt: skip
    with pytest.raises(NotPermitted):
        asked.answer(talk, actor=other)


def test_a_no_gives_its_reason_and_a_talk_its_day_and_names(asked: Procedure) -> None:
    with pytest.raises(InputError, match="理由"):
        asked.answer(asked.one("discipline"), Said(consents=False, words="  "))
    talk = asked.one("talk")
    for wrong in (
        Said(consents=True, on=None, with_whom="科长"),
        Said(consents=True, on=clock.today(), with_whom=" "),
        Said(consents=True, on=clock.today() + timedelta(days=1), with_whom="科长"),
    ):
        with pytest.raises(InputError):
            actions.note(asked.asked(talk), asked.campaign, talk.pk, wrong)
    assert asked.one("talk").answer is None


def test_a_talk_is_not_before_the_plan_was_decided(asked: Procedure) -> None:
    talk = asked.one("talk")
    decided = timezone.localdate(asked.decision.meeting.held_at)
    with pytest.raises(InputError, match="商定去向"):
        asked.answer(talk, Said(consents=True, on=decided - timedelta(days=1)))
    assert asked.answer(talk, Said(consents=True, on=decided)).answer is not None


# ---- the confirmation waits -------------------------------------------------------------------


def test_it_is_confirmed_when_everything_is_in_and_not_before(lawful: Procedure) -> None:
    with pytest.raises(NotNow, match="没有征询"):
        lawful.confirm()
    lawful.ask()
    rows = lawful.rows()
    for row in rows[1:]:
        lawful.answer(row)
    with pytest.raises(NotNow, match=rows[0].opened.name):
        lawful.confirm()
    lawful.answer(rows[0])
    assert why_not_yet(lawful.campaign, lawful.decision) == ""
    assert lawful.confirm().state == "confirmed"


@pytest.mark.parametrize("step", STEPS)
def test_a_dissent_stops_it(asked: Procedure, step: str) -> None:
    asked.settle()
    row = asked.one(step)
    asked.answer(row, NO)
    with pytest.raises(NotNow, match=row.opened.name):
        asked.confirm()
    asked.answer(row, YES)  # answered otherwise
    assert asked.confirm().state == "confirmed"


@pytest.mark.parametrize("step", ["sending_opinion", "receiving_opinion", "talk"])
def test_the_leading_group_goes_on_against_it_with_a_reason(asked: Procedure, step: str) -> None:
    asked.settle()
    row = asked.one(step)
    asked.answer(row, NO)
    group = asked.county.group
    with pytest.raises(InputError):
        actions.override(group, asked.campaign, row.pk, " ")
    for other in (asked.county.personnel, asked.county.organisation, make_actor(group.office)):
        with pytest.raises(NotPermitted):
            actions.override(other, asked.campaign, row.pk, "工作需要")
    actions.override(group, asked.campaign, row.pk, "领导小组研究，工作需要")
    assert why_not_yet(asked.campaign, asked.decision) == ""
    asked.answer(row, NO)  # said again: what the group weighed was another answer
    assert why_not_yet(asked.campaign, asked.decision) != ""


@pytest.mark.parametrize("step", ["inspection", "discipline", "establishment"])
def test_against_these_nobody_goes_on(asked: Procedure, step: str) -> None:
    row = asked.one(step)
    asked.answer(row, NO)
    with pytest.raises(NotNow, match="不能研究照办"):
        actions.override(asked.county.group, asked.campaign, row.pk, "领导小组研究")


def test_there_is_nothing_to_override_in_a_yes(asked: Procedure) -> None:
    row = asked.one("talk")
    asked.answer(row, YES)
    with pytest.raises(NotNow, match="没有不同意"):
        actions.override(asked.county.group, asked.campaign, row.pk, "领导小组研究")


# ---- the plan is worked over ------------------------------------------------------------------


def worked_over(county: Procedure, plan: Plan) -> None:
    """Send the plan back, and ask for another one."""
    row = county.decision
    send_back(county.county.group, county.campaign, row.pk, "再议")
    content = DecisionContent(plan=plan, digest=fingerprint(plan), people=())
    with writing():
        county.decision = Decision.objects.create(
            campaign=row.campaign, meeting=row.meeting, scenario=row.scenario, number=2,
            content=encode(content), state="asked", first_at=clock.now(), first_by=row.first_by,
        )  # fmt: skip


def swapped() -> tuple[Plan, set[str]]:
    """The plan with the destinations of two of its people exchanged, and their names."""
    from dataclasses import replace

    plan = demo_plan()
    one = plan.moves[0]
    other = next(
        move for move in plan.moves
        if move.to_unit != one.to_unit and one.from_unit != move.to_unit
        and move.from_unit != one.to_unit
    )  # fmt: skip
    changed = {
        one.person_id: replace(one, slot=other.slot, to_unit=other.to_unit),
        other.person_id: replace(other, slot=one.slot, to_unit=one.to_unit),
    }
    moves = tuple(changed.get(move.person_id, move) for move in plan.moves)
    return replace(plan, moves=moves), {one.name, other.name}


def test_what_did_not_change_stands_and_what_did_is_asked_anew(asked: Procedure) -> None:
    asked.settle()
    before = {row.pk for row in asked.rows()}
    plan, changed = swapped()
    worked_over(asked, plan)
    with pytest.raises(NotNow, match="没有征询"):
        asked.confirm()
    asked.ask()
    rows = asked.rows()
    fresh = [row for row in rows if row.pk not in before]
    assert {row.opened.name for row in fresh} == changed
    # Those who are not told the destination are not asked again, and so learn of no change.
    assert {row.opened.step for row in fresh} == set(STEPS) - {"sending_opinion", "discipline"}
    assert all(row.answer is None for row in fresh)
    kept = [row for row in rows if row.pk in before]
    assert all(row.answer is not None for row in kept)
    gone = Inquiry.objects.filter(state="void")
    assert {row.opened.name for row in gone} == changed
    assert gone.count() == len(fresh)
    asked.settle()
    assert asked.confirm().state == "confirmed"


def test_who_does_not_move_any_more_is_asked_about_no_more(asked: Procedure) -> None:
    from dataclasses import replace

    gone = demo_plan().moves[0]
    plan = replace(demo_plan(), moves=demo_plan().moves[1:])
    row = next(row for row in asked.rows("sending_opinion") if row.opened.name == gone.name)
    officer = asked.asked(row)
    worked_over(asked, plan)
    asked.ask()  # nothing is new; what is not asked for any more is taken back
    assert gone.name not in {row.opened.name for row in asked.rows()}
    with pytest.raises(NotPermitted):
        actions.answer(officer, asked.campaign, row.pk, YES)


def test_slips_of_asking_are_said(lawful: Procedure) -> None:
    with pytest.raises(Stale):
        lawful.ask(digest="0" * 64)
    with pytest.raises(InputError):
        lawful.ask(due_at=clock.now() - timedelta(hours=1))
    for actor in (lawful.county.group, make_actor(Office.PERSONNEL_SECTION)):
        with pytest.raises(NotPermitted):
            lawful.ask(actor)
    lawful.ask()
    with pytest.raises(NotNow, match="都问了"):
        lawful.ask()


# ---- what is left of it -----------------------------------------------------------------------


def test_nothing_on_record_or_in_clear_tells_which_units_are_asked(asked: Procedure) -> None:
    row = asked.one("sending_opinion")
    officer = asked.asked(row)
    first = Entry.objects.order_by("-seq").values_list("seq", flat=True)[0]
    actions.note_opening(officer, asked.campaign)
    actions.note_reading(officer, asked.campaign, row.pk)
    actions.answer(officer, asked.campaign, row.pk, NO, key=f"form:{officer.user.pk}:1:abc")
    lines = list(Entry.objects.filter(seq__gt=first))
    assert [line.action for line in lines] == [
        "procedure.open", "procedure.read", "procedure.answer",
    ]  # fmt: skip
    secrets = (
        str(officer.user.pk) if officer.user.pk > 999 else officer.user.name, officer.user.name,
        row.opened.asked, row.opened.name, "政工", NO.words,
    )  # fmt: skip
    for line in lines:
        told = " ".join(
            str(getattr(line, field.name)) for field in Entry._meta.fields
            if field.name not in ("leaf", "previous")
        )  # fmt: skip
        assert not [one for one in secrets if one in told], line.action
    assert len({line.actor_id for line in lines}) == 1
    assert not Notice.objects.filter(office__in=[Office.HR_OFFICER, Office.UNIT_HEAD]).exists()
    stored = " ".join(str(value) for value in Inquiry.objects.filter(pk=row.pk).extra(
        select={"c": "content", "a": "answer"}
    ).values_list("desk", "matter", "c", "a")[0])  # fmt: skip
    assert not [one for one in secrets if one in stored]


def test_a_form_pressed_twice_answers_once(asked: Procedure) -> None:
    row = asked.one("discipline")
    actor = asked.asked(row)
    for _press in range(2):
        actions.answer(actor, asked.campaign, row.pk, YES, seen=row.version, key="form:1:1:x")
    assert Entry.objects.filter(action="procedure.answer").count() == 1
    other = make_actor(Office.DISCIPLINE)
    with pytest.raises(NotPermitted):
        actions.answer(other, asked.campaign, row.pk, YES, seen=row.version, key="form:1:1:x")
