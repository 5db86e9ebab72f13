"""Readers' codes: one on every copy, so that a copy found somewhere tells whose it was."""

from __future__ import annotations

import secrets

from lungang.campaign.core.models import Campaign
from lungang.errors import NotNow
from lungang.platform.accounts.models import User

DIGITS = 4


def new_code(campaign: Campaign, user: User) -> str:
    """Return a code like 岚-0417-赵: the county, digits that no other reader ever had, the surname.

    Raises:
        NotNow: ten thousand have been given out.
    """
    taken = {code.split("-")[1] for code in campaign.readers.values_list("code", flat=True)}
    free = [digits for n in range(10**DIGITS) if (digits := f"{n:0{DIGITS}}") not in taken]
    if not free:
        raise NotNow("读者码用完了")
    return f"{_first(campaign.county)}-{secrets.choice(free)}-{_first(user.name)}"


def _first(name: str) -> str:
    """Return a name's first character, one that the code itself is not divided by."""
    return name.strip().replace("-", "")[:1] or "某"
