"""Putting on record that somebody read what is not open to them without a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from lungang.errors import InputError
from lungang.platform.accounts.actor import Actor
from lungang.platform.actions import Act, action

M = TypeVar("M", bound=models.Model)


@action("audit.read")
def read_sealed(
    act: Act,
    what: str,
    reason: str,
    about: models.Model | None,
    pk: object = None,
    find: Callable[[Act], models.Model] | None = None,
) -> None:
    """Record a reading. Who may read it, the caller has decided before, or decides in ``find``."""
    act.require(act.actor.office is not None)
    found = find(act) if find is not None else about
    if not reason.strip():
        raise InputError(_("没有写理由，没有打开。请写明为什么要看"))
    act.record(found, what, reason=reason.strip())


def log_reading(actor: Actor, what: str, reason: str, *, about: models.Model | None = None) -> None:
    """Put on record that an office unmasks an id or reads sealed data; call it before showing.

    ``what`` says what was read, naming no personal value, e.g. "查看证件号码"; ``about`` is the
    row. If the line cannot be written, nothing may be shown: the error goes to the caller.

    Raises:
        InputError: no reason is given.
        NotPermitted: the account holds no office.
    """
    read_sealed(actor, what, reason, about)


def read_on_record(actor: Actor, what: str, reason: str, pk: object, find: Callable[[Act], M]) -> M:
    """Return what ``find`` gives, once its reading is on record; what it refuses is too.

    ``find`` asks who may and how often while no other action runs; ``pk`` names what was asked for
    on the line of a refusal.

    Raises:
        InputError: no reason is given.
        NotPermitted: the account holds no office; and whatever ``find`` raises.
    """
    found: list[M] = []

    def once(act: Act) -> M:
        found.append(find(act))
        return found[0]

    read_sealed(actor, what, reason, None, pk, once)
    return found[0]
