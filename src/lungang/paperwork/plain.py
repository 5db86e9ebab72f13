"""Text of files that people save: its encoding, its TOML, and what must not stand in it."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from contextlib import suppress
from typing import Any

from lungang.errors import InputError
from lungang.i18n import gettext as _

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def decoded(content: bytes) -> str | None:
    """Text as spreadsheets and editors of the office save it; None if it is none."""
    named = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    for encoding in (named,) if named else ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            return None if "\0" in text else text
    return None


def read_toml(name: str, content: bytes, example: str) -> dict[str, Any]:
    """Read TOML; ``example`` shows how a line of it is written.

    Raises:
        InputError: it is none, said with file, line and column.
    """
    text = decoded(content)
    if text is None:
        raise InputError(_("“{file}”不是文字，另存为 UTF-8 再试").format(file=name))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = place.groups() if place else (str(len(text.splitlines())), "1")
        raise InputError(
            _("“{file}”第 {line} 行第 {column} 列不合 TOML 的写法，要写成 {example} 的样子").format(
                file=name, line=line, column=column, example=example
            )
        ) from None
    except (RecursionError, ValueError):
        raise InputError(_("“{file}”不是 TOML").format(file=name)) from None


def refuse_unseen(where: str, text: str) -> None:
    """Refuse text with a character that is not seen, or turns the text around.

    Raises:
        InputError: there is one; the message says where.
    """
    for sign in text:
        if unicodedata.category(sign) in _UNSEEN:
            raise InputError(
                _("{where}里有看不见的字符 U+{code:04X}，删掉它再试").format(
                    where=where, code=ord(sign)
                )
            )
