"""What holds of every act: no field of its own making, no order but the table's, and once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models

from lungang.campaign.core import actions as core
from lungang.campaign.core.models import Task
from lungang.campaign.core.states import TASKS
from lungang.campaign.rosters import actions as rosters
from lungang.campaign.rosters.models import Correction, Return
from lungang.campaign.rosters.states import CORRECTIONS, RETURNS
from lungang.campaign.screening import actions as screening
from lungang.campaign.screening.models import Petition, Pool
from lungang.campaign.screening.states import PETITIONS, POOLS
from lungang.errors import NotNow, NotPermitted
from lungang.platform import clock
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import action
from lungang.platform.audit.models import Entry, Result
from lungang.platform.guard import writing
from lungang.platform.jobs import actions as jobs
from lungang.platform.jobs.models import Job
from lungang.platform.jobs.states import JOBS
from lungang.platform.register import actions as register
from lungang.platform.register.models import DocumentNumber
from lungang.platform.register.states import NUMBERS
from lungang.platform.transitions import TransitionTable
from tests.access.asking import (
    at,
    first_step,
    is_served,
    opened,
    served,
    things_of,
    undone,
    url_of,
    written,
)
from tests.access.filling import filled
from tests.access.table import ROWS, Row
from tests.access.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
POSTS = [row for row in ROWS if row.method == "POST" and row.who and row.done]
DRAWN = {"deliberation.Reader.code"}
"""What is drawn by lot each time."""
VOLATILE = (models.DateTimeField, models.UUIDField)


Known = dict[Any, set[Any]]


def numbered() -> Known:
    """Return the numbers of the rows that there are, by model."""
    models_of_ours = (
        model
        for config in apps.get_app_configs()
        if config.name.startswith("lungang.")
        for model in config.get_models()
    )
    return {model: set(model.objects.values_list("pk", flat=True)) for model in models_of_ours}


MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+[+\d:]*")
"""A moment within sealed values, as minutes keep when their meeting was over."""


def snapshot(tables: Iterable[str] | None = None, known: Known | None = None) -> Counter[str]:
    """Rows of the office but for what is new each time: moments, random ids, the log.

    With the numbers ``known`` before, a link to a row made since says no number: PostgreSQL gives
    none twice, also where the first was undone.
    """
    found: Counter[str] = Counter()
    for config in apps.get_app_configs():
        if not config.name.startswith("lungang.") or config.label == "audit":
            continue
        for model in config.get_models():
            if tables is not None and model._meta.db_table not in tables:
                continue
            fields = [
                one
                for one in model._meta.concrete_fields
                if not isinstance(one, VOLATILE)
                and not (one.is_relation and isinstance(one.target_field, models.UUIDField))
                and (not one.primary_key or one.is_relation)
                and one.attname not in ("digest", "path", "password")
                and f"{model._meta.label}.{one.attname}" not in DRAWN
            ]
            for values in model.objects.values_list(*(one.attname for one in fields)):
                told = tuple(
                    "new" if known and _made_since(one, value, known) else value
                    for one, value in zip(fields, values, strict=True)
                )
                found[MOMENT.sub("…", f"{model._meta.label} {told}")] += 1
    return found


def _made_since(field: models.Field, value: Any, known: Known) -> bool:
    return bool(
        field.is_relation
        and value is not None
        and field.related_model in known
        and value not in known[field.related_model]
    )


@pytest.mark.parametrize("row", POSTS, ids=str)
def test_fields_of_ones_own_making_change_nothing(world: World, row: Row) -> None:
    thing, who = served(world, row)[0]
    other = world.units["B"].pk
    extra = {
        "unit": other, "unit_pk": other, "roster_return": other, "state": "accepted",
        "authority": "organisation_department", "person_key": "0" * 64, "number": 999,
        "decided_by": 1, "submitted_by": 1, "asked_by": 1, "is_active": "1", "version": 999,
        "campaign": uuid4(), "actor": 1, "user": 1, "verdict": "excluded", "finished_at": "now",
    }  # fmt: skip
    with at(world, first_step(row)):
        sent = opened(world, row, thing, who)
        after, known = [], numbered()
        for more in (extra, {}):
            with undone(who), written() as tables:
                form = {**more, **sent, **filled(world, row, who, thing)}
                answer = who.client.post(url_of(row, thing), form)
                after.append((answer.status_code, set(tables), snapshot(tables, known)))
    forced, plain = after
    assert plain[1], "nothing was done"
    assert forced[:2] == plain[:2]
    assert (forced[2] - plain[2], plain[2] - forced[2]) == (Counter(), Counter())


ANEW = ("accounts:drop_draft", "rosters:reveal", "core:close", "accounts:offices", "audit:make")
KEYED = [row for row in POSTS if row.route not in ANEW]
"""What is dropped or closed is not there to be so again; a look at an id, a choice of office and a
checkpoint are made anew with each press, and on record each time."""


@pytest.mark.parametrize("row", KEYED, ids=str)
def test_a_form_sent_twice_acts_once_and_answers_the_same(world: World, row: Row) -> None:
    thing, who = served(world, row)[0]
    with at(world, first_step(row)), undone(who):
        data = {**opened(world, row, thing, who), **filled(world, row, who, thing)}
        first = who.client.post(url_of(row, thing), data)
        for value in data.values():
            if isinstance(value, SimpleUploadedFile):
                value.seek(0)
        done = Entry.objects.filter(result=Result.DONE).exclude(key=None).count()
        with written() as tables:
            second = who.client.post(url_of(row, thing), data)
        assert second.status_code == first.status_code
        assert second.headers.get("Location") == first.headers.get("Location")
        assert Entry.objects.filter(result=Result.DONE).exclude(key=None).count() == done
        assert set(tables) <= {"accounts_draft"}, tables  # what was typed is not kept any more


Acts = dict[str, Callable[[World, Any], Any]]
TABLES: dict[str, tuple[TransitionTable, type[models.Model], Acts]] = {
    "returns": (RETURNS, Return, {
        "edit": lambda w, pk: rosters.edit_cells(w.actor("hr", "A"), pk, {}),
        "discard": lambda w, pk: rosters.discard(w.actor("hr", "A"), pk),
        "submit": lambda w, pk: rosters.submit(w.actor("hr", "A"), pk, warnings_seen=True),
        "accept_rows": lambda w, pk: rosters.accept_all_mine(w.actor("per"), pk),
        "return": lambda w, pk: rosters.return_(w.actor("per"), pk, "重填", {}),
        "reopen": lambda w, pk: rosters.reopen(w.actor("hr", "A"), pk),
    }),
    "corrections": (CORRECTIONS, Correction, {
        "approve": lambda w, pk: rosters.approve_correction(w.actor("per"), pk),
        "refuse": lambda w, pk: rosters.refuse_correction(w.actor("per"), pk, "不"),
    }),
    "petitions": (PETITIONS, Petition, {
        "approve": lambda w, pk: screening.approve(w.actor("group"), w.campaign, pk, "好"),
        "refuse": lambda w, pk: screening.refuse(w.actor("group"), w.campaign, pk, "不"),
        "withdraw": lambda w, pk: screening.withdraw(w.actor("hr", "A"), w.campaign, pk),
    }),
    "pools": (POOLS, Pool, {
        "confirm": lambda w, pk: screening.confirm_pool(w.actor("group"), w.campaign, pk, ""),
        "send_back": lambda w, pk: screening.send_back_pool(
            w.actor("group"), w.campaign, pk, "不"),
    }),
    "tasks": (TASKS, Task, {
        "move": lambda w, pk: core.move_deadline(
            w.actor("per"), pk, clock.now() + timedelta(days=3), "雨"),
        "withdraw": lambda w, pk: core.withdraw_task(w.actor("per"), pk, "不用"),
    }),
    "jobs": (JOBS, Job, {
        "ask_stop": lambda w, pk: jobs.stop(w.actor("per"), pk),
        "restart": lambda w, pk: jobs.restart(w.actor("per"), pk),
    }),
    "numbers": (NUMBERS, DocumentNumber, {
        "issue": lambda w, pk: register.issue(w.actor("per"), pk),
        "void": lambda w, pk: register.void(w.actor("per"), pk, "错"),
        "replace": lambda w, pk: register.replace(w.actor("per"), pk, "错", 2004, "通知"),
    }),
}  # fmt: skip
WHERE = {
    "returns": "return accepted", "corrections": "correction per", "petitions": "petition hr",
    "pools": "pool", "tasks": "task", "jobs": "job per",
}  # fmt: skip


@action("tests.draw_one")
def draw_one(act: Any) -> DocumentNumber:
    number = register.draw(act, "岚人", 2004, "通知")
    act.record(number, "编号")
    return number


WRONG = [
    (kind, act, state)
    for kind, (table, _model, acts) in TABLES.items()
    for act in acts
    for state in table.states.values
    if state not in {s for one in table if one.act == act for s in one.sources}
    and (kind, act, state) != ("jobs", "ask_stop", "queued")  # stopped at once: cancelled
]


@pytest.mark.parametrize(("kind", "act", "state"), WRONG)
def test_out_of_its_order_nothing_is_done_and_it_is_said(
    world: World, kind: str, act: str, state: str
) -> None:
    _table, model, acts = TABLES[kind]
    if kind in WHERE:
        pk = world.things[WHERE[kind]][0].args[0]
    else:
        register.give_word(world.actor("sec"), "岚人", Office.PERSONNEL_SECTION)
        pk = draw_one(world.actor("per")).pk
    reason = {"void_reason": "错"} if kind == "numbers" and state == "void" else {}
    with writing():
        model.objects.filter(pk=pk).update(state=state, **reason)
    before = snapshot()
    with pytest.raises(NotNow) as refused:
        acts[act](world, pk)
    assert len(str(refused.value)) > 6
    assert snapshot() == before


@pytest.mark.parametrize("kind", TABLES)
def test_the_tables_refuse_in_words_what_they_do_not_name(kind: str) -> None:
    table = TABLES[kind][0]
    for one in table:
        for state in table.states.values:
            if state in one.sources:
                assert table.after(one.act, state) == one.target
            else:
                with pytest.raises(NotNow, match=one.label):
                    table.after(one.act, state)


@pytest.mark.parametrize(("word", "unit"), [("hr", "A"), ("per", ""), ("group", "")])
def test_an_office_that_ended_in_mid_session_acts_no_more(
    world: World, word: str, unit: str
) -> None:
    who = world.who(word, unit)
    assert who.actor is not None
    row, thing = next(
        (row, thing)
        for row in POSTS
        for thing in things_of(world, row)
        if row.about and is_served(row, who, thing)
    )
    with undone(who):
        assert who.client.get("/notices/").status_code == 200
        with writing():
            Holding.objects.filter(pk=who.actor.holding.pk).update(valid_to=clock.today())
        done = Entry.objects.filter(result=Result.DONE).count()
        assert who.client.get("/notices/").status_code == 404
        assert (
            who.client.post(url_of(row, thing), filled(world, row, who, thing)).status_code == 404
        )
        assert Entry.objects.filter(result=Result.DONE).count() == done


def test_a_key_of_anothers_form_opens_nothing(world: World) -> None:
    pk = world.things["return submitted"][0].args[0]
    key = uuid4().hex
    rosters.accept_all_mine(world.actor("per"), pk, key=key)
    with pytest.raises(NotPermitted):
        rosters.accept_all_mine(world.actor("org"), pk, key=key)
    with pytest.raises(NotPermitted):
        rosters.return_(world.actor("per"), pk, "重填", {}, key=key)
