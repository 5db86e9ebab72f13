"""The office, and the page on which all its components stand."""

from __future__ import annotations

import tomllib
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path

from lungang.config import urls
from lungang.errors import NotNow, NotPermitted, Stale
from lungang.platform import clock
from lungang.web import views

HERE = Path(__file__).parent
SAMPLES = tomllib.loads((HERE / "samples.toml").read_text(encoding="utf-8"))


class Roster(forms.Form):
    """Every kind of control once."""

    name = forms.CharField(label="姓名")
    since = forms.CharField(label="任现职时间", help_text="年.月，例如 1995.03")
    born = forms.DateField(
        label="出生日期", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    nature = forms.ChoiceField(label="编制性质", choices=[("", "请选"), ("a", "行政")])
    sex = forms.ChoiceField(
        label="性别", widget=forms.RadioSelect, choices=[("m", "男"), ("f", "女")]
    )
    kinds = forms.MultipleChoiceField(
        label="岗位类型", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("p", "人财物管理"), ("e", "执法监督"), ("l", "证牌照核发")],
    )  # fmt: skip
    reason = forms.CharField(label="理由", widget=forms.Textarea, help_text="写清依据哪份文件。")
    table = forms.FileField(
        label="花名册", help_text="xlsx、xls 或 csv，10 兆以内", required=False,
        widget=forms.FileInput,
    )  # fmt: skip
    sure = forms.BooleanField(label="核对项都看过了")

    def clean_since(self) -> str:
        raise forms.ValidationError("不能早于进本单位时间 1991.07")


class Search(forms.Form):
    """A list's filters."""

    q = forms.CharField(
        label="查找", required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "姓名、拼音首字母或单位"}),
    )  # fmt: skip
    rule = forms.ChoiceField(label="符合哪一条", choices=[("", "全部"), ("1", "人财物管理")])
    unit = forms.ChoiceField(label="单位", choices=[("", "全部"), ("1", "财政局")])


class SignIn(forms.Form):
    """Who comes in."""

    login = forms.CharField(label="登录名")
    password = forms.CharField(label="口令", widget=forms.PasswordInput)


class Reason(forms.Form):
    """Why."""

    reason = forms.CharField(label="说明", required=False, widget=forms.Textarea)


def styleguide(request: HttpRequest) -> HttpResponse:
    """Draw them."""
    form = Roster({"name": "谭必蓉", "since": "1986.09", "nature": "a", "sex": "f"})
    context = {
        **SAMPLES,
        "form": form,
        "search": Search({}),
        "entries": [SimpleNamespace(at=clock.now(), **entry) for entry in SAMPLES["entries"]],
        "people": [(f"某{number:02}", number) for number in range(1, 13)],
        "page": Paginator(range(486), 20).page(9),
        "draft": {"saved_at": clock.now()},
    }
    template = engines["django"].from_string((HERE / "page.html").read_text(encoding="utf-8"))
    return HttpResponse(template.render(context, request))


def door(request: HttpRequest) -> HttpResponse:
    """Draw the card of signing in."""
    template = engines["django"].from_string((HERE / "door.html").read_text(encoding="utf-8"))
    return HttpResponse(template.render({"form": SignIn(), "draft": True}, request))


def confirm(request: HttpRequest) -> HttpResponse:
    """Draw the page that asks before something is done."""
    context = {
        "rows": SAMPLES["answers"], "consequence": "上报后不能再改，退回了才能改。",
        "button": "上报花名册", "back_url": "/", "form": Reason(),
    }  # fmt: skip
    return render(request, "web/confirm.html", context)


def act(request: HttpRequest, how: str) -> HttpResponse:
    """Refuse, in each of the ways."""
    if how == "stale":
        since = [SimpleNamespace(at=clock.now(), **SAMPLES["entries"][0])]
        raise Stale("在你打开之后改过，没有办理", None, since)
    if how == "refused":
        raise NotNow("花名册现在是“已接收”，不能退回")
    if how == "hidden":
        raise NotPermitted("rosters.accept")
    if how == "expired":
        return views.csrf_failure(request)
    raise RuntimeError("something broke")


urlpatterns = [
    path("styleguide/", styleguide),
    path("styleguide/door/", door),
    path("styleguide/confirm/", confirm),
    path("styleguide/act/<slug:how>/", act),
    *urls.urlpatterns,
]
handler400, handler404 = urls.handler400, urls.handler404
handler500 = urls.handler500
