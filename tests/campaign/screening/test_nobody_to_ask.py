"""Asking and taking out where there is nobody to ask, or nothing to take."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lungang.campaign.screening import actions, queries
from lungang.campaign.screening.actions.opinions import Answer
from lungang.campaign.screening.models import Result
from lungang.campaign.screening.states import OpinionAnswer
from lungang.errors import NotNow, NotPermitted
from lungang.platform import clock
from lungang.platform.guard import writing


def test_nobody_is_asked_where_nobody_must_move(county):
    county.screen()
    with writing():
        Result.objects.update(verdict="may")
    with pytest.raises(NotNow, match="不用征求意见"):
        actions.ask_opinions(county.personnel, county.campaign, clock.now() + timedelta(days=3))
    assert not county.campaign.tasks.exists()


def test_who_has_answered_keeps_the_time_that_was_given(county):
    county.screen()
    first, later = (clock.now() + timedelta(days=n) for n in (3, 9))
    actions.ask_opinions(county.personnel, county.campaign, first)
    done = county.campaign.tasks.order_by("unit").first()
    name = next(name for name, unit in county.units.items() if unit.pk == done.unit_id)
    officer = county.officer(name)
    answers = [
        Answer(row.pk, OpinionAnswer.NO_OBJECTION)
        for row in queries.results_for(officer, county.campaign)
    ]
    assert actions.give_opinions(officer, county.campaign, answers).state == "submitted"
    actions.ask_opinions(county.personnel, county.campaign, later)
    done.refresh_from_db()
    assert done.due_at == first
    others = county.campaign.tasks.exclude(pk=done.pk)
    assert {task.due_at for task in others} == {later}


def test_nothing_is_taken_out_before_there_was_a_screening(county):
    with pytest.raises(NotPermitted):
        actions.note_download(county.personnel, county.campaign, 0)
