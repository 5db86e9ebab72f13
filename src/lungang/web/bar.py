"""The bar under the identity bar: the steps of the campaign, or the words of a unit's own work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, ResolverMatch, reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.kinds import UNIT_WORDS, kind_of
from lungang.campaign.core.models import Campaign
from lungang.campaign.core.steps import BY_KEY, STEPS
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import ADMINISTRATORS, COUNTY_READERS, Office

ADMIN_PAGES = (
    (Office.SYSTEM_ADMIN, "站点状况", "jobs:list"),
    (Office.SYSTEM_ADMIN, "单位和编制", "organisation:units"),
    (Office.SECURITY_ADMIN, "人员和岗位", "accounts:people"),
    (Office.AUDITOR, "审计记录", "audit:log"),
    (Office.AUDITOR, "检查点", "audit:checkpoints"),
)
"""Pages of the three administrators, by office; one that is not there is not shown."""


@dataclass(frozen=True)
class BarItem:
    """A word of the bar. ``state``: home, done, now, later or ""; ``here``: its page is shown."""

    label: str
    url: str
    state: str = ""
    number: int = 0
    here: bool = False


@dataclass(frozen=True)
class Bar:
    """The words, and the one line of it that a narrow page shows instead."""

    items: tuple[BarItem, ...]

    @property
    def line(self) -> BarItem | None:
        """The word of this page, or of the step that the campaign is at."""
        here = next((item for item in self.items if item.here), None)
        return here or next((item for item in self.items if item.state == "now"), None)


def bar_for(actor: Actor, campaign: Campaign | None, match: ResolverMatch | None) -> Bar:
    """Return the bar of an office; nobody signed in has none."""
    if actor.user is None:
        return Bar(())
    if actor.is_any(Office.HR_OFFICER, Office.UNIT_HEAD):
        return Bar((_home(_("本单位待办"), match, ""), *_unit_words(match)))
    home = _home(_("工作台"), match, "home")
    if actor.office in COUNTY_READERS and campaign is not None:
        return Bar((home, *_steps(campaign, match)))
    if actor.office in ADMINISTRATORS:
        return Bar((home, *_admin_pages(actor.office, match)))
    return Bar((home,))


def url_or_none(name: str, *args: object) -> str | None:
    """Return the address of a page, or None where the page is not part of this site."""
    try:
        return reverse(name, args=args) if name else None
    except NoReverseMatch:
        return None


def _home(label: str, match: ResolverMatch | None, state: str) -> BarItem:
    here = match is not None and match.view_name == "core:home"
    return BarItem(label, reverse("core:home"), state, here=here)


def _steps(campaign: Campaign, match: ResolverMatch | None) -> Iterator[BarItem]:
    present = BY_KEY[campaign.step].number
    for step in STEPS:
        state = "now" if step.number == present else "done" if step.number < present else "later"
        url = url_or_none(step.url_name) or reverse("core:step", args=[step.key])
        yield BarItem(_(step.label), url, state, step.number, _is_here(match, step.app, step.key))


def _unit_words(match: ResolverMatch | None) -> Iterator[BarItem]:
    for word in UNIT_WORDS:
        kind = kind_of(word.key)
        url = url_or_none(kind.home) if kind else None
        here = _is_here(match, word.key, word.key)
        yield BarItem(
            _(word.label), url or reverse("core:step", args=[word.key]), here=here,
            state="" if url else "later",
        )  # fmt: skip


def _admin_pages(office: Office | None, match: ResolverMatch | None) -> Iterator[BarItem]:
    for of, label, name in ADMIN_PAGES:
        if of == office and (url := url_or_none(name)):
            yield BarItem(_(label), url, here=match is not None and match.view_name == name)


def _is_here(match: ResolverMatch | None, app: str, key: str) -> bool:
    if match is None:
        return False
    return app in match.namespaces or (
        match.kwargs.get("key") == key and "core" in match.namespaces
    )
