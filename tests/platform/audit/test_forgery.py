"""Whatever is done to an exported log, its verifier says which line is wrong."""

from __future__ import annotations

import base64
import json
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lungang.platform.audit import witness
from lungang.platform.audit.canonical import GENESIS, canonical, leaf_of
from lungang.platform.audit.checkpoints import Signer
from lungang.platform.audit.merkle import Tree

SIGNER = Signer(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER = Signer(Ed25519PrivateKey.from_private_bytes(bytes(32)))
LINES = 60
CHECKPOINTS = (1, 8, 21, 40, LINES)
BEGAN = datetime(2004, 12, 16, 8, tzinfo=UTC)


def make_lines(count, word="上报花名册"):
    """Lines as the log writes them: (leaf, bytes)."""
    lines, before = [], GENESIS
    for seq in range(count):
        text = canonical(
            {
                "seq": seq, "at": BEGAN + timedelta(seconds=seq), "action": "rosters.submit",
                "result": "done", "actor_id": "7", "actor_name": "某人",
                "actor_office": "hr_officer", "actor_title": "县交通局政工人员",
                "subject_type": "rosters.Return", "subject_id": str(seq), "subject_version": 1,
                "summary": word, "reason_digest": "", "details": {"people": seq}, "key": f"k{seq}",
                "previous": before,
            }
        )  # fmt: skip
        before = leaf_of(text)
        lines.append((before, text))
    return lines


def make_checkpoints(lines, sizes=CHECKPOINTS, signer=SIGNER):
    tree = Tree([bytes.fromhex(leaf) for leaf, _text in lines])
    rows, before = [], 0
    for size in sizes:
        proof = tree.consistency(before, size) if before else []
        note = signer.note(size, tree.root(size))
        rows.append({"note": note, "proof": [base64.b64encode(step).decode() for step in proof]})
        before = size
    return json.dumps({"key": signer.written, "checkpoints": rows}).encode()


def written(lines):
    return b"".join(leaf.encode() + b" " + text + b"\n" for leaf, text in lines)


def export(lines, **how):
    return {"checkpoints.json": make_checkpoints(lines, **how), "entries.txt": written(lines)}


GOOD = make_lines(LINES)
EXPORT = export(GOOD)


def rechained(lines, start):
    """What a forger does who knows how the log is made: every hash after a change made anew."""
    out = list(lines[:start])
    for _leaf, text in lines[start:]:
        line = json.loads(text)
        line["previous"] = out[-1][0] if out else GENESIS
        fixed = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        out.append((leaf_of(fixed), fixed))
    return out


def wrong_with(files, **kept):
    with pytest.raises(witness.Wrong) as found:
        witness.check(files, **kept)
    return found.value


def test_an_honest_log_is_found_honest():
    words = witness.check(EXPORT, SIGNER.written, EXPORT["checkpoints.json"])
    assert "记录 60 条，逐条核对无误。" in words
    assert len(witness.check({"checkpoints.json": EXPORT["checkpoints.json"]})) == 2


def _mutations(rng, count):
    """(kind, first wrong line, bytes of entries.txt), seeded."""
    whole = EXPORT["entries.txt"]
    starts = [0]
    for leaf, text in GOOD:
        starts.append(starts[-1] + len(leaf) + len(text) + 2)
    for _one in range(count):
        kind = rng.choice(("flip", "insert byte", "delete byte", "truncate", "drop", "copy", "swap",
                           "shuffle", "other leaf"))  # fmt: skip
        at = rng.randrange(len(whole))
        seq = next(number for number in range(LINES) if at < starts[number + 1])
        lines = list(GOOD)
        if kind == "flip":
            changed = bytes([whole[at] ^ 1 << rng.randrange(8)])
            yield kind, seq, whole[:at] + changed + whole[at + 1 :]
        elif kind == "insert byte":
            yield kind, seq, whole[:at] + bytes([rng.randrange(256)]) + whole[at:]
        elif kind == "delete byte":
            yield kind, seq, whole[:at] + whole[at + 1 :]
        elif kind == "truncate":
            yield kind, seq, whole[:at]
        elif kind == "drop":
            del lines[seq]
            yield kind, seq, written(lines)
        elif kind == "copy":
            where = rng.randrange(LINES)
            lines.insert(where, GOOD[seq])
            yield kind, where + (where == seq), written(lines)
        elif kind == "swap":
            other = rng.choice([number for number in range(LINES) if number != seq])
            lines[seq], lines[other] = lines[other], lines[seq]
            yield kind, min(seq, other), written(lines)
        elif kind == "shuffle":
            tail = lines[seq:]
            rng.shuffle(tail)
            moved = [number for number, line in enumerate(tail) if line != GOOD[seq + number]]
            if moved:
                yield kind, seq + moved[0], written(lines[:seq] + tail)
        else:
            lines[seq] = (GOOD[(seq + 1) % LINES][0], GOOD[seq][1])
            yield kind, seq, written(lines)


def test_ten_thousand_mutations_are_all_found_at_their_line():
    counts: dict[str, int] = {}
    _key, checkpoints = witness.read_checkpoints(EXPORT["checkpoints.json"])
    for kind, seq, data in _mutations(random.Random(20041216), 10_500):
        if data == EXPORT["entries.txt"]:
            continue  # a byte put beside its equal
        with pytest.raises(witness.Wrong) as caught:
            witness.check_lines(witness.split_lines(data), checkpoints)
        found, near = caught.value, {seq}
        if kind in ("flip", "insert byte", "delete byte"):
            near.add(seq + 1)  # a line's own end belongs to two
        assert found.seq in near, (kind, seq, str(found))
        counts[kind] = counts.get(kind, 0) + 1
    assert sum(counts.values()) > 10_000
    assert len(counts) == 9


def test_a_log_written_anew_from_some_line_on_is_found_by_its_checkpoints():
    rng = random.Random(8)
    for _one in range(200):
        seq = rng.randrange(LINES)
        lines = list(GOOD)
        line = json.loads(lines[seq][1])
        line["summary"] = "接收花名册"
        lines[seq] = ("", json.dumps(line).encode())
        found = wrong_with({**EXPORT, "entries.txt": written(rechained(lines, seq))})
        good, bad = max(s for s in (0, *CHECKPOINTS) if s <= seq), 0
        bad = min(s for s in CHECKPOINTS if s > seq)
        assert found.seq == good
        assert str(bad - 1) in str(found)


def test_a_log_cut_short_and_regrown_is_found_by_what_the_witness_kept():
    kept = EXPORT["checkpoints.json"]
    yesterday = GOOD[:30]
    rolled = wrong_with(export(yesterday, sizes=(1, 8, 21)), last=kept)
    assert "40" in str(rolled)
    assert rolled.seq == 21
    regrown = rechained([*yesterday, *make_lines(90, "别的")[30:]], 30)
    again = export(regrown, sizes=(1, 8, 21, 40, 60, 90))
    witness.check(again, SIGNER.written)  # with nothing kept it looks honest
    found = wrong_with(again, last=kept)
    assert found.seq == 21
    assert "40" not in str(found).partition("至")[0]
    # Without lines, as the discipline office gets it, it shows as well.
    assert wrong_with({"checkpoints.json": again["checkpoints.json"]}, last=kept).seq == 21


def test_a_checkpoint_proves_lines_that_are_no_longer_there():
    assert wrong_with({**EXPORT, "entries.txt": written(GOOD[:45])}).seq == 45
    assert wrong_with({**EXPORT, "entries.txt": b""}).seq == 0


def test_another_key_is_found_only_by_one_who_kept_the_first():
    forged = export(GOOD, signer=OTHER)
    witness.check(forged)
    assert "公钥" in str(wrong_with(forged, key=SIGNER.written))
    assert "公钥" in str(wrong_with(forged, last=EXPORT["checkpoints.json"]))
    mixed = json.loads(EXPORT["checkpoints.json"])
    mixed["checkpoints"][2]["note"] = json.loads(forged["checkpoints.json"])["checkpoints"][2][
        "note"
    ]
    wrong_with({**EXPORT, "checkpoints.json": json.dumps(mixed).encode()})


def test_no_changed_checkpoint_is_taken():
    rng = random.Random(3)
    held = json.loads(EXPORT["checkpoints.json"])
    for number, row in enumerate(held["checkpoints"]):
        note = row["note"]
        for _one in range(120):
            at = rng.randrange(len(note) - 1)  # the last line end says nothing
            sign = chr(rng.randrange(33, 127))
            changed = note[:at] + sign + note[at + 1 :]
            if changed == note:
                continue
            forged = json.loads(EXPORT["checkpoints.json"])
            forged["checkpoints"][number]["note"] = changed
            wrong_with({**EXPORT, "checkpoints.json": json.dumps(forged).encode()})


def test_two_logs_under_one_key_do_not_join():
    other = json.loads(make_checkpoints(make_lines(LINES, "别的")))
    held = json.loads(EXPORT["checkpoints.json"])
    held["checkpoints"][3:] = other["checkpoints"][3:]
    assert "接不上" in str(wrong_with({"checkpoints.json": json.dumps(held).encode()}))


RFC_8032 = (
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d8c387b2eaeb4302aeeb00d291612bb0c00"),
)  # fmt: skip


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032)
def test_ed25519_by_hand_holds_to_rfc_8032(key, message, signature):
    key, message, signature = map(bytes.fromhex, (key, message, signature))
    assert witness.signature_holds_by_hand(key, signature, message)
    rng = random.Random(5)
    for _one in range(60):
        bad = bytearray(signature)
        bad[rng.randrange(64)] ^= 1 << rng.randrange(8)
        assert not witness.signature_holds_by_hand(key, bytes(bad), message)
    assert not witness.signature_holds_by_hand(key, signature, message + b"!")
    assert not witness.signature_holds_by_hand(key, signature[:63], message)
    # s + q is the same number to the curve, and no signature (RFC 8032, 5.1.7)
    s = int.from_bytes(signature[32:], "little") + witness.Q
    assert not witness.signature_holds_by_hand(
        key, signature[:32] + s.to_bytes(32, "little"), message
    )


