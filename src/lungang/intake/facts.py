"""Checks within one row: against the citizen id, the order of dates, nature and status."""

from __future__ import annotations

from datetime import date

from lungang.domain.clock import YearMonth, months_between
from lungang.domain.codes import Nature, PersonnelStatus
from lungang.i18n import gettext as _
from lungang.intake.draft import Draft
from lungang.intake.findings import Problem, Report, Severity
from lungang.intake.tables import specs

YOUNGEST_AT_WORK = 14 * 12


def check_row(draft: Draft, on: date, report: Report) -> None:
    """Report what contradicts itself within one row."""
    _check_against_id(draft, report)
    agrees = draft.id is None or draft.birth is None or draft.birth.index == draft.id.birth.index
    # A birth that the id contradicts is told once, and then measures nothing else.
    _check_dates(draft, draft.birth if agrees else None, on, report)
    if draft.nature and draft.post_nature and draft.nature is not draft.post_nature:
        report.at(draft.place, "post_nature", _mixed(draft.nature, draft.post_nature))
    managed = PersonnelStatus.MANAGED_AS_CIVIL_SERVANT
    if draft.status is managed and draft.nature not in (None, Nature.INSTITUTIONAL):
        report.at(draft.place, "status", _managed())


def _mixed(own: Nature, post: Nature) -> Problem:
    return Problem(
        _("混编：本人为{own}，岗位为{post}").format(own=own.label, post=post.label),
        _("请与编办核对；理顺以前，此人一般不能参加交流"),
        Severity.WARNING,
    )


def _managed() -> Problem:
    return Problem(
        _("参公是事业编制上的身份，此人的编制却不是事业编制"),
        _("请核对人员身份和编制性质"),
        Severity.WARNING,
    )


def _check_against_id(draft: Draft, report: Report) -> None:
    if draft.id is None:
        return
    if draft.sex is not None and draft.sex is not draft.id.sex:
        report.at(
            draft.place,
            "sex",
            Problem(
                _("性别与身份证号不符，按身份证号为{sex}").format(sex=draft.id.sex.label),
                _("请核对性别和身份证号第17位"),
            ),
        )
    birth, own = draft.birth, draft.id.birth
    if birth is None or birth.index == own.index:
        return
    by_archive = "档案" in draft.remark
    report.at(
        draft.place,
        "birth",
        Problem(
            _("出生年月与身份证号不符，按身份证号为{month}").format(month=own.dotted),
            _("已按备注以档案为准，请再核对一次")
            if by_archive
            else _("请改正其中之一；确以档案为准的，在备注中写明“以档案为准”"),
            Severity.WARNING if by_archive else Severity.ERROR,
        ),
    )


def _check_dates(draft: Draft, birth: YearMonth | None, on: date, report: Report) -> None:
    """Birth < work ≤ unit ≤ post ≤ reference date; each cell is blamed at most once."""
    order = [
        ("birth", birth),
        ("work_start", draft.work_start),
        ("unit_start", draft.unit_start),
        ("post_start", draft.post_start),
    ]
    now = on.year * 12 + on.month - 1
    last: tuple[str, YearMonth] | None = None
    for field, month in order:
        if month is None:
            continue
        if month.index > now:
            report.at(draft.place, field, _future(field, on))
        elif last is not None and month.index < last[1].index + (last[0] == "birth"):
            report.at(draft.place, field, _too_early(field, *last))
        else:
            last = (field, month)
    if birth and draft.work_start:
        months = months_between(birth, draft.work_start)
        if 0 < months < YOUNGEST_AT_WORK:
            report.at(draft.place, "work_start", _young(months // 12))


def _label(field: str) -> str:
    return specs()["roster"].by_field[field].name


def _future(field: str, on: date) -> Problem:
    return Problem(
        _("{label}晚于基准日{day}").format(label=_label(field), day=f"{on:%Y.%m.%d}"), _("请改正")
    )


def _too_early(field: str, other: str, month: YearMonth) -> Problem:
    words = _("{label}应晚于{other}{month}") if other == "birth" else _("{label}早于{other}{month}")
    return Problem(
        words.format(label=_label(field), other=_label(other), month=month.dotted),
        _("请核对这两个时间"),
    )


def _young(years: int) -> Problem:
    return Problem(
        _("参加工作时只有{years}岁").format(years=years),
        _("请核对出生年月和参加工作时间"),
        Severity.WARNING,
    )
