"""What goes on record comes back as it went in, from both databases; and whoever tampers shows."""

from __future__ import annotations

import base64
import json
import random
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import TestCase
from hypothesis import given
from hypothesis import strategies as st

from lungang.campaign.core.actions.campaigns import open_step
from lungang.errors import InputError, NotPermitted
from lungang.platform.accounts.actor import system
from lungang.platform.accounts.offices import Office
from lungang.platform.audit import log, witness
from lungang.platform.audit.actions.checkpoint import checkpoint_after_commit, make_checkpoint
from lungang.platform.audit.actions.read import log_reading
from lungang.platform.audit.canonical import clean, leaf_of, plain
from lungang.platform.audit.models import Checkpoint, Entry, Result
from lungang.platform.audit.protection import TRIGGERS
from lungang.platform.audit.queries import inclusion_of, signer, verify_log
from lungang.platform.audit.witnessing import bundle, checkpoints_file
from lungang.platform.guard import writing
from lungang.platform.triggers import install, missing, remove, removed
from tests.factories import make_actor, make_campaign

pytestmark = pytest.mark.django_db

TEXT = st.text(st.characters(exclude_categories=[]), max_size=30)
DETAILS = st.dictionaries(
    st.one_of(TEXT, st.integers(-5, 20)),
    st.recursive(
        st.one_of(
            TEXT, st.integers(), st.booleans(), st.none(), st.dates(), st.uuids(),
            st.datetimes(), st.decimals(allow_nan=False),
        ),
        lambda inner: st.one_of(st.lists(inner), st.dictionaries(TEXT, inner)),
        max_leaves=6,
    ),
    max_size=4,
)  # fmt: skip


def append(summary="办了", **how):
    with transaction.atomic(), writing():
        return log.append(system("测试"), "tests.any", summary=summary, **how)


@given(summary=TEXT, reason=TEXT, details=DETAILS, version=st.none() | st.integers(0, 2**31 - 1))
def test_every_line_reads_back_to_the_same_bytes(summary, reason, details, version):
    made = append(
        summary * 8, reason=reason, details=details, subject=("core.Campaign", "1", version)
    )
    read = Entry.objects.get(pk=made.pk)
    assert log.line_of(read) == log.line_of(made)
    assert leaf_of(log.line_of(read)) == read.leaf
    assert len(read.summary) <= 200


def test_values_become_plain():
    assert plain(
        {2: (date(2004, 12, 16), Decimal("1.50")), "a": {"乙", "甲"}, "r": Result.DONE}
    ) == {
        "2": ["2004-12-16", "1.50"],
        "a": ["乙", "甲"],
        "r": "done",
    }
    assert plain([UUID(int=1), datetime(2004, 1, 2, tzinfo=UTC)]) == [
        "00000000-0000-0000-0000-000000000001",
        "2004-01-02T00:00:00+00:00",
    ]
    for wrong in (1.0, float("nan"), object(), b"x"):
        with pytest.raises(TypeError):
            plain({"a": wrong})
    assert clean("甲\x00乙\ud800丙\r\n丁") == "甲�乙�丙\n丁"
    assert clean("一二三四", 3) == "一二…"


def test_what_cannot_be_on_record_is_not_done():
    with pytest.raises(TypeError):
        append(details={"share": 0.5})
    assert not Entry.objects.exists()


def grow(lines):
    for number in range(lines):
        append(f"第 {number} 件", details={"n": number})


def test_lines_are_counted_without_gaps_and_chained():
    grow(5)
    rows = list(Entry.objects.all())
    assert [row.seq for row in rows] == [0, 1, 2, 3, 4]
    assert [row.previous for row in rows[1:]] == [row.leaf for row in rows[:-1]]
    assert verify_log().ok


def test_checkpoints_are_made_when_the_log_has_grown_and_bear_the_sites_key():
    grow(3)
    first = make_checkpoint()
    assert first.size == 3
    assert make_checkpoint() is None
    append()
    assert make_checkpoint().size == 4
    signed = witness.Checkpoint(first.note, signer().written)
    assert (signed.size, signed.root.hex()) == (3, first.root)
    assert first.note.split("\n")[:2] == [signer().name, "3"]
    assert verify_log().ok
    assert verify_log().checkpoints == 2


