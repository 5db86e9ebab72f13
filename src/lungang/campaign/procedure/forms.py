"""What people write: the deadline, an answer, a talk or inspection, why a dissent is set aside."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lungang.campaign.core.calendar import add_working_hours
from lungang.campaign.core.models import Campaign
from lungang.campaign.procedure.actions import Said
from lungang.campaign.procedure.states import ANSWERS, NOTED
from lungang.platform import clock
from lungang.platform.days import DayField, DeadlineField
from lungang.platform.texts import FreeText, Reason, ReasonForm, on_condition

_AT = "%Y-%m-%dT%H:%M"


class AskForm(forms.Form):
    """By when answers are wanted."""

    due_at = DeadlineField(
        label=_("答复时限"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_AT),
    )


def suggested(campaign: Campaign) -> dict[str, datetime]:
    """Offer three working days: opinions are given by people who sit at their desks."""
    return {"due_at": add_working_hours(campaign, clock.now(), 24)}


class AnswerForm(forms.Form):
    """One of two answers, and words; of a talk or an inspection the day and who took it."""

    answer = forms.ChoiceField(
        label=_("答复"),
        widget=forms.RadioSelect,
        error_messages={"required": _("没有选。请选一项")},
    )
    on = DayField(
        label=_("日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    with_whom = FreeText(label=_("经办的人"), max_length=120)
    words = FreeText(label=_("理由"), max_length=500, rows=3, required=False,
                     help_text=_("不同意的要写明。"))  # fmt: skip

    def __init__(self, step: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        yes, no = ANSWERS[step]
        choices = self.fields["answer"]
        assert isinstance(choices, forms.ChoiceField)
        choices.choices = [("yes", _now(yes)), ("no", _now(no))]
        if step not in NOTED:
            del self.fields["on"], self.fields["with_whom"]
        else:
            talk = step == "talk"
            self.fields["with_whom"].label = _now("谁谈的") if talk else _now("谁考察的")
            self.fields["words"].label = _now("本人的意见") if talk else _now("考察情况")
        on_condition(self, "words")

    def clean(self) -> dict[str, Any]:
        """Ask a no for its reason, beside the field."""
        data: dict[str, Any] = super().clean() or {}
        wrote = data.get("words", "").strip() or "words" in self.errors
        if data.get("answer") == "no" and not wrote:
            self.add_error("words", _now("没有写理由。不同意的请写明理由"))
        return data

    @property
    def said(self) -> Said:
        """What was answered."""
        data = self.cleaned_data
        return Said(
            consents=data["answer"] == "yes",
            words=data.get("words", ""),
            on=data.get("on"),
            with_whom=data.get("with_whom", ""),
        )


class OverrideForm(ReasonForm):
    """Why the leading group goes on against a dissent."""

    reason = Reason(label=_("研究照办的理由"))


class ClearForm(ReasonForm):
    """How the leading group found a namesake to be somebody else."""

    reason = Reason(label=_("怎样查明不是同一个人"))
