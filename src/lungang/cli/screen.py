"""``lungang screen``: who must exchange, who must rotate, and under which clause."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lungang.cli.console import emit_json, note, out
from lungang.cli.folder import whole_file
from lungang.cli.options import AsJson, PolicyName, ReferenceDate, RosterPath
from lungang.cli.reading import read
from lungang.domain.records import encode
from lungang.errors import InputError
from lungang.i18n import gettext as _
from lungang.policy.pack import load_policy
from lungang.policy.screening import screen
from lungang.statistics import print_screening, screening_table, write_screening

NAME = "screen"
HELP = _("筛查：谁应交流、谁应轮岗、谁可交流、谁暂缓、谁不列入，各依据哪一条、哪些事实。")
EXAMPLE = "lungang screen 花名册.xlsx --policy county-2004 --on 2004-12-16 -o 筛查.xlsx"
NEEDS_ARGUMENTS = True


def run(
    roster: RosterPath,
    policy: PolicyName,
    on: ReferenceDate,
    file: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help=_("把全部人员写成 xlsx"))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Screen a roster."""
    if file is not None and file.suffix.lower() != ".xlsx":
        raise InputError(_("筛查结果写成 xlsx，请把文件名写成 {name}.xlsx").format(name=file.stem))
    pack = load_policy(policy)
    facts, _files = read(roster, on)
    screening = screen(facts, pack)
    table = screening_table(screening.people, facts, pack)
    if as_json:
        emit_json(
            {
                "policy": pack.id,
                "policy_digest": pack.digest,
                "roster_digest": facts.digest,
                "reference_date": on.isoformat(),
                "people": encode(screening.people),
            }
        )
    else:
        print_screening(table, out)
    if file is not None:
        with whole_file(file) as draft:
            write_screening(table, draft)
        note(_("筛查结果已写到 {file}").format(file=file.resolve()))
