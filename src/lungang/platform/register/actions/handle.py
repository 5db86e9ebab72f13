"""What becomes of a number: issued, voided, replaced by another. It is never deleted."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from lungang.errors import InputError
from lungang.platform.actions import Act, action
from lungang.platform.register import access
from lungang.platform.register.actions.draw import draw
from lungang.platform.register.models import DocumentNumber
from lungang.platform.register.queries import numbers_for
from lungang.platform.register.states import NUMBERS


@action("register.issue")
def issue(act: Act, number: UUID) -> DocumentNumber:
    """The paper is made and goes out."""
    row = _mine(act, number)
    row.state = NUMBERS.after("issue", row.state)
    row.save(update_fields=["state"])
    act.record(row, f"发出 {row}")
    return row


@action("register.void")
def void(act: Act, number: UUID, reason: str) -> DocumentNumber:
    """The paper does not hold; its number stays, with the reason."""
    row = _mine(act, number)
    _void(row, "void", reason)
    act.record(row, f"作废 {row}", reason=reason.strip())
    return row


@action("register.replace")
def replace(act: Act, number: UUID, reason: str, year: int, title: str) -> DocumentNumber:
    """Void a number and draw the next one of its word in its stead; return that.

    ``year`` is that of the new paper's date.
    """
    old = _mine(act, number)
    _void(old, "replace", reason)
    new = draw(act, old.series.word, year, title, replaces=old)
    act.record(new, f"{new} 代替 {old}", reason=reason.strip())
    return new


def void_with(act: Act, row: DocumentNumber, reason: str) -> DocumentNumber:
    """Void a number because of what is done now: part of the caller's action, which may.

    So a release that changes whom a paper names voids it, whichever office drew its number.

    Raises:
        NotNow: it is void already.
        InputError: no reason is given.
    """
    _void(row, "void", reason)
    act.record(row, f"作废 {row}", reason=reason.strip())
    return row


def _mine(act: Act, number: UUID) -> DocumentNumber:
    row = act.lock(numbers_for(act.actor), number)
    act.require(access.may_handle(act.actor, row))
    return row


def _void(row: DocumentNumber, verb: str, reason: str) -> None:
    if not reason.strip():
        raise InputError(_("没有写理由，没有作废。请写明为什么"))
    row.state = NUMBERS.after(verb, row.state)
    row.void_reason = reason.strip()
    row.save(update_fields=["state", "void_reason"])
