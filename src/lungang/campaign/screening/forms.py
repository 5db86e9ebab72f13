"""What people fill in: the list's filters, petitions and answers, opinions, deadlines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from lungang.campaign.screening.listing import SORTS, STANCES, Asked
from lungang.campaign.screening.states import OpinionAnswer, PetitionKind
from lungang.domain.codes import CadreAuthority
from lungang.platform.choices import choices
from lungang.platform.days import DeadlineField
from lungang.platform.texts import FreeText, Reason, ReasonForm

_ALL = ("", _("全部"))


class FilterForm(forms.Form):
    """The list's filters: sent by GET, so that every list has an address of its own."""

    q = forms.CharField(label=_("姓名、拼音首字母或单位"), required=False, max_length=40)
    rule = forms.ChoiceField(label=_("符合哪一条"), required=False)
    unit = forms.ChoiceField(label=_("单位"), required=False)
    authority = forms.ChoiceField(label=_("管理权限"), required=False)
    stance = forms.ChoiceField(label=_("单位意见"), required=False)
    sort = forms.ChoiceField(label=_("排序"), required=False)
    size = forms.CharField(widget=forms.HiddenInput)
    verdict = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, asked: Asked, rules: Iterable[tuple[str, str]], units: Iterable[tuple[int, str]]
    ) -> None:
        super().__init__(auto_id="filter_%s")
        lists: dict[str, list[tuple[Any, Any]]] = {
            "rule": [_ALL, *rules],
            "unit": [_ALL, *units],
            "authority": [_ALL, *((value, _(label)) for value, label in choices(CadreAuthority))],
            "stance": [_ALL, *((key, words) for key, (words, _q) in STANCES.items())],
            "sort": [(key, words) for key, (words, _order) in SORTS.items()],
        }
        for name, options in lists.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]
        self.fields["q"].widget = forms.TextInput(
            attrs={"type": "search", "placeholder": self.fields["q"].label, "maxlength": 40}
        )
        self.initial = {
            "q": asked.words,
            "rule": asked.rule,
            "unit": asked.unit,
            "authority": asked.authority,
            "stance": asked.stance,
            "sort": asked.sort,
            "size": asked.size,
            "verdict": asked.verdict,
        }


class PetitionForm(ReasonForm):
    """What is asked for a person, and why."""

    kind = forms.ChoiceField(
        label=_("提请什么"),
        choices=[(value, _(label)) for value, label in PetitionKind.choices],
        widget=forms.RadioSelect,
    )
    reason = Reason(help_text=_("写清情况和依据，领导小组据此审定。"), rows=4)
    field_order = ("kind", "reason")


class AnswerForm(ReasonForm):
    """The leading group's answer, with its reason."""

    reason = Reason(label=_("答复理由"))


class SendBackForm(ReasonForm):
    """Why the pool goes back to the sections."""

    reason = Reason(label=_("退回原因"))


class DueForm(forms.Form):
    """By when the units are to answer."""

    due_at = DeadlineField(
        label=_("报送时限"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("没有写时限。请写明年月日和时分")},
    )


class OpinionForm(forms.Form):
    """A unit's answer about one person; left blank, it is not answered yet."""

    answer = forms.ChoiceField(
        label=_("单位意见"),
        choices=[(value, _(label)) for value, label in OpinionAnswer.choices],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("请在列出的意见里选一个")},
    )
    reason = FreeText(
        label=_("提请理由"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),  # one for each person: no hint under each
    )

    ASKING: ClassVar = {OpinionAnswer.DEFER.value, OpinionAnswer.EXCLUDE.value}

    def clean(self) -> dict[str, Any]:
        """A petition needs its reason, and a reason its petition: none is dropped unsaid."""
        data = super().clean() or self.cleaned_data
        asks, reason = data.get("answer") in self.ASKING, data.get("reason", "").strip()
        if asks and not reason:
            self.add_error("reason", _("提请的，请写明理由"))
        elif reason and not asks and "answer" in data:
            said = _("写了理由，请选提请暂缓或者提请不列入；不提请的，把理由删去")
            self.add_error("answer", said)
        return data
