"""公文事项.toml: the facts of a campaign as a file, which is also the form to fill in."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import Any

from lungang.domain.roster import Roster
from lungang.errors import InputError
from lungang.i18n import gettext as _
from lungang.paperwork.campaign import BLANK, CampaignFacts, offices
from lungang.paperwork.plain import read_toml, refuse_unseen

_EXAMPLES: dict[type, str] = {str: '"文字"', date: "2004-12-16", int: "3"}
_TYPES: dict[str, type] = {"str": str, "date | None": date, "int | None": int}
_COUNTIES = "县区市旗州盟"
_MUST = ("organisation_section", "personnel_section", "meeting", "letters_due")
_LONGEST, _MOST_DAYS = 60, 366
_YEARS = range(1949, 2200)
_FORM = {
    "county": ("县名：县财政局据此写作青榆县财政局", "青榆县"),
    "document_number": ("本次轮岗交流文件的文号；空着时照政策包", "青榆委发〔2004〕20号"),
    "organisation_department": ("组织部门的全称；空着时照花名册", ""),
    "organisation_section": ("组织部门开介绍信的科室", ""),
    "organisation_code": ("组织部门的机关代字；空着时是“组”", ""),
    "personnel_bureau": ("人事部门的全称；空着时照花名册", ""),
    "personnel_section": ("人事部门开介绍信的科室", ""),
    "personnel_code": ("人事部门的机关代字；空着时是“人”", ""),
    "meeting": ("研究决定的会议", ""),
    "meeting_date": ("开会的日期", "2004-12-15"),
    "issued": ("成文日期", "2004-12-16"),
    "letters_due": ("介绍信何时送到", ""),
    "report_by": ("报到的最后一天", "2004-12-20"),
    "report_hour": ("报到那一天的钟点，如 17时；空着时不写", ""),
    "valid_days": ("介绍信的有效天数", "3"),
}
"""What each fact is, and an example where the form is blank. The form stays Chinese."""


def read_facts(name: str, content: bytes) -> CampaignFacts:
    """Read facts from TOML whose keys are the fields of the record; ``name`` is for messages.

    Raises:
        InputError: it is no TOML, or a key or value is not as it should be, or makes no sense.
    """
    found = read_toml(name, content, 'county = "青榆县"，issued = 2004-12-16')
    known = {field.name: _TYPES[str(field.type)] for field in fields(CampaignFacts)}
    for key, value in found.items():
        _check(name, key, value, known)
    facts = CampaignFacts(**found)
    _check_order(name, facts)
    return facts


def _check(name: str, key: str, value: Any, known: dict[str, type]) -> None:
    if key not in known:
        raise InputError(
            _("“{file}”：没有“{name}”这一项，可写的有：{known}").format(
                file=name, name=key, known="、".join(known)
            )
        )
    if type(value) is not known[key]:
        raise InputError(
            _("“{file}”：“{name}”要写成 {example} 的样子").format(
                file=name, name=key, example=_EXAMPLES[known[key]]
            )
        )
    if isinstance(value, str):
        refuse_unseen(_("“{file}”的“{name}”").format(file=name, name=key), value)
    if reason := _objection(key, value):
        raise InputError(
            _("“{file}”：{name} = {value}：{reason}").format(
                file=name, name=key, value=value, reason=reason
            )
        )


def _objection(key: str, value: Any) -> str:
    if isinstance(value, str):
        if len(value) > _LONGEST:
            return _("太长，不要超过 {most} 个字").format(most=_LONGEST)
        if key in _MUST and not value.strip():
            return _("不能空着；不写这一项时用通行的写法")
        if key == "county" and value and value[-1] not in _COUNTIES:
            return _("县名要写全，末一字是县、区、市、旗、州、盟之一")
    if isinstance(value, int) and not 1 <= value <= _MOST_DAYS:
        return _("天数要在 1 到 {most} 之间").format(most=_MOST_DAYS)
    if isinstance(value, date) and value.year not in _YEARS:
        return _("年份不对")
    return ""


def _check_order(name: str, facts: CampaignFacts) -> None:
    for first, second in (("meeting_date", "issued"), ("issued", "report_by")):
        early, late = getattr(facts, first), getattr(facts, second)
        if early and late and early > late:
            raise InputError(
                _("“{file}”：{second} = {late} 早于 {first} = {early}").format(
                    file=name, first=first, second=second, early=early, late=late
                )
            )


def facts_form(facts: CampaignFacts) -> str:
    """The facts as a file that :func:`read_facts` reads back, blanks ready to be filled in."""
    lines = ["# 公文事项：填好再运行 lungang papers。行首有 # 的还空着，填好去掉 #。"]
    for field in fields(CampaignFacts):
        value = getattr(facts, field.name)
        told, example = _FORM[field.name]
        if value is None:
            line = f"# {field.name} = {example}"
        elif isinstance(value, str):
            blank = not value and example
            text = json.dumps(example if blank else value, ensure_ascii=False)
            line = f"{'# ' if blank else ''}{field.name} = {text}"
        else:
            line = f"{field.name} = {value}"
        lines.append(f"{line}  # {told}")
    return "\n".join([*lines, ""])


def blanks(facts: CampaignFacts, roster: Roster) -> tuple[str, ...]:
    """The facts that leave a blank on papers as long as nobody says them, in words."""
    named = [office.department for office in offices(facts, roster).values()]
    told = {
        "county": not facts.county,
        "organisation_department": named[0].startswith(BLANK),
        "personnel_bureau": named[1].startswith(BLANK),
        "issued": facts.issued is None,
        "report_by": facts.report_by is None,
        "valid_days": facts.valid_days is None,
    }
    words = {
        "county": _("县名"),
        "organisation_department": _("组织部门的全称"),
        "personnel_bureau": _("人事部门的全称"),
        "issued": _("成文日期"),
        "report_by": _("报到日期"),
        "valid_days": _("介绍信有效天数"),
    }
    return tuple(words[name] for name, blank in told.items() if blank)
