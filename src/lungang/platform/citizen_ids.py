"""A citizen id in a text, however it is typed: the one place that says what looks like one.

Of eighteen signs, or of the fifteen of before 1999; in wide digits too, and with blanks, dots,
strokes or stars between. Signs between are believed only where the number then holds a date of
birth: a list of telephone numbers or of dates is no id.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
_BETWEEN = r"[\s\u3000.．·•*_/／－—–-]*"


def _apart(*signs: str) -> str:
    return _BETWEEN.join(signs)


_DIGIT = r"\d"
_MONTH = f"(?:{_apart('0', '[1-9]')}|{_apart('1', '[0-2]')})"
_DAY = f"(?:{_apart('0', '[1-9]')}|{_apart('[12]', _DIGIT)}|{_apart('3', '[01]')})"
_CENTURY = f"(?:{_apart('1', '[89]')}|{_apart('2', '0')})"
_AREA = ("[1-9]", *[_DIGIT] * 5)
_BORN = (_DIGIT, _DIGIT, _MONTH, _DAY, *[_DIGIT] * 3)
_SPREAD = f"{_apart(*_AREA, _CENTURY, *_BORN, '[0-9Xx]')}|{_apart(*_AREA, *_BORN)}"
_IDS = re.compile(rf"(?<!\d)(?:\d{{17}}[\dXx]|\d{{15}}|{_SPREAD})(?!\d)", re.ASCII)
_NEARLY = re.compile(rf"(?<!\d)(?:\d{{14,17}}[\dXx]|{_SPREAD})(?!\d)", re.ASCII)

SHORTEST = 15
"""Signs: no text shorter than this holds one, nor nearly one."""


def found_in(text: str, *, nearly: bool = False) -> Iterator[tuple[int, int]]:
    """Give where citizen ids stand in a text; ``nearly`` takes those typed a sign short, too."""
    if len(text) < SHORTEST:
        return
    for found in (_NEARLY if nearly else _IDS).finditer(text.translate(_WIDE)):
        yield found.span()


def names_one(text: str) -> bool:
    """Whether a citizen id stands in a text."""
    return next(found_in(text), None) is not None


def replaced(
    text: str, by: Callable[[str], str] | str = "〔证号〕", *, nearly: bool = False
) -> str:
    """Return a text in which each citizen id is replaced by a word, or by what is made of it."""
    said, at = [], 0
    for start, end in found_in(text, nearly=nearly):
        said += [text[at:start], by if isinstance(by, str) else by(text[start:end])]
        at = end
    return "".join([*said, text[at:]])
