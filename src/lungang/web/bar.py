"""The bar under the identity bar: the steps of the campaign, or the words of a unit's own work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, ResolverMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from lungang.campaign.core.kinds import UNIT_OFFICES, UNIT_WORDS
from lungang.campaign.core.models import Campaign
from lungang.campaign.core.steps import BY_KEY, STEPS
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import COUNTY_READERS, Office
from lungang.platform.pages import url_if_open

OWN_PAGES = (
    (Office.SYSTEM_ADMIN, _mark("站点状况"), "accounts:site"),
    (Office.SECURITY_ADMIN, _mark("人员和岗位"), "accounts:people"),
    (Office.SECURITY_ADMIN, _mark("机关代字"), "register:words"),
    (Office.AUDITOR, _mark("审计记录"), "audit:entries"),
    (Office.AUDITOR, _mark("记录存证"), "audit:checkpoints"),
    (Office.ESTABLISHMENT_OFFICE, _mark("单位和编制"), "organisation:units"),
    *(
        (office, _mark("单位"), "organisation:units")
        for office in sorted(COUNTY_READERS - {Office.ESTABLISHMENT_OFFICE})
    ),
)
"""Pages of offices that belong to no step; one that is not there is not shown."""


@dataclass(frozen=True)
class BarItem:
    """A word of the bar. ``state``: home, own, done, now, later or "".

    ``here``: its page is the one shown.
    """

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
    if actor.office in UNIT_OFFICES:
        words = _unit_words(actor, match) if campaign is not None else ()
        return Bar((_home(_("工作台"), match, ""), *words))
    own = _own_pages(actor.office, match)
    items = [_home(_("工作台"), match, "home"), *own]
    if actor.office in COUNTY_READERS and campaign is not None:
        items += _steps(actor, campaign, match)
    return Bar(tuple(items))


def _home(label: str, match: ResolverMatch | None, state: str) -> BarItem:
    here = match is not None and match.view_name == "core:home"
    return BarItem(label, reverse("core:home"), state, here=here)


def _steps(actor: Actor, campaign: Campaign, match: ResolverMatch | None) -> Iterator[BarItem]:
    present = BY_KEY[campaign.step].number
    for step in STEPS:
        state = "now" if step.number == present else "done" if step.number < present else "later"
        url = url_if_open(actor, step.url_name) or reverse("core:step", args=[step.key])
        yield BarItem(_(step.label), url, state, step.number, _is_here(match, step.app, step.key))


def _unit_words(actor: Actor, match: ResolverMatch | None) -> Iterator[BarItem]:
    for word in UNIT_WORDS:
        if not word.url_name:
            continue  # its pages are not there yet: nothing to be led to
        own = url_if_open(actor, word.url_name)
        url = own or reverse("core:step", args=[word.key])
        here = _is_here(match, word.key, word.key)
        yield BarItem(_(word.label), url, "" if own else "later", here=here)


def _own_pages(office: Office | None, match: ResolverMatch | None) -> Iterator[BarItem]:
    for of, label, name in OWN_PAGES:
        if of != office:
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        yield BarItem(_(label), url, "own", here=match is not None and match.view_name == name)


def _is_here(match: ResolverMatch | None, app: str, key: str) -> bool:
    if match is None:
        return False
    return app in match.namespaces or (
        match.kwargs.get("key") == key and "core" in match.namespaces
    )
