"""``lungang verify``: recompute a plan from the raw records, by other code than made it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from lungang.cli.console import emit_json, say
from lungang.cli.options import AsJson, PlanPath, PolicyName, RosterOption, parse_text
from lungang.cli.reading import read, read_plan
from lungang.errors import VerificationError
from lungang.i18n import gettext as _
from lungang.policy.pack import load_policy
from lungang.verify import Report, verify_plan


def run(
    plan: PlanPath,
    roster: RosterOption,
    policy: PolicyName,
    seed: Annotated[
        str | None,
        typer.Option(
            "--seed",
            metavar="TEXT",
            parser=parse_text,
            help=_("两家约定的文字：一并核对方案用的是不是它"),
        ),
    ] = None,
    seed_policy: Annotated[
        str | None,
        typer.Option(
            "--seed-policy",
            metavar="PACK",
            help=_("两家约定时的政策包，如果方案是照另一份算的"),
        ),
    ] = None,
    released: Annotated[
        Path | None,
        typer.Option(
            "--released",
            metavar="PLAN",
            help=_("方案所修补的已公布方案：一并核对修补的是不是它"),
        ),
    ] = None,
    deep: Annotated[
        bool, typer.Option("--deep", help=_("连每个其他去处的代价也重新算（人多时很慢）"))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Verify a plan."""
    claimed, on = read_plan(plan)
    pack = load_policy(policy)
    facts, _files = read(roster, on)
    before = read_plan(released)[0] if released else None
    report = verify_plan(
        claimed,
        facts,
        pack,
        agreed=seed,
        deep=deep,
        released=before,
        seed_policy=load_policy(seed_policy).digest if seed_policy else None,
    )
    if not deep:
        unpriced = _("其他去处的代价（--deep 才重新求解）")
        report = replace(report, unchecked=(*report.unchecked, unpriced))
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
            "unchecked": list(report.unchecked),
        }
    )


def _show(report: Report) -> None:
    false = {item.check for item in report.refutations}
    for done in report.checks:
        figures = _("，").join(f"{number} {_(noun)}" for noun, number in done.figures)
        mark = "✗" if done.name in false else "✓"
        say(
            f"{mark} {done.title_zh}"
            + (_("（{figures}）").format(figures=figures) if figures else "")
        )
    for left in report.skipped:
        say(_("– {title}：{reason}").format(title=left.title_zh, reason=left.reason))
    for item in report.refutations:
        say(f"✗ {item.message}")
    if report.unchecked:
        say(_("没有核验、要由人看的：{words}").format(words=_("；").join(report.unchecked)))
    if report.ok:
        say(_("方案属实：除上面写明要由人看的，都从花名册和政策包重新算过，最优性成立。"))
    else:
        say(_("方案有 {count} 处不实。").format(count=len(report.refutations)))
