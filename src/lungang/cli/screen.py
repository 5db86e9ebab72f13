"""``lungang screen``: who must exchange, who must rotate, and under which clause."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lungang.cli.console import emit_json, note
from lungang.cli.folder import pack_file, refuse_file, refuse_inputs, whole_file
from lungang.cli.options import AsJson, PolicyName, ReferenceDate, ReplaceFile, RosterPath
from lungang.cli.reading import read, remark
from lungang.cli.terminal import screen as table_screen
from lungang.domain.records import encode
from lungang.i18n import gettext as _
from lungang.policy.pack import load_policy
from lungang.policy.screening import screen
from lungang.statistics import print_screening, screening_table, write_screening


def run(
    roster: RosterPath,
    policy: PolicyName,
    on: ReferenceDate,
    file: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help=_("把全部人员写成 xlsx"))
    ] = None,
    replace: ReplaceFile = False,
    as_json: AsJson = False,
) -> None:
    """Screen a roster."""
    if file is not None:
        refuse_file(file, replace)
        refuse_inputs(file, [roster, *pack_file(policy)])
    pack = load_policy(policy)
    facts, _files = read(roster, on)
    screening = screen(facts, pack)
    table = screening_table(screening.people, facts, pack)
    if file is not None:
        with whole_file(file) as draft:
            write_screening(table, draft)
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
        print_screening(table, table_screen())
    remark(facts, pack, screening.pool)
    if file is not None:
        note(_("筛查结果已写到 {file}").format(file=file.absolute()))
