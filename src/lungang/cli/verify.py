"""``lungang verify``: recompute a plan from the raw records, by other code than made it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from lungang.cli.console import complain, emit_json, out
from lungang.cli.options import AsJson, PolicyName, RosterOption
from lungang.cli.reading import read, read_plan
from lungang.errors import PlanFileError, VerificationError
from lungang.i18n import gettext as _
from lungang.policy.pack import load_policy
from lungang.verify import Report, verify_plan

NAME = "verify"
HELP = _("核验方案：另用一套程序从花名册和政策包重新算起，说出哪里不实。")
EXAMPLE = "lungang verify 方案/plan.json --roster 花名册.xlsx --policy county-2004"
NEEDS_ARGUMENTS = True


def run(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help=_("plan.json，或者它所在的文件夹"))],
    roster: RosterOption,
    policy: PolicyName,
    seed: Annotated[
        str | None,
        typer.Option("--seed", metavar="TEXT", help=_("两家约定的文字：一并核对方案用的是不是它")),
    ] = None,
    deep: Annotated[
        bool, typer.Option("--deep", help=_("连每个其他去处的代价也重新算（人多时很慢）"))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Verify a plan."""
    claimed = read_plan(plan)
    try:
        on = date.fromisoformat(claimed.reference_date)
    except ValueError:
        raise PlanFileError(
            _("方案的基准日“{day}”不是日期").format(day=claimed.reference_date)
        ) from None
    facts, _files = read(roster, on)
    report = verify_plan(claimed, facts, load_policy(policy), agreed=seed, deep=deep)
    if as_json:
        _emit(report)
    else:
        _show(report)
    if not report.ok:
        raise VerificationError([item.message for item in report.refutations])


def _emit(report: Report) -> None:
    emit_json(
        {
            "ok": report.ok,
            "refutations": [
                {"check": item.check, "message": item.message} for item in report.refutations
            ],
            "checks": [
                {"name": item.name, "title": item.title_zh, "figures": dict(item.figures)}
                for item in report.checks
            ],
            "skipped": [{"name": item.name, "reason": item.reason} for item in report.skipped],
        }
    )


def _show(report: Report) -> None:
    for done in report.checks:
        figures = "，".join(f"{name} {value}" for name, value in done.figures)
        line = f"✓ {_(done.title_zh)}" + (f"（{figures}）" if figures else "")
        out.print(line, markup=False, soft_wrap=True)
    for left in report.skipped:
        out.print(f"– {_(left.title_zh)}：{left.reason}", markup=False, soft_wrap=True)
    for item in report.refutations:
        complain(f"✗ {item.message}")
    for word in report.unchecked:
        out.print(word, markup=False, soft_wrap=True)
    if report.ok:
        out.print(_("方案属实：每一项都从花名册和政策包重新算过，最优性成立。"))
    else:
        complain(_("方案有 {count} 处不实。").format(count=len(report.refutations)))
