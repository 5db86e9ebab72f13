"""A new site's first accounts: the three administrators, and no other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from lungang.errors import NotNow
from lungang.platform import clock
from lungang.platform.accounts import access
from lungang.platform.accounts.actions.invitations import invite
from lungang.platform.accounts.models import Holding, User
from lungang.platform.accounts.offices import ADMINISTRATORS, Office
from lungang.platform.actions import Act, action


class NewAdministrator(NamedTuple):
    """A first account: the sign-in name, the person's name, and the secret of the link."""

    username: str
    name: str
    token: str


@action("accounts.found")
def found_accounts(act: Act, accounts: Mapping[Office, NewAdministrator]) -> None:
    """Make the three administrators' accounts, each with a link and without password.

    Raises:
        NotNow: there are accounts, or not exactly one account for each of the three.
    """
    act.require(access.may_found(act.actor))
    if User.objects.exists():
        raise NotNow(_("站点里已有账号，不能再建三位管理员"))
    names = {made.username.lower() for made in accounts.values()}
    if set(accounts) != ADMINISTRATORS or len(names) != len(ADMINISTRATORS):
        raise NotNow(_("三位管理员要各用一个账号，登录名不能相同"))
    for office, made in accounts.items():
        user = User(username=made.username, name=made.name)
        user.set_unusable_password()
        user.save()
        Holding.objects.create(user=user, office=office, valid_from=clock.today())
        invite(user, made.token, act.at)
        act.record(user, f"建站：授予岗位：{office.label}")
