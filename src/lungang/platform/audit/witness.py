#!/usr/bin/env python3
"""Check the audit log of 轮岗, alone.

核对轮岗系统的审计记录。只要 Python 3.8 及以上，不用安装任何东西，也不用联网。

    python3 verify.py 导出的文件夹或 zip  [--key 公钥一行]  [--last 上次留下的 checkpoints.json]

第一次核对时把显示的公钥和 checkpoints.json 记下、留好；以后每次都用 --key 和 --last 带上。
没有这两样，只能看出记录自身是否前后相符，看不出整个数据库是否被换成了旧的或另造的。

This one file stands alone on purpose: whoever witnesses the log must not need to trust the program
that writes it. It checks each line's hash, the chain, the Merkle roots (RFC 6962), the signatures
(Ed25519, RFC 8032) and that the log grew from what the witness last saw.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
import zipfile
from pathlib import Path
from typing import Dict, Iterable, Iterator, List, Optional, Sequence, Set, Tuple

try:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None  # type: ignore[assignment,misc]

GENESIS = hashlib.sha256(b"").hexdigest()

# ---- Ed25519: verification alone, after RFC 8032 section 5.1 ----------------------------------

Point = Tuple[int, int, int, int]
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def _add(a: Point, b: Point) -> Point:
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(number: int, point: Point) -> Point:
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = _add(result, point)
        point, number = _add(point, point), number >> 1
    return result


def _point(data: bytes) -> Optional[Point]:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else (0, y, 1, 0)
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * SQRT_M1 % P
    if (x * x - square) % P:
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


_FOUND = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
assert _FOUND is not None
BASE: Point = _FOUND


def signature_holds(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature over a message is of the key (32 bytes).

    The library "cryptography", where it is there, says the same forty times faster.
    """
    if Ed25519PublicKey is None:
        return signature_holds_by_hand(key, signature, message)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except Exception:  # its own kinds of refusal
        return False
    return True


