"""The one place where an error becomes words and an exit code."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Annotated

import typer
from typer.exceptions import TyperException

import lungang
from lungang.cli.commands import Commands
from lungang.cli.console import complain, flush, open_streams, say
from lungang.cli.misuse import words_for
from lungang.errors import InputError, LungangError, VerificationError
from lungang.i18n import gettext as _

INTERRUPTED = 130
FAULT = 70

app = typer.Typer(
    name="lungang",
    cls=Commands,
    help=_("轮岗：从各单位花名册到经证明最优、逐人说明理由的交流方案。"),
    epilog=_("退出码：0 办成；1 没有办成；2 给的材料有误；3 方案有不实之处；70 程序故障；130 中止"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        say(f"lungang {lungang.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_show_version, help=_("显示版本号")),
    ] = False,
) -> None:
    pass


def run(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code; every error is shown as plain words."""
    open_streams()
    if not os.environ.get("LUNGANG_DEBUG"):
        # What fails while something interrupted is taken down is nothing to bother people with.
        sys.unraisablehook = lambda _what: None
    try:
        with _stopped_by_signals():
            code = app(args=arguments, prog_name="lungang", standalone_mode=False) or 0
            flush()
    except TyperException as error:
        complain(words_for(error))
        return InputError.exit_code
    except VerificationError as error:
        return error.exit_code  # the command has shown every refutation
    except LungangError as error:
        complain(str(error))
        return error.exit_code
    except OSError as error:
        complain(_os_words(error))
        with suppress(OSError):
            flush()  # what is still held back would fail again at the very end, and change the code
        return 1
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:
        if isinstance(error.__cause__, KeyboardInterrupt):
            return _stopped()  # Python 3.11 wraps what interrupts the making of a class
        if os.environ.get("LUNGANG_DEBUG"):
            raise
        complain(
            _(
                "程序出了故障，没有写出任何文件（{kind}：{error}）。"
                "请设 LUNGANG_DEBUG=1 再运行一次，把显示的内容报给维护人员。"
            ).format(kind=type(error).__name__, error=error)
        )
        return FAULT
    return _stopped() if code == INTERRUPTED else int(code)


def _stopped() -> int:
    complain(_("已中止，没有留下半成品。"))
    return INTERRUPTED


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Take a request to end, or the closing of the terminal, as Ctrl-C: what is begun is undone."""
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        names = []
    # `nohup` means what it says.
    numbers = [one for one in map(signal.Signals.__getitem__, names)
               if signal.getsignal(one) is not signal.SIG_IGN]  # fmt: skip
    before = [signal.signal(one, signal.default_int_handler) for one in numbers]
    try:
        yield
    finally:
        for one, handler in zip(numbers, before, strict=True):
            signal.signal(one, handler)


def _os_words(error: OSError) -> str:
    name = error.filename if error.filename is not None else ""
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return _("没有权限读写“{name}”。换一个文件夹，或请管理员开通。").format(name=name)
    if isinstance(error, FileNotFoundError):
        return _("找不到“{name}”。核对文件名和所在文件夹。").format(name=name)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("磁盘满了，没有写成。腾出地方，或换一个文件夹再试。")
    return _("读写“{name}”时出错：{error}").format(name=name, error=error.strerror or error)
