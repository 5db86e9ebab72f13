"""The campaign's settings: what it is called, the pack in force, the calendar, observers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lungang.campaign.core import access, actions, forms
from lungang.campaign.core.calendar import calendar_of
from lungang.campaign.core.freezing import why_frozen
from lungang.campaign.core.passing import left_behind
from lungang.campaign.core.queries import (
    clauses_of,
    observer_holdings,
    pack_in_force,
    policy_of,
)
from lungang.campaign.core.steps import BY_KEY, STEPS
from lungang.errors import InputError, PolicyError
from lungang.platform import clock
from lungang.platform.accounts.drafts import initial_from
from lungang.platform.pages import OfficeRequest, page, perform, seen, was_taken


@page(access.may_see_county)
def settings(request: OfficeRequest) -> HttpResponse:
    """Show what holds for the campaign under way."""
    typed = {"step": request.GET.get("step", "")} | initial_from(request)
    return _settings(request, forms.StepForm(campaign=request.campaign, initial=typed))


def _settings(request: OfficeRequest, form: forms.StepForm) -> HttpResponse:
    campaign = request.campaign
    version = pack_in_force(campaign)
    today = clock.today()
    facts = {
        "packs": campaign.packs.order_by("-number"),
        "pack": version,
        "clauses": clauses_of(policy_of(version)) if version else [],
        "days": campaign.days.order_by("day"),
        "year_note": calendar_of(campaign).note(today),
        "observers": campaign.observers.select_related("holding__user").order_by("added_at"),
        "step": BY_KEY[campaign.step],
        "left_behind": left_behind(campaign, today),
        "form": form,
        "frozen": why_frozen(campaign),
        "may_run": access.may_run_campaign(request.actor),
        "may_close": access.may_close_campaign(request.actor) and campaign.step == STEPS[-1].key,
        "may_end": access.may_close_campaign(request.actor) and campaign.step != STEPS[-1].key,
    }
    return render(request, "core/settings.html", facts, status=422 if form.errors else 200)


@page(access.may_run_campaign, methods=("GET", "POST"), campaign=False)
def open_campaign(request: OfficeRequest) -> HttpResponse:
    """Open a campaign; while one is under way, say that there can be no other yet."""
    if request.campaign is not None and request.method != "POST":
        return render(request, "core/one_at_a_time.html")
    form = forms.CampaignForm(request.POST or None, initial=initial_from(request))
    if form.is_valid():
        perform(request, actions.open_campaign, **form.cleaned_data)
        return redirect("core:settings")
    return _form(request, form, _("立项"), _("开始一批轮岗交流工作。"), _("登记立项"))


@page(access.may_run_campaign, methods=("GET", "POST"))
def edit(request: OfficeRequest) -> HttpResponse:
    """Change what the campaign is called, or its reference date."""
    campaign = request.campaign
    frozen = why_frozen(campaign)
    form = forms.EditCampaignForm(
        request.POST or None, initial=vars(campaign) | initial_from(request), frozen=bool(frozen)
    )
    if form.is_valid():
        perform(
            request, actions.edit_campaign, campaign.pk, seen=seen(request), **form.cleaned_data
        )
        return redirect("core:settings")
    kept = _("基准日不能改：{why}").format(why=frozen) if frozen else ""
    return _form(request, form, _("改轮岗设置"), "", _("保存设置"), row=campaign, note=kept)


@page(access.may_run_campaign, methods=("GET", "POST"))
def adopt(request: OfficeRequest) -> HttpResponse:
    """Put a policy pack in force."""
    campaign = request.campaign
    if request.method != "POST" and (why := why_frozen(campaign)):
        return render(request, "core/frozen.html", {"title": _("起用政策"), "why": why})
    form = forms.PackForm(
        request.POST or None, request.FILES or None, initial=initial_from(request)
    )
    if form.is_valid():
        data = form.cleaned_data
        try:
            perform(
                request, actions.adopt_pack, campaign.pk, data["name"], data["text"],
                decision=data["decision"], seen=seen(request),
            )  # fmt: skip
            return redirect("core:settings")
        except PolicyError as error:
            for problem in error.problems:
                form.add_error("file" if data.get("file") else "shipped", problem)
        except InputError as error:
            form.add_error("decision", str(error))
    about = _("起用后，筛查和方案都按这一份。以前的各版都留着。")
    return _form(request, form, _("起用政策"), about, _("起用政策"), row=campaign)


@page(access.may_run_campaign, methods=("GET", "POST"))
def calendar_day(request: OfficeRequest) -> HttpResponse:
    """Say that offices are open, or closed, on a day."""
    form = forms.CalendarDayForm(request.POST or None, initial=initial_from(request))
    if form.is_valid():
        perform(
            request, actions.set_calendar_day, request.campaign.pk, seen=seen(request),
            **form.cleaned_data,
        )  # fmt: skip
        return redirect("core:settings")
    about = _("全国放假安排已在系统里。只登记县里另外定的上班、放假日子；已经定下的时限不变。")
    return _form(request, form, _("登记上班日期"), about, _("登记日期"), row=request.campaign)


@page(access.may_run_campaign, methods=("GET", "POST"))
def add_observer(request: OfficeRequest) -> HttpResponse:
    """Admit a representative."""
    form = forms.ObserverForm(
        request.POST or None, holdings=observer_holdings(), initial=initial_from(request)
    )
    if form.is_valid():
        perform(request, actions.add_observer, request.campaign.pk, form.cleaned_data["holding"])
        return redirect("core:settings")
    about = _("先由安全管理员授予“人大政协”岗位，再在这里登记邀请。")
    return _form(request, form, _("请人大政协代表"), about, _("请来监督"))


@page(access.may_run_campaign, methods=("POST",))
def open_step(request: OfficeRequest) -> HttpResponse:
    """Bring the campaign to another step."""
    form = forms.StepForm(request.POST, campaign=request.campaign)
    fits = form.is_valid()
    if not fits and seen(request) == request.campaign.version:
        return _settings(request, form)
    key, reason = request.POST.get("step", ""), form.cleaned_data.get("reason", "")
    perform(request, actions.open_step, request.campaign.pk, key, reason=reason, seen=seen(request))
    return redirect("core:settings")


@page(access.may_close_campaign, methods=("POST",), campaign=False)
def close(request: OfficeRequest) -> HttpResponse:
    """Close the campaign; pressed again, the answer is the same."""
    if request.campaign is not None:
        perform(request, actions.close_campaign, request.campaign.pk, seen=seen(request))
    return redirect("core:home")


@page(access.may_close_campaign, methods=("GET", "POST"), campaign=False)
def end(request: OfficeRequest) -> HttpResponse:
    """End the campaign before its last step; pressed again, the answer is the same."""
    campaign = request.campaign
    if campaign is None:
        if request.method == "POST" and was_taken(request):
            return redirect("core:home")
        raise Http404
    if request.method == "GET" and campaign.step == STEPS[-1].key:
        return redirect("core:settings")
    form = forms.EndForm(request.POST or None, initial=initial_from(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        perform(request, actions.end_campaign, campaign.pk, reason, seen=seen(request))
        messages.success(request, _("本次工作已经终止"))
        return redirect("core:home")
    about = _(
        "终止以后，这一批的花名册、提请和名单不能再办，不再催报，可以立下一批。已有的记录都留着。"
    )
    button = _("终止本次工作")
    return _form(request, form, _("终止本次工作"), about, button, row=campaign)


def _form(
    request: OfficeRequest,
    form: Any,
    title: str,
    about: str,
    button: str,
    row: Any = None,
    note: str = "",
) -> HttpResponse:
    facts = {
        "form": form, "title": title, "about": about, "button": button, "row": row, "note": note,
    }  # fmt: skip
    return render(request, "core/form.html", facts, status=422 if form.errors else 200)
