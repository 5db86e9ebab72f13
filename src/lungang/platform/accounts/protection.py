"""An administrator's account holds no other office, ever: the database itself sees to it."""

from __future__ import annotations

from lungang.platform.accounts.offices import ADMINISTRATORS
from lungang.platform.triggers import Trigger

_OFFICES = ", ".join(f"'{office.value}'" for office in sorted(ADMINISTRATORS))
_MIXED = (
    "EXISTS (SELECT 1 FROM accounts_holding WHERE user_id = NEW.user_id AND id <> NEW.id"  # noqa: S608 - our own constants
    f" AND (office IN ({_OFFICES})) <> (NEW.office IN ({_OFFICES})))"
)
_SAYS = "an administrator holds no other office"

TRIGGERS = (
    Trigger("accounts_holding", "INSERT", _SAYS, _MIXED.replace(" AND id <> NEW.id", "")),
    Trigger("accounts_holding", "UPDATE", _SAYS, _MIXED),
)
