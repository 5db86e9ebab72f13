"""From the bytes of a file to tables; what cannot be read, or costs too much, is refused."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from lungang.errors import PolicyError
from lungang.i18n import gettext as _
from lungang.policy.pack import scan
from lungang.policy.pack.cursor import shown


def read_toml(content: bytes, name: str) -> tuple[str, dict[str, Any]]:
    """Return the text of a pack and what it holds.

    Raises:
        PolicyError: it is no TOML, or nothing that a pack could be.
    """
    text = _decoded(content, name)
    return text, _tables(text, name)


def _decoded(content: bytes, name: str) -> str:
    if wrong := scan.too_large(len(content)):
        raise PolicyError([_("{file}：{message}").format(file=name, message=wrong)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PolicyError(
            [_("{file}：不是 UTF-8 文本，请另存为 UTF-8").format(file=name)]
        ) from error
    if found := scan.refused(text):
        line, wrong = found
        raise PolicyError(
            [_("{file} 第 {line} 行：{message}").format(file=name, line=line, message=wrong)]
        )
    return text


def _tables(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = place.group(1) if place else len(text.splitlines())  # else: at the very end
        raise PolicyError(
            [
                _("{file} 第 {line} 行：不是合格的 TOML（{error}）").format(
                    file=name, line=line, error=shown(error)
                )
            ]
        ) from error
    except (ValueError, RecursionError) as error:  # what the reader itself does not foresee
        raise PolicyError(
            [
                _("{file}：里面有数字太长或者括号套得太深，读不出来。请照自带的政策文件写").format(
                    file=name
                )
            ]
        ) from error
