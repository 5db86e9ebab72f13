"""Where in a TOML file each key stands, so that a wrong value is reported with its line.

The standard reader gives values without lines. This scan follows headers, keys and the inline
tables of a multi-line array; it never decides what a value is. A path it has no line for gets the
line of the nearest ancestor that has one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lungang.policy.pack.scan import DEEPEST

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)([^\]]+)\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""^\s*("[^"]*"|'[^']*'|[\w.-]+)\s*=""")
_PART = re.compile(r'"[^"]*"|[^.]+')
_INLINE = re.compile(r"^\s*\{")


def lines_of(text: str) -> Mapping[Path, int]:
    """Return the 1-based line of every table, array item and key of a TOML text."""
    lines: dict[Path, int] = {(): 1}
    counts: dict[Path, int] = {}
    base: Path = ()
    array: Path | None = None
    quoted = ""
    for number, line in enumerate(text.splitlines(), 1):
        if quoted:
            if quoted in line:
                quoted = ""
            continue
        if header := _HEADER.match(line):
            base = _enter(header.group(1), header.group(2), counts)
            lines.setdefault(base, number)
            array = None
        elif array is not None and _INLINE.match(line):
            item = counts.get(array, 0)
            counts[array] = item + 1
            lines[(*array, item)] = number
        elif key := _KEY.match(line):
            path = (*base, *_names(key.group(1)))
            lines.setdefault(path, number)
            array = path if line.rstrip().endswith("[") else None
            for quote in ('"""', "'''"):
                if line.count(quote) == 1:
                    quoted = quote
    return lines


def line_at(lines: Mapping[Path, int], path: Path) -> int:
    """Return the line of a path, or of its nearest ancestor that has one."""
    while path not in lines:
        path = path[:-1]
    return lines[path]


def _names(text: str) -> tuple[str, ...]:
    parts = _PART.findall(text)[:DEEPEST]  # more there are only where a text looks like a header
    return tuple(part.strip().strip("\"'") for part in parts)


def _enter(bracket: str, text: str, counts: dict[Path, int]) -> Path:
    """Return the path of a header; in an array of tables, of its newest item."""
    path: Path = ()
    names = _names(text)
    for position, name in enumerate(names):
        path = (*path, name)
        last = position == len(names) - 1
        if last and bracket == "[[":
            item = counts.get(path, 0)
            counts[path] = item + 1
            path = (*path, item)
        elif path in counts:
            path = (*path, counts[path] - 1)
    return path
