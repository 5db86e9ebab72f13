"""A link, good once and for three days, by which a person sets the password."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Q

from lungang.errors import NotPermitted
from lungang.platform import clock
from lungang.platform.accounts.models import Invitation, User
from lungang.platform.actions import Act, action
from lungang.platform.bookkeeping import bookkeeping

GOOD_FOR = timedelta(hours=72)
DEAD_FOR = timedelta(days=7)
"""A link that was used or is over stays so long, for whoever looks into what went wrong."""


def new_token() -> str:
    """Return the secret of a new link. It is shown once; the office keeps its digest alone."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """Return what is stored of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite(user: User, token: str, at: datetime) -> Invitation:
    """Make the link of an account; links before it are good no longer. Within an action."""
    user.invitations.filter(used_at=None).update(used_at=at)
    return Invitation.objects.create(
        user=user, digest=digest_of(token), made_at=at, expires_at=at + GOOD_FOR
    )


def forget_dead_links() -> int:
    """Delete links that were used, replaced or over a week ago; return how many.

    No action: they open nothing any more, and the audit log keeps who was invited and when.
    """
    before = clock.now() - DEAD_FOR
    dead = Invitation.objects.filter(Q(used_at__lt=before) | Q(expires_at__lt=before))
    if not dead.exists():
        return 0
    with bookkeeping():
        return dead.delete()[0]


def forget_secrets(user: User) -> None:
    """Take password and second factors away: what was lost opens nothing. Within an action."""
    user.set_unusable_password()
    Authenticator.objects.filter(user=user).delete()


@action("accounts.accept_invitation")
def accept_invitation(act: Act, token: str, password: str) -> User:
    """Set the password by a link, which is then used up. Who has the link acts for the account.

    Raises:
        NotPermitted: the link is used, over its time, replaced, or never was; or the account is
            disabled.
    """
    rows = Invitation.objects.filter(used_at=None, expires_at__gt=act.at, user__is_active=True)
    found = rows.filter(digest=digest_of(token)).first()
    if found is None:
        raise NotPermitted(act.name)
    found.used_at = act.at
    found.save()
    user = act.lock(User.objects.all(), found.user_id)
    user.set_password(password)
    user.save()
    act.record(user, "凭链接设口令")
    return user
