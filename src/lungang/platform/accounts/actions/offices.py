"""Offices are given for a period and ended on a day, by the security administrator."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from lungang.errors import NotNow
from lungang.platform import clock
from lungang.platform.accounts import access
from lungang.platform.accounts.models import Holding, User
from lungang.platform.accounts.offices import ADMINISTRATORS, OF_A_UNIT, Office
from lungang.platform.actions import Act, action
from lungang.platform.audit.log import veiled
from lungang.platform.organisation.models import Unit
from lungang.platform.organisation.queries import units_on


@action("accounts.grant_office")
def grant_office(
    act: Act,
    user_id: int,
    office: Office,
    unit_id: int | None = None,
    *,
    valid_from: date,
    valid_to: date | None = None,
    person: str = "",
    seen: int | None = None,
) -> User:
    """Give an office, in a unit where it is one of a unit, from a day on, until before another.

    ``person`` is the keyed digest of the citizen id, for who is moved and nobody else.

    Raises:
        NotNow: the account may not hold it (an administrator holds nothing else, ever), it is an
            administrator's, the unit is missing, superfluous or not there that day, who is moved
            is not said, or the period is empty or overlaps.
    """
    act.require(access.may_manage_accounts(act.actor))
    _refuse_administrators(office)
    user = act.lock(User.objects.all(), user_id, seen=seen)
    if not user.is_active:
        raise NotNow(_("{name}的账号已经停用，请先启用，再授予岗位").format(name=user.name))
    _refuse_mixture(user)
    unit = _unit(office, unit_id, valid_from)
    _refuse_period(user, office, unit, valid_from, valid_to)
    if (office is Office.PERSON_MOVED) != bool(person):
        raise NotNow(_("交流人员的岗位只给本人看本人的去向，要写明是谁；别的岗位不写"))
    holding = Holding.objects.create(
        user=user,
        office=office,
        unit=unit,
        valid_from=valid_from,
        valid_to=valid_to,
        person_id=person,
    )
    user.save()
    about = {"person": veiled(person)} if person else {}
    act.record(user, f"授予岗位：{_said(holding)}", **_period(valid_from, valid_to), **about)
    return user


@action("accounts.end_office")
def end_office(
    act: Act, holding_id: int, *, day: date, reason: str, seen: int | None = None
) -> User:
    """End an office: from the day on it is not held. One that has not begun is taken back whole.

    Raises:
        NotNow: it is the own office, an administrator's, ended before, or the day is before its
            beginning.
    """
    act.require(access.may_manage_accounts(act.actor))
    owner = Holding.objects.filter(pk=holding_id).values_list("user", flat=True).first()
    user = act.lock(User.objects.all(), owner or 0, seen=seen)
    if user == act.actor.user:
        raise NotNow(_("不能结束自己的岗位，请另一位安全管理员办"))
    holding = act.lock(Holding.objects.all(), holding_id)
    _refuse_administrators(Office(holding.office))
    if holding.valid_to is not None and holding.valid_to <= day:
        raise NotNow(_("这个岗位到 {day} 已经止，不能往后推").format(day=holding.valid_to))
    _end(holding, day)
    user.save()
    act.record(user, f"止岗位：{_said(holding)}", reason=reason, day=day.isoformat())
    return user


def _refuse_administrators(office: Office) -> None:
    """Keep the three apart: who could end the auditor's office and give it anew would be him."""
    if office in ADMINISTRATORS:
        raise NotNow(
            _(
                "三位管理员的岗位建站时就定了，安全管理员不能给，也不能止。"
                "换人接任的，请在服务器上办：lungang renew 岗位 站点 --name 新管理员姓名"
            )
        )


def _end(holding: Holding, day: date) -> None:
    if day > holding.valid_from:
        holding.valid_to = day
        holding.save()
    elif holding.valid_from > clock.today() and day == holding.valid_from:
        holding.delete()  # it was never in force, so nothing hangs on it
    else:
        raise NotNow(
            _("这个岗位自 {day} 起，结束的日子要晚于这一天").format(day=holding.valid_from)
        )


def refused_mixture(held: set[str]) -> str:
    """Say why an account that holds or held these offices may not get another, or ""."""
    administrator = held & ADMINISTRATORS
    if administrator:
        return _("{office}的账号不能再有别的岗位，请另开一个账号").format(
            office=_(Office(min(administrator)).label)
        )
    return ""


def _refuse_mixture(user: User) -> None:
    held = set(user.holdings.values_list("office", flat=True))
    if why := refused_mixture(held):
        raise NotNow(why)


def _unit(office: Office, unit_id: int | None, day: date) -> Unit | None:
    if office not in OF_A_UNIT:
        if unit_id is not None:
            raise NotNow(_("{office}是全县的岗位，不写单位").format(office=_(office.label)))
        return None
    version = units_on(day).get(unit_id or 0)
    if version is None:
        raise NotNow(
            _("{office}要写单位，{day} 起有的单位").format(office=_(office.label), day=day)
        )
    return version.unit


def _refuse_period(
    user: User, office: Office, unit: Unit | None, valid_from: date, valid_to: date | None
) -> None:
    if valid_to is not None and valid_to <= valid_from:
        raise NotNow(_("止的日子要晚于起的日子 {day}").format(day=valid_from))
    rows = user.holdings.filter(office=office, unit=unit)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=valid_from))
    if valid_to is not None:
        rows = rows.filter(valid_from__lt=valid_to)
    if other := rows.first():
        raise NotNow(
            _("{name}自 {day} 起已有这个岗位，时间重叠").format(
                name=user.name, day=other.valid_from
            )
        )


def _said(holding: Holding) -> str:
    return f"{holding.unit or ''}{Office(holding.office).label}"


def _period(valid_from: date, valid_to: date | None) -> dict[str, str]:
    return {"from": valid_from.isoformat(), "to": valid_to.isoformat() if valid_to else ""}
