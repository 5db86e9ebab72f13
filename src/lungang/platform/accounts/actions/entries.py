"""Whoever is moved gets an account of the own, to see the own way and to ask for review.

No action by itself: a section gives such entries within its own, to people whom the office knows
(:mod:`lungang.campaign.reviews.actions`). The account holds this office and no other, ever.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lungang.platform.accounts.actions.invitations import invite
from lungang.platform.accounts.models import Holding, User
from lungang.platform.accounts.offices import Office
from lungang.platform.accounts.queries import free_username
from lungang.platform.actions import Act
from lungang.platform.organisation.models import Unit

GOOD_FOR = timedelta(days=366)
"""How long the entry stands: the guard of half a year and every period of review end before."""


def admit_moved(
    act: Act, *, name: str, person: str, unit: Unit, username: str, token: str
) -> Holding:
    """Make an account for somebody who is moved, tied to the person, with a link to enter by.

    ``person`` is the keyed digest of the citizen id; ``token`` the secret of the link, to be handed
    over in person. Within an action, which records it.
    """
    user = User(username=free_username(username), name=name)
    user.set_unusable_password()
    user.save()
    invite(user, token, act.at)
    today = timezone.localdate(act.at)
    return Holding.objects.create(
        user=user,
        office=Office.PERSON_MOVED,
        unit=unit,
        person_id=person,
        valid_from=today,
        valid_to=today + GOOD_FOR,
    )


def invite_again(act: Act, holding: Holding, token: str) -> None:
    """Give who is moved a new link, where the old one was lost or is over. Within an action.

    Only while no password is set: from then on a link would open what somebody else uses.
    """
    assert not holding.user.has_usable_password()
    invite(holding.user, token, act.at)
