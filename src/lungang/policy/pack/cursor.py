"""Reading one table of a pack: every value checked, every problem collected with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from lungang.domain.codes import Code
from lungang.i18n import gettext as _
from lungang.policy.pack.locate import Path, line_at

C = TypeVar("C", bound=Code)

TOLD = 20
"""So many problems are told; whoever has mended them is told the next."""
EARLIEST, LATEST = date(1949, 1, 1), date(2199, 12, 31)
"""Days that a provision can have to do with; months are counted on from them."""
_SHOWN = 60
_LONGEST_TEXT = 20_000
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def shown(value: object) -> str:
    """Return a value as a message shows it: its beginning, where it is long."""
    try:
        text = str(value)
    except (ValueError, RecursionError):  # Python writes out no number of thousands of digits
        return _("（太长）")
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


class Problems:
    """What is wrong with a pack, each with file and line, in the order found."""

    def __init__(self, file: str, lines: Mapping[Path, int]) -> None:
        self.file = file
        self.lines = lines
        self.found: list[str] = []
        self.untold = 0

    def told(self) -> list[str]:
        """Return the first problems, and how many there are besides."""
        if not self.untold:
            return self.found
        more = _("{file}：还有 {n} 处，改好上面的再看").format(file=self.file, n=self.untold)
        return [*self.found, more]

    def add(self, path: Path, message: str) -> None:
        """Record one problem at a path."""
        if len(self.found) == TOLD:
            self.untold += 1
            return
        where = ".".join(shown(part + 1 if isinstance(part, int) else part) for part in path)
        line = line_at(self.lines, path)
        self.found.append(
            _("{file} 第 {line} 行 {where}：{message}").format(
                file=self.file, line=line, where=where, message=message
            )
        )


class Cursor:
    """One table of a pack. Reading a key marks it as known; :meth:`done` reports the others.

    A reader that finds a problem records it and returns a harmless value of the right type, so
    that all problems of a pack are found in one pass; nothing is built while there are any.
    """

    def __init__(self, problems: Problems, path: Path, data: Mapping[str, Any]) -> None:
        self.problems = problems
        self.path = path
        self.data = data
        self.known: set[str] = set()

    def complain(self, key: str, message: str) -> None:
        """Record a problem at a key of this table."""
        self.problems.add((*self.path, key) if key else self.path, message)

    def _value(self, key: str, kind: type, default: Any, expected: str) -> Any:
        self.known.add(key)
        if key not in self.data:
            if default is None:
                self.complain(key, _("缺少这一项；应为{expected}").format(expected=expected))
                return kind()
            return default
        value = self.data[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.complain(
                key,
                _("“{value}”不对；应为{expected}").format(value=shown(value), expected=expected),
            )
            return kind() if default is None else default
        return value

    def text(self, key: str, default: str | None = None, most: int = _LONGEST_TEXT) -> str:
        """Read a text; without a default it must be there and not be blank."""
        value: str = self._value(key, str, default, _("文字"))
        if default is None and isinstance(self.data.get(key), str) and not value.strip():
            self.complain(key, _("不能空着"))
        if len(value) > most:
            self.complain(key, _("超过 {most} 个字").format(most=most))
        if _UNSEEN.search(value):
            self.complain(key, _("里面有看不见的控制字符，请删去重打"))
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Read true or false."""
        value: bool = self._value(key, bool, default, "true / false")
        return value

    def number(self, key: str, default: int | None = None, *, least: int = 0, most: int) -> int:
        """Read a whole number from ``least`` to ``most``."""
        value: int = self._value(key, int, default, _("整数"))
        if key in self.data:
            self._bounded(key, value, least, most)
        return value

    def _bounded(self, key: str, value: int, least: int, most: int) -> None:
        if value < least:
            told = _("“{value}”不对；应不小于 {least}")
        elif value > most:
            told = _("“{value}”不对；应不大于 {most}")
        else:
            return
        self.complain(key, told.format(value=shown(value), least=least, most=most))

    def day(self, key: str, required: bool = True) -> date | None:
        """Read a date."""
        self.known.add(key)
        value = self.data.get(key)
        if value is None and not required:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self.complain(
                key, _("“{value}”不对；应为日期，如 2004-10-09").format(value=shown(value))
            )
            return EARLIEST
        if not EARLIEST <= value <= LATEST:
            self.complain(
                key,
                _("“{value}”不对；应在 {first} 年到 {last} 年之间").format(
                    value=value, first=EARLIEST.year, last=LATEST.year
                ),
            )
        return value

    def items(self, key: str, required: bool = True) -> list[Any]:
        """Read a list of anything."""
        value: list[Any] = self._value(key, list, None if required else [], _("列表 [ … ]"))
        return value

    def texts(self, key: str, required: bool = True) -> tuple[str, ...]:
        """Read a list of texts."""
        return tuple(self._checked(key, self.items(key, required), str, _("文字")))

    def numbers(self, key: str, most: int) -> tuple[int, ...]:
        """Read a list of whole numbers from 0 to ``most`` that rise."""
        values = tuple(self._checked(key, self.items(key), int, _("整数")))
        for value in values:
            self._bounded(key, value, 0, most)
        if list(values) != sorted(set(values)) or not values:
            self.complain(key, _("应为由小到大、不重复的整数"))
        return values

    def _checked(self, key: str, values: Iterable[Any], kind: type, expected: str) -> Iterator[Any]:
        for value in values:
            if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
                yield value
            else:
                self.complain(
                    key,
                    _("“{value}”不对；应为{expected}").format(
                        value=shown(value), expected=expected
                    ),
                )

    def code(self, key: str, codes: type[C], default: C | None = None) -> C:
        """Read one code of a set, by its Chinese word or its English name."""
        if default is not None and key not in self.data:
            self.known.add(key)
            return default
        return self.one_of(key, self.text(key), codes) or next(iter(codes))

    def codes(self, key: str, codes: type[C], required: bool = True) -> tuple[C, ...]:
        """Read a list of codes."""
        found = (self.one_of(key, word, codes) for word in self.texts(key, required))
        return tuple(code for code in found if code is not None)

    def one_of(self, key: str, word: str, codes: type[C]) -> C | None:
        """Return the code that a word means, or record that there is none."""
        for code in codes:
            if word in (code.label, code.value):
                return code
        if word or key in self.data:
            self.choices(key, word, [code.label for code in codes])
        return None

    def choices(self, key: str, word: object, allowed: Sequence[str]) -> None:
        """Record that a word is not among those allowed."""
        words = [shown(one) for one in allowed[:_SHOWN]] + ["…"] * (len(allowed) > _SHOWN)
        self.complain(
            key,
            _("没有“{word}”；可用：{allowed}").format(word=shown(word), allowed="、".join(words)),
        )

    def table(self, key: str, required: bool = True) -> Cursor:
        """Go into a table."""
        value = self._value(
            key, dict, None if required else {}, _("一张表 [{key}]").format(key=key)
        )
        return Cursor(self.problems, (*self.path, key), value)

    def tables(self, key: str, required: bool = True) -> list[Cursor]:
        """Go into each item of an array of tables."""
        found: list[Cursor] = []
        for number, value in enumerate(self.items(key, required)):
            path = (*self.path, key, number)
            if isinstance(value, dict):
                found.append(Cursor(self.problems, path, value))
            else:
                self.problems.add(path, _("应为一张表 [[{key}]]").format(key=key))
        return found

    def groups(self, key: str) -> dict[str, tuple[str, ...]]:
        """Read a table whose every value is a list of texts."""
        table = self.table(key)
        return {name: table.texts(name) for name in table.data}

    def done(self) -> None:
        """Report every key that nobody read: a slip of the pen must not pass unseen."""
        known = sorted(self.known)
        for key in self.data:
            if key not in self.known:
                self.choices(key, key, known)


def unique(cursors: Sequence[Cursor], key: str = "id") -> None:
    """Record every item of an array of tables whose ``key`` repeats an earlier one."""
    seen: set[str] = set()
    for cursor in cursors:
        value = cursor.data.get(key)
        if not isinstance(value, str):
            continue  # its reader says so
        if value in seen:
            cursor.complain(key, _("“{value}”重复了").format(value=shown(value)))
        seen.add(value)
