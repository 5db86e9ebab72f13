"""The section in charge replies to a request for review."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.reviews import access
from lungang.campaign.reviews.models import Review
from lungang.campaign.reviews.periods import said
from lungang.campaign.reviews.queries import has_confirmed, others_in, reviews_for
from lungang.campaign.reviews.states import REVIEWS, STEPS, ReviewState
from lungang.campaign.transfer.actions.telling import tell_moved
from lungang.errors import InputError, NotNow
from lungang.platform.actions import Act, action
from lungang.platform.audit.log import veiled

OUTCOMES = ("keep", "change", "refuse")


@action("reviews.answer")
def answer(
    act: Act,
    campaign: Campaign,
    pk: UUID,
    outcome: str,
    reply: str,
    why_taken: str = "",
    *,
    seen: int | None = None,
) -> Review:
    """Keep the move, change it, or refuse a request that came too late (``outcome``).

    A change moves nobody by itself: the move is repaired in the transfer, with papers of its own.
    Whoever confirmed the plan replies only where the section has nobody else, which is put on
    record.

    Raises:
        NotPermitted: another section's person.
        NotNow: it is answered or taken back, was in time and cannot be refused, or the move was
            revoked and cannot be kept; or another of the section can reply, who did not confirm
            the plan.
        InputError: no reply, or it came late and is taken without a reason on record.
    """
    act.require(access.may_answer(act.actor) and outcome in OUTCOMES)
    row = act.lock(reviews_for(act.actor, campaign), pk, seen=seen)
    act.require(access.may_answer_this(act.actor, row))
    require_step(act, campaign, *STEPS)
    state = REVIEWS.after(outcome, row.state)
    if state == ReviewState.REFUSED and not row.came_late:
        raise NotNow(_("申请没有过期，不能不受理。请写维持或者变更"))
    if state == ReviewState.KEPT and row.journey.is_revoked:
        raise NotNow(_("原定的去向已由补充公布撤销，不能答复维持。请答复变更，写明现在的去向"))
    own = has_confirmed(act.actor, row)
    if own and (others := others_in(act.actor, row)):
        names = _("、").join(one.user.name for one in others)
        raise NotNow(
            _("方案是你确认的，复核由原承办人以外的人办。请本科室的{names}答复").format(names=names)
        )
    if not reply.strip():
        raise InputError(_("没有写答复。请写明"))
    takes_late = row.came_late and state != ReviewState.REFUSED
    if takes_late and not why_taken.strip():
        raise InputError(
            _("申请期限到 {day} 已经止。要受理，写明为什么受理").format(
                day=said(row.ended_on) if row.ended_on else ""
            )
        )
    row.state = state
    row.reply, row.why_taken = reply.strip(), why_taken.strip() if takes_late else ""
    row.answered_at, row.answered_by = act.at, act.actor.holding
    row.save()
    words = f"答复复核申请：{ReviewState(state).label}"
    if own:
        words += "（本科室没有原承办人以外的人，由确认方案的人答复）"
    act.record(row, words, reason=row.why_taken, answer=veiled(row.reply))
    tell_moved(act, [row.journey], "复核申请有了答复", reverse("reviews:review", args=[row.pk]))
    return row
