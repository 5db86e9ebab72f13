"""Numbers: the next one each time, handled by the office that drew it, never gone."""

from __future__ import annotations

from dataclasses import replace as replaced

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from lungang.errors import InputError, NotNow, NotPermitted
from lungang.platform import actions
from lungang.platform.accounts.actor import system
from lungang.platform.accounts.offices import ADMINISTRATORS, Office
from lungang.platform.actions import ACTIONS, action
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.register.actions import draw, give_word, issue, replace, void
from lungang.platform.register.models import DocumentNumber, Series
from lungang.platform.register.protection import TRIGGERS
from lungang.platform.register.queries import numbers_for, series_with_gaps
from lungang.platform.triggers import _making, _unmaking, missing, removed
from tests.factories import make_actor, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(monkeypatch):
    """An action that draws a number, as the steps' own will."""
    monkeypatch.setattr(actions, "ACTIONS", dict(ACTIONS))

    @action("tests.draw")
    def run(act, word="岚督", year=2004, title="督办通知", fails=False):
        number = draw(act, word, year, title)
        act.record(number, "编号")
        if fails:
            raise ZeroDivisionError
        return number

    return run


@pytest.fixture
def actor():
    give_word(system("建站"), "岚督", Office.SUPERVISION)
    return make_actor(Office.SUPERVISION)


def test_numbers_count_from_one_in_each_series(take, actor):
    assert [str(take(actor)) for _one in range(3)] == [
        "岚督〔2004〕1号", "岚督〔2004〕2号", "岚督〔2004〕3号",
    ]  # fmt: skip
    assert str(take(actor, year=2005)) == "岚督〔2005〕1号"
    give_word(system("建站"), "岚查", Office.SUPERVISION)
    assert str(take(actor, word=" 岚查 ")) == "岚查〔2004〕1号"
    assert take(system("到期")).drawn_by is None


def test_a_word_is_one_offices_and_no_others(take, actor):
    one, other = make_unit(), make_unit()
    give_word(make_actor(Office.SECURITY_ADMIN), "岚交", Office.HR_OFFICER, one.pk)
    assert str(take(make_actor(Office.HR_OFFICER, one), word="岚交")) == "岚交〔2004〕1号"
    for stranger, word in (
        (make_actor(Office.HR_OFFICER, other), "岚交"),
        (make_actor(Office.ORGANISATION_SECTION), "岚交"),
        (make_actor(Office.PERSONNEL_SECTION), "岚督"),
    ):
        with pytest.raises(NotPermitted):
            take(stranger, word=word)
    with pytest.raises(NotNow, match="还没有授予"):
        take(actor, word="岚组")
    assert Series.objects.get(word="岚交").last == 1
    assert not Series.objects.filter(word__in=("岚督", "岚组")).exists()


def test_a_word_goes_to_another_office_and_its_numbers_go_on(take, actor):
    take(actor)
    give_word(make_actor(Office.SECURITY_ADMIN), "岚督", Office.DISCIPLINE, taken_over=True)
    with pytest.raises(NotPermitted):
        take(actor)
    assert str(take(make_actor(Office.DISCIPLINE))) == "岚督〔2004〕2号"
    assert Entry.objects.filter(action="register.give_word").count() == 2


@pytest.mark.parametrize("giver", [o for o in Office if o is not Office.SECURITY_ADMIN])
def test_nobody_else_gives_a_word(giver):
    with pytest.raises(NotPermitted):
        give_word(make_actor(giver), "岚组", Office.ORGANISATION_SECTION)


@pytest.mark.parametrize(
    ("word", "office", "has_unit"),
    [
        ("岚组〔2004〕", Office.ORGANISATION_SECTION, False), (" ", Office.SUPERVISION, False),
        ("岚" * 41, Office.SUPERVISION, False), ("岚审", Office.AUDITOR, False),
        ("岚交", Office.HR_OFFICER, False), ("岚督", Office.SUPERVISION, True),
    ],
)  # fmt: skip
def test_what_is_no_word_for_an_office(word, office, has_unit):
    with pytest.raises(InputError):
        give_word(system("建站"), word, office, make_unit().pk if has_unit else None)


def test_an_undone_action_leaves_no_gap(take, actor):
    take(actor)
    with pytest.raises(ZeroDivisionError):
        take(actor, fails=True)
    assert take(actor).number == 2
    assert not series_with_gaps().exists()


@pytest.mark.parametrize(
    "wrong",
    [{"word": ""}, {"word": "岚督〔2004〕"}, {"word": "岚督号"}, {"year": 204}, {"title": " "}],
)
def test_what_would_be_no_number_is_refused(take, actor, wrong):
    with pytest.raises(InputError):
        take(actor, **wrong)
    assert not Series.objects.exists()


