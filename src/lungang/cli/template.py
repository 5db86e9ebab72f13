"""``lungang template``: the workbook that units fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lungang.cli.console import note
from lungang.cli.folder import refuse_file, whole_file
from lungang.cli.options import ReplaceFile
from lungang.i18n import gettext as _
from lungang.intake import write_template


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("要写出的 .xlsx 文件"))],
    replace: ReplaceFile = False,
) -> None:
    """Write the template."""
    refuse_file(file, replace)
    with whole_file(file) as draft:
        write_template(draft)
    note(_("模板已写到 {file}").format(file=file.absolute()))
