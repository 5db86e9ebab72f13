"""A form is known again by all that it says; the guard stands once on the office's connection."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from lungang.campaign.rosters.states import RETURNS
from lungang.errors import NotNow
from lungang.platform import actions, guard
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import ACTIONS, action
from lungang.platform.audit.models import Entry
from tests.factories import make_actor, make_campaign, make_unit


@pytest.fixture
def note(monkeypatch):
    monkeypatch.setattr(actions, "ACTIONS", dict(ACTIONS))

    @action("tests.note_what")
    def run(act, what):
        act.record(None, "记")

    return run


SAME = [
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ({1, 2, 3}, frozenset({3, 2, 1})),
    ([1, (2, 3)], (1, [2, 3])),
    (b"a file", b"a file"),
    (object(), object()),
]
OTHER = [({"a": 1}, {"a": 2}), ({1, 2}, {1}), ([1, 2], [2, 1]), (b"a", b"b"), ("a", "b")]


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "second"), SAME)
def test_what_says_the_same_is_the_same_form(note, first, second):
    actor = make_actor(Office.SUPERVISION)
    note(actor, first, key="k")
    note(actor, second, key="k")
    assert Entry.objects.filter(action="tests.note_what").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "second"), OTHER)
def test_what_says_something_else_is_another(note, first, second):
    actor = make_actor(Office.SUPERVISION)
    note(actor, first, key="k")
    with pytest.raises(NotNow):
        note(actor, second, key="k")


@pytest.mark.django_db
def test_a_row_is_known_by_its_kind_and_number(note):
    actor, one, other = make_actor(Office.SUPERVISION), make_unit(), make_unit()
    note(actor, one, key="k")
    note(actor, type(one).objects.get(pk=one.pk), key="k")
    for another in (other, make_campaign()):
        with pytest.raises(NotNow):
            note(actor, another, key="k")


@pytest.mark.parametrize(("alias", "times"), [("default", 1), ("elsewhere", 0)])
def test_the_guard_stands_once_and_on_the_offices_connection_alone(alias, times):
    connection = SimpleNamespace(alias=alias, execute_wrappers=[])
    for _again in range(2):
        guard.watch(None, connection)
    assert connection.execute_wrappers == [guard.refuse_stray_writes] * times


def test_a_table_says_who_may_do_what_when():
    assert RETURNS.allows("submit", "draft", Office.HR_OFFICER)
    assert not RETURNS.allows("submit", "submitted", Office.HR_OFFICER)
    assert not RETURNS.allows("submit", "draft", Office.UNIT_HEAD)
    assert RETURNS.after("submit", "draft") == "submitted"
    with pytest.raises(NotNow, match="上报"):
        RETURNS.after("submit", "accepted")
