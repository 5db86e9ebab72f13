"""``lungang template``: the workbook that units fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lungang.cli.console import note
from lungang.cli.folder import whole_file
from lungang.errors import InputError
from lungang.i18n import gettext as _
from lungang.intake import write_template

NAME = "template"
HELP = _("写出花名册模板：下拉选项、填写说明和一行示例，发给各单位填。")
EXAMPLE = "lungang template 花名册模板.xlsx"
NEEDS_ARGUMENTS = True


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("要写出的 .xlsx 文件"))],
    replace: Annotated[bool, typer.Option("--replace", help=_("已有同名文件时换掉它"))] = False,
) -> None:
    """Write the template."""
    if file.suffix.lower() != ".xlsx":
        raise InputError(_("模板是 xlsx 文件，请把文件名写成 {name}.xlsx").format(name=file.stem))
    if file.exists() and not replace:
        raise InputError(_("“{file}”已经有了。换一个名字，或加 --replace。").format(file=file))
    with whole_file(file) as draft:
        write_template(draft)
    note(_("模板已写到 {file}").format(file=file.resolve()))
