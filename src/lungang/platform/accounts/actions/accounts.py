"""The security administrator makes accounts, disables and enables them, and resets them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lungang.errors import NotNow
from lungang.platform import clock
from lungang.platform.accounts import access
from lungang.platform.accounts.actions.invitations import forget_secrets, invite
from lungang.platform.accounts.models import Holding, User
from lungang.platform.accounts.offices import ADMINISTRATORS, Office
from lungang.platform.actions import Act, action
from lungang.platform.audit.log import veiled


@action("accounts.make_account")
def make_account(
    act: Act, *, username: str, name: str, phone: str = "", email: str = "", token: str
) -> User:
    """Make an account without password and with a link for it. It gives no right by itself.

    Raises:
        NotNow: the sign-in name is taken.
    """
    act.require(access.may_manage_accounts(act.actor))
    if User.objects.filter(username__iexact=username).exists():
        raise NotNow(_("登录名 {name} 已经用过，请换一个").format(name=username))
    user = User(username=username, name=name, phone=phone, email=email)
    user.set_unusable_password()
    user.save()
    invite(user, token, act.at)
    act.record(user, "开账号", username=veiled(username.lower()))
    return user


@action("accounts.reset_account")
def reset_account(
    act: Act, user_id: int, *, token: str, reason: str, seen: int | None = None
) -> User:
    """Give a new link. Password and second factors are gone at once, and so are open sessions.

    Raises:
        NotNow: it is the own account, or another administrator's.
    """
    user = _other(act, user_id, seen)
    forget_secrets(user)
    user.save()
    invite(user, token, act.at)
    act.record(user, "重置账号", reason=reason)
    return user


@action("accounts.disable_account")
def disable_account(act: Act, user_id: int, *, reason: str, seen: int | None = None) -> User:
    """Keep an account out, at once.

    Raises:
        NotNow: it is the own account, an administrator's, or is disabled.
    """
    user = _other(act, user_id, seen)
    if not user.is_active:
        raise NotNow(_("{name}的账号已经停用").format(name=user.name))
    user.is_active = False
    user.save()
    user.invitations.filter(used_at=None).update(used_at=act.at)
    act.record(user, "停用账号", reason=reason)
    return user


@action("accounts.enable_account")
def enable_account(act: Act, user_id: int, *, reason: str, seen: int | None = None) -> User:
    """Let an account in again.

    Raises:
        NotNow: it is the own account, or is in use.
    """
    user = _other(act, user_id, seen)
    if user.is_active:
        raise NotNow(_("{name}的账号没有停用").format(name=user.name))
    user.is_active = True
    user.save()
    act.record(user, "启用账号", reason=reason)
    return user


def _other(act: Act, user_id: int, seen: int | None) -> User:
    act.require(access.may_manage_accounts(act.actor))
    user = act.lock(User.objects.all(), user_id, seen=seen)
    if user == act.actor.user:
        raise NotNow(_("不能办自己的账号，请另一位安全管理员办"))
    if user.holdings.filter(office__in=ADMINISTRATORS).exists():
        raise NotNow(_("管理员的账号不能互相重置、停用。请在服务器上重发链接：lungang renew"))
    return user


@action("accounts.renew_administrator")
def renew_administrator(act: Act, office: Office, *, token: str) -> User:
    """Give an administrator a new link, from the server's own command: no administrator can.

    Raises:
        NotNow: nobody who may sign in holds the office today.
    """
    act.require(access.may_found(act.actor))
    held = Holding.objects.on(clock.today()).filter(office=office, user__is_active=True)
    holding = held.order_by("pk").first() if office in ADMINISTRATORS else None
    if holding is None:
        raise NotNow(_("现在没有人担任{office}").format(office=_(office.label)))
    user = act.lock(User.objects.all(), holding.user_id)
    forget_secrets(user)
    user.save()
    invite(user, token, act.at)
    act.record(user, f"在服务器上重置{office.label}的账号")
    return user
