"""What principles would be bound to now, what stands in their way, and what they freeze: reads."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign, PackVersion
from lungang.campaign.core.queries import current_campaign, pack_in_force, policy_of
from lungang.campaign.deliberation.models import Principles
from lungang.campaign.deliberation.queries import closed
from lungang.campaign.deliberation.states import PrinciplesState
from lungang.campaign.screening.compute import roster_stamp
from lungang.campaign.screening.models import Pool
from lungang.campaign.screening.pooling import confirmed_pool, open_corrections, since
from lungang.campaign.screening.queries import standing_confirmation
from lungang.platform.audit.models import Entry
from lungang.platform.organisation.freezing import Freeze

PROCEDURE = (
    "两科联席会议逐人商定去向，每一件写明理由，由一科送、另一科的另一人确认，"
    "在交流人员工作会上宣读发布。"
)
"""The last lines of the text that is offered: how destinations are decided here."""
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Bound:
    """What principles sent now are bound to, and why none can be sent (``hindrances``)."""

    pool: Pool | None
    pack: PackVersion | None
    hindrances: tuple[str, ...]

    @property
    def roster_digest(self) -> str:
        """Digest of the facts that the pool was made from."""
        return self.pool.run.roster_digest if self.pool else ""

    @property
    def digest(self) -> str:
        """What the page that sends them carries, so that they are bound to what it showed."""
        return _digest(
            pool=self.pool.digest if self.pool else "",
            pack=self.pack.digest if self.pack else "",
            roster=self.roster_digest,
        )


def bound_now(campaign: Campaign) -> Bound:
    """Return what principles would be bound to, and what is to be done before."""
    pool, pack = confirmed_pool(campaign), pack_in_force(campaign)
    said = []
    if pool is None and standing_confirmation(campaign) is not None:
        said.append(_("应交流人员名单确认以后，花名册、规则或提请有改动，名单要重新送、重新确认"))
    elif pool is None:
        said.append(_("应交流人员名单还没有确认"))
    if pack is None:
        said.append(_("还没有起用政策"))
    return Bound(pool, pack, tuple(said))


def waiting_corrections(campaign: Campaign) -> int:
    """Return how many corrections wait: once principles are decided they can be granted no more."""
    return open_corrections(campaign)


def digest_of(bound: Bound, text: str, occasion: str, day: date) -> str:
    """Return the digest of principles: their text, when they were decided, what they rest on."""
    return _digest(binding=bound.digest, text=text, occasion=occasion, day=day.isoformat())


def moved_since(principles: Principles) -> list[str]:
    """Say what principles rest on and is other by now than when they were sent.

    While they are decided nothing can move it; were it moved all the same (by hand, in the
    database), a plan made on it must not be confirmed.
    """
    campaign, said = principles.campaign, []
    pool = standing_confirmation(campaign)
    if pool is None or pool.pk != principles.pool_id:
        said.append(_("应交流人员名单换过"))
    pack = pack_in_force(campaign)
    if pack is None or pack.pk != principles.pack_id:
        said.append(_("政策规则改过"))
    if roster_stamp(campaign) != principles.pool.run.stamp:
        said.append(_("花名册或单位编制改过"))
    return said


def changes_since(principles: Principles) -> list[Entry]:
    """Return what was done to rosters, rules, units and pool after principles were sent."""
    return since(principles)


def default_text(campaign: Campaign) -> str:
    """Return the text that is offered: the principles of the pack in force, and the procedure."""
    pack = pack_in_force(campaign)
    if pack is None:
        return ""
    held = [one for one in policy_of(pack).principles.values() if one.enabled]
    lines = [f"{n}．{one.title}：{one.clause}。" for n, one in enumerate(held, 1)]
    parts = [("交流原则", lines), ("程序", [PROCEDURE])]
    return "\n".join(
        line
        for numeral, (head, body) in zip(_NUMERALS, parts, strict=False)
        for line in (f"{numeral}、{head}", *body)
    )


# ---- the freeze -------------------------------------------------------------------------------


def why_frozen(campaign: Campaign) -> str:
    """Say why pool, rosters, rules and units stand as they are, or ""."""
    rows = campaign.principles.filter(state=PrinciplesState.DECIDED)
    decided = rows.select_related("decided_by__user").first()  # asked on many pages: no more
    if decided is None or decided.decided_at is None or decided.decided_by is None:
        return ""
    at = timezone.localtime(decided.decided_at)
    return _(
        "原则和程序已由领导小组{name}在 {year} 年 {month} 月 {day} 日定下，名单、花名册、规则和单位"
        "编制都不再改。要改，先请领导小组在商定里退回原则和程序"
    ).format(name=decided.decided_by.user.name, year=at.year, month=at.month, day=at.day)


def units_frozen() -> Freeze | None:
    """Return until which day the units' facts stand: the day that the campaign is computed at."""
    campaign = current_campaign()
    if campaign is None or not (why := why_frozen(campaign)):
        return None
    return Freeze(campaign.reference_date, why)


def why_no_proposal(campaign: Campaign, bound: Bound) -> str:
    """Say why no principles can be sent now, or ""."""
    return closed(campaign) or _("；").join(bound.hindrances)


def _digest(**parts: str) -> str:
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
