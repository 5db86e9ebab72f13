"""When and where the work meeting is to be."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lungang.platform.days import DeadlineField
from lungang.platform.texts import FreeText, Reason, ReasonForm

AT = "%Y-%m-%dT%H:%M"


class ConveneForm(forms.Form):
    """Time and place."""

    held_at = DeadlineField(
        label=_("开会时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=AT),
    )
    place = FreeText(label=_("地点"), max_length=120)


class ChangeForm(ConveneForm):
    """Another time or place, and why."""

    reason = Reason(label=_("改的原因"), max_length=300, rows=2)


class CallOffForm(ReasonForm):
    """Why it is not held."""

    reason = Reason(label=_("取消的原因"), max_length=300, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "off")
        super().__init__(*args, **kwargs)
