"""Reading rosters, packs and plans for a command, with progress and errors in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from lungang.cli.console import complain, note
from lungang.cli.folder import PLAN_FILE
from lungang.cli.options import day_of
from lungang.cli.terminal import stages
from lungang.domain.plan import InputFile, Plan
from lungang.domain.records import plan_from_json
from lungang.domain.roster import Person, Roster
from lungang.errors import InputError, PlanFileError, RosterError
from lungang.i18n import gettext as _
from lungang.intake import Finding, load_roster
from lungang.policy.pack import Policy, disagreements

_MOST_SHOWN = 20
_LARGEST_PLAN = 512 * 1024 * 1024


def read(roster: Path, on: date) -> tuple[Roster, tuple[InputFile, ...]]:
    """Read a roster that must be without errors.

    Raises:
        InputError: it cannot be taken; what is wrong has been shown, the first findings in full.
    """
    try:
        with stages() as progress:
            return load_roster(roster, on, progress)
    except RosterError as error:
        findings = [item for item in error.findings if isinstance(item, Finding)]
        errors = [item for item in findings if item.is_error]
        for item in errors[:_MOST_SHOWN]:
            complain(describe(item))
        if len(errors) > _MOST_SHOWN:
            note(_("……还有 {count} 处").format(count=len(errors) - _MOST_SHOWN))
        raise InputError(
            _(
                "花名册有 {count} 处错误，没有往下办。"
                "先运行 lungang check {roster} -o 标注.xlsx，照标注改。"
            ).format(count=len(errors), roster=roster)
        ) from error


def remark(roster: Roster, policy: Policy, pool: Sequence[str]) -> None:
    """Say what is no error but decides: an empty pool, words of the pack that differ from its
    numbers, and specialties it does not know.
    """
    if not pool:
        note(_("本次没有应交流的人，不需要方案；谁暂缓、谁应轮岗，用 lungang screen 看。"))
    for sentence in disagreements(policy):
        note(_("{sentence}。办事按数字，文书上印的是文字，请改成一致。").format(sentence=sentence))
    words = Counter(roster.person[key].practised_specialty for key in pool)
    unknown = [f"{word} {n}" for word, n in words.items() if not policy.specialties.knows(word)]
    if unknown:
        note(
            _(
                "应交流的人中，这些从事专业不在政策包的专业表里，只与自己相同：{words}。"
                "是不是写法不同？可改花名册，或在政策包 [specialties.groups] 里添上。"
            ).format(words=_("、").join(unknown))
        )


def describe(item: Finding) -> str:
    """Return one finding as one line: where, what, and what to do."""
    place = "·".join(part for part in (item.file, item.sheet, item.cell) if part)
    value = f"“{item.value}”" if item.value else ""
    where = f"{place} {item.column}{value}".strip()
    said = _("{problem}。{remedy}").format(problem=item.problem, remedy=item.remedy)
    return _("{where}：{what}").format(where=where, what=said) if where else said


def read_plan(path: Path) -> tuple[Plan, date]:
    """Read a plan and its reference date from its file, or from the folder that holds it.

    Raises:
        PlanFileError: it is not a plan.
        InputError: there is no such file.
    """
    file = path / PLAN_FILE if path.is_dir() else path
    if not file.is_file():
        raise InputError(_("找不到方案文件“{file}”").format(file=file))
    if file.stat().st_size > _LARGEST_PLAN:
        raise InputError(_("“{file}”太大，不像是方案文件").format(file=file))
    plan = plan_from_json(file.read_bytes())
    try:
        return plan, day_of(plan.reference_date)
    except ValueError:
        raise PlanFileError(
            _("方案的基准日“{day}”不是日期").format(day=plan.reference_date)
        ) from None


def find_person(text: str, people: Sequence[Person]) -> Person:
    """Return the one person that a name or citizen id means.

    Raises:
        InputError: nobody, or several people, are meant.
    """
    word = "".join(text.split()).upper()
    found = [
        person for person in people if word in (person.id, "".join(person.name.split()).upper())
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(_("花名册里没有“{text}”。核对姓名，或给身份证号。").format(text=text))
    ids = "、".join(f"{person.unit} {person.id}" for person in found)
    raise InputError(
        _("叫“{text}”的有 {n} 人，请给身份证号：{ids}").format(text=text, n=len(found), ids=ids)
    )
