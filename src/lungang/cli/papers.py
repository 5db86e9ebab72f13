"""``lungang papers``: the official papers of a plan, made again, all or some."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from lungang.cli.console import note, say
from lungang.cli.folder import PAPERS_FOLDER, PLAN_FILE, holds_papers, whole_file, whole_folder
from lungang.cli.options import PaperFacts, PolicyName, RosterOption
from lungang.cli.reading import find_person, read, read_plan
from lungang.cli.terminal import stages
from lungang.domain.plan import Plan
from lungang.domain.roster import Roster
from lungang.errors import InputError
from lungang.i18n import gettext as _
from lungang.paperwork import (
    CampaignFacts,
    Document,
    Dossier,
    Issued,
    Kind,
    dossier,
    font_set,
    papers,
    read_numbers,
    write_papers,
)
from lungang.paperwork.files import CHECK_FILE, INDEX_FILE, file_stem
from lungang.paperwork.issue import Entry, index
from lungang.paperwork.numbers import refuse_unknown
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
        str, typer.Option("--person", metavar="PERSON", help=_("只开有这个人的：姓名或身份证号"))
    ] = "",
    numbers: Annotated[
        Path | None,
        typer.Option("--numbers", metavar="FILE", help=_("文号：填好的目录.csv，或者 toml")),
    ] = None,
    facts: PaperFacts = None,
    fonts: Annotated[
        Path | None,
        typer.Option("--fonts", metavar="DIR", help=_("本单位自有字体所在的文件夹")),
    ] = None,
) -> None:
    """Make the papers of a plan again."""
    if not (folder / PLAN_FILE).is_file():
        raise InputError(_("“{folder}”里没有方案").format(folder=folder))
    plan, on = read_plan(folder)
    kinds = [_kind(word) for word in only or ()]
    people, _files = read(roster, on)
    made_from = _joined(plan, people, load_policy(policy), facts, _numbers(folder, numbers))
    if made_from.numbers:
        numbered = frozenset(one.key for one in papers(made_from) if one.number)
        refuse_unknown(made_from.numbers, numbered)
    who = find_person(person, people.people).id if person else None
    target = folder / PAPERS_FOLDER
    if kinds or who:
        issued = _again(made_from, target, kinds, who, fonts)
    else:
        with whole_folder(target, True, holds_papers) as draft:
            issued = write_all(made_from, draft, fonts=fonts)
    tell(issued)
    say(_("写出公文 {count} 件，在 {folder}").format(count=len(issued.made), folder=target))


def _kind(word: str) -> Kind:
    for kind in Kind:
        if word.strip() in (kind.value, kind.name.lower(), kind.name.lower().replace("_", "-")):
            return kind
    raise InputError(
        _("没有“{word}”这种公文，有：{kinds}").format(
            word=word, kinds="、".join(kind.value for kind in Kind)
        )
    )


def _numbers(folder: Path, given: Path | None) -> dict[str, str]:
    """The numbers given, else those that the office has entered in the index of the papers."""
    file = given or folder / PAPERS_FOLDER / INDEX_FILE
    if given or file.is_file():
        return read_numbers(file.name, file.read_bytes())
    return {}


def _joined(
    plan: Plan, roster: Roster, policy: Policy, facts: Path | None, numbers: dict[str, str]
) -> Dossier:
    if plan.roster_digest != roster.digest or plan.policy_digest != policy.digest:
        raise InputError(_("方案不是依据这份花名册和这个政策包编的，不能据此开公文。"))
    return dossier(plan, roster, policy, read_campaign(facts), numbers)


def read_campaign(file: Path | None) -> CampaignFacts:
    """Read what the papers say beyond the plan; nothing is known where no file is given.

    Raises:
        InputError: the file is not as it should be.
    """
    try:
        text = file.read_text(encoding="utf-8-sig") if file else ""
    except UnicodeDecodeError:
        raise InputError(
            _("“{file}”不是 UTF-8 文字，另存为 UTF-8 再试").format(file=file)
        ) from None
    return CampaignFacts.from_toml(text)


def write_into(
    plan: Plan,
    roster: Roster,
    policy: Policy,
    results: Outcomes,
    draft: Path,
    campaign: CampaignFacts | None = None,
) -> Issued:
    """Write the papers of a new plan into the folder that is being made for it."""
    target = draft / PAPERS_FOLDER
    target.mkdir()
    return write_all(dossier(plan, roster, policy, campaign, results=results), target)


def write_all(made_from: Dossier, target: Path, *, fonts: Path | None = None) -> Issued:
    """Write all papers into a folder, with progress."""
    with stages() as progress:
        return write_papers(
            papers(made_from),
            target,
            fonts=font_set(fonts),
            dated=_dated(made_from),
            progress=progress,
            total=sum(1 for _one in papers(made_from)),
        )


def _dated(made_from: Dossier) -> date:
    """The date put in the files: that of the papers, else the reference date; never today."""
    return made_from.campaign.issued or made_from.facts.on


def _again(
    made_from: Dossier, target: Path, kinds: list[Kind], person: str | None, fonts: Path | None
) -> Issued:
    """Make some papers again, each file whole or as it was; the others stay as they are."""
    with tempfile.TemporaryDirectory() as name:
        draft = Path(name)
        issued = write_papers(
            papers(made_from, kinds, person),
            draft,
            fonts=font_set(fonts),
            dated=_dated(made_from),
        )
        for file in sorted(draft.rglob("*.*")):
            if file.name not in (INDEX_FILE, CHECK_FILE):
                with whole_file(target / file.relative_to(draft)) as place:
                    shutil.copyfile(file, place)
    there = (one for one in papers(made_from) if _pdf(target, one).is_file())
    with whole_file(target / INDEX_FILE) as place:
        place.write_bytes(index(map(Entry.of, there)))
    return issued


def _pdf(target: Path, document: Document) -> Path:
    return target / f"{file_stem(document.key)}.pdf"


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
