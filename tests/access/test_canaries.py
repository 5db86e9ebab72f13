"""Who meets which personal value where: everything is asked for, the table below is by hand.

Every page and download is asked for as every office, opened up (workbooks and archives are
unpacked), and searched for the values that stand in unit A's rows and nowhere else.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from lungang.platform.audit.models import Entry, Reason
from lungang.platform.audit.queries import stored_lines
from lungang.platform.guard import writing
from lungang.platform.jobs.models import Job
from lungang.platform.notices.actions.mailing import mail_due
from lungang.platform.notices.models import Notice
from lungang.platform.notices.queries import names_an_account
from lungang.web.logs import NoPersons
from tests.access.asking import asking, at, is_served, page, things_of, undone
from tests.access.canaries import CELLS, RELATIVE_ID, SAID
from tests.access.table import ROWS, Row
from tests.access.world import BACKEND, Who, World, person_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

VIEWS = {
    "rosters:return": ("?view=all&cols=all", "?view=changed"),
    "rosters:board": ("?state=accepted",),
    "screening:list": ("?size=100", "?tab=all&size=100"),
    "screening:person": ("",),
}
DOWNLOADS = ("screening:download", "audit:export", "audit:export_checkpoints", "rosters:marked")
OWN = {"hr A", "head A"}
SECTIONS = {"org", "per"}
LIST = {"group", "org", "per", "dis"}
READERS = {"group", "org", "per"}
"""Whoever stands on the need-to-know list."""

MAY = {
    "name": OWN | LIST,
    "name_org": OWN | LIST,
    "native_place": OWN | SECTIONS,
    "diploma_specialty": OWN | SECTIONS,
    "former_units": OWN | SECTIONS,
    "remark": OWN | SECTIONS,
    "relative_name": OWN | LIST,
    "relative_post": OWN | LIST,
    "relative_unit": OWN | LIST,
    "hardship": OWN | SECTIONS,
}
"""Facts of the person. The group and the witness read the screening's list, not the roster: the
name, and on a person's page the kin, for avoidance is judged by them."""

MAY_SAID = {
    "officer_phone": {"hr A", "head A", "sec"},
    "remark": OWN | SECTIONS,
    "return": {"hr E", "head E"} | SECTIONS,  # no auditor: reasons stand sealed beside the log
    "return_row": OWN | SECTIONS,
    "corrected": OWN | SECTIONS,
    "correction_org": OWN | {"org"},
    "correction_per": OWN | {"per"},
    "petition_decided": OWN | LIST,
    "petition_answer": OWN | LIST,
    "pool_answer": LIST,
    "opinion": OWN | LIST,
    "petition_b": {"hr B", "head B"} | LIST,
    "reveal": {"dis"},  # why an id was seen whole
    "scenario": READERS,
    "chair": READERS,
    "present": READERS,
    "asked": OWN | {"hr B", "head B", "dis", "est"} | READERS,  # asked about, each by its office
    "plan_answer": READERS,
    "case": READERS,  # why a released move is repaired
    "review": {"group", "org", "dis"},  # neither the units nor the other section
    "review_own": {"group", "org", "dis", "moved B"},
    "reply": {"group", "org", "dis"},
}
"""What was said in free text: the unit of the person, and whoever has to do with it."""


Met = list[tuple[Row, Who, bytes]]


def everything(world: World) -> Met:
    """Ask for every page and download as everybody; return what was answered, with its headers."""
    asked = [row for row in ROWS if row.method == "GET" or row.route in DOWNLOADS]
    met = [one for row in asked for one in _told(world, row)]
    with at(world, "sent back"):
        return met + [
            one for row in asked if row.route.startswith("screening:") for one in _told(world, row)
        ]


def _told(world: World, row: Row) -> Met:
    return [
        (row, who, page(world, row, thing, who, query).told)
        for thing in things_of(world, row)
        for who in asking(world, thing)
        for query in ("", *(VIEWS.get(row.route, ()) if is_served(row, who, thing) else ()))
    ]


@pytest.fixture
def answers(world: World) -> Met:
    return everything(world)


def word(who: Who) -> str:
    return str(who)


@pytest.mark.parametrize(
    ("name", "value", "may"),
    [(name, CELLS[name], MAY[name]) for name in MAY]
    + [(f"said {name}", SAID[name], MAY_SAID[name]) for name in MAY_SAID],
    ids=lambda one: one if isinstance(one, str) and one.isascii() else "",
)
def test_a_personal_value_is_met_by_nobody_else(answers, name, value, may) -> None:
    met = defaultdict(set)
    for row, who, told in answers:
        if value.encode() in told:
            met[word(who)].add(row.route)
    assert met, f"{name} is met nowhere: it was not planted"
    assert {who: met[who] for who in set(met) - may} == {}


def test_the_tables_name_every_canary() -> None:
    assert set(MAY) == set(CELLS)
    assert set(MAY_SAID) == set(SAID)


ID = re.compile(rb"(?<![0-9a-fA-F])99[0-9]{4}(?:19|20)[0-9]{9}[0-9X](?![0-9a-fA-F])")
WHOLE = {("hr", "rosters:marked"), ("hr", "rosters:template")}
"""Where whole citizen ids stand without a reason given: in the unit's own workbook, given back;
the empty template has one that is nobody's, as an example.
"""


