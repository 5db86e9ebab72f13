"""Going from one step to another: what a step asks before it opens, and what stays undone behind.

A step says itself what opens it, when its app is ready, so that ``core`` imports no step::

    register_entry("deliberation", pooling.why_no_deliberation)

and what keeps the campaign from going back before it again::

    register_hold("transfer", queries.why_no_way_back)
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from lungang.campaign.core.kinds import all_kinds
from lungang.campaign.core.models import Campaign, TaskState
from lungang.campaign.core.steps import BY_KEY, STEPS
from lungang.platform.organisation.queries import units_on

Condition = Callable[[Campaign], str]
"""Says why a step cannot be opened now, or ""."""
SHOWN_UNITS = 12
_entries: dict[str, Condition] = {}
_holds: dict[str, Condition] = {}


def register_entry(step: str, condition: Condition) -> None:
    """Make known what opens a step. Registered again, the later one stands."""
    _entries[step] = condition


def register_hold(step: str, condition: Condition) -> None:
    """Make known what keeps a campaign in a step or behind it; again, the later one stands."""
    _holds[step] = condition


def why_not_opened(campaign: Campaign, key: str) -> str:
    """Say why a step cannot be opened now, or "".

    What opens a step is asked of every step on the way to it: no reason leads past it. A campaign
    that is not to go on is ended (``actions.end_campaign``). On the way back what holds the
    campaign is asked of every step that it would leave.
    """
    now, then = BY_KEY[campaign.step].number, BY_KEY[key].number
    asked = [step.key for step in STEPS if now < step.number < then] + [key]
    conditions = (_entries[step] for step in asked if step in _entries)
    held = [step.key for step in STEPS if then < step.number <= now]
    holds = (_holds[step] for step in held if step in _holds)
    return next(filter(None, (ask(campaign) for ask in (*conditions, *holds))), "")


def why_reason(campaign: Campaign, key: str) -> str:
    """Say why a reason must be given to go to a step, or "": to the next one none is asked."""
    now = BY_KEY[campaign.step]
    if BY_KEY[key].number == now.number + 1:
        return ""
    return _("现在是第 {number} 步{label}。跳过中间的步骤或退回前面，要写明理由").format(
        number=now.number, label=_(now.label)
    )


def left_behind(campaign: Campaign, day: date) -> list[str]:
    """Say which units' tasks of the present step are not accepted yet, a sentence for each kind."""
    kinds = {kind.key: kind for kind in all_kinds() if kind.step == campaign.step}
    if not kinds:
        return []
    live = campaign.tasks.filter(kind__in=kinds)
    rows = live.exclude(state__in=(TaskState.ACCEPTED, TaskState.WITHDRAWN))
    units: dict[str, list[int]] = {}
    for kind, unit in rows.values_list("kind", "unit_id"):
        units.setdefault(kind, []).append(unit)
    names = units_on(day) if units else {}
    found = []
    for key, behind in units.items():
        said = [str(version) for unit, version in names.items() if unit in behind][:SHOWN_UNITS]
        more = _("等") if len(behind) > len(said) else ""
        found.append(
            _(
                "还有 {n} 个单位的{noun}没有接收（{units}）。离开这一步以后，这些单位不能再报"
            ).format(n=len(behind), noun=_(kinds[key].noun), units="、".join(said) + more)
        )
    return found
