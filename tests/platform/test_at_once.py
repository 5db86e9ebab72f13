"""Actions in threads and processes: nothing lost, nothing twice, nothing half done."""

from __future__ import annotations

import random

import pytest

from tests.platform.at_once import Place, kill_at_work, result

pytestmark = pytest.mark.slow


def test_writers_in_turn_lose_nothing(place: Place):
    assert place.run("count_in_threads", 4, 10) == 40
    started = [place.start("count", 10) for _one in range(3)]
    assert [result(one) for one in started] == [10, 10, 10]
    found = place.run("look")
    assert found["ok"], found["wrong"]
    assert (found["count"], found["changes"], found["counted"]) == (70, 70, 70)


def test_one_form_pressed_many_times_at_once_acts_once_and_gives_one_answer(place: Place):
    answers = place.run("press", "a-form-key", 6)
    assert len(answers) == 6
    assert len(set(answers)) == 1
    found = place.run("look")
    assert (found["count"], found["counted"]) == (1, 1)


def test_of_many_who_saw_the_same_page_one_acts_and_the_others_learn_who(place: Place):
    said = place.run("with_seen", 1, 4)
    assert said.count("done 2") == 1
    refused = [one for one in said if one.startswith("stale")]
    assert len(refused) == 3
    assert all("加一" in one and ("督查室" in one or "领导小组" in one) for one in refused)
    assert place.run("look")["count"] == 1


def test_kill_in_the_midst_of_actions_leaves_nothing_half_done(place: Place):
    rng = random.Random(9)
    for _round in range(3):
        working = [place.start("count", 1000, 0.01) for _one in range(2)]
        for one in working:
            kill_at_work(one, rng.uniform(0, 0.3))
        found = place.run("look")
        assert found["ok"], found["wrong"]
        assert found["count"] == found["changes"] == found["counted"] == found["lines"]
        assert found["count"] > 0
    before = found["count"]
    assert place.run("count", 1) == 1  # and the office goes on
    assert place.run("look")["count"] == before + 1


def test_numbers_have_no_gap_and_none_is_drawn_twice(place: Place):
    held = place.run("draw_in_threads", 4, 25)
    started = [place.start("draw", 30, 100 + number) for number in range(3)]
    held += sum(result(one) for one in started)
    killed = [place.start("draw", 100_000, 200 + number) for number in range(2)]
    for one in killed:
        kill_at_work(one, 0.1)
    found = place.run("look")
    assert found["ok"], found["wrong"]
    assert found["gaps"] == 0
    for numbers in found["numbers"].values():
        assert numbers == list(range(1, len(numbers) + 1))
    drawn = sum(map(len, found["numbers"].values()))
    assert drawn == found["papers"] >= held


def test_kill_at_work_files_are_stored_leaves_no_row_without_its_content(place: Place):
    working = [place.start("store_for_ever") for _one in range(2)]
    for one in working:
        kill_at_work(one, 0.1)
    found = place.run("look")  # reads every file's content and compares it
    assert found["ok"]
    assert found["files"] == found["stored"] > 0
