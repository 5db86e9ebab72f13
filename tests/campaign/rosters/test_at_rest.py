"""Citizen ids lie nowhere in clear: not in the database, not in the files, not in the log.

The whole database is read as it lies there: SQLite's pages byte for byte, PostgreSQL's rows as
text. What was deleted or changed meanwhile is in SQLite's pages as well.
"""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory

from lungang.campaign.rosters import actions
from lungang.campaign.rosters.facts import county_roster
from lungang.campaign.rosters.models import Correction
from lungang.platform.accounts.actions.drafts import keep_draft
from lungang.platform.files import storage
from lungang.platform.files.actions.store import LARGEST
from tests.campaign.rosters.desk import UNIT, good, wrong
from tests.campaign.rosters.returns import county

pytestmark = pytest.mark.django_db


def everything_stored() -> bytes:
    """All that the database holds."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        if connection.is_in_memory_db():
            return connection.connection.serialize()
        return _copied()
    with connection.cursor() as cursor:
        held = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            held += [row[0] for row in cursor.fetchall()]
    return "\n".join(held).encode()


def _copied() -> bytes:
    """The pages of a database in a file, with what this transaction has written so far."""
    import sqlite3

    with sqlite3.connect(":memory:") as copy:
        connection.connection.backup(copy)
        return copy.serialize()


def planted() -> list[str]:
    roster = county()
    return [person.id for person in roster.people_of[UNIT]]


def test_no_id_lies_anywhere_in_clear(desk, client, monkeypatch, tmp_path):
    monkeypatch.setattr(type(settings.SITE), "files", property(lambda _site: tmp_path))
    ids = planted()
    desk.upload(wrong())  # replaced by the next: what was deleted lies there for a while as well
    sent = desk.accepted()
    row = desk.person(sent)
    new = ids[-1][:-4] + "9999"
    asked = actions.ask_correction(
        desk.officer, row.pk, {"remark": f"原证号 {ids[0]}"}, reason=f"证号 {ids[1]} 写错"
    )
    keep_draft(desk.officer, "/rosters/x/", RequestFactory().post("/", {"id": new}).POST)

    held = everything_stored()
    assert UNIT.encode() in held  # what is in clear is found
    for citizen in (*ids, new):
        assert citizen.encode() not in held
        assert citizen[:17].encode() not in held
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not content.startswith(b"PK")
            assert not any(citizen.encode() in content for citizen in ids)
    # And all of it is still there for those who may read it.
    assert {person.id for person in county_roster(desk.campaign).roster.people} == set(ids)
    assert storage.content_of(sent.file.sha256) == good()
    assert ids[1] in Correction.objects.get(pk=asked.pk).reason


def test_an_upload_waits_in_memory_and_in_no_temporary_file(rf):
    content = b"9" * (LARGEST - 1)
    request = rf.post("/", {"file": SimpleUploadedFile("r.xlsx", content)})
    assert isinstance(request.FILES["file"], InMemoryUploadedFile)
