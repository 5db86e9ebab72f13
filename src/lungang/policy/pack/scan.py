"""What no pack comes near, found in its text before it is read.

The standard reader takes time square to the parts of a key, goes down into brackets by recursion,
and reads no number of thousands of digits. A file that was never meant as a pack is refused here
in one pass, in words, whatever it would have cost to read.
"""

from __future__ import annotations

import re

from lungang.i18n import gettext as _

LARGEST = 256 * 1024
"""Bytes of a pack; those that ship have some 20,000."""
LONGEST_LINE = 5_000
"""Characters of one line; those that ship have at most some 150."""
DEEPEST = 10
"""Brackets one in another, and parts of a key; those that ship have at most three."""
LONGEST_NUMBER = 30
"""Digits of a number."""

_TOKEN = re.compile(
    r'''"""(?:[^\\]|\\.)*?(?:"{3,5}|\\?\Z)'''
    r"""|'{3}.*?(?:'{3,5}|\Z)"""
    r"""|"(?:[^"\\\n]|\\[^\n])*"?|'[^'\n]*'?|\#[^\n]*"""
    r"""|\n|[\[\]{}.=,]|[0-9][0-9_]*""",
    re.DOTALL,
)


def too_large(size: int) -> str:
    """Return what is wrong with a file of so many bytes, or nothing."""
    if size <= LARGEST:
        return ""
    return _("有 {size} 字节，政策文件至多 {most} 字节。请核对是不是选错了文件").format(
        size=size, most=LARGEST
    )


def refused(text: str) -> tuple[int, str] | None:
    """Return the line and what is wrong with it, for the first thing that no pack has."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            return number, _("这一行超过 {most} 个字，不像是政策文件。请分行写").format(
                most=LONGEST_LINE
            )
    return _too_deep(text)


def _too_deep(text: str) -> tuple[int, str] | None:
    line, depth, dots = 1, 0, 0
    for match in _TOKEN.finditer(text):
        sign = match.group()
        if sign == ".":
            dots += 1
        elif sign[0] not in "\"'0123456789":  # parts of a key stand between its dots
            dots = 0
        depth = max(0, depth + (sign in ("[", "{")) - (sign in ("]", "}")))
        if depth > DEEPEST:
            return line, _("括号套了 {most} 层以上。请照自带的政策文件写").format(most=DEEPEST)
        if dots >= DEEPEST:
            return line, _("键用点号分了 {most} 段以上。请照自带的政策文件写").format(most=DEEPEST)
        if sign[0].isdecimal() and len(sign) > LONGEST_NUMBER:
            return line, _("数字超过 {most} 位。请核对").format(most=LONGEST_NUMBER)
        line += sign.count("\n")
    return None