def test_no_whole_citizen_id_but_for_a_reason(answers) -> None:
    met = {(who.word, row.route) for row, who, told in answers if ID.search(told)}
    assert met == WHOLE


def test_for_a_reason_it_is_shown_and_put_on_record(world: World) -> None:
    row = person_of(world, "per")
    whole, url = str(row.cells["id"]), f"/rosters/rows/{row.pk}/id/"
    assert ID.fullmatch(whole.encode())
    for who in (world.who("hr", "A"), world.who("per")):
        with undone(who):
            assert whole not in who.client.get(url).content.decode()
            assert whole not in who.client.post(url, {"reason": " "}).content.decode()
            before = Entry.objects.count()
            answer = who.client.post(url, {"reason": f"核对 {whole}"})
            assert "这里不写身份证号" in answer.content.decode()
            assert Entry.objects.count() == before
            answer = who.client.post(url, {"reason": f"核对 {CELLS['name']}"})
            assert (answer.status_code, whole in answer.content.decode()) == (200, True)
            last = Entry.objects.order_by("seq").last()
            assert last.subject_id == str(row.pk)
            assert last.reason_length
            assert last.reason == f"核对 {CELLS['name']}"  # whole, beside the log and sealed
            line = in_the_log()
            assert [value for value in (whole, CELLS["name"]) if value in line] == []
    for who in (world.who("org"), world.who("head", "A"), world.who("hr", "B")):
        with undone(who):
            answer = who.client.post(url, {"reason": "核对"})
            assert answer.status_code == 404
            assert whole not in answer.content.decode()


PERSONAL = [*CELLS.values(), *SAID.values()]


def in_the_log() -> str:
    """The lines as they are hashed and exported: reasons are in them as digests alone."""
    return "\n".join(line.decode() for _leaf, line in stored_lines())


def test_the_log_of_acts_names_no_person(world: World) -> None:
    lines = in_the_log()
    assert lines.count("\n") == Entry.objects.count() - 1
    assert [value for value in PERSONAL if value in lines] == []
    assert not ID.search(lines.encode())


def test_reasons_stand_beside_the_log_and_sealed(world: World) -> None:
    words = "\n".join(Reason.objects.values_list("text", flat=True))
    told = [SAID[name] for name in ("return", "pool_answer", "reveal")]
    assert [value for value in told if value not in words] == []
    assert not ID.search(words.encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM audit_reason")
        sealed = "\n".join(text for (text,) in cursor.fetchall())
    assert sealed
    assert [value for value in PERSONAL if value in sealed] == []


def test_notices_and_jobs_name_no_person(world: World) -> None:
    subjects = "\n".join(Notice.objects.values_list("subject", flat=True))
    assert [value for value in [*CELLS.values(), *SAID.values()] if value in subjects] == []
    jobs = "\n".join(f"{j.title} {j.arguments} {j.message} {j.stage}" for j in Job.objects.all())
    assert [value for value in [*CELLS.values(), *SAID.values()] if value in jobs] == []
    assert not ID.search((subjects + jobs).encode())


def test_mail_names_no_person(world: World, settings: Any, mailoutbox: list[Any]) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with writing():
        for who in world.people:
            if who.actor is not None and who.actor.user is not None:
                who.actor.user.email = f"{who.actor.user.username}@example.org"
                who.actor.user.save()
    assert mail_due(names_an_account) > 20
    told = "\n".join(one.message().as_string() + one.subject + one.body for one in mailoutbox)
    assert [value for value in [*CELLS.values(), *SAID.values()] if value in told] == []
    assert not ID.search(told.encode())


def test_error_pages_and_the_server_log_name_no_person(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused, stale, broken, not found: with the person's values in what was sent."""
    caplog.set_level(logging.DEBUG)
    officer = world.who("hr", "A")
    row = person_of(world, "per")
    said = {**CELLS, "reason": SAID["opinion"], "id": RELATIVE_ID}
    url = f"/rosters/rows/{row.pk}/correct/"
    bodies = []
    with undone(officer):
        bodies.append(officer.client.post(f"/rosters/{row.roster_return_id}/submit/", said))
        bodies.append(officer.client.post(url + "none/", said))
        bodies.append(officer.client.get(f"/rosters/?q={RELATIVE_ID}&name={CELLS['name']}"))
    from lungang.campaign.rosters import actions

    def broken(*_args: object, **_kwargs: object) -> None:
        raise ZeroDivisionError(f"{CELLS['name']} {RELATIVE_ID}")

    monkeypatch.setattr(actions, "submit", broken)
    browser = Client(raise_request_exception=False)
    browser.force_login(officer.actor.user, backend=BACKEND)
    bodies.append(browser.post(f"/rosters/{row.roster_return_id}/submit/", said))
    assert [one.status_code for one in bodies] == [409, 404, 404, 500]
    told = "\n".join(one.content.decode() for one in bodies)
    assert [value for value in [*CELLS.values(), RELATIVE_ID] if value in told] == []
    written = "\n".join(_as_logged(one) for one in caplog.records)
    assert "ZeroDivisionError" in written
    assert RELATIVE_ID not in written


def _as_logged(record: logging.LogRecord) -> str:
    """A line as the server's handler writes it."""
    assert NoPersons().filter(record)
    return logging.Formatter().format(record)
