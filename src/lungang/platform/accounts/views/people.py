"""Pages of the security administrator: accounts, links, offices and their periods."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.errors import NotNow
from lungang.platform import clock
from lungang.platform.accounts import access, actions, forms
from lungang.platform.accounts.adapter import deciphered, enciphered
from lungang.platform.accounts.models import Holding, Invitation, User
from lungang.platform.accounts.offices import ADMINISTRATORS
from lungang.platform.accounts.queries import account_rows, holdings_ever
from lungang.platform.pages import OfficeRequest, page, perform, seen

BOTH = ("GET", "POST")
FRESH_LINK = "fresh_link"


@page(access.may_manage_accounts, campaign=False)
def people(request: OfficeRequest) -> HttpResponse:
    """Show all accounts with the offices that they hold today."""
    wanted = request.GET.get("q", "").strip()
    rows = account_rows(clock.today(), wanted)
    return render(request, "accounts/people.html", {"rows": rows, "q": wanted})


@page(access.may_manage_accounts, campaign=False)
def person(request: OfficeRequest, pk: int) -> HttpResponse:
    """Show one account; a link that was just made is shown this once."""
    found = _user(pk)
    context = {
        "person": found,
        "holdings": holdings_ever(found),
        "administrator": found.holdings.filter(office__in=ADMINISTRATORS).exists(),
        "pending": found.invitations.filter(used_at=None, expires_at__gt=clock.now()).first(),
        "link": _fresh_link(request, found),
        "today": clock.today(),
    }
    return render(request, "accounts/person.html", context)


@page(access.may_manage_accounts, methods=BOTH, campaign=False)
def make(request: OfficeRequest) -> HttpResponse:
    """Make an account."""
    token = actions.new_token()
    return _change(
        request,
        None,
        forms.AccountForm(request.POST or None),
        lambda form: perform(request, actions.make_account, token=token, **form.cleaned_data),
        _("开账号"),
        token,
    )


@page(access.may_manage_accounts, methods=BOTH, campaign=False)
def reset(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take the password and second factors away and give a new link."""
    token = actions.new_token()
    return _change(
        request,
        _user(pk),
        forms.AccountReasonForm(request.POST or None),
        lambda form: perform(
            request, actions.reset_account, pk, token=token, seen=seen(request), **form.cleaned_data
        ),
        _("重置账号"),
        token,
        note=_("原来的口令和二次验证马上作废，已登录的马上退出。本人凭新链接重设。"),
    )


@page(access.may_manage_accounts, methods=BOTH, campaign=False)
def disable(request: OfficeRequest, pk: int) -> HttpResponse:
    """Keep an account out."""
    return _with_reason(request, pk, actions.disable_account, _("停用账号"))


@page(access.may_manage_accounts, methods=BOTH, campaign=False)
def enable(request: OfficeRequest, pk: int) -> HttpResponse:
    """Let an account in again."""
    return _with_reason(request, pk, actions.enable_account, _("启用账号"))


@page(access.may_manage_accounts, methods=BOTH, campaign=False)
def grant(request: OfficeRequest, pk: int) -> HttpResponse:
    """Give an office for a period."""
    found = _user(pk)
    return _change(
        request,
        found,
        forms.GrantForm(request.POST or None, user=found),
        lambda form: perform(
            request, actions.grant_office, pk, seen=seen(request), **form.cleaned_data
        ),
        _("授予岗位"),
    )


@page(access.may_manage_accounts, methods=BOTH, campaign=False)
def end(request: OfficeRequest, pk: int) -> HttpResponse:
    """End an office on a day."""
    holding = Holding.objects.select_related("user").filter(pk=pk).first()
    if holding is None:
        raise Http404
    return _change(
        request,
        holding.user,
        forms.EndForm(request.POST or None),
        lambda form: perform(
            request, actions.end_office, pk, seen=seen(request), **form.cleaned_data
        ),
        _("结束岗位"),
        note=f"{holding.unit or ''} {_(holding.get_office_display())}".strip(),
    )


def _with_reason(
    request: OfficeRequest, pk: int, act: Callable[..., User], title: str
) -> HttpResponse:
    return _change(
        request,
        _user(pk),
        forms.AccountReasonForm(request.POST or None),
        lambda form: perform(request, act, pk, seen=seen(request), **form.cleaned_data),
        title,
    )


def _change(
    request: OfficeRequest,
    person: User | None,
    form: Any,
    act: Callable[[Any], User],
    title: str,
    token: str = "",
    note: str = "",
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            done = act(form)
        except NotNow as refusal:
            form.add_error(None, django_forms.ValidationError(str(refusal)))
        else:
            if token:
                request.session[FRESH_LINK] = enciphered(token)
            return redirect("accounts:person", pk=done.pk)
    context = {"form": form, "person": person, "title": title, "note": note}
    return render(request, "accounts/change.html", context)


def _fresh_link(request: OfficeRequest, person: User) -> str:
    """Return the link that was just made for this person; the second press made none."""
    kept = request.session.pop(FRESH_LINK, "")
    if not kept:
        return ""
    token = deciphered(kept)
    of = Invitation.objects.filter(user=person, digest=actions.digest_of(token), used_at=None)
    path = reverse("accounts:invitation", args=[token])
    return request.build_absolute_uri(path) if of.exists() else ""


def _user(pk: int) -> User:
    found = User.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
