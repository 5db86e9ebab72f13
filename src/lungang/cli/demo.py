"""``lungang demo``: an invented county, planned from its roster like any other."""

from __future__ import annotations

import hashlib
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lungang.cli import papers
from lungang.cli import plan as planning
from lungang.cli.console import complain, note, say
from lungang.cli.folder import PLAN_FILE, refuse_folder, strange, whole_folder, why_not_a_plan
from lungang.cli.options import parse_count
from lungang.cli.reading import read
from lungang.cli.terminal import screen
from lungang.demo import DEMO_DATE, DEMO_POLICY, DEMO_SEED, make_county
from lungang.domain.plan import InputFile
from lungang.domain.records import plan_from_json
from lungang.domain.roster import Roster
from lungang.errors import PlanFileError, VerificationError
from lungang.i18n import gettext as _
from lungang.intake import write_roster
from lungang.paperwork import CampaignFacts
from lungang.policy.pack import load_policy, pack_bytes
from lungang.statistics import print_summary
from lungang.verify import verify_plan


class Day(StrEnum):
    """The day on which the county's office opens (:data:`lungang.config.demo_site.OPENINGS`)."""

    MEETING = "meeting"
    ROSTERS = "rosters"


DEFAULT_FOLDER = Path("demo-county-2004")
ROSTER_FILE = "花名册.xlsx"
SEED = "演示·"
_CAMPAIGN = CampaignFacts(county="青榆县", issued=DEMO_DATE)
"""What the papers of the invented county say beyond its roster."""


def _why_not_a_demo(folder: Path) -> str:
    """Why a folder is no earlier demonstration that may be given up; "" if it is."""
    if reason := why_not_a_plan(folder, frozenset({ROSTER_FILE, f"{DEMO_POLICY}.toml"})):
        return reason
    try:
        plan = plan_from_json((folder / PLAN_FILE).read_bytes())
    except (OSError, PlanFileError):
        return strange([PLAN_FILE])
    if not plan.seed.text.startswith(SEED):
        return strange([PLAN_FILE])
    return strange(file.name for file in plan.files if not _untouched(folder, file))


def _untouched(folder: Path, file: InputFile) -> bool:
    """Whether nobody has worked on the roster since."""
    try:
        return hashlib.sha256((folder / file.name).read_bytes()).hexdigest() == file.sha256
    except OSError:
        return False


def run(
    folder: Annotated[
        Path, typer.Option("--out", metavar="DIR", help=_("结果写到这个文件夹"))
    ] = DEFAULT_FOLDER,
    county: Annotated[
        int,
        typer.Option("--county", metavar="N", parser=parse_count, help=_("第几个虚构的县")),
    ] = DEMO_SEED,
    at: Annotated[
        Day,
        typer.Option(
            "--at", help=_("网页从哪一天看起：meeting 联席会议将要商定，rosters 各单位上报花名册")
        ),
    ] = Day.MEETING,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help=_("编完方案就结束，不打开网页"))
    ] = False,
) -> None:
    """Make an invented county, plan it, verify it, and show the outcome."""
    refuse_folder(folder, True, _why_not_a_demo)
    place = folder.absolute()  # now: we may stand in the folder that is replaced
    papers.checked_fonts()
    note(_("[1/4] 生成虚构的县（人名、身份证号都是编的）……"))
    made = make_county(county)
    with whole_folder(folder, True, _why_not_a_demo) as draft:
        roster = draft / ROSTER_FILE
        write_roster(made, roster)
        name, content = pack_bytes(DEMO_POLICY)
        (draft / name).write_bytes(content)
        note(_("[2/4] 读入并核对花名册……"))
        facts, files = read(roster, DEMO_DATE)
        pack = load_policy(draft / name)
        note(_("[3/4] 编制方案……"))
        result, results = planning.make(facts, pack, f"{SEED}{county}", files)
        planning.write_into(result, results, draft)
        papers.tell(papers.write_into(result, facts, pack, results, draft, _CAMPAIGN))
        note(_("[4/4] 另用一套程序核验……"))
        report = verify_plan(result, facts, pack, agreed=f"{SEED}{county}")
        if not report.ok:
            for item in report.refutations:
                complain(item.message)
            raise VerificationError([item.message for item in report.refutations])
    print_summary(results, screen())
    note(_("核验通过：{checks} 项检查都属实。").format(checks=len(report.checks)))
    note(_("结果在 {folder}（先看 report.html）").format(folder=place))
    if not no_serve:
        _serve(made, at)


def _serve(roster: Roster, at: Day) -> None:
    """Open the county's office on a free port of this machine, until interrupted."""
    from lungang.config import demo_site, running, serving

    with tempfile.TemporaryDirectory(prefix="lungang-demo-") as place:
        note(_("现在打开这个县的办公网页（只在本机，结束后不留）……"))
        demo_site.make_site(Path(place) / "site", roster, note, at=at.value)
        running.refuse_wrong_setup()
        running.collect_static()
        port = serving.free_port()
        serving.serve(
            "127.0.0.1",
            port,
            1,
            lambda: say(
                _("演示已在 {address} 打开，可以用任何一个岗位进去。按 Ctrl-C 结束。").format(
                    address=f"http://127.0.0.1:{port}/enter/"
                )
            ),
        )
