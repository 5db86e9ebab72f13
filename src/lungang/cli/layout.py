"""Help pages: our words and our line breaks, for Chinese has no blanks to break at."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from lungang.i18n import gettext as _

if TYPE_CHECKING:
    from typer import Context
    from typer.core import TyperCommand, TyperGroup

_WIDEST, _NARROWEST = 100, 40
_LEFT = 20
# A word of Latin letters, or a sign; closing punctuation clings to what it closes.
_PIECE = re.compile(r"[“（《〔【]*(?:[!-~]+|[^!-~\s])[，。、；：？！”）》〕】…]*|\s+")


def width_of(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most ``width`` columns, words left whole where they fit."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if width_of(lines[-1] + piece.rstrip()) > width and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        if lines[-1] or not piece.isspace():
            lines[-1] += piece
    return lines


def usage_line(command: TyperCommand | TyperGroup, ctx: Context) -> str:
    """Return how a command is called."""
    words = [str(param.metavar) for param in command.params if param.param_type_name == "argument"]
    if hasattr(command, "commands"):
        words.append(_("命令 ……"))
    return _("用法：{command} [选项] {words}").format(
        command=ctx.command_path, words=" ".join(words)
    )


def help_page(
    command: TyperCommand | TyperGroup, ctx: Context, rows: Sequence[tuple[str, str]] = ()
) -> str:
    """Return the help of a command; ``rows`` are the commands of a group."""
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns - 1))
    params = command.get_params(ctx)
    arguments = [_row(param) for param in params if param.param_type_name == "argument"]
    options = [_row(param) for param in params if param.param_type_name == "option"]
    parts = [usage_line(command, ctx), _indented(command.help or "", width)]
    for title, table in (
        (_("参数"), arguments),
        (_("选项"), options),
        (_("命令"), list(rows)),
    ):
        if table:
            parts.append(_("{title}：").format(title=title) + "\n" + _table(table, width))
    if command.epilog:
        # An example is there to be copied: it is not broken.
        parts.append(_indented(command.epilog, width) if rows else "  " + command.epilog)
    return "\n\n".join(parts)


def _row(param: Any) -> tuple[str, str]:
    left = ", ".join(sorted(param.opts, key=len))
    if param.param_type_name == "argument":
        left = param.metavar
    elif not param.is_flag:
        left += f" {param.metavar}"
    text = _("显示本页") if param.name == "help" else param.help or ""
    if param.required:
        text += _("〔必填〕")
    elif param.default not in (None, "", False) and not callable(param.default):
        text += _("〔默认：{value}〕").format(value=param.default)
    return left, text


def _indented(text: str, width: int) -> str:
    return "\n".join("  " + line for line in wrap(text, width - 2))


def _table(rows: Sequence[tuple[str, str]], width: int) -> str:
    column = max(width_of(left) for left, _text in rows if width_of(left) <= _LEFT)
    lines = []
    for left, text in rows:
        right = wrap(text, width - column - 4)
        if width_of(left) > column:
            lines.append("  " + left)
            left = ""
        for line in right:
            lines.append(f"  {left:<{column}}  {line}".rstrip())
            left = ""
    return "\n".join(lines)
