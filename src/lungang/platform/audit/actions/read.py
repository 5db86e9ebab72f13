"""Putting on record that somebody read what is not open to them without a reason."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _

from lungang.errors import InputError
from lungang.platform.accounts.actor import Actor
from lungang.platform.actions import Act, action


@action("audit.read")
def read_sealed(act: Act, what: str, reason: str, about: models.Model | None) -> None:
    """Record a reading. Whether it may be read, the caller has decided before."""
    act.require(act.actor.office is not None)
    if not reason.strip():
        raise InputError(_("没有写理由，没有打开。请写明为什么要看"))
    act.record(about, what, reason=reason.strip())


def log_reading(actor: Actor, what: str, reason: str, *, about: models.Model | None = None) -> None:
    """Put on record that an office unmasks an id or reads sealed data; call it before showing.

    ``what`` says what was read, naming no personal value, e.g. "查看证件号码"; ``about`` is the
    row. If the line cannot be written, nothing may be shown: the error goes to the caller.

    Raises:
        InputError: no reason is given.
        NotPermitted: the account holds no office.
    """
    read_sealed(actor, what, reason, about)