def test_by_hand_and_by_the_library_are_of_one_mind():
    rng = random.Random(7)
    for _one in range(25):
        key = Ed25519PrivateKey.from_private_bytes(rng.randbytes(32))
        signer, message = Signer(key), rng.randbytes(rng.randrange(90))
        signature = key.sign(message)
        for one in (signature, signature[:-1] + bytes([signature[-1] ^ 1]), rng.randbytes(64)):
            assert witness.signature_holds_by_hand(
                signer.public, one, message
            ) == witness.signature_holds(signer.public, one, message)


def test_the_file_runs_alone(tmp_path):
    """Isolated: no packages, not this project; only the standard library."""
    program = Path(witness.__file__).read_bytes()
    (tmp_path / "verify.py").write_bytes(program)
    for name, data in EXPORT.items():
        (tmp_path / name).write_bytes(data)
    kept = tmp_path / "kept.json"
    kept.write_bytes(make_checkpoints(GOOD, sizes=(1, 8)))

    def run(*words):
        return subprocess.run(
            [sys.executable, "-I", "-S", "verify.py", *words],
            cwd=tmp_path, capture_output=True, text=True, env={"PYTHONUTF8": "1"},
        )  # fmt: skip

    said = run(".", "--key", SIGNER.written, "--last", "kept.json")
    assert (said.returncode, said.stderr) == (0, "")
    assert "✓ 核对无误" in said.stdout
    assert "没有给" not in said.stdout
    assert "没有给 --last" in run(".").stdout
    (tmp_path / "entries.txt").write_bytes(EXPORT["entries.txt"].replace("上报".encode(), b"??", 1))
    said = run(".")
    assert said.returncode == 3
    assert "✗ 第 0 条的内容与它的校验值不符" in said.stdout
    assert run("nothing").returncode == 2
