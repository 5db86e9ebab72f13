"""The commands by name. The code of a command is loaded when it is asked for, and no other."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command as command_of

from lungang.cli.layout import help_page, usage_line
from lungang.errors import InputError
from lungang.i18n import gettext as _
from lungang.i18n import mark


class Described(NamedTuple):
    """What the help says of a command, and an example of its use."""

    help: str
    example: str


COMMANDS: Mapping[str, Described] = {
    "template": Described(
        mark("写出花名册模板：下拉选项、填写说明和一行示例，发给各单位填。"),
        "lungang template 花名册模板.xlsx",
    ),
    "check": Described(
        mark("核对花名册：所有错误和需要核对之处一次列出，可写回标注了的工作簿。"),
        "lungang check 花名册.xlsx -o 标注.xlsx",
    ),
    "screen": Described(
        mark("筛查：谁应交流、谁应轮岗、谁可交流、谁暂缓、谁不列入，各依据哪一条、哪些事实。"),
        "lungang screen 花名册.xlsx --policy county-2004 --on 2004-12-16 -o 筛查.xlsx",
    ),
    "plan": Described(
        mark("编制方案：谁去哪里、为什么，经证明最优；写出方案、报告和各种表。"),
        "lungang plan 花名册.xlsx --policy county-2004 --on 2004-12-16"
        " --seed 两家约定的文字 --out 方案",
    ),
    "verify": Described(
        mark("核验方案：另用一套程序从花名册和政策包重新算起，说出哪里不实。"),
        "lungang verify 方案/plan.json --roster 花名册.xlsx --policy county-2004",
    ),
    "explain": Described(
        mark("说明一个人：为什么应交流、为什么去那里、别的去处要付什么代价、为什么不去某单位。"),
        "lungang explain 方案 --person 谭必蓉 --roster 花名册.xlsx --policy county-2004"
        " --unit 县交通局",
    ),
    "papers": Described(
        mark("开公文：调干通知、介绍信、任免通知、名单和表，PDF 和可改的 DOCX 各一份。"),
        "lungang papers 方案 --roster 花名册.xlsx --policy county-2004 --only 调干通知",
    ),
    "audit": Described(
        mark("核对审计记录：哪一条改过、缺了、换过，整个数据库有没有退回；或导出给见证的单位。"),
        "lungang audit verify --site 站点 --checkpoint checkpoints.json",
    ),
    "demo": Described(
        mark("演示：生成一个虚构的县，从花名册编到方案，再核验一遍。"),
        "lungang demo --out 演示",
    ),
    "init": Described(
        mark("建站：新建一个办公站点，给三位管理员各一个一次性链接；没有默认账号和口令。"),
        "lungang init 站点 --system-admin 甲某 --security-admin 乙某 --auditor 丙某",
    ),
    "renew": Described(
        mark("给一位管理员重发链接，或换人接任：只能在服务器上办，记入审计记录。"),
        "lungang renew auditor 站点",
    ),
    "serve": Described(
        mark("打开一个站点：各单位、各科室用浏览器办理；后台计算和到期提醒也在内。"),
        "lungang serve site --port 8000",
    ),
    "tick": Described(
        mark("办到期的事：时限提醒、邮件、审计检查点、清理过期的内容。可以每分钟运行一次。"),
        "lungang tick site",
    ),
    "worker": Described(
        mark("另开一个后台计算进程（serve 已带一个）。"),
        "lungang worker site",
    ),
}
TAKE_NO_ARGUMENTS = ("demo", "serve", "tick", "worker")
"""Commands that do something when nothing is given; the others show their help."""


class Command(TyperCommand):
    """A command whose help and refusals are in the user's language."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return help_page(self, ctx)

    def get_usage(self, ctx: Any) -> str:
        """Return the line of usage."""
        return usage_line(self, ctx)

    def invoke(self, ctx: Any) -> Any:
        """Run the command.

        Raises:
            InputError: there are words that mean nothing to it.
        """
        if ctx.args:
            raise InputError(
                _("多出来的参数：{words}。文件名里有空格时，请用引号括起来。").format(
                    words=" ".join(ctx.args)
                )
            )
        return super().invoke(ctx)


class Commands(TyperGroup):
    """The group of all commands."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        rows = [(name, _(command.help)) for name, command in COMMANDS.items()]
        return help_page(self, ctx, rows)

    def get_usage(self, ctx: Any) -> str:
        """Return the line of usage."""
        return usage_line(self, ctx)

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Command | None:
        """Load a command, or return None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        described = COMMANDS[cmd_name]
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(
            name=cmd_name,
            cls=Command,
            help=_(described.help),
            epilog=_("例：") + described.example,
            no_args_is_help=cmd_name not in TAKE_NO_ARGUMENTS,
            context_settings={"allow_extra_args": True},
        )(import_module(f"lungang.cli.{cmd_name}").run)
        command = command_of(alone)
        assert isinstance(command, Command)
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that the first word means.

        Raises:
            InputError: it means none.
        """
        if args[0] in COMMANDS or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        near = get_close_matches(args[0], COMMANDS)
        text = _("没有“{word}”这个命令。命令有：{names}")
        if near:
            text = _("没有“{word}”这个命令。是不是 {name}？命令有：{names}")
        raise InputError(
            text.format(word=args[0], name="".join(near[:1]), names="、".join(COMMANDS))
        )
