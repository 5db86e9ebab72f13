"""What is filled in around the table: the meeting, a scenario's rules, marks, answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as told
from django.utils.translation import gettext_lazy as _

from lungang.campaign.deliberation.marking import WITH_REASON, Wish
from lungang.campaign.deliberation.packs import PRESETS, SWITCHED, WEIGHTS, amended, preset
from lungang.campaign.deliberation.states import MarkKind
from lungang.errors import InputError
from lungang.platform.days import MomentField
from lungang.platform.texts import FreeText, on_condition
from lungang.policy.pack import LARGEST, PRINCIPLES, parse_policy
from lungang.policy.pack.model import Policy

_MOST_WEIGHT = 10_000
_MOMENT = "%Y-%m-%dT%H:%M"


class MeetingForm(forms.Form):
    """When and where it is held, who is in the chair and who is present."""

    held_at = MomentField(
        label=_("时间"),
        input_formats=[_MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
    )
    place = FreeText(label=_("地点"), max_length=120)
    chair = FreeText(label=_("主持人"), max_length=80, help_text=_("姓名和职务。"))
    present = FreeText(
        label=_("到会"), max_length=2000, rows=6, help_text=_("一行一人：姓名和职务。")
    )
    agenda = FreeText(label=_("议题"), max_length=500, rows=3, required=False)

    def clean_present(self) -> list[str]:
        """Take a line for a person.

        Raises:
            ValidationError: there is none.
        """
        lines = [line.strip() for line in self.cleaned_data["present"].split("\n")]
        found = [line for line in lines if line]
        if not found:
            raise ValidationError(_("请写明到会的人"))
        return found


class ScenarioForm(forms.Form):
    """How a scenario is called, and in what its rules differ from those in force."""

    title = FreeText(label=_("方案的名称"), max_length=40, help_text=_("如：专业从严。"))
    rules = forms.ChoiceField(label=_("按什么规则算"), widget=forms.RadioSelect)
    pack = forms.FileField(
        label=_("整份政策包"),
        required=False,
        help_text=_("选“上传整份政策包”时才要。只改去向的规则，不改筛查的规则。"),
    )

    def __init__(self, pack_text: str, pack_name: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pack_text, self.pack_name = pack_text, pack_name
        self.policy: Policy = parse_policy(pack_text.encode(), pack_name)
        self.fields["rules"].choices = [  # type: ignore[attr-defined]
            ("as_is", _("按现行规则")),
            *((name, _(label)) for name, (label, _factors) in PRESETS.items()),
            ("own", _("按下面填的")),
            ("upload", _("上传整份政策包")),
        ]
        self.initial.setdefault("rules", "as_is")
        for one in WEIGHTS:
            self.fields[one.name] = forms.IntegerField(
                label=_(one.label),
                help_text=told("{hint}。现在是 {n}。").format(
                    hint=told(one.hint).rstrip("。"), n=one.of(self.policy)
                ),
                initial=one.of(self.policy),
                min_value=0,
                max_value=_MOST_WEIGHT,
                required=False,
            )
        self.fields["switched"] = forms.MultipleChoiceField(
            label=_("起用哪些原则"),
            choices=[(name, _(PRINCIPLES[name])) for name in SWITCHED],
            initial=[name for name in SWITCHED if self.policy.principles[name].enabled],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text=_("选“按下面填的”时才照此算。"),
        )
        on_condition(self, "pack", "switched", *(one.name for one in WEIGHTS))

    def clean(self) -> dict[str, Any]:
        """Make the pack's text of what is chosen, "" for the one in force."""
        data = super().clean() or self.cleaned_data
        try:
            data["pack_text"] = self._text(data)
        except InputError as error:
            self.add_error("rules", str(error))
        return data

    def _text(self, data: dict[str, Any]) -> str:
        match data.get("rules"):
            case "upload":
                return self._uploaded(data.get("pack"))
            case "own":
                weights = {
                    one.name: data[one.name] for one in WEIGHTS if data.get(one.name) is not None
                }
                on = {name: name in data.get("switched", ()) for name in SWITCHED}
                return amended(self.pack_text, self.pack_name, weights, on)
            case str(name) if name in PRESETS:
                weights = preset(self.policy, name)
                return amended(self.pack_text, self.pack_name, weights, {})
            case _:
                return ""

    def _uploaded(self, sent: Any) -> str:
        if sent is None:
            raise InputError(told("请选要上传的政策包"))
        if sent.size > LARGEST:
            raise InputError(told("文件太大，不像是政策包"))
        content = sent.read()
        parse_policy(content, sent.name)
        return str(content.decode("utf-8-sig"))


class MarkForm(forms.Form):
    """One act about one person. ``was`` and ``digest`` say what the page showed."""

    kind = forms.ChoiceField(choices=MarkKind.choices)
    person = forms.UUIDField()
    slot = forms.UUIDField(required=False)
    unit = forms.CharField(required=False, max_length=120)
    other = forms.UUIDField(required=False)
    reason = FreeText(label=_("理由"), max_length=500, rows=2, required=False)
    cycle = forms.BooleanField(required=False)
    was = forms.UUIDField(required=False)
    digest = forms.CharField(required=False, max_length=64)

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where one is needed."""
        data = super().clean() or self.cleaned_data
        needs = data.get("kind") in {kind.value for kind in WITH_REASON}
        if needs and "reason" in data and not data["reason"].strip():
            self.add_error("reason", _("请写明理由"))
        return data

    def wish(self) -> Wish:
        """Return what is asked for."""
        data = self.cleaned_data
        return Wish(
            kind=data["kind"],
            person=data["person"],
            slot=data["slot"],
            unit=data["unit"],
            other=data["other"],
            reason=data["reason"],
            cycle=data["cycle"],
        )

    def about(self) -> UUID | None:
        """Return whom it is about, as far as the form says it."""
        found: UUID | None = self.cleaned_data.get("person")
        return found
