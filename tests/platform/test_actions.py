"""The shape of every write: whole, once, on record, and nowhere else."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from lungang.campaign.core.models import Campaign
from lungang.errors import NotNow, NotPermitted, Stale
from lungang.platform import actions, guard
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Holding, User
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import ACTIONS, action
from lungang.platform.audit import log
from lungang.platform.audit.models import Entry, Result
from lungang.platform.guard import WroteOutsideAction, writing
from lungang.platform.organisation.models import Unit, UnitVersion
from tests.factories import LONG_AGO, make_actor, make_campaign, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_actions(monkeypatch):
    monkeypatch.setattr(actions, "ACTIONS", dict(ACTIONS))


@pytest.fixture
def actor():
    return make_actor(Office.SUPERVISION)


@pytest.fixture
def campaign():
    return make_campaign()


def rename():
    @action("tests.rename")
    def run(act, name, *, seen=None, allowed=True, fails=False, silent=False):
        act.require(allowed)
        row = act.lock(Campaign.objects.all(), Campaign.objects.get().pk, seen=seen)
        row.name = name
        row.save()
        if not silent:
            act.record(row, "改名", reason="写错了")
        if fails:
            raise ZeroDivisionError
        return row

    return run


def lines():
    return list(Entry.objects.values_list("action", "result"))


def name():
    return Campaign.objects.get().name


def test_an_action_writes_and_is_on_record(actor, campaign):
    row = rename()(actor, "新名")
    assert name() == "新名"
    line = Entry.objects.get()
    assert (line.action, line.result, line.reason) == ("tests.rename", "done", "写错了")
    assert (line.actor_id, line.actor_office) == (str(actor.user.pk), "supervision")
    assert (line.subject_type, line.subject_id) == ("core.Campaign", str(campaign.pk))
    assert line.subject_version == row.version == campaign.version + 1


def test_the_same_form_twice_acts_once_and_answers_the_same(actor, campaign):
    act = rename()
    assert act(actor, "甲", key="k") == act(actor, "甲", key="k")
    assert name() == "甲"
    assert len(lines()) == 1


def test_the_same_form_with_something_else_in_it_is_refused_not_dropped(actor, campaign):
    act = rename()
    act(actor, "甲", key="k")
    with pytest.raises(NotNow):
        act(actor, "乙", key="k")
    assert "甲" not in str(Entry.objects.get().details)


def test_the_same_form_in_another_office_is_refused(actor, campaign):
    act = rename()
    act(actor, "甲", key="k")
    with writing():
        other = Holding.objects.create(
            user=actor.user, office=Office.LEADING_GROUP, valid_from=LONG_AGO
        )
    with pytest.raises(NotNow):
        act(Actor(actor.user, other), "甲", key="k")


def test_a_job_begun_anew_acts_once_whatever_it_computed(actor, campaign):
    act = rename()
    act(actor, "甲", key="job:1")
    act(actor, "乙", key="job:1")
    assert name() == "甲"


def test_a_form_of_another_person_or_another_act_is_not_answered(actor, campaign):
    act = rename()
    act(actor, "甲", key="k")

    @action("tests.other")
    def other(act):
        act.record(None, "别的")

    with pytest.raises(NotPermitted):
        act(make_actor(Office.SUPERVISION), "乙", key="k")
    with pytest.raises(NotPermitted):
        other(actor, key="k")
    assert name() == "甲"


def test_the_answer_to_a_form_may_have_gone(actor):
    @action("tests.leave")
    def leave(act):
        unit = make_unit()
        act.record(unit, "设")
        unit.versions.all().delete()
        unit.delete()

    leave(actor, key="k")
    with pytest.raises(NotNow):
        leave(actor, key="k")


@pytest.mark.parametrize("key", ["x" * 5000, "带\x00空", "\ud800", "键"])
def test_a_key_may_be_of_any_kind(actor, campaign, key):
    act = rename()
    act(actor, "甲", key=key)
    act(actor, "甲", key=key)
    assert len(lines()) == 1
    assert name() == "甲"


def test_who_saw_an_older_version_is_refused_and_told_by_whom_and_when(actor, campaign):
    act, seen = rename(), campaign.version
    act(make_actor(Office.LEADING_GROUP, name="许某"), "先", seen=seen)
    with pytest.raises(Stale) as refused:
        act(actor, "后", seen=seen)
    (since,) = refused.value.since
    assert (since.actor_name, since.actor_title, since.summary) == ("许某", "领导小组", "改名")
    assert since.at is not None
    assert name() == "先"


def test_an_action_that_records_nothing_is_undone(actor, campaign):
    before = name()
    with pytest.raises(RuntimeError, match="nothing on record"):
        rename()(actor, "新名", silent=True)
    assert name() == before


def test_an_error_undoes_everything_its_line_too(actor, campaign):
    before = name()
    with pytest.raises(ZeroDivisionError):
        rename()(actor, "新名", fails=True, key="k")
    assert (name(), lines()) == (before, [])
    rename_again = actions.ACTIONS["tests.rename"]
    rename_again(actor, "新名", key="k")  # and its form is not spent
    assert name() == "新名"


def test_no_line_no_act(actor, campaign):
    before = name()
    with patch.object(log, "append", side_effect=KeyError), pytest.raises(KeyError):
        rename()(actor, "新名")
    assert name() == before


def test_a_refused_permission_is_on_record_with_what_was_asked(actor, campaign):
    before = name()

    @action("tests.look")
    def look(act, pk, reason):
        act.lock(Unit.objects.none(), pk)

    with pytest.raises(NotPermitted):
        look(actor, 7, "510101199901011234")
    with pytest.raises(NotPermitted):
        rename()(actor, "新名", allowed=False)
    assert name() == before
    assert lines() == [("tests.look", "refused"), ("tests.rename", "refused")]
    assert Entry.objects.first().details == {"asked": ["7"]}
    assert all(row.result == Result.REFUSED for row in Entry.objects.all())


def test_actions_within_actions_are_one(actor, campaign):
    inner = rename()

    @action("tests.outer")
    def outer(act, fails):
        row = inner(act.actor, "里")
        act.record(row, "外")
        act.require(not fails)
        return row

    before = name()
    with pytest.raises(NotPermitted):
        outer(actor, True)
    assert name() == before
    assert lines() == [("tests.outer", "refused")]
    outer(actor, False)
    assert name() == "里"
    assert lines()[1:] == [("tests.rename", "done"), ("tests.outer", "done")]


def test_a_refusal_within_is_that_of_the_whole(actor, campaign):
    inner = rename()

    @action("tests.outer")
    def outer(act):
        act.record(None, "外")
        inner(act.actor, "里", allowed=False)

    with pytest.raises(NotPermitted):
        outer(actor)
    assert lines() == [("tests.outer", "refused")]


def test_two_actions_have_two_names(actor):
    rename()
    with pytest.raises(ValueError, match=r"tests\.rename"):
        rename()


def test_the_guard_comes_down_after_an_action(actor, campaign):
    rename()(actor, "新名")
    assert not guard.is_writing()
    with pytest.raises(ZeroDivisionError):
        actions.ACTIONS["tests.rename"](actor, "新名", fails=True)
    assert not guard.is_writing()


STRAY = {
    "save": lambda: Campaign.objects.get().save(),
    "create": lambda: Unit.objects.create(code="X"),
    "bulk_create": lambda: Unit.objects.bulk_create([Unit(code="X"), Unit(code="Y")]),
    "bulk_create, again": lambda: Unit.objects.bulk_create(
        [Unit(code="X")], update_conflicts=True, unique_fields=["code"], update_fields=["code"]
    ),
    "update": lambda: Unit.objects.update(code="X"),
    "bulk_update": lambda: Unit.objects.bulk_update(Unit.objects.all(), ["code"]),
    "delete": lambda: UnitVersion.objects.all().delete(),
    "get_or_create": lambda: Unit.objects.get_or_create(code="X"),
    "update_or_create": lambda: Unit.objects.update_or_create(code="X"),
    "of a person": lambda: User.objects.update(name="X"),
    "raw": lambda: sql("UPDATE organisation_unit SET code = 'X'"),
    "raw, quoted": lambda: sql('update "organisation_unit" set code = 1'),
    "raw, comment": lambda: sql("/* a */ DELETE /* b */ FROM organisation_unit -- c"),
    "raw, with": lambda: sql("WITH a AS (SELECT 1) DELETE FROM organisation_unit"),
    "raw, or": lambda: sql("INSERT OR REPLACE INTO organisation_unit (code) VALUES ('X')"),
    "raw, replace": lambda: sql("REPLACE INTO organisation_unit (code) VALUES ('X')"),
    "raw, schema": lambda: sql('DELETE FROM "public"."organisation_unit"'),
    "raw, only": lambda: sql("UPDATE ONLY organisation_unit SET code = 'X'"),
    "raw, or rollback": lambda: sql("UPDATE OR IGNORE organisation_unit SET code = 'X'"),
    "raw, truncate": lambda: sql("TRUNCATE TABLE organisation_unit"),
    "raw, second": lambda: sql("SELECT 1; DELETE FROM organisation_unit"),
    "raw, many": lambda: sql_many("INSERT INTO organisation_unit (code) VALUES (%s)", [["X"]]),
}


def sql(text):
    with connection.cursor() as cursor:
        cursor.execute(text)


def sql_many(text, rows):
    with connection.cursor() as cursor:
        cursor.executemany(text, rows)


@pytest.mark.parametrize("how", STRAY)
def test_no_write_outside_an_action(how):
    make_campaign()
    make_unit()
    before = list(Unit.objects.values_list("code", flat=True))
    with pytest.raises(WroteOutsideAction), transaction.atomic():
        STRAY[how]()
    assert list(Unit.objects.values_list("code", flat=True)) == before


def test_reading_and_locking_are_no_writes(actor, campaign):
    with transaction.atomic():
        assert Campaign.objects.select_for_update(of=("self",)).get() == campaign
    assert Unit.objects.filter(code="UPDATE organisation_unit").count() == 0


def test_what_is_not_ours_may_be_written(client):
    client.session.save()


def test_a_line_is_never_changed_nor_taken_away(actor, campaign):
    rename()(actor, "新名")
    for change in (
        lambda: Entry.objects.update(summary="别的"),
        lambda: Entry.objects.all().delete(),
        lambda: sql("DELETE FROM audit_entry"),
        lambda: sql("UPDATE audit_entry SET reason = ''"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), writing():
            change()
    line = Entry.objects.get()
    line.seq = 7
    with pytest.raises(DatabaseError), transaction.atomic(), writing():
        line.save(force_insert=True)
    assert Entry.objects.get().summary == "改名"


def test_a_line_needs_a_transaction(actor):
    with (
        patch.object(connection, "in_atomic_block", False),
        writing(),
        pytest.raises(RuntimeError, match="transaction"),
    ):
        log.append(actor, "tests.alone", summary="单独")
