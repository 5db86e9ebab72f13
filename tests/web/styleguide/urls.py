"""The office, and the page on which all its components stand."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from lungang.config import urls
from lungang.platform import clock

PAGE = Path(__file__).with_name("page.html")


class Roster(forms.Form):
    """Every kind of control once."""

    name = forms.CharField(label="姓名")
    since = forms.CharField(label="任现职时间", help_text="年.月，例如 1995.03")
    born = forms.DateField(
        label="出生日期", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    nature = forms.ChoiceField(label="编制性质", choices=[("", "请选"), ("a", "行政"), ("b", "事业")])
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


def styleguide(request: HttpRequest) -> HttpResponse:
    """Draw them."""
    form = Roster({"name": "谭必蓉", "since": "1986.09", "nature": "a", "sex": "f"})
    entry = SimpleNamespace(
        at=clock.now(), actor_title="组织部干部科", actor_name="沈立新",
        summary="禁止程世忠去建委，重算后 2 人去向变了", reason="", tone="",
    )  # fmt: skip
    back = SimpleNamespace(**{**vars(entry), "summary": "退回花名册", "reason": "3 处对不上", "tone": "bad"})
    running = SimpleNamespace(
        title="正在算方案丁", is_over=False, total=100, percent=62, message="", path="",
        stage="已证明到与最好相差不超过 2", get_state_display=lambda: "正在算",
    )  # fmt: skip
    context = {
        "form": form,
        "search": Search({}),
        "entries": [entry, back, entry],
        "changes": [("程世忠", "环保局 → 建委", "环保局 → 林业局"), ("骆成芳", "", "建委")],
        "job": running,
        "columns": list(zip("ABCDEFGHIJKL", COLUMNS, strict=True)),
        "rows": FINDINGS,
        "people": [(f"某{number:02}", number) for number in range(1, 13)],
        "page": Paginator(range(486), 20).page(9),
        "draft": {"saved_at": clock.now()},
        "rule": {
            "title": "特殊岗位任同一职务满 8 年", "word": "符合",
            "clause": "从事人、财、物管理等特殊性质工作的中层干部，任同一职务满八年的，列入跨部门交流。",
            "source": "岚委发〔2004〕20 号　第五条第一项",
            "calculation": "1995.03 至 2004.12.16，9 年 9 个月，多 1 年 9 个月",
        },
        "facts": [
            ("岗位类型", "人财物管理", "花名册第 6 行"), ("任现职时间", "1995 年 3 月", "财人〔1995〕8 号"),
            ("亲属回避", "妻子在教委任副主任", "本人申报 11 月 20 日"),
        ],
        "lines": ["财政局 预算科科长　男，45 岁　行政编制", "管理权限：组织部干部科"],
        "seg": [("有问题的 6 行", "?a", True), ("全部 38 行", "?b", False), ("与上次不同的 4 行", "?c", False)],
        "tabs": [("名单", "?t", True, 29), ("暂缓和不列入", "?u", False, 13), ("历次筛查", "?v", False)],
        "counts": [("应交流，跨部门", 29, "?x", True), ("应轮岗，单位内部", 121, "?y", False), ("暂缓", 5, "", False)],
        "stages": ["上传", "检查", "核对后提交", "人事局接收"],
    }  # fmt: skip
    template = engines["django"].from_string(PAGE.read_text(encoding="utf-8"))
    return HttpResponse(template.render(context, request))


COLUMNS = "序号 姓名 性别 出生年月 身份证号 内设机构 现任职务 任现职时间 进本单位时间 编制性质 学历 所学专业".split()
FINDINGS = [
    {
        "number": 12,
        "cells": [("11", "", ""), ("谭必蓉", "", ""), ("女", "", ""), ("1962.06", "", ""),
                  ("9951**********0627", "", ""), ("财务科", "", ""), ("科长", "", ""),
                  ("1986.09", "e", "H12"), ("1991.07", "", ""), ("行政", "", ""), ("大专", "", ""),
                  ("会计", "", "")],
        "notes": [{"tone": "bad", "word": "错误 1", "where": "任现职时间 H 列",
                   "text": "1986.09 早于进本单位时间 1991.07。照任职文件改，可能是 1996.09。"}],
    },
    {
        "number": 19,
        "cells": [("18", "", ""), ("舒建平", "", ""), ("男", "", ""), ("1962.04", "w", ""),
                  ("9951**********0455", "", ""), ("规划建设科", "", ""), ("科长", "", ""),
                  ("1996.11", "", ""), ("1984.07", "", ""), ("", "e", "J19"), ("本科", "", ""),
                  ("水利工程", "", "")],
        "notes": [{"tone": "bad", "word": "错误 2", "where": "编制性质 J 列",
                   "text": "没有填。填行政、参公、事业、工勤中的一种。"},
                  {"tone": "warn", "word": "核对 2", "where": "出生年月 D 列", "text": "看过即可。"}],
    },
]  # fmt: skip

urlpatterns = [path("styleguide/", styleguide), *urls.urlpatterns]
handler404, handler500 = urls.handler404, urls.handler500
