"""The policy pack in force, and its amendments."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core import access
from lungang.campaign.core.actions.gates import refuse_frozen
from lungang.campaign.core.models import PackVersion
from lungang.campaign.core.queries import campaigns_under_way, pack_in_force
from lungang.errors import InputError, NotNow
from lungang.platform.actions import Act, action
from lungang.policy.pack import parse_policy


@action("core.adopt_pack")
def adopt_pack(
    act: Act, pk: UUID, name: str, text: str, *, decision: str = "", seen: int | None = None
) -> PackVersion:
    """Put a policy pack in force; every later one is an amendment and names its decision.

    Raises:
        PolicyError: the text is no pack; says in which line and what is expected.
        InputError: an amendment names no decision.
        NotNow: this very pack is in force, or the one in force is frozen.
    """
    act.require(access.may_run_campaign(act.actor))
    campaign = act.lock(campaigns_under_way(), pk, seen=seen)
    refuse_frozen(campaign)
    policy = parse_policy(text.encode(), name)
    before = pack_in_force(campaign)
    if before and before.digest == policy.digest:
        raise NotNow(_("这一份和现行的一字不差，不用再起用"))
    if before and not decision.strip():
        raise InputError(_("修订政策要写明依据：哪次会议、哪份文件"))
    version = PackVersion.objects.create(
        campaign=campaign,
        number=before.number + 1 if before else 1,
        name=name,
        title=policy.title,
        text=text,
        digest=policy.digest,
        decision=decision.strip(),
        adopted_at=act.at,
    )
    campaign.save()  # so that a page with the former pack is stale
    act.record(
        version,
        f"起用政策第 {version.number} 版",
        reason=version.decision,
        digest=policy.digest,
        campaign=str(campaign.pk),
    )
    return version
