"""``lungang check``: everything that is wrong with a roster, at once, at its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from lungang.cli.console import emit_json, note, out, stages
from lungang.cli.options import AsJson, ReferenceDate, RosterPath
from lungang.cli.reading import describe
from lungang.errors import InputError
from lungang.i18n import gettext as _
from lungang.intake import Finding, annotate, read_roster

NAME = "check"
HELP = _("核对花名册：所有错误和需要核对之处一次列出，可写回标注了的工作簿。")
EXAMPLE = "lungang check 花名册.xlsx -o 标注.xlsx"
NEEDS_ARGUMENTS = True


def run(
    roster: RosterPath,
    annotated: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="ANNOTATED", help=_("标注后的副本：文件；给文件夹时也是文件夹")
        ),
    ] = None,
    on: ReferenceDate = date.today(),  # noqa: B008 (a calendar date of the office)
    as_json: AsJson = False,
) -> None:
    """Check a roster."""
    if annotated is not None and annotated.resolve() == roster.resolve():
        raise InputError(_("标注要写到另一个文件，不能盖掉原件“{file}”").format(file=roster))
    with stages() as progress:
        reading = read_roster(roster, on, progress)
    errors = sum(item.severity == "error" for item in reading.findings)
    if as_json:
        emit_json({"errors": errors, "findings": [asdict(item) for item in reading.findings]})
    else:
        _show(reading.findings, errors)
    if annotated is not None:
        annotate(roster, reading.findings, annotated)
        note(_("标注后的副本已写到 {file}").format(file=annotated.resolve()))
    if errors:
        raise typer.Exit(InputError.exit_code)


def _show(findings: Sequence[Finding], errors: int) -> None:
    for item in findings:
        word = _("错误") if item.severity == "error" else _("核对")
        out.print(f"{word}  {describe(item)}", markup=False, soft_wrap=True)
    if not findings:
        out.print(_("没有发现问题。"))
    else:
        out.print(
            _("共 {errors} 处错误、{warnings} 处需要核对。").format(
                errors=errors, warnings=len(findings) - errors
            )
        )
