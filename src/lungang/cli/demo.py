"""``lungang demo``: an invented county, planned from its roster like any other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lungang.cli import plan as planning
from lungang.cli.console import complain, note, out
from lungang.cli.folder import refuse_to_overwrite, whole_folder
from lungang.cli.reading import read
from lungang.demo import DEMO_DATE, DEMO_POLICY, DEMO_SEED, make_county
from lungang.errors import VerificationError
from lungang.i18n import gettext as _
from lungang.intake import write_roster
from lungang.policy.pack import load_policy, pack_bytes
from lungang.statistics import print_summary
from lungang.verify import verify_plan

NAME = "demo"
HELP = _("演示：生成一个虚构的县，从花名册编到方案，再核验一遍。")
EXAMPLE = "lungang demo --out 演示"
NEEDS_ARGUMENTS = False
DEFAULT_FOLDER = Path("demo-county-2004")


def run(
    folder: Annotated[
        Path, typer.Option("--out", metavar="DIR", help=_("结果写到这个文件夹"))
    ] = DEFAULT_FOLDER,
    county: Annotated[
        int, typer.Option("--county", metavar="N", min=0, help=_("第几个虚构的县"))
    ] = DEMO_SEED,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help=_("看完结果就结束（目前没有网页可开，给不给都一样）"))
    ] = False,
) -> None:
    """Make an invented county, plan it, verify it, and show the outcome."""
    refuse_to_overwrite(folder, replace=True)
    note(_("[1/4] 生成虚构的县（人名、身份证号都是编的）……"))
    made = make_county(county)
    with whole_folder(folder, replace=True) as draft:
        roster = draft / "花名册.xlsx"
        write_roster(made, roster)
        name, content = pack_bytes(DEMO_POLICY)
        (draft / name).write_bytes(content)
        note(_("[2/4] 读入并核对花名册……"))
        facts, files = read(roster, DEMO_DATE)
        pack = load_policy(draft / name)
        note(_("[3/4] 编制方案……"))
        result, results = planning.make(facts, pack, f"演示·{county}", files)
        planning.write_into(result, results, draft)
        note(_("[4/4] 另用一套程序核验……"))
        report = verify_plan(result, facts, pack, agreed=f"演示·{county}")
        if not report.ok:
            for item in report.refutations:
                complain(item.message)
            raise VerificationError([item.message for item in report.refutations])
    print_summary(results, out)
    where = folder.resolve()
    note(_("核验通过：{checks} 项检查都属实。").format(checks=len(report.checks)))
    note(_("结果在 {folder}（先看 report.html）").format(folder=where))
