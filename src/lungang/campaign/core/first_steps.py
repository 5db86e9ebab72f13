"""What is to be done on a new site, in which order and by whom, until units can begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.access import may_run_campaign
from lungang.campaign.core.models import Campaign
from lungang.campaign.core.states import LEADS
from lungang.campaign.core.steps import BY_KEY
from lungang.platform import clock
from lungang.platform.accounts.access import may_manage_accounts
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import ADMINISTRATORS, SECTIONS, Office
from lungang.platform.organisation.access import may_manage_units
from lungang.platform.organisation.models import UnitVersion

COUNTY = (
    Office.LEADING_GROUP,
    Office.ORGANISATION_SECTION,
    Office.PERSONNEL_SECTION,
    Office.DISCIPLINE,
    Office.SUPERVISION,
)
"""Offices of the county without which a campaign cannot be run from end to end."""
REPORTING = "reporting"
"""The step in which units report, so the first that the system is needed for."""
WHO = ADMINISTRATORS | LEADS | {Office.ESTABLISHMENT_OFFICE}
"""Who is shown the list."""


@dataclass(frozen=True)
class FirstStep:
    """One thing to do, and by whom. ``rule`` says who may; ``needs`` what comes before it is done.

    ``url`` is where it is done, "" where another office does it or its time has not come.
    """

    phrase: str
    who: str
    rule: Callable[[Actor], bool]
    address: str
    button: str
    is_done: bool
    detail: str = ""
    needs: bool = True
    query: str = ""
    url: str = ""

    @property
    def state(self) -> str:
        """The word of its tag."""
        return "已办" if self.is_done else "可办" if self.needs else "等前一步"


@dataclass(frozen=True)
class _Site:
    """What is there already."""

    offices: frozenset[str]
    alone: tuple[Office, ...]
    units: int
    without_officer: int
    has_campaign: bool
    has_pack: bool
    has_tasks: bool
    is_reporting: bool

    @classmethod
    def now(cls, campaign: Campaign | None) -> _Site:
        today = clock.today()
        held = Holding.objects.on(today).filter(user__is_active=True)
        units = set(UnitVersion.objects.on(today).values_list("unit", flat=True))
        pairs = set(held.values_list("office", "unit"))
        seats = set(held.filter(office__in=SECTIONS).values_list("office", "user"))
        people = Counter(office for office, _user in seats)
        staffed = {unit for office, unit in pairs if office == Office.HR_OFFICER}
        return cls(
            offices=frozenset(office for office, _unit in pairs),
            alone=tuple(office for office in COUNTY if office in SECTIONS and people[office] < 2),
            units=len(units),
            without_officer=len(units - staffed),
            has_campaign=campaign is not None,
            has_pack=campaign is not None and campaign.packs.exists(),
            has_tasks=campaign is not None and campaign.tasks.exists(),
            is_reporting=campaign is not None
            and BY_KEY[campaign.step].number >= BY_KEY[REPORTING].number,
        )


def first_steps(actor: Actor, campaign: Campaign | None) -> list[FirstStep]:
    """Return the list for those who have a part in it; [] once units can begin with a task."""
    if actor.office not in WHO:
        return []
    site = _Site.now(campaign)
    steps = (*_of_offices(site), *_of_campaign(site))
    if site.has_tasks and site.is_reporting:
        # Units can begin. What still stands in the way later on stays with who can mend it.
        steps = (_second_people(site),) if site.alone and may_manage_accounts(actor) else ()
    return [
        replace(step, url=reverse(step.address) + step.query)
        if step.needs and not step.is_done and step.rule(actor)
        else step
        for step in steps
    ]


def _second_people(site: _Site) -> FirstStep:
    """Ask for two people in each section: nobody decides on the correction that he asked for."""
    alone = _("、").join(_(office.label) for office in site.alone)
    return FirstStep(
        _("两科各配两人"),
        _(Office.SECURITY_ADMIN.label),
        may_manage_accounts,
        "accounts:people",
        _("授予岗位"),
        is_done=not site.alone,
        detail=_("一人提出的更正要由同科另一人审。还差第二人：{offices}。").format(offices=alone)
        if alone
        else "",
    )


def _of_offices(site: _Site) -> Iterator[FirstStep]:
    admin, editor = _(Office.SECURITY_ADMIN.label), _(Office.ESTABLISHMENT_OFFICE.label)
    given = partial(
        FirstStep,
        who=admin,
        rule=may_manage_accounts,
        address="accounts:people",
        button=_("授予岗位"),
    )
    yield given(
        phrase=_("开编办的账号，授予编办岗位"),
        is_done=Office.ESTABLISHMENT_OFFICE in site.offices,
        detail=_("单位由编办建立。"),
    )
    yield FirstStep(
        _("建立单位库"),
        editor,
        may_manage_units,
        "organisation:import",
        _("上传单位表"),
        is_done=site.units > 0,
        detail=_("现有 {n} 个单位。").format(n=site.units),
        needs=Office.ESTABLISHMENT_OFFICE in site.offices,
    )
    missing = "、".join(_(office.label) for office in COUNTY if office not in site.offices)
    yield given(
        phrase=_("开县里各岗位的账号，授予岗位"),
        is_done=not missing,
        detail=_("还差：{offices}。").format(offices=missing) if missing else "",
    )
    yield _second_people(site)
    yield given(
        phrase=_("开各单位政工人员的账号，授予岗位"),
        is_done=site.units > 0 and not site.without_officer,
        detail=_("还有 {n} 个单位没有政工人员。").format(n=site.without_officer)
        if site.without_officer
        else "",
        needs=site.units > 0,
    )


def _of_campaign(site: _Site) -> Iterator[FirstStep]:
    sections = _("两科或领导小组")
    yield FirstStep(
        _("登记立项"),
        sections,
        may_run_campaign,
        "core:open",
        _("登记立项"),
        is_done=site.has_campaign,
        detail=_("写名称和基准日。"),
        needs=bool({office.value for office in LEADS} & site.offices),
    )
    yield FirstStep(
        _("起用政策"),
        sections,
        may_run_campaign,
        "core:adopt",
        _("起用政策"),
        is_done=site.has_pack,
        detail=_("条件和年限按这一份，以后可以修订。"),
        needs=site.has_campaign,
    )
    yield FirstStep(
        _("进入上报"),
        sections,
        may_run_campaign,
        "core:settings",
        _("进入上报"),
        is_done=site.is_reporting,
        detail=_("到了上报这一步，各单位才能填花名册。跳过前面的步骤要写理由。"),
        needs=site.has_pack,
        query=f"?step={REPORTING}#id_step",
    )
    yield FirstStep(
        _("布置上报花名册"),
        sections,
        may_run_campaign,
        "core:give",
        _("布置任务"),
        is_done=site.has_tasks,
        detail=_("写时限，各单位的工作台上马上看到。"),
        needs=site.has_pack and site.units > 0 and site.is_reporting,
    )
