"""``lungang plan``: from a roster and a policy to a proven, explained plan, in one folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from lungang.cli import papers
from lungang.cli.console import emit_json, note
from lungang.cli.folder import (
    PAPERS_FOLDER,
    PLAN_FILE,
    pack_file,
    refuse_folder,
    refuse_inputs,
    whole_folder,
    why_not_a_plan,
)
from lungang.cli.options import (
    AsJson,
    PaperFacts,
    PolicyName,
    ReferenceDate,
    Replace,
    RosterPath,
    parse_text,
)
from lungang.cli.reading import read, remark
from lungang.cli.terminal import screen, stages
from lungang.domain.plan import InputFile, Plan
from lungang.domain.records import encode, plan_to_json
from lungang.domain.roster import Roster
from lungang.exchange import Planner
from lungang.i18n import gettext as _
from lungang.paperwork import dossier
from lungang.policy.pack import Policy, load_policy
from lungang.statistics import (
    Outcomes,
    outcomes,
    print_summary,
    summary_text,
    write_report,
    write_workbook,
)


def run(
    roster: RosterPath,
    policy: PolicyName,
    on: ReferenceDate,
    folder: Annotated[
        Path, typer.Option("--out", metavar="DIR", help=_("写到这个文件夹：要么整个写成，要么没有"))
    ],
    seed: Annotated[
        str,
        typer.Option(
            "--seed",
            metavar="TEXT",
            parser=parse_text,
            help=_("两家事先约定的文字，与花名册、政策包的摘要绑定，决定并列时的取舍"),
        ),
    ] = "",
    facts: PaperFacts = None,
    replace: Replace = False,
    discard: Annotated[
        bool,
        typer.Option(
            "--discard-papers", help=_("同 --replace 一起用：登记了文号、手工改过的公文也换掉")
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Plan an exchange and write it."""
    place = folder.absolute()  # now: we may stand in the folder that is replaced
    why_not = partial(why_not_a_plan, discard=discard)
    refuse_folder(folder, replace, why_not)
    refuse_inputs(folder, [roster, *pack_file(policy), *([facts] if facts else [])])
    pack = load_policy(policy)
    papers.checked_fonts()
    campaign = papers.campaign_for(facts, folder / PAPERS_FOLDER)
    people, files = read(roster, on)
    if not seed:
        note(_("没有给 --seed：方案同样最优，但并列时的取舍没有两家约定的依据。"))
    made, results = make(people, pack, seed, files)
    with whole_folder(folder, replace, why_not) as draft:
        write_into(made, results, draft)
        papers.tell(papers.write_into(made, people, pack, results, draft, campaign))
    if as_json:
        emit_json(encode(made))
    else:
        print_summary(results, screen())
    remark(people, pack, made.certificate.order)
    papers.tell_blanks(
        dossier(made, people, pack, campaign, results=results),
        folder / PAPERS_FOLDER,
        f"lungang papers {folder} --roster {roster} --policy {policy}",
    )
    note(_("结果在 {folder}").format(folder=place))


def make(
    roster: Roster, policy: Policy, seed: str, files: tuple[InputFile, ...]
) -> tuple[Plan, Outcomes]:
    """Solve and explain, with progress; the seed is bound and shown before the solve."""
    with stages() as progress:
        planner = Planner(
            roster,
            policy,
            seed=seed,
            progress=progress,
            announce=lambda bound: note(_("种子已绑定：{bound}").format(bound=bound)),
        )
        made = planner.plan(files=files)
    return made, outcomes(made, roster, policy)


def write_into(plan: Plan, results: Outcomes, draft: Path) -> None:
    """Write the files of a plan into a folder that is being made."""
    (draft / PLAN_FILE).write_text(plan_to_json(plan), encoding="utf-8", newline="\n")
    (draft / "summary.txt").write_text(summary_text(results), encoding="utf-8", newline="\n")
    write_report(results, draft / "report.html")
    write_workbook(results, draft / "tables.xlsx")
