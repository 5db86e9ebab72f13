"""The Merkle tree over the lines of the log, after RFC 6962 section 2.1 and RFC 9162 section 2.1.

Pure functions of hashes: ``leaves`` are leaf hashes, 32 bytes each, in the order of the log.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

NODE = b"\x01"
EMPTY = hashlib.sha256(b"").digest()
"""The root of a log without lines."""


class Tree:
    """The tree over some leaves. Complete subtrees are computed once; any root or proof is then
    some dozen hashes.
    """

    def __init__(self, leaves: Sequence[bytes]) -> None:
        level = list(leaves)
        self._levels = [level]
        sha256 = hashlib.sha256
        while len(level) > 1:
            level = [
                sha256(NODE + level[place] + level[place + 1]).digest()
                for place in range(0, len(level) - 1, 2)
            ]
            self._levels.append(level)

    def __len__(self) -> int:
        """Return the number of leaves."""
        return len(self._levels[0])

    def root(self, size: int | None = None) -> bytes:
        """Return the root over the first ``size`` leaves (all, where none is given).

        Raises:
            ValueError: there are not so many.
        """
        size = len(self) if size is None else size
        self._check(0 <= size <= len(self))
        return self._over(0, size) if size else EMPTY

    def inclusion(self, leaf: int, size: int | None = None) -> list[bytes]:
        """Return the audit path of a leaf in the tree of the first ``size`` (RFC 6962, 2.1.1).

        Raises:
            ValueError: there is no such leaf in it.
        """
        size = len(self) if size is None else size
        self._check(0 <= leaf < size <= len(self))
        path, start, end = [], 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            if leaf < middle:
                path.append(self._over(middle, end))
                end = middle
            else:
                path.append(self._over(start, middle))
                start = middle
        return path[::-1]

    def consistency(self, old: int, new: int | None = None) -> list[bytes]:
        """Return the proof that the first ``old`` leaves head the first ``new`` (RFC 6962, 2.1.2).

        Raises:
            ValueError: it is not 0 < old <= new <= the number of leaves.
        """
        new = len(self) if new is None else new
        self._check(0 < old <= new <= len(self))
        path, start, end, whole = [], 0, new, True
        while old != end:
            middle = start + _split(end - start)
            if old <= middle:
                path.append(self._over(middle, end))
                end = middle
            else:
                path.append(self._over(start, middle))
                start, whole = middle, False
        if not whole:
            path.append(self._over(start, end))
        return path[::-1]

    def _over(self, start: int, end: int) -> bytes:
        size = end - start
        if size & (size - 1) == 0 and start % size == 0:
            return self._levels[size.bit_length() - 1][start // size]
        middle = start + _split(size)
        return _node(self._over(start, middle), self._over(middle, end))

    def _check(self, fits: bool) -> None:
        if not fits:
            raise ValueError("no such part of the tree")


def verify_inclusion(
    leaf_hash: bytes, leaf: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """Whether a path shows that a leaf stands in the tree with a root (RFC 9162, 2.1.3.2)."""
    if not 0 <= leaf < size:
        return False
    at, last, found = leaf, size - 1, leaf_hash
    for step in path:
        if last == 0 or len(step) != len(EMPTY):
            return False
        if at & 1 or at == last:
            found = _node(step, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = _node(found, step)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether a path shows that a tree grew from an older one (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= new or any(len(step) != len(EMPTY) for step in path):
        return False
    if old == new:
        return not path and old_root == new_root
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        return False
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = _node(step, first), _node(step, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = _node(second, step)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _split(size: int) -> int:
    """Return the largest power of two smaller than a size of two or more."""
    return 1 << (size - 1).bit_length() - 1


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()
