"""Which characters a font file has: its ``cmap``, read from the file (OpenType 1.9)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from struct import unpack_from

_UNICODE = {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}


@cache
def characters(path: Path, index: int = 0) -> frozenset[int]:
    """Code points that a face of a font file maps to a glyph; ``index`` counts in a collection."""
    data = path.read_bytes()
    start = 0
    if data[:4] == b"ttcf":
        (start,) = unpack_from(">I", data, 12 + 4 * index)
    (tables,) = unpack_from(">H", data, start + 4)
    for n in range(tables):
        tag, _check, offset, _length = unpack_from(">4sIII", data, start + 12 + 16 * n)
        if tag == b"cmap":
            return frozenset(_cmap(data, offset))
    return frozenset()


def _cmap(data: bytes, at: int) -> Iterator[int]:
    (count,) = unpack_from(">H", data, at + 2)
    for n in range(count):
        platform, encoding, offset = unpack_from(">HHI", data, at + 4 + 8 * n)
        if (platform, encoding) in _UNICODE:
            (form,) = unpack_from(">H", data, at + offset)
            if form == 4:
                yield from _segments(data, at + offset)
            elif form == 12:
                yield from _groups(data, at + offset)


def _segments(data: bytes, at: int) -> Iterator[int]:
    """Format 4: ranges of the basic plane; a delta or a table of glyphs for each."""
    (twice,) = unpack_from(">H", data, at + 6)
    ends = unpack_from(f">{twice // 2}H", data, at + 14)
    starts = unpack_from(f">{twice // 2}H", data, at + 16 + twice)
    deltas = unpack_from(f">{twice // 2}H", data, at + 16 + 2 * twice)
    table = at + 16 + 3 * twice
    offsets = unpack_from(f">{twice // 2}H", data, table)
    for k, (first, last, delta, offset) in enumerate(
        zip(starts, ends, deltas, offsets, strict=True)
    ):
        for code in range(first, min(last, 0xFFFE) + 1):
            if offset:
                (glyph,) = unpack_from(">H", data, table + 2 * k + offset + 2 * (code - first))
            else:
                glyph = (code + delta) & 0xFFFF
            if glyph:
                yield code


def _groups(data: bytes, at: int) -> Iterator[int]:
    """Format 12: ranges of all planes."""
    (count,) = unpack_from(">I", data, at + 12)
    for n in range(count):
        first, last, glyph = unpack_from(">III", data, at + 16 + 12 * n)
        yield from range(first if glyph else first + 1, last + 1)
