"""Who came, who left, and who tried."""

from __future__ import annotations

from django.db import transaction

from lungang.platform.accounts.actor import Actor
from lungang.platform.actions import Act, action
from lungang.platform.audit import log
from lungang.platform.audit.models import Result
from lungang.platform.guard import writing


@action("accounts.sign_in")
def sign_in(act: Act, how: str, address: str = "") -> None:
    """Put on record that a person signed in, by what (口令, 演示…) and from where."""
    act.require(act.actor.user is not None)
    act.record(act.actor.user, "登录", how=how, address=address)


@action("accounts.sign_out")
def sign_out(act: Act, why: str) -> None:
    """Put on record that a person left: by the own button, or because the screen was locked."""
    act.require(act.actor.user is not None)
    act.record(act.actor.user, "退出", why=why)


def note_failure(username: str, what: str, address: str = "") -> None:
    """Put on record that somebody could not sign in. The name typed may be a password: veiled.

    No action, for nobody acts and nothing is done; it is a line of the log alone.
    """
    with transaction.atomic(), writing():
        log.hold_the_pen()
        log.append(
            Actor(),
            "accounts.sign_in",
            summary="登录未成",
            result=Result.REFUSED,
            details={
                "username": log.veiled(username.strip().lower()),
                "what": what,
                "address": address,
            },
        )
