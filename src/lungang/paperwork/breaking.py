"""Titles in lines that break between words (GB/T 9704-2012, 7.3.1).

一般分一行或多行居中排布；回行时要做到词意完整，排列对称，长短适宜，间距恰当，应当使用梯形或菱形。
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import combinations, pairwise
from math import comb

_ENDINGS = re.compile(
    r".*?(?:委员会|办公室|联合社|管理局|管理所|开发区|街道|省|市|州|盟|县|区|旗|局|厅|部|院|"
    r"中心|大队|支队|总队|协会|公司|和|与|及|、|暨|$)"
)
_PLACE = 2
"""Inside a name there is no dictionary: most words have two characters, so breaks may be there."""
_MOST_TRIED = 20_000
_TORN = 6.0  # what a break inside a part of a name costs, against the square of uneven lines


def width(text: str) -> float:
    """Width in characters: Han 1, Latin and figures a half, combining marks nothing."""
    return sum(
        0 if unicodedata.combining(c) else 1 if unicodedata.east_asian_width(c) in "WFA" else 0.5
        for c in text
    )


def title_lines(words: Sequence[str], most: float) -> tuple[str, ...]:
    """Set words in as few lines as hold at most ``most`` characters, evenly, the longest inside.

    A word that is longer than a line is broken where a part of an organ's name ends, and between
    two-character words within a part only if that does not help.
    """
    parts = [part for word in words for part in _parts(word, most)]
    for lines in range(1, len(parts) + 1):
        if comb(len(parts) - 1, lines - 1) > _MOST_TRIED:
            break
        if found := _best(parts, lines, most):
            return found
    return _greedy([text for text, _whole in parts], most)


def _parts(word: str, most: float) -> list[tuple[str, bool]]:
    """What may not be torn, and whether a line may well end after it."""
    if width(word) <= most * 0.9:
        return [(word, True)]
    parts: list[tuple[str, bool]] = []
    for piece in filter(None, _ENDINGS.findall(word)):
        cut = range(0, max(1, len(piece) - 1), _PLACE)
        ends = [*list(cut)[1:], len(piece)]
        parts += [(piece[a:b], b == len(piece)) for a, b in zip(cut, ends, strict=True)]
    return parts


def _best(parts: Sequence[tuple[str, bool]], lines: int, most: float) -> tuple[str, ...]:
    """Return the best way to set the parts in so many lines, or nothing."""
    best: tuple[float, tuple[str, ...]] | None = None
    for cuts in combinations(range(1, len(parts)), lines - 1):
        told = tuple(
            "".join(text for text, _whole in parts[a:b])
            for a, b in pairwise((0, *cuts, len(parts)))
        )
        widths = [width(line) for line in told]
        if max(widths, default=0) > most:
            continue
        torn = sum(not parts[cut - 1][1] for cut in cuts)
        fault = _fault(widths, told) + _TORN * torn
        if best is None or fault < best[0]:
            best = fault, told
    return best[1] if best else ()


def _fault(widths: Sequence[float], told: Sequence[str]) -> float:
    """How ugly lines are: uneven, all equal (neither 梯形 nor 菱形), waisted, or beginning 、."""
    mean = sum(widths) / len(widths)
    fault = sum((one - mean) ** 2 for one in widths)
    if len(widths) > 1 and max(widths) - min(widths) < 1:
        fault += 4
    waisted = any(
        widths[n] < widths[n - 1] and widths[n] < widths[n + 1] for n in range(1, len(widths) - 1)
    )
    return fault + (40 if waisted else 0) + 200 * sum(line[:1] in "、，）” " for line in told)


def _greedy(parts: Sequence[str], most: float) -> tuple[str, ...]:
    told = [""]
    for part in parts:
        if told[-1] and width(told[-1] + part) > most:
            told.append("")
        told[-1] += part
    return tuple(told)
