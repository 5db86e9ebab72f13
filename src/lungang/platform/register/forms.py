"""The form by which a 机关代字 is given."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lungang.platform import clock
from lungang.platform.accounts.offices import OF_A_UNIT, Office
from lungang.platform.organisation.forms import unit_choices
from lungang.platform.register.actions.draw import is_word
from lungang.platform.register.states import ISSUERS
from lungang.platform.texts import FreeText, on_condition


class WordForm(forms.Form):
    """Which word, and which office numbers its papers by it."""

    word = FreeText(
        label=_("机关代字"),
        help_text=_("文号里年份前面的字，如“青组干”；不写括号、年份和“号”"),
        max_length=40,
    )
    office = forms.TypedChoiceField(
        label=_("授予岗位"), coerce=Office, error_messages={"required": _("没有选岗位。请选一个")}
    )
    unit_id = forms.TypedChoiceField(
        label=_("单位"),
        help_text=_("授予政工人员的要选单位，县里的岗位不选"),
        coerce=int,
        empty_value=None,
        required=False,
    )
    taken_over = forms.BooleanField(
        label=_("已经授予别的岗位的，改由这个岗位使用"),
        help_text=_("原来的岗位从此不能再用这个机关代字编号，序号接着往下编"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = [(one.value, _(one.label)) for one in Office if one in ISSUERS]
        self.fields["office"].choices = [("", _("请选岗位")), *offices]  # type: ignore[attr-defined]
        units = unit_choices(clock.today())
        self.fields["unit_id"].choices = [("", _("不选")), *units]  # type: ignore[attr-defined]
        on_condition(self, "unit_id", "taken_over")

    def clean_word(self) -> str:
        """Refuse what the number itself adds."""
        word: str = self.cleaned_data["word"].strip()
        if not is_word(word):
            raise forms.ValidationError(_("不写括号、年份和“号”，只写机关代字"))
        return word

    def clean(self) -> dict[str, Any]:
        """Say at the field what does not fit together."""
        given: dict[str, Any] = super().clean() or {}
        office, unit = given.get("office"), given.get("unit_id")
        if office in OF_A_UNIT and unit is None and "unit_id" in given:
            self.add_error("unit_id", _("请选单位：政工人员的机关代字是本单位的"))
        elif office is not None and office not in OF_A_UNIT and unit is not None:
            self.add_error("unit_id", _("这是县里的岗位，单位请选“不选”"))
        return given
