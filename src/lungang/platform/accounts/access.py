"""Who may, of accounts and the offices that they hold."""

from __future__ import annotations

from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import ADMINISTRATORS, Office


def is_anybody(actor: Actor) -> bool:
    """Whoever is signed in: the own settings, the own choice of office."""
    return actor.user is not None


def may_manage_accounts(actor: Actor) -> bool:
    """Make accounts, give and end offices, disable, reset: the security administrator alone."""
    return actor.is_any(Office.SECURITY_ADMIN)


def may_found(actor: Actor) -> bool:
    """Make the first three accounts: the system itself, while there is no account at all."""
    return bool(actor.system)


def may_see_site(actor: Actor) -> bool:
    """See how the site runs, which is no business data: the system administrator alone."""
    return actor.is_any(Office.SYSTEM_ADMIN)


def needs_second_factor(actor: Actor) -> bool:
    """The three administrators do nothing before they have a second factor."""
    return actor.office in ADMINISTRATORS
