"""``lungang check``: everything that is wrong with a roster, at once, at its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from lungang.cli.console import emit_json, note, say
from lungang.cli.folder import (
    refuse_file,
    refuse_folder,
    refuse_inputs,
    strange,
    whole_file,
    whole_folder,
)
from lungang.cli.options import AsJson, Replace, RosterPath, parse_day
from lungang.cli.reading import describe
from lungang.cli.terminal import stages
from lungang.errors import InputError
from lungang.i18n import gettext as _
from lungang.intake import Finding, annotate, read_roster


def run(
    roster: RosterPath,
    annotated: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="ANNOTATED", help=_("标注后的副本：文件；给文件夹时也是文件夹")
        ),
    ] = None,
    on: Annotated[
        date | None,
        typer.Option(
            "--on",
            metavar="DATE",
            parser=parse_day,
            help=_("基准日：年龄和任职年限算到这一天；不给时是今天"),
        ),
    ] = None,
    replace: Replace = False,
    as_json: AsJson = False,
) -> None:
    """Check a roster."""
    if annotated is not None:
        _refuse_target(roster, annotated, replace)
    with stages() as progress:
        reading = read_roster(roster, on or date.today(), progress)
    errors = len(reading.errors)
    if annotated is not None:
        _write_marked(roster, reading.findings, annotated, replace)
    if as_json:
        emit_json({"errors": errors, "findings": [_plain(item) for item in reading.findings]})
    else:
        _show(reading.findings, errors)
    if annotated is not None:
        note(_("标注后的副本已写到 {file}").format(file=annotated.absolute()))
    if errors:
        raise typer.Exit(InputError.exit_code)


def _plain(finding: Finding) -> dict[str, object]:
    fields = asdict(finding)
    del fields["spot"], fields["person"]  # the place again, as pages need it
    return fields


def _refuse_target(roster: Path, annotated: Path, replace: bool) -> None:
    refuse_inputs(annotated, [roster])
    if roster.is_dir():
        if annotated.suffix:
            raise InputError(
                _("花名册是文件夹，-o 也要给一个文件夹的名字，“{name}”像是文件").format(
                    name=annotated
                )
            )
        refuse_folder(annotated, replace, _why_not_copies)
    else:
        refuse_file(annotated, replace)


def _why_not_copies(folder: Path) -> str:
    # The ending that `annotate` gives to the copies of a folder.
    return strange(path.name for path in folder.iterdir() if not path.match("*_检查结果.xlsx"))


def _write_marked(
    roster: Path, findings: Sequence[Finding], annotated: Path, replace: bool
) -> None:
    if roster.is_dir():
        with whole_folder(annotated, replace, _why_not_copies) as draft:
            annotate(roster, findings, draft)
    else:
        with whole_file(annotated) as draft:
            annotate(roster, findings, draft)


def _show(findings: Sequence[Finding], errors: int) -> None:
    for item in findings:
        word = _("错误") if item.is_error else _("核对")
        say(f"{word}  {describe(item)}")
    if not findings:
        say(_("没有发现问题。"))
    else:
        say(
            _("共 {errors} 处错误、{warnings} 处需要核对。").format(
                errors=errors, warnings=len(findings) - errors
            )
        )