def test_a_checkpoint_waits_for_the_act_it_covers():
    with TestCase.captureOnCommitCallbacks(execute=True):
        append()
        checkpoint_after_commit()
        assert not Checkpoint.objects.exists()
    assert Checkpoint.objects.get().size == 1


def test_each_change_of_step_makes_a_checkpoint():
    campaign = make_campaign("reporting")
    with TestCase.captureOnCommitCallbacks(execute=True):
        open_step(make_actor(Office.LEADING_GROUP), campaign.pk, "screening")
    assert Checkpoint.objects.get().size == Entry.objects.count() == 1


def test_a_checkpoint_is_never_changed():
    grow(1)
    made = make_checkpoint()
    for change in (
        lambda: Checkpoint.objects.update(note=""),
        lambda: Checkpoint.objects.all().delete(),
        lambda: Checkpoint.objects.create(size=1, root="", at=made.at, note=""),
        lambda: Checkpoint.objects.create(size=0, root="", at=made.at, note=""),
    ):
        with pytest.raises(Exception, match=r"append-only|grows|UNIQUE"):  # noqa: SIM117
            with transaction.atomic(), writing():
                change()


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_replacing_is_changing():
    grow(2)
    columns = ", ".join(field.column for field in Entry._meta.fields)
    with pytest.raises(Exception, match="grows at its end"), transaction.atomic(), writing():
        execute(f"INSERT OR REPLACE INTO audit_entry SELECT {columns} FROM audit_entry")


def test_a_missing_trigger_is_told():
    assert missing(TRIGGERS) == []
    remove(TRIGGERS[:1])
    assert verify_log().unprotected == (TRIGGERS[0].name,)
    assert not verify_log().ok
    install(TRIGGERS)
    assert verify_log().ok


def execute(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)


FORGERIES = {
    "actor_name": "别人", "action": "tests.other", "result": "refused", "summary": "没办",
    "reason_digest": "2:编的", "details": '{"n": 99}', "subject_id": "8", "key": "k",
    "actor_title": "x",
    "at": "2001-01-01 00:00:00+00:00", "actor_id": "9", "actor_office": "auditor",
    "subject_type": "x.Y", "subject_version": 3, "previous": "0" * 64, "leaf": "f" * 64,
}  # fmt: skip


@pytest.mark.parametrize("column", FORGERIES)
def test_any_column_changed_behind_our_back_is_found(column):
    grow(9)
    make_checkpoint()
    seq = random.Random(column).randrange(9)
    with removed(TRIGGERS), writing():
        execute(f"UPDATE audit_entry SET {column} = %s WHERE seq = %s", FORGERIES[column], seq)
    state = verify_log()
    assert (state.ok, state.seq) == (False, seq)
    assert f"第 {seq} 条" in state.wrong


@pytest.mark.skipif("connection.vendor != 'sqlite'")
@pytest.mark.parametrize(
    ("column", "value"),
    [("at", "not a time"), ("details", "{"), ("at", None), ("summary", b"\xff\xfe"), ("result", 7)],
)
def test_a_line_that_cannot_be_read_is_found(column, value):
    grow(5)
    execute("PRAGMA ignore_check_constraints = ON")
    try:
        with removed(TRIGGERS), writing():
            if value is None:
                value = ""
            execute(f"UPDATE audit_entry SET {column} = %s WHERE seq = 3", value)
        assert verify_log().seq == 3
    finally:
        execute("PRAGMA ignore_check_constraints = OFF")


