"""Words for a command line that cannot be understood."""

from __future__ import annotations

from typing import Any

from typer.exceptions import TyperException

from lungang.i18n import gettext as _


def words_for(error: TyperException) -> str:
    """Say what is wrong with the command line, and where to read more.

    The parser has an exception of its own for each mistake, in modules that are not public; so
    they are told apart by name, and what is not known is shown as the parser says it.
    """
    problem = _problem(type(error).__name__, error)
    ctx = getattr(error, "ctx", None)
    if ctx is None or problem == error.message:
        return problem
    help_line = _("看用法：{command} --help").format(command=ctx.command_path)
    return f"{problem}\n{help_line}"


def _problem(kind: str, error: Any) -> str:
    if kind == "MissingParameter":
        return _missing(error.param)
    if kind == "BadParameter":
        return _("{option}：{problem}").format(option=_name(error.param), problem=error.message)
    if kind == "NoSuchOption":
        near = "、".join(error.possibilities or ())
        text = _("没有 {option} 这个选项。")
        if near:
            text = _("没有 {option} 这个选项。是不是 {name}？")
        return text.format(option=error.option_name, name=near)
    if kind == "BadOptionUsage":
        if "not take" in error.message:
            return _("{option} 后面不带值").format(option=error.option_name)
        return _("{option} 后面要有一个值").format(option=error.option_name)
    return str(error.message)


def _missing(param: Any) -> str:
    return _("缺少 {name}（{help}）").format(name=_name(param), help=param.help)


def _name(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.metavar)
    longest: str = max(param.opts, key=len)
    return longest if param.is_flag else f"{longest} {param.metavar}"
