"""An asked office answers about its one person; the section in charge notes talk and inspection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.actions.room import require_reader
from lungang.campaign.procedure import access
from lungang.campaign.procedure.content import AnswerContent
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.procedure.queries import inquiries_for, is_final, noted_by
from lungang.campaign.procedure.states import INQUIRIES, STEPS
from lungang.domain.records import encode
from lungang.errors import InputError, NotNow
from lungang.platform.actions import Act, action


@dataclass(frozen=True)
class Said:
    """An answer: whether it goes on, in words, and of a talk or inspection when and by whom."""

    consents: bool
    words: str = ""
    on: date | None = None
    with_whom: str = ""


@action("procedure.answer", veils_actor=True)
def answer(
    act: Act, campaign: Campaign, pk: UUID, said: Said, *, seen: int | None = None
) -> Inquiry:
    """Answer the one inquiry, or answer it otherwise, until the list is read out.

    What a repair asks is answered after that, and once it goes on it is not answered otherwise.

    Who answered would tell which unit the plan touches: it is sealed with the answer.

    Raises:
        NotPermitted: it is not this office's, or was taken back.
        NotNow: another step, or papers may have gone out on what was answered.
        InputError: it does not consent and gives no reason.
    """
    act.require(access.may_answer(act.actor))
    row = act.lock(inquiries_for(act.actor, campaign), pk, seen=seen)
    require_step(act, campaign, *STEPS)
    _answer(act, row, "answer", said)
    act.record(row, "答复征询")
    return row


@action("procedure.note")
def note(act: Act, campaign: Campaign, pk: UUID, said: Said, *, seen: int | None = None) -> Inquiry:
    """Put a talk or an inspection on record: the section in charge of the person.

    Raises:
        NotPermitted: not on the need-to-know list, or another section's person.
        NotNow: another step, or papers may have gone out on what was answered.
        InputError: day or names are missing, the day lies ahead or before the plan was decided, or
            a no gives no reason.
    """
    require_reader(act, campaign, access.may_note, STEPS)
    row = act.lock(noted_by(act.actor, campaign), pk, seen=seen)
    if said.on is None or not said.with_whom.strip():
        raise InputError(_("没有写全。请写明日期，以及谁谈的、谁考察的"))
    if said.on > timezone.localdate(act.at):
        raise InputError(_("日期在以后。办了再记"))
    decided = _decided_on(row)
    if said.on < decided:
        raise InputError(_("日期在商定去向（{day}）以前。请核对").format(day=decided))
    _answer(act, row, "note", said)
    act.record(row, "记一次谈话或考察")
    return row


def _decided_on(row: Inquiry) -> date:
    """Return when the destination was decided: at the joint meeting, or as a repair was sent on."""
    decision = row.decision
    first = decision.meeting.held_at if decision.replaces_id is None else decision.first_at
    return timezone.localdate(first)


def _answer(act: Act, row: Inquiry, verb: str, said: Said) -> None:
    state = INQUIRIES.after(verb, row.state)
    if is_final(row):
        raise NotNow(_("去向已经公布，这一件已经答复，公文照它办，不再改答"))
    if not said.consents and not said.words.strip():
        raise InputError(_("没有写理由。不同意的请写明理由"))
    content = AnswerContent(
        consents=said.consents,
        words=said.words.strip(),
        by=f"{act.actor.title} {act.actor.name}",
        on=said.on.isoformat() if said.on else "",
        with_whom=said.with_whom.strip(),
    )
    row.state, row.answer, row.override = state, encode(content), None
    row.answered_at = act.at
    row.save()
