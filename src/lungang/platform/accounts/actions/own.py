"""What a person does to the own account."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lungang.errors import NotNow
from lungang.platform.accounts import access
from lungang.platform.accounts.models import User
from lungang.platform.accounts.queries import holdings_of
from lungang.platform.actions import Act, action
from lungang.platform.audit.log import veiled


@action("accounts.change_password")
def change_password(act: Act, password: str) -> User:
    """Change the own password. All other sessions end, for they are bound to the old one."""
    user = _own(act)
    user.set_password(password)
    user.save()
    act.record(user, "改口令")
    return user


@action("accounts.change_preferences")
def change_preferences(act: Act, *, loose_rows: bool, shortcuts: bool) -> User:
    """Choose how tables and keys behave."""
    user = _own(act)
    user.prefers_loose_rows, user.keyboard_shortcuts = loose_rows, shortcuts
    user.save()
    act.record(user, "改个人设置")
    return user


@action("accounts.change_email")
def change_email(act: Act, email: str) -> User:
    """Say where one's notices are mailed to; "" for nowhere. The log tells that, not the address.

    Raises:
        NotNow: it is the address that stands there already.
    """
    user = _own(act)
    if user.email == email:
        raise NotNow(_("邮箱没有变，没有办理"))
    user.email = email
    user.save()
    act.record(user, "改邮箱" if email else "撤邮箱", email=veiled(email.lower()))
    return user


@action("accounts.choose_office")
def choose_office(act: Act, holding_id: int) -> User:
    """Go on in another of the offices that the person holds today.

    Raises:
        NotPermitted: it is not held, or no longer.
    """
    user = _own(act)
    chosen = next((row for row in holdings_of(user) if row.pk == holding_id), None)
    act.require(chosen is not None)
    act.record(user, "换岗位", holding=holding_id)
    return user


@action("accounts.second_factor")
def note_second_factor(act: Act, what: str, kind: str) -> User:
    """Put on record that a second factor came, went or was renewed: its tables are allauth's."""
    user = _own(act)
    act.record(user, what, kind=kind)
    return user


def _own(act: Act) -> User:
    act.require(access.is_anybody(act.actor))
    assert act.actor.user is not None
    return act.lock(User.objects.all(), act.actor.user.pk)
