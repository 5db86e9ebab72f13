"""Desks of offices that mostly watch: what each will see and do in a campaign, and when.

Words only of what the office has: in the system where there is a page, and otherwise as it is done
without one. A page is shown to those for whom its own rule holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from lungang.campaign.core.models import Campaign
from lungang.campaign.core.steps import BY_KEY
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office
from lungang.platform.pages import url_if_open


@dataclass(frozen=True)
class _Part:
    """An office's part: a paragraph, its steps with what is done there, and pages to look at.

    ``pages`` are (name of the address, what it is called, what stands there); of a step's own page
    the name is ``step:<key>``.
    """

    about: str
    steps: tuple[tuple[str, str], ...]
    pages: tuple[tuple[str, str, str], ...]


_MESSAGES = ("notices:list", _mark("消息"), _mark("发给本岗位的通知，按时间排。"))
_SETTINGS = (
    "core:settings",
    _mark("轮岗设置"),
    _mark("这一批的名称、基准日、现行政策各条、上班日期。"),
)
_OUTCOMES = (
    "outcomes:tables",
    _mark("结果统计"),
    _mark("交流人员的五张统计表；名单宣读以前没有。"),
)
_UNITS = ("organisation:units", _mark("单位和编制"), _mark("各单位的编制、职数和历次变更。"))

PARTS: Mapping[Office, _Part] = {
    Office.SUPERVISION: _Part(
        _mark(
            "督查室督促各单位按时限办理。各单位报了没有、谁过了时限，在这里随时看到；"
            "过了时限仍不报的，由督查室发督办通知，再不办的约谈负责人。"
            "督办和约谈照现行办法办理，材料留存，归档时一并收。"
        ),
        (
            ("reporting", _mark("看各单位花名册的上报情况，督办过时未报的。")),
            ("screening", _mark("看各单位意见的报送情况，督办过时未报的。")),
            ("transfer", _mark("督办未按时交接、报到的，照现行办法办理。")),
            ("summary", _mark("督办未按时报送总结和表二的，照现行办法办理。")),
        ),
        (
            (
                "rosters:board",
                _mark("花名册上报情况"),
                _mark("每个单位一行：报了没有，何时报的，接收了没有。"),
            ),
            _OUTCOMES,
            _UNITS,
            _SETTINGS,
            _MESSAGES,
        ),
    ),
    Office.INSPECTOR: _Part(
        _mark(
            "检查验收组在第 11 步逐单位检查验收：有人员交流的单位为重点，看交接、报到、"
            "编制和档案是否办妥；不合格的限期整改，再复查。到这一步以前，本岗位没有要办的，"
            "可以先看政策各条和各单位编制，准备检查内容。检查情况照现行办法记录，归档时一并收。"
        ),
        (
            ("transfer", _mark("交流人员交接、报到。检查的主要内容在这一步形成。")),
            ("summary", _mark("各单位写总结，检查以前要报齐。")),
            ("inspection", _mark("逐单位检查验收，提出整改意见，复查。")),
        ),
        (_OUTCOMES, _SETTINGS, _UNITS, _MESSAGES),
    ),
    Office.OBSERVER: _Part(
        _mark(
            "人大代表、政协委员受领导小组和两科邀请，监督本次轮岗交流：看公开的办法和结果，"
            "听取议案的答复。对外公布以前的花名册、名单和讨论不对外，代表也看不到；"
            "公布以后，结果列在这里，并发消息通知。有意见的，向右边的主管科室提出。"
        ),
        (
            ("motion", _mark("议案立项，确定主办单位和办理期限。")),
            ("mobilisation", _mark("动员会上公开办法，答复各单位的提问。")),
            ("outcomes", _mark("公布交流结果和统计。")),
            ("archive", _mark("答复议案，整理归档。")),
        ),
        (
            ("step:mobilisation", _mark("动员"), _mark("这一步做什么，由谁办，现在到哪一步。")),
            ("outcomes:tables", _mark("结果统计"), _mark("公布以后在这里看五张统计表。")),
            _MESSAGES,
        ),
    ),
    Office.PERSON_MOVED: _Part(
        _mark(
            "本人列入交流以后，去向、通知、介绍信和报到时间在第 8 步落实时告知本人。"
            "在此以前没有要办的；有情况要说明的，向本单位政工人员提出，由单位报意见。"
        ),
        (
            ("screening", _mark("按政策各条筛查，单位对本单位人员报意见。")),
            ("deliberation", _mark("商定去向，商定期间不对外。")),
            ("transfer", _mark("领通知和介绍信，交接，按时报到。")),
        ),
        (
            ("step:transfer", _mark("落实"), _mark("这一步做什么，由谁办，现在到哪一步。")),
            _MESSAGES,
        ),
    ),
}
"""By office; those that have work of their own in the system are not among them."""


@dataclass(frozen=True)
class Turn:
    """One step of the office's part. ``when``: past, now or later."""

    number: int
    label: str
    what: str
    when: str


@dataclass(frozen=True)
class OpenPage:
    """A page that the office may look at now."""

    label: str
    about: str
    url: str


@dataclass(frozen=True)
class Watch:
    """What the desk says: the paragraph, the steps, the pages, and whether the office is let in.

    ``missing`` says what has to come first ("" where nothing has).
    """

    about: str
    turns: tuple[Turn, ...]
    pages: tuple[OpenPage, ...]
    missing: str = ""


def watch_of(actor: Actor, campaign: Campaign) -> Watch | None:
    """Return the part of an office that watches, None for the others."""
    part = PARTS.get(actor.office) if actor.office else None
    if part is None:
        return None
    present = BY_KEY[campaign.step].number
    pages = (
        OpenPage(_(label), _(about), url)
        for name, label, about in part.pages
        if (url := _address(actor, name))
    )
    turns = tuple(_turn(key, what, present) for key, what in part.steps)
    return Watch(_(part.about), turns, tuple(pages), _missing(actor, campaign))


def _turn(key: str, what: str, present: int) -> Turn:
    step = BY_KEY[key]
    when = "now" if step.number == present else "past" if step.number < present else "later"
    return Turn(step.number, _(step.label), _(what), when)


def _address(actor: Actor, name: str) -> str:
    if name.startswith("step:"):
        return reverse("core:step", args=[name.removeprefix("step:")])
    return url_if_open(actor, name) or ""


def _missing(actor: Actor, campaign: Campaign) -> str:
    if actor.office is not Office.OBSERVER:
        return ""
    if campaign.observers.filter(holding=actor.holding).exists():
        return ""
    return _("两科还没有在这一批里登记邀请。登记以后，公布的结果才发给本岗位。")
