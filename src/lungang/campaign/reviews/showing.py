"""Requests as pages show them: lines of the board, what happened, the card beside a move."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.timeline import Event
from lungang.campaign.reviews import access
from lungang.campaign.reviews.models import Review
from lungang.campaign.reviews.periods import period_of, said
from lungang.campaign.reviews.queries import review_of
from lungang.campaign.reviews.states import ReviewState
from lungang.campaign.transfer.beside import Beside
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.queries import closed
from lungang.platform.accounts.actor import Actor


def timeline(review: Review) -> list[Event]:
    """Return what happened with a request, newest first."""
    by = review.asked_by
    asked = Event(
        review.asked_at,
        by.get_office_display(),
        by.user.name,
        _("代记书面复核申请") if review.on_paper else _("申请复核"),
        review.wants,
        "bad" if review.came_late else "",
    )
    if review.answered_at is None or review.answered_by is None:
        return [asked]
    ended = Event(
        review.answered_at,
        review.answered_by.get_office_display(),
        review.answered_by.user.name,
        _(ReviewState(review.state).label) + (_("，过了时限") if review.is_overdue else ""),
        review.reply,
        "bad" if review.is_overdue else "ok",
    )
    return [ended, asked]


def beside(actor: Actor, journey: Journey) -> Beside | None:
    """Return the card of review on a person's page of the transfer: for who may ask or reads."""
    asks = access.may_ask(actor) and access.may_have_reasons(actor, journey)
    review = review_of(actor, journey)
    if not asks and review is None:
        return None
    period = period_of(journey)
    papers = [
        (_("去向说明 {form}").format(form=form.upper()), _paper(journey, form))
        for form in ("pdf", "docx")
        if asks
    ]
    live = review is not None and review.state != ReviewState.WITHDRAWN
    links = [(_("看复核申请"), reverse("reviews:review", args=[review.pk]))] if review else []
    button = None
    if asks and not live and not closed(journey.campaign):
        word = _("代记书面复核申请") if actor.is_section else _("申请复核")
        button = (word, reverse("reviews:ask", args=[journey.pk]))
    return Beside(
        title=_("复核"),
        state=review.get_state_display() if review else "",
        text=_until(journey) if not live else "",
        note=_("复核期间不停止执行，交接、报到照时限办（{clause}）。").format(
            clause=period.law.standing_clause
        ),
        links=(*papers, *links),
        button=button,
    )


def _until(journey: Journey) -> str:
    period = period_of(journey)
    if period.since is None or period.until is None:
        return _("介绍信交到本人手里之日起 {n} 日内可以申请，现在也可以").format(
            n=period.law.ask_days
        )
    if period.is_over:
        return _("申请期限到 {day} 已经止").format(day=said(period.until))
    return _("可以申请，到 {day} 止").format(day=said(period.until))


def _paper(journey: Journey, form: str) -> str:
    return reverse("reviews:reasons", args=[journey.pk, form])