def test_rows_taken_out_moved_or_cut_off_are_found():
    grow(9)
    make_checkpoint()
    with removed(TRIGGERS), writing(), transaction.atomic():
        execute("DELETE FROM audit_entry WHERE seq = 4")
        assert verify_log().seq == 4
        transaction.set_rollback(True)
    with removed(TRIGGERS), writing():
        for a, b in ((-1, 2), (2, 6), (6, -1)):
            execute("UPDATE audit_entry SET seq = %s WHERE seq = %s", a, b)
        assert verify_log().seq == 2
        for a, b in ((-1, 6), (6, 2), (2, -1)):
            execute("UPDATE audit_entry SET seq = %s WHERE seq = %s", a, b)
        execute("DELETE FROM audit_entry WHERE seq >= 7")
    state = verify_log()
    assert state.seq == 7
    assert "第 7 条起被删去" in state.wrong


def test_a_database_rolled_back_with_its_checkpoints_is_found_by_one_from_outside():
    grow(4)
    make_checkpoint()
    grow(4)
    make_checkpoint()
    kept = checkpoints_file().encode()
    with removed(TRIGGERS), writing():
        execute("DELETE FROM audit_entry WHERE seq >= 4")
        execute("DELETE FROM audit_checkpoint WHERE size > 4")
    assert verify_log().ok  # by itself it looks honest
    outside = tuple(witness.read_checkpoints(kept, signer().written)[1])
    assert verify_log(outside).seq == 4
    grow(6)  # and life went on
    make_checkpoint()
    state = verify_log(outside)
    assert not state.ok
    assert state.seq == 4
    with pytest.raises(witness.Wrong):
        witness.check({"checkpoints.json": checkpoints_file().encode()}, None, kept)


def test_a_checkpoint_changed_behind_our_back_is_found():
    grow(3)
    made = make_checkpoint()
    with removed(TRIGGERS), writing():
        execute("UPDATE audit_checkpoint SET root = %s", "0" * 64)
        assert "检查点" in verify_log().wrong
        execute(
            "UPDATE audit_checkpoint SET root = %s, note = %s", made.root, made.note[:-9] + "\n"
        )
        assert "检查点" in verify_log().wrong


def test_the_bundle_holds_what_its_verifier_needs_and_lines_only_if_asked():
    grow(5)
    make_checkpoint()
    append("在检查点之后")
    with bundle(entries=True) as made, zipfile.ZipFile(made) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert set(files) == {"checkpoints.json", "entries.txt", "verify.py", "说明.txt"}
    assert "记录 5 条，逐条核对无误。" in witness.check(files, signer().written)
    with bundle(entries=False) as made, zipfile.ZipFile(BytesIO(made.read())) as archive:
        assert "entries.txt" not in archive.namelist()
        assert b"tests.any" not in b"".join(map(archive.read, archive.namelist()))


def test_the_proof_of_a_line():
    from lungang.platform.audit.merkle import verify_inclusion

    grow(6)
    first = make_checkpoint()
    grow(5)
    make_checkpoint()
    line = Entry.objects.get(seq=4)
    found = inclusion_of(line)
    assert found.checkpoint == first
    path = [bytes.fromhex(step) for step in found.path]
    root = bytes.fromhex(first.root)
    assert verify_inclusion(bytes.fromhex(line.leaf), 4, 6, path, root)
    append()
    assert inclusion_of(Entry.objects.get(seq=11)) is None


def test_a_reading_is_on_record_with_its_reason():
    actor = make_actor(Office.PERSONNEL_SECTION)
    log_reading(actor, "查看证件号码", "核对档案")
    line = Entry.objects.get()
    assert (line.action, line.summary, line.reason) == ("audit.read", "查看证件号码", "核对档案")
    with pytest.raises(InputError):
        log_reading(actor, "查看证件号码", "  ")
    with pytest.raises(NotPermitted):
        log_reading(system(""), "查看证件号码", "x")


def test_a_veiled_value_is_the_same_each_time_and_does_not_show():
    number = "990101198001010011"
    assert log.veiled(number) == log.veiled(number) != log.veiled(number[:-1] + "2")
    append(details={"id": log.veiled(number)})
    assert number not in json.dumps([str(row) for row in Entry.objects.values_list()])
    assert base64.b64encode(number.encode()).decode() not in log.veiled(number)
