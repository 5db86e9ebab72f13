"""``lungang papers``: the official papers of a plan, made again, all or some."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from lungang.cli.console import note, say
from lungang.cli.folder import PAPERS_FOLDER, PLAN_FILE, refuse_place
from lungang.cli.grounds import settled
from lungang.cli.issuing import Asked, issue
from lungang.cli.options import PaperFacts, PolicyName, RosterOption
from lungang.cli.reading import find_person, read, read_plan
from lungang.cli.shelf import Shelf, campaign_of
from lungang.domain.plan import Plan
from lungang.domain.roster import Roster
from lungang.errors import InputError
from lungang.i18n import gettext as _
from lungang.i18n import language
from lungang.paperwork import (
    CampaignFacts,
    Dossier,
    FontSet,
    Issued,
    Kind,
    dossier,
    font_set,
)
from lungang.paperwork.campaign import formal
from lungang.paperwork.facts_file import blanks
from lungang.paperwork.files import CHECK_FILE, FACTS_FILE
from lungang.paperwork.fonts import unused_site_fonts
from lungang.policy.pack import Policy, load_policy
from lungang.statistics import Outcomes

_MOST_SHOWN = 5


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("方案所在的文件夹"))],
    roster: RosterOption,
    policy: PolicyName,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="KIND", help=_("只开这一种，可重复：调干通知、任职通知……")),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="PERSON", help=_("只开有这个人的：姓名或身份证号")),
    ] = None,
    numbers: Annotated[
        Path | None,
        typer.Option("--numbers", metavar="FILE", help=_("文号：填好的目录.csv，或者 toml、xlsx")),
    ] = None,
    facts: PaperFacts = None,
    fonts: Annotated[
        Path | None,
        typer.Option("--fonts", metavar="DIR", help=_("本单位自有字体所在的文件夹")),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help=_("手工改过的公文也换掉，不加就不换"))
    ] = False,
) -> None:
    """Make the papers of a plan again."""
    if not (folder / PLAN_FILE).is_file():
        raise InputError(_("“{folder}”里没有方案").format(folder=folder))
    target = folder / PAPERS_FOLDER
    kinds = tuple(_kind(word) for word in only or ())
    if person is not None and not person.strip():
        raise InputError(_("--person 后面是空的，请给姓名或身份证号"))
    refuse_place(Shelf(target).folder)
    site = checked_fonts(fonts)
    campaign = campaign_for(facts, target)
    plan, on = read_plan(folder)
    pack = load_policy(policy)
    people, _files = read(roster, on)
    plan = settled(plan, people, pack)
    who = find_person(person, people.people).id if person else None
    asked = Asked(kinds=kinds, person=who, numbers=numbers, replace=replace)
    made_from = dossier(plan, people, pack, campaign)
    issued = issue(made_from, target, site, asked)
    tell(issued)
    tell_blanks(made_from, target)
    times = Counter(key.partition("/")[0] for key in issued.made)
    say(
        _("写出公文 {count} 件，在 {folder}：{kinds}").format(
            count=len(issued.made),
            folder=target,
            kinds=_("、").join(f"{kind} {count}" for kind, count in times.items()),
        )
    )


def _kind(word: str) -> Kind:
    wanted = word.strip()
    for kind in Kind:
        english = kind.name.lower()
        numbered = f"{kind.order} {kind.value}"
        if wanted in (kind.value, numbered, english, english.replace("_", "-")):
            return kind
    raise InputError(
        _("没有“{word}”这种公文，有：{kinds}").format(
            word=word, kinds=_("、").join(map(_named, Kind))
        )
    )


def _named(kind: Kind) -> str:
    if language() == "en":
        return f"{kind.name.lower().replace('_', '-')} ({kind.value})"
    return kind.value


def checked_fonts(folder: Path | None = None) -> FontSet:
    """The fonts at hand; said where the site's folder has none of those that are asked for.

    Raises:
        InputError: the folder of the site's own fonts is none.
    """
    fonts = font_set(folder)
    if unused := unused_site_fonts(fonts):
        note(
            _(
                "字体文件夹“{folder}”里没有读得出、用得上的字体（方正小标宋简体、仿宋_GB2312、"
                "楷体_GB2312、黑体、宋体），用的是随附的字体。"
            ).format(folder=unused)
        )
    return fonts


def campaign_for(given: Path | None, target: Path) -> CampaignFacts:
    """The facts given, else those that lie beside the papers, else none.

    Raises:
        InputError: the file is not as it should be.
    """
    if given:
        return campaign_of(given)
    return Shelf(target).campaign() or CampaignFacts()


def write_into(
    plan: Plan,
    roster: Roster,
    policy: Policy,
    results: Outcomes,
    draft: Path,
    campaign: CampaignFacts | None = None,
) -> Issued:
    """Write the papers of a new plan into the folder that is being made for it."""
    made_from = dossier(plan, roster, policy, campaign, results=results)
    return issue(made_from, draft / PAPERS_FOLDER, font_set())


def tell_blanks(made_from: Dossier, target: Path, command: str = "") -> None:
    """Say which facts are still blank on the papers, and how to fill them in."""
    roster, county = made_from.facts.roster, made_from.campaign.county
    blank = blanks(made_from.campaign, roster)
    if blank and made_from.facts.moves:
        note(
            _("公文里还空着：{blank}。填好 {file}，再运行 {command}。").format(
                blank=_("、").join(blank),
                file=target / FACTS_FILE,
                command=command or "lungang papers",
            )
        )
    if county and all(formal(unit.name, county) == unit.name for unit in roster.units):
        note(
            _("县名“{county}”没有用上：花名册里的单位名称没有以“{kind}”开头的。").format(
                county=county, kind=county[-1]
            )
        )


def tell(issued: Issued) -> None:
    """Say which characters fall back or are missing, the first few in full."""
    for finding in issued.findings[:_MOST_SHOWN]:
        note(finding.sentence())
    if len(issued.findings) > _MOST_SHOWN:
        note(
            _("……共 {count} 个字不在首选字体里，见 {file}").format(
                count=len(issued.findings), file=CHECK_FILE
            )
        )
