"""Document numbers: given by the office's register in a file, or left blank on the paper."""

from __future__ import annotations

import csv
import io
import tomllib
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import PurePath

from lungang.errors import InputError
from lungang.i18n import gettext as _
from lungang.paperwork.files import KEY_COLUMN, NUMBER_COLUMN


def read_numbers(name: str, content: bytes) -> dict[str, str]:
    """Read numbers by key of paper from CSV (columns 文件, 文号: the index itself) or TOML.

    Raises:
        InputError: the file is neither, or gives one number to two papers.
    """
    text = decoded(content)
    if text is None:
        raise InputError(_("“{file}”不是 UTF-8 文字，另存为 UTF-8 再试").format(file=name))
    rows = _toml(name, text) if PurePath(name).suffix.lower() == ".toml" else _csv(name, text)
    found = {key.strip(): number.strip() for key, number in rows if number.strip()}
    twice = [number for number, times in Counter(found.values()).items() if times > 1]
    if twice:
        raise InputError(
            _("“{file}”里文号“{number}”给了两件公文").format(file=name, number=twice[0])
        )
    return found


def decoded(content: bytes) -> str | None:
    """The text of an index, whose encoding a spreadsheet may have changed; None if it is none."""
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    return None


def _toml(name: str, text: str) -> list[tuple[str, str]]:
    try:
        rows = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(_("“{file}”不是 TOML：{error}").format(file=name, error=error)) from None
    if not all(isinstance(value, str) for value in rows.values()):
        raise InputError(_('“{file}”要写成 "公文" = "文号" 的样子').format(file=name))
    return list(rows.items())


def _csv(name: str, text: str) -> list[tuple[str, str]]:
    reader = csv.DictReader(io.StringIO(text))
    if not {KEY_COLUMN, NUMBER_COLUMN} <= set(reader.fieldnames or ()):
        raise InputError(
            _("“{file}”里要有“{key}”“{number}”两列").format(
                file=name, key=KEY_COLUMN, number=NUMBER_COLUMN
            )
        )
    return [(row[KEY_COLUMN] or "", row[NUMBER_COLUMN] or "") for row in reader]


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
