"""What people write as a reason stays with the thing; the auditor learns that there is one."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.db import DatabaseError, connection, transaction

from lungang.platform.accounts.offices import Office
from lungang.platform.actions import action
from lungang.platform.audit import log
from lungang.platform.audit.models import Entry, Reason
from lungang.platform.audit.queries import verify_log
from lungang.platform.guard import writing
from tests.factories import make_actor

pytestmark = pytest.mark.django_db
WORDS = "甄不见父亲病重（999901197001010011），暂缓"


@action("tests.reasons.put_off")
def put_off(act, reason):
    act.record(None, "暂缓", reason=reason)


def line():
    put_off(make_actor(Office.LEADING_GROUP), WORDS)
    return Entry.objects.get(action="tests.reasons.put_off")


def test_the_line_holds_length_and_keyed_digest():
    entry = line()
    assert entry.reason_digest == f"{len(WORDS)}:{log.veiled(WORDS)}"
    assert entry.reason_length == len(WORDS)
    assert entry.reason == WORDS
    put_off(make_actor(Office.LEADING_GROUP), "")
    bare = Entry.objects.last()
    assert (bare.reason_digest, bare.reason_length, bare.reason) == ("", 0, "")


def test_nothing_that_the_auditor_is_given_holds_the_words(client):
    entry = line()
    client.force_login(make_actor(Office.AUDITOR).user)
    pages = [client.get(path) for path in ("/audit/", f"/audit/entries/{entry.seq}/")]
    assert f"写了 {len(WORDS)} 个字" in pages[1].content.decode()
    taken = b"".join(client.post("/audit/export/").streaming_content)
    with zipfile.ZipFile(io.BytesIO(taken)) as archive:
        exported = b"".join(archive.read(name) for name in archive.namelist())
    assert entry.leaf.encode() in exported or b"reason_digest" in exported
    for given in (*(page.content for page in pages), exported):
        assert "甄不见".encode() not in given
        assert "病重".encode() not in given


def test_the_database_holds_the_words_sealed():
    line()
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM audit_reason")
        (stored,) = cursor.fetchone()
    assert "病" not in stored
    assert stored.isascii()


def test_the_words_can_be_erased_and_the_log_still_holds():
    entry = line()
    with writing():
        Reason.objects.all().delete()
    assert Entry.objects.get(pk=entry.pk).reason == ""
    assert Entry.objects.get(pk=entry.pk).reason_length == len(WORDS)
    assert verify_log().ok


def test_the_words_cannot_become_others():
    entry = line()
    with pytest.raises(DatabaseError, match="audit_reason"), transaction.atomic(), writing():
        Reason.objects.filter(pk=entry.pk).update(text="别的")
    assert entry.reason == WORDS


def test_other_words_put_in_their_place_are_found():
    entry = line()
    put_off(make_actor(Office.LEADING_GROUP), "该同志受处分")
    other = Entry.objects.last()
    with connection.cursor() as cursor, writing():
        cursor.execute("SELECT text FROM audit_reason WHERE entry_id = %s", [other.seq])
        (sealed,) = cursor.fetchone()
        cursor.execute("DELETE FROM audit_reason WHERE entry_id = %s", [entry.seq])
        cursor.execute("INSERT INTO audit_reason VALUES (%s, %s)", [entry.seq, sealed])
    assert Entry.objects.get(pk=entry.pk).reason == "该同志受处分"
    found = verify_log()
    assert (found.ok, found.seq) == (False, entry.seq)
    with writing():
        Reason.objects.filter(pk=entry.pk).delete()
        Reason.objects.create(entry=entry, text=WORDS)
    assert verify_log().ok


def test_words_put_beside_a_line_that_had_none_or_that_do_not_open_are_found():
    entry = line()
    put_off(make_actor(Office.LEADING_GROUP), "")
    bare = Entry.objects.last()
    with writing():
        Reason.objects.create(entry=bare, text="补的")
    assert verify_log().seq == bare.seq
    with connection.cursor() as cursor, writing():
        cursor.execute("DELETE FROM audit_reason")
        cursor.execute("INSERT INTO audit_reason VALUES (%s, 'AAAA')", [entry.seq])
    assert verify_log().seq == entry.seq


def test_a_history_reads_all_reasons_at_once(django_assert_num_queries):
    line()
    with django_assert_num_queries(1):
        found = [row.reason for row in Entry.objects.select_related("words")]
    assert found.count(WORDS) == 1
