"""What is done to accounts: who signs in, who makes them, who holds which office and how long."""

from lungang.platform.accounts.actions.accounts import (
    disable_account,
    enable_account,
    make_account,
    renew_administrator,
    reset_account,
)
from lungang.platform.accounts.actions.entries import admit_moved, invite_again
from lungang.platform.accounts.actions.founding import found_accounts
from lungang.platform.accounts.actions.handing_over import hand_over_administrator
from lungang.platform.accounts.actions.invitations import (
    accept_invitation,
    digest_of,
    new_token,
)
from lungang.platform.accounts.actions.offices import end_office, grant_office
from lungang.platform.accounts.actions.own import (
    change_email,
    change_password,
    change_preferences,
    choose_office,
    note_second_factor,
)
from lungang.platform.accounts.actions.presence import note_failure, sign_in, sign_out

__all__ = [
    "accept_invitation",
    "admit_moved",
    "change_email",
    "change_password",
    "change_preferences",
    "choose_office",
    "digest_of",
    "disable_account",
    "enable_account",
    "end_office",
    "found_accounts",
    "grant_office",
    "hand_over_administrator",
    "invite_again",
    "make_account",
    "new_token",
    "note_failure",
    "note_second_factor",
    "renew_administrator",
    "reset_account",
    "sign_in",
    "sign_out",
]
