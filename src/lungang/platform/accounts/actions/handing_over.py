"""An administrator's office goes to another person: from the server alone, in one act."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.errors import InputError, NotNow
from lungang.platform.accounts import access
from lungang.platform.accounts.actions.invitations import forget_secrets, invite
from lungang.platform.accounts.models import Holding, User
from lungang.platform.accounts.offices import ADMINISTRATORS, Office
from lungang.platform.actions import Act, action


@action("accounts.hand_over_administrator")
def hand_over_administrator(
    act: Act, office: Office, *, name: str, username: str, token: str
) -> User:
    """Give one of the three administrators' offices to a new person with an account of its own.

    Whoever held it holds it no more: the account is disabled, its password and second factors are
    gone, and with them its open sessions. An account that was an administrator's is nobody else's,
    so the new person gets a new one, and a link for it.

    Raises:
        InputError: no name is given, or the sign-in name is taken.
        NotNow: another of the three is called so: they are three persons.
    """
    act.require(access.may_found(act.actor) and office in ADMINISTRATORS)
    if not name.strip():
        raise InputError(_("没有写新管理员的姓名"))
    if User.objects.filter(username__iexact=username).exists():
        raise InputError(_("登录名 {name} 已经用过，请换一个").format(name=username))
    _refuse_same_person(act, office, name.strip())
    for holding in _not_over(act, office):
        _end(act, holding)
    user = User(username=username, name=name.strip())
    user.set_unusable_password()
    user.save()
    Holding.objects.create(user=user, office=office, valid_from=_today(act))
    invite(user, token, act.at)
    act.record(user, f"在服务器上把{office.label}交给新任的人")
    return user


def _refuse_same_person(act: Act, office: Office, name: str) -> None:
    others = Holding.objects.on(_today(act)).filter(office__in=ADMINISTRATORS - {office})
    held = others.filter(user__is_active=True, user__name=name).first()
    if held is not None:
        raise NotNow(
            _("三位管理员要由三个人分别担任，{name}现在是{office}").format(
                name=name, office=_(held.get_office_display())
            )
        )


def _not_over(act: Act, office: Office) -> list[Holding]:
    rows = Holding.objects.filter(office=office).select_related("user")
    return list(rows.filter(Q(valid_to=None) | Q(valid_to__gt=_today(act))).order_by("pk"))


def _end(act: Act, holding: Holding) -> None:
    """End an office and close its account. No period is empty: one begun today ends tomorrow."""
    holding.valid_to = max(_today(act), holding.valid_from + timedelta(days=1))
    holding.save()
    user = act.lock(User.objects.all(), holding.user_id)
    forget_secrets(user)
    user.is_active = False
    user.save()
    user.invitations.filter(used_at=None).update(used_at=act.at)
    act.record(user, f"在服务器上停用原{Office(holding.office).label}的账号：换人接任")


def _today(act: Act) -> date:
    return timezone.localdate(act.at)