@pytest.mark.parametrize("office", [*sorted(ADMINISTRATORS), Office.INSPECTOR, Office.OBSERVER])
def test_offices_without_papers_draw_none(take, actor, office):
    with pytest.raises(NotPermitted):
        take(make_actor(office))


def test_the_life_of_a_number(take, actor):
    number = take(actor)
    assert number.state == "to_make"
    assert issue(actor, number.pk).state == "issued"
    with pytest.raises(NotNow):
        issue(actor, number.pk)
    with pytest.raises(InputError):
        void(actor, number.pk, "  ")
    gone = void(actor, number.pk, " 印错了 ")
    assert (gone.state, gone.void_reason) == ("void", "印错了")
    for after in (
        lambda: issue(actor, number.pk),
        lambda: void(actor, number.pk, "又"),
        lambda: replace(actor, number.pk, "又", 2004, "督办通知"),
    ):
        with pytest.raises(NotNow):
            after()
    assert Entry.objects.get(action="register.void").reason == "印错了"


def test_a_replacement_names_what_it_replaces(take, actor):
    old = take(actor)
    issue(actor, old.pk)
    new = replace(actor, old.pk, "日期写错", 2005, "督办通知（重开）")
    old.refresh_from_db()
    assert (str(new), new.replaces, new.state) == ("岚督〔2005〕1号", old, "to_make")
    assert (old.state, old.void_reason) == ("void", "日期写错")
    assert list(old.replaced_by.all()) == [new]


def test_only_the_office_that_drew_it_handles_it(take, actor):
    number = take(actor)
    unit = make_unit()
    give_word(system("建站"), "岚交", Office.HR_OFFICER, unit.pk)
    of_unit = take(make_actor(Office.HR_OFFICER, unit), word="岚交")
    for other in (make_actor(Office.PERSONNEL_SECTION), make_actor(Office.HR_OFFICER),
                  make_actor(Office.AUDITOR)):  # fmt: skip
        for one in (number, of_unit):
            with pytest.raises(NotPermitted):
                issue(other, one.pk)
        assert not numbers_for(other).exists()
    assert issue(make_actor(Office.HR_OFFICER, unit), of_unit.pk).state == "issued"  # a colleague
    assert issue(make_actor(Office.SUPERVISION), number.pk).state == "issued"
    assert void(system("到期"), number.pk, "过期").state == "void"
    assert numbers_for(system("到期")).count() == 2


def test_the_same_form_twice_draws_once(take, actor):
    assert take(actor, key="k") == take(actor, key="k")
    assert DocumentNumber.objects.count() == 1


def test_the_database_itself_keeps_numbers(take, actor):
    first, second = take(actor), take(actor)
    issue(actor, first.pk)
    void(actor, second.pk, "不用了")
    assert missing(TRIGGERS) == []
    series = first.series_id
    for change in (
        "DELETE FROM register_documentnumber",
        "UPDATE register_documentnumber SET number = number + 10",
        "UPDATE register_documentnumber SET title = 'x'",
        "UPDATE register_documentnumber SET drawn_by_id = NULL",
        "UPDATE register_documentnumber SET state = 'to_make'",
        "UPDATE register_documentnumber SET state = 'issued', void_reason = '' WHERE number = 2",
        "UPDATE register_series SET last = 0",
        "UPDATE register_series SET last = last + 2",
        "UPDATE register_series SET year = 2005",
        "DELETE FROM register_series",
        "INSERT INTO register_series (word, year, last) VALUES ('x', 2004, 5)",
        "INSERT INTO register_documentnumber (id, series_id, number, title, state, drawn_at,"
        f" void_reason) VALUES ('{'0' * 32}', {series}, 9, 'x', 'issued', '2004-01-01', '')",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), writing():  # noqa: SIM117
            with connection.cursor() as cursor:
                cursor.execute(change)
    assert [str(row) for row in DocumentNumber.objects.all()] == [str(first), str(second)]


@pytest.mark.parametrize("hollow", ["another condition", "another table"])
def test_a_trigger_that_is_there_by_name_alone_is_missing(hollow):
    trigger = TRIGGERS[1]
    other = (
        replaced(trigger, refused_if="1 = 0")
        if hollow == "another condition"
        else replaced(trigger, table="register_series", refused_if="1 = 0")
    )
    with removed([trigger]):
        with connection.cursor() as cursor:
            for statement in _making(other):
                cursor.execute(statement.replace(other.name, trigger.name))
        try:
            assert missing(TRIGGERS) == [trigger.name]
        finally:
            with connection.cursor() as cursor:
                for statement in _unmaking(other):
                    cursor.execute(statement.replace(other.name, trigger.name))
    assert missing(TRIGGERS) == []


def test_a_gap_would_be_found(take, actor):
    take(actor)
    with removed(TRIGGERS), writing():
        Series.objects.update(last=5)
    assert series_with_gaps().count() == 1
