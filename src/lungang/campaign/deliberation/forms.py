"""What people fill in before the meeting: principles, the group's answer, the seed, readers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lungang.campaign.deliberation.seeds import LONGEST, fitting
from lungang.errors import InputError
from lungang.platform.accounts.models import Holding
from lungang.platform.days import DayField
from lungang.platform.texts import FreeText, Reason, ReasonForm

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PrinciplesForm(forms.Form):
    """Principles and procedure, and the meeting of the leading group that studies them."""

    occasion = FreeText(
        label=_("在哪次会议上研究"), max_length=200, help_text=_("如 领导小组第三次会议")
    )
    decided_on = DayField(label=_("会议日期"), widget=_DAY)
    text = FreeText(
        label=_("原则和程序"),
        rows=18,
        max_length=6000,
        help_text=_("先列出现行政策的各条原则，照会议的意见改。"),
        error_messages={"required": _("请写明原则和程序")},
    )


class SendBackForm(ReasonForm):
    """Why the principles go back to the sections."""

    reason = Reason(label=_("退回原因"), error_messages={"required": _("请写明退回原因")})


class SeedForm(forms.Form):
    """The own office's half of the seed."""

    value = FreeText(
        label=_("本科室的定序数"),
        max_length=LONGEST,
        help_text=_("6 到 40 位数字或字母，自己定，不要和另一科室商量。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("请写 6 到 40 位数字或字母")},
    )

    def clean_value(self) -> str:
        """Take full-width digits and letters for the plain ones; refuse any other sign."""
        try:
            return fitting(self.cleaned_data["value"])
        except InputError as refused:
            raise forms.ValidationError(str(refused)) from refused


class ReaderForm(forms.Form):
    """Somebody to be put on the need-to-know list, in one office."""

    holding = forms.TypedChoiceField(
        label=_("岗位和姓名"),
        coerce=int,
        error_messages={
            "required": _("请选一个人"),
            "invalid_choice": _("这个人已在名单上，或者不在可以列入的岗位上"),
        },
    )

    def __init__(self, *args: Any, holdings: Iterable[Holding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [
            (row.pk, f"{gettext(row.get_office_display())} {row.user.name}") for row in holdings
        ]
        self.fields["holding"].choices = [("", _("选一个人")), *names]  # type: ignore[attr-defined]