def signature_holds_by_hand(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether it holds, computed here."""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = _point(key), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % Q
    left, right = _times(s, BASE), _add(r, _times(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % P == 0


# ---- what is checked --------------------------------------------------------------------------


class Wrong(Exception):
    """What is not as it should be. ``seq`` is the first wrong line, where it is known."""

    def __init__(self, words: str, seq: Optional[int] = None) -> None:
        super().__init__(words)
        self.seq = seq


class Checkpoint:
    """A signed note, read and found to be of the key."""

    def __init__(self, note: str, key: str) -> None:
        try:
            name, key_id, public = _key(key)
            text, _blank, signatures = note.partition("\n\n")
            origin, size, root = text.split("\n")
            self.size, self.root = int(size), base64.b64decode(root, validate=True)
            lines = [line for line in signatures.split("\n") if line.startswith("— " + name + " ")]
            signed = base64.b64decode(lines[0].rpartition(" ")[2], validate=True)
        except (ValueError, IndexError) as error:
            raise Wrong("检查点不是这把钥匙签的，或者不完整：" + note[:60]) from error
        canonical = str(self.size) == size and self.size >= 0 and len(self.root) == 32
        held = signed[:4] == key_id and signature_holds(public, signed[4:], (text + "\n").encode())
        if not (canonical and held and origin == name):
            raise Wrong("检查点的签名不对（第 %s 条处）：不是这把钥匙签的" % size)
        self.note = note


def _key(written: str) -> Tuple[str, bytes, bytes]:
    name, key_id, data = written.strip().split("+", 2)
    raw = base64.b64decode(data, validate=True)
    public = raw[1:]
    expected = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    if raw[:1] != b"\x01" or len(public) != 32 or key_id != expected.hex():
        raise ValueError("no key")
    return name, expected, public


class Roots:
    """Merkle roots of a growing list of leaves: one hash for each complete subtree."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: List[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Add a leaf hash."""
        self.size += 1
        size = self.size
        while not size & 1:
            leaf, size = hashlib.sha256(b"\x01" + self._peaks.pop() + leaf).digest(), size >> 1
        self._peaks.append(leaf)

    def root(self) -> bytes:
        """Return the root over the leaves so far."""
        if not self._peaks:
            return hashlib.sha256(b"").digest()
        root = self._peaks[-1]
        for peak in self._peaks[-2::-1]:
            root = hashlib.sha256(b"\x01" + peak + root).digest()
        return root


def check_lines(
    lines: Iterable[Tuple[str, bytes]], checkpoints: Iterable[Checkpoint]
) -> Tuple[int, bytes]:
    """Check lines (leaf hash, bytes) against each other and against the checkpoints, by size.

    Returns the number of lines and the root over them. Raises Wrong at the first that is wrong.
    """
    sha256, roots, before = hashlib.sha256, Roots(), GENESIS
    wanted: Dict[int, Set[bytes]] = {}
    for one in checkpoints:
        wanted.setdefault(one.size, set()).add(one.root)
    good = _agree(wanted, roots, 0)
    for leaf, text in lines:
        seq = roots.size
        hashed = sha256(b"\x00" + text)
        if hashed.hexdigest() != leaf:
            raise Wrong("第 %d 条的内容与它的校验值不符：改过" % seq, seq)
        said, previous = _place(text, seq)
        if said != seq:
            words = "第 %d 条缺失或次序不对：这里写的是第 %s 条" % (seq, said)
            raise Wrong(words, seq)
        if previous != before:
            raise Wrong("第 %d 条接不上第 %d 条：改过、抽掉过或换过" % (seq, seq - 1), seq)
        before = leaf
        roots.add(hashed.digest())
        if roots.size in wanted:
            good = _agree(wanted, roots, good)
    beyond = [size for size in wanted if size > roots.size]
    if beyond:
        words = "记录只有 %d 条，检查点证明曾有 %d 条：第 %d 条起被删去，或数据库退回过"
        raise Wrong(words % (roots.size, max(beyond), roots.size), roots.size)
    return roots.size, roots.root()


def _agree(wanted: Dict[int, Set[bytes]], roots: Roots, good: int) -> int:
    if any(root != roots.root() for root in wanted.get(roots.size, ())):
        words = "第 %d 至第 %d 条之中有改写过的：与检查点的根不符"
        raise Wrong(words % (good, max(roots.size - 1, 0)), good)
    return roots.size if roots.size in wanted else good


def _place(text: bytes, seq: int) -> Tuple[object, object]:
    try:
        line = json.loads(text)
        return line["seq"], line["previous"]
    except (ValueError, KeyError, TypeError) as error:
        raise Wrong("第 %d 条读不出来" % seq, seq) from error


def consistent(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that the log of checkpoint ``new`` grew from that of ``old``."""
    if old.size == 0:
        return not proof
    if old.size > new.size or any(len(step) != 32 for step in proof):
        return False
    if old.size == new.size:
        return not proof and old.root == new.root
    steps = list(proof) if old.size & (old.size - 1) else [old.root, *proof]
    if not steps:
        return False
    # RFC 9162, 2.1.4.2
    at, last = old.size - 1, new.size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first = hashlib.sha256(b"\x01" + step + first).digest()
            second = hashlib.sha256(b"\x01" + step + second).digest()
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = hashlib.sha256(b"\x01" + second + step).digest()
        at, last = at >> 1, last >> 1
    return last == 0 and (first, second) == (old.root, new.root)


def read_checkpoints(data: bytes, key: Optional[str] = None) -> Tuple[str, List[Checkpoint]]:
    """Read checkpoints.json: every signature and every step from one checkpoint to the next."""
    try:
        held = json.loads(data)
        rows = [(row["note"], [base64.b64decode(step) for step in row["proof"]])
                for row in held["checkpoints"]]  # fmt: skip
        said = held["key"]
    except (ValueError, KeyError, TypeError) as error:
        raise Wrong("checkpoints.json 读不出来") from error
    if key is not None and key.strip() != said:
        raise Wrong("公钥不是你留下的那一把：钥匙被换过，或者不是同一个系统")
    found: List[Checkpoint] = []
    for note, proof in rows:
        one = Checkpoint(note, said)
        if found and not (found[-1].size < one.size and consistent(found[-1], one, proof)):
            words = "检查点接不上：第 %d 条处的与第 %d 条处的不是同一份记录"
            raise Wrong(words % (found[-1].size, one.size), found[-1].size)
        found.append(one)
    return said, found


def grown_from(found: Iterable[Checkpoint], last: Iterable[Checkpoint]) -> None:
    """See that the checkpoints held now begin with those that the witness kept."""
    now = {one.size: one.root for one in found}
    good = 0
    for one in last:
        if one.size not in now:
            words = "你留下的检查点（第 %d 条处）不见了：数据库退回过，或另造过"
            raise Wrong(words % one.size, good)
        if now[one.size] != one.root:
            words = "与你留下的检查点不符：第 %d 至第 %d 条之中有改写过的"
            raise Wrong(words % (good, max(one.size - 1, 0)), good)
        good = one.size


def check(
    files: Dict[str, bytes], key: Optional[str] = None, last: Optional[bytes] = None
) -> List[str]:
    """Check an export (name → bytes). Returns what was found, in words."""
    said, found = read_checkpoints(files["checkpoints.json"], key)
    kept = read_checkpoints(last, said)[1] if last else []
    grown_from(found, kept)
    words = ["公钥：" + said, "检查点 %d 个，签名都对，前后相接。" % len(found)]
    if kept:
        words.append("与上次留下的检查点相接（第 %d 条处）。" % kept[-1].size)
    if "entries.txt" in files:
        size, root = check_lines(split_lines(files["entries.txt"]), found)
        words.append("记录 %d 条，逐条核对无误。" % size)
        words.append("根：" + base64.b64encode(root).decode())
        if found and found[-1].size < size:
            words.append("第 %d 条起还没有检查点。" % found[-1].size)
    return words


def split_lines(data: bytes) -> Iterator[Tuple[str, bytes]]:
    """Give (leaf hash, bytes) for each line of entries.txt."""
    for number, line in enumerate(data.split(b"\n")[:-1] if data else ()):
        leaf, blank, text = line.partition(b" ")
        if len(leaf) != 64 or not blank:
            raise Wrong("第 %d 条读不出来" % number, number)
        yield leaf.decode("ascii", "replace"), text
    if data and not data.endswith(b"\n"):
        raise Wrong("entries.txt 末尾不完整", data.count(b"\n"))


def read(named: str) -> Dict[str, bytes]:
    """Read an export: a folder, a zip, or checkpoints.json alone."""
    place = Path(named)
    names = ("checkpoints.json", "entries.txt")
    if place.is_dir():
        return {name: (place / name).read_bytes() for name in names if (place / name).exists()}
    if zipfile.is_zipfile(str(place)):
        with zipfile.ZipFile(str(place)) as archive:
            return {name: archive.read(name) for name in names if name in archive.namelist()}
    return {"checkpoints.json": place.read_bytes()}


def main() -> int:
    """Check what the command line names; exit code 0 if all is well, 3 if not, 2 if unreadable."""
    asked = argparse.ArgumentParser(description="核对轮岗系统的审计记录")
    asked.add_argument("export")
    asked.add_argument("--key")
    asked.add_argument("--last")
    given = asked.parse_args()
    try:
        last = read(given.last)["checkpoints.json"] if given.last else None
        files = read(given.export)
        files["checkpoints.json"]
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        print("读不到：%s" % error, file=sys.stderr)
        return 2
    try:
        words = check(files, given.key, last)
    except Wrong as found:
        print("✗ %s" % found)
        return 3
    print("\n".join(words))
    if given.key is None:
        print("没有给 --key：公钥没有与你留下的核对。")
    if last is None:
        print("没有给 --last：没有与上次留下的检查点核对。")
    print("✓ 核对无误。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
