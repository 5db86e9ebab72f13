"""Titles in lines that break between words (GB/T 9704-2012, 7.3.1).

一般分一行或多行居中排布；回行时要做到词意完整，排列对称，长短适宜，间距恰当，应当使用梯形或菱形。
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import combinations, pairwise

_ENDINGS = re.compile(
    r".+?(?:委员会|办公室|联合社|管理局|管理所|开发区|街道|省|市|州|盟|县|区|旗|局|厅|部|院|"
    r"中心|大队|支队|总队|协会|公司|和|与|及|、|暨)"
)
_MOST_BREAKS = 16


def width(text: str) -> float:
    """Width in characters: Han 1, Latin and figures a half."""
    return sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def title_lines(words: Sequence[str], most: float) -> tuple[str, ...]:
    """Set words in as few lines as hold at most ``most`` characters, evenly, the longest inside.

    A word that is longer than a line is broken where a part of an organ's name ends, and at any
    character only if that does not help.
    """
    parts = [part for word in words for part in _parts(word, most)]
    for lines in range(1, len(parts) + 1):
        found = _best(parts, lines, most)
        if found:
            return found
    return tuple(parts)


def _parts(word: str, most: float) -> list[str]:
    if width(word) <= most * 0.9:
        return [word]
    found = _ENDINGS.findall(word)
    rest = word[len("".join(found)) :]
    parts = [*found, rest] if rest else found
    step = max(2, int(most * 0.9))
    return [part[i : i + step] for part in parts for i in range(0, len(part), step)]


def _best(parts: Sequence[str], lines: int, most: float) -> tuple[str, ...]:
    """Return the best way to set the parts in so many lines, or nothing."""
    if len(parts) > _MOST_BREAKS and lines > 3:
        return _greedy(parts, most)
    best: tuple[float, tuple[str, ...]] | None = None
    for cuts in combinations(range(1, len(parts)), lines - 1):
        edges = [0, *cuts, len(parts)]
        told = tuple("".join(parts[a:b]) for a, b in pairwise(edges))
        widths = [width(line) for line in told]
        if max(widths) > most:
            continue
        fault = _fault(widths, told)
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
        if width(told[-1] + part) > most:
            told.append("")
        told[-1] += part
    return tuple(told)
