"""Document numbers: given by the office's register in a file, or left blank on the paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePath

from lungang.errors import InputError
from lungang.i18n import gettext as _
from lungang.paperwork.files import key_meant
from lungang.paperwork.plain import read_toml, refuse_unseen
from lungang.paperwork.register import Register, read_register

_LONGEST = 40


def read_numbers(
    name: str, content: bytes, keys: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Read numbers by key of paper from CSV (columns 文件, 文号: the index itself) or TOML.

    ``keys`` maps the names of files to keys, for a file may be named as well.

    Raises:
        InputError: the file is neither, or a number is none, or one is given to two papers.
    """
    if PurePath(name).suffix.lower() == ".toml":
        return _given(name, _toml(name, content, keys or {}))
    return numbers_of(name, read_register(name, content, keys))


def numbers_of(name: str, register: Register) -> dict[str, str]:
    """The numbers in a register, judged; ``name`` is for messages.

    Raises:
        InputError: a number is none, or one is given to two papers.
    """
    where = _("“{file}”第 {row} 行的文号")
    return _given(
        name,
        [(row.key, row.number, where.format(file=name, row=row.at)) for row in register.rows],
    )


def _toml(name: str, content: bytes, keys: Mapping[str, str]) -> list[tuple[str, str, str]]:
    rows = read_toml(name, content, '"公文" = "文号"')
    if not all(isinstance(value, str) for value in rows.values()):
        raise InputError(_('“{file}”要写成 "公文" = "文号" 的样子').format(file=name))
    where = _("“{file}”里“{key}”的文号")
    found = [
        (key_meant(key, keys), value.strip(), where.format(file=name, key=key))
        for key, value in rows.items()
    ]
    twice = [key for key, times in Counter(key for key, *_rest in found).items() if times > 1]
    if twice:
        raise InputError(_("“{file}”里“{key}”写了两次").format(file=name, key=twice[0]))
    return found


def _given(name: str, rows: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    found = {}
    for key, number, where in rows:
        if key and number:
            _judge(where, number)
            found[key] = number
    refuse_twice(name, found)
    return found


def _judge(where: str, number: str) -> None:
    refuse_unseen(where, number)
    if number[0] in "=+-@" or number.startswith("'"):
        raise InputError(
            _("{where}“{number}”像是公式，不是文号").format(where=where, number=number)
        )
    if len(number) > _LONGEST:
        raise InputError(_("{where}太长，不要超过 {most} 个字").format(where=where, most=_LONGEST))
    if "　" in number:
        raise InputError(_("{where}“{number}”里还有空着的地方").format(where=where, number=number))


def refuse_twice(name: str, numbers: Mapping[str, str]) -> None:
    """Refuse one number for two papers.

    Raises:
        InputError: there is one.
    """
    twice = [number for number, times in Counter(numbers.values()).items() if times > 1]
    if twice:
        raise InputError(
            _("“{file}”里文号“{number}”给了两件公文").format(file=name, number=twice[0])
        )


def refuse_unknown(numbers: Mapping[str, str], keys: frozenset[str]) -> None:
    """Refuse numbers for papers that the plan does not have, or that bear none (tables).

    Raises:
        InputError: there is one.
    """
    unknown = sorted(set(numbers) - keys)
    if unknown:
        raise InputError(
            _(
                "方案里没有“{key}”这件编文号的公文，文号没有着落。照目录.csv 的“文件”一列写，"
                "表和名单不编文号。"
            ).format(key=unknown[0])
        )
