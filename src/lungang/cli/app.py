"""The commands together, and the one place where an error becomes words and an exit code."""

from __future__ import annotations

import os
import sys

import typer

from lungang.cli import check, demo, explain, plan, screen, template, verify
from lungang.cli.console import complain
from lungang.errors import LungangError, VerificationError
from lungang.i18n import gettext as _

INTERRUPTED = 130
FAULT = 70

app = typer.Typer(
    name="lungang",
    help=_("轮岗：从各单位花名册到经证明最优、逐人说明理由的交流方案。"),
    epilog=_("退出码：0 办成；1 没有办成；2 给的材料有误；3 方案有不实之处；70 程序故障；130 中止"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

for command in (template, check, screen, plan, verify, explain, demo):
    app.command(
        name=command.NAME,
        help=_(command.HELP),
        epilog=_("例：") + command.EXAMPLE,
        no_args_is_help=command.NEEDS_ARGUMENTS,
    )(command.run)


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit with its code; every error is shown as plain words."""
    try:
        app(args=arguments, standalone_mode=True)
    except KeyboardInterrupt:
        complain(_("已中止。没有写出任何文件。"))
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Whoever read us has gone (`| head`): nothing more to say, to nobody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except VerificationError as error:
        sys.exit(error.exit_code)
    except LungangError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    except OSError as error:
        complain(_os_words(error))
        sys.exit(1)
    except Exception as error:
        if os.environ.get("LUNGANG_DEBUG"):
            raise
        complain(
            _(
                "程序出了故障，没有写出任何文件（{kind}：{error}）。"
                "请设 LUNGANG_DEBUG=1 再运行一次，把显示的内容报给维护人员。"
            ).format(kind=type(error).__name__, error=error)
        )
        sys.exit(FAULT)


def _os_words(error: OSError) -> str:
    name = error.filename if error.filename is not None else ""
    if isinstance(error, PermissionError):
        return _("没有权限读写“{name}”。换一个文件夹，或请管理员开通。").format(name=name)
    if isinstance(error, FileNotFoundError):
        return _("找不到“{name}”。核对文件名和所在文件夹。").format(name=name)
    return _("读写“{name}”时出错：{error}").format(name=name, error=error.strerror or error)
