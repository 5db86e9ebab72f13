"""The halves of the tie-break seed: what may be given, and who still owes one."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lungang.campaign.deliberation.models import Principles, SeedValue
from lungang.campaign.deliberation.queries import seed_values
from lungang.campaign.deliberation.states import SEED_OFFICES
from lungang.errors import InputError
from lungang.platform.accounts.offices import Office

SHORTEST, LONGEST = 6, 40


def fitting(value: str) -> str:
    """Return a value as it is joined: full-width digits and letters as the plain ones.

    Raises:
        InputError: it is not 6 to 40 digits and letters.
    """
    plain = unicodedata.normalize("NFKC", value).strip()
    if not (SHORTEST <= len(plain) <= LONGEST and plain.isascii() and plain.isalnum()):
        raise InputError(
            _("请写 {least} 到 {most} 位数字或字母，不带空格和别的符号").format(
                least=SHORTEST, most=LONGEST
            )
        )
    return plain


@dataclass(frozen=True)
class Half:
    """How it stands with one office's half; ``value`` is "" until both are in."""

    office: Office
    given: SeedValue | None
    value: str


def halves(principles: Principles) -> list[Half]:
    """Return both halves, their values only once both are in."""
    given = {Office(row.office): row for row in seed_values(principles)}
    whole = len(given) == len(SEED_OFFICES)
    return [
        Half(office, given.get(office), given[office].value if whole else "")
        for office in SEED_OFFICES
    ]
