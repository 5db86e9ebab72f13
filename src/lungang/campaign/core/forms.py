"""Forms of the campaign as a whole."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lungang.campaign.core.kinds import all_kinds
from lungang.campaign.core.models import Campaign
from lungang.campaign.core.passing import why_not_opened, why_reason
from lungang.campaign.core.steps import BY_KEY, STEPS
from lungang.platform.days import DayField, DeadlineField
from lungang.platform.texts import FreeText, Reason, ReasonForm, on_condition
from lungang.policy.pack import LARGEST, load_policy, pack_bytes, shipped_packs

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class CampaignForm(forms.Form):
    """What a campaign is called, and on which day it is computed."""

    name = FreeText(label=_("名称"), max_length=120)
    county = FreeText(label=_("县市区"), max_length=60)
    document_number = FreeText(
        label=_("文号"), max_length=60, required=False, help_text=_("如 青榆委发〔2004〕20 号")
    )
    reference_date = DayField(
        label=_("基准日"), widget=_DAY, help_text=_("年龄和任职年限都算到这一天")
    )


class EditCampaignForm(CampaignForm):
    """The same, changed later, with the reason."""

    reason = FreeText(label=_("为什么改"), max_length=500)

    def __init__(self, *args: Any, frozen: bool = False, **kwargs: Any) -> None:
        """``frozen``: the reference date stays as it is."""
        super().__init__(*args, **kwargs)
        self.fields["reference_date"].disabled = frozen


class PackForm(forms.Form):
    """A policy pack: one that ships, or a file of one's own."""

    shipped = forms.ChoiceField(
        label=_("系统自带的政策"),
        required=False,
        help_text=_("选系统自带的一份，或者在下面传本县自编的，两样要有一样"),
    )
    file = forms.FileField(
        label=_("本县自编的政策"),
        required=False,
        help_text=_("由系统管理员编好的政策文件（文件名以 .toml 结尾）；传了就不用上面那一份"),
    )
    decision = FreeText(
        label=_("依据"),
        max_length=200,
        required=False,
        help_text=_("修订时必填：哪次会议、哪份文件"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(name, load_policy(name).title) for name in shipped_packs()]
        self.fields["shipped"].choices = [("", _("不用自带的")), *names]  # type: ignore[attr-defined]
        on_condition(self, "shipped", "file", "decision")

    def clean(self) -> dict[str, Any]:
        """Find the pack's name and text."""
        data: dict[str, Any] = super().clean() or {}
        file = data.get("file")
        if file and file.size > LARGEST:
            self.add_error("file", _("文件太大，不像政策文件。请选 .toml 文件"))
        elif file:
            data["name"] = file.name.removesuffix(".toml")[:60]
            try:
                data["text"] = file.read().decode()
            except UnicodeDecodeError:
                self.add_error("file", _("不是 UTF-8 文字。请用 UTF-8 编码另存后再传"))
        elif data.get("shipped"):
            data["name"] = data["shipped"]
            data["text"] = pack_bytes(data["shipped"])[1].decode()
        elif not self.errors:
            self.add_error("shipped", _("没有选政策。请选系统自带的，或者传一个文件"))
        return data


class CalendarDayForm(forms.Form):
    """A day that the county keeps otherwise than the national calendar."""

    day = DayField(label=_("日期"), widget=_DAY)
    is_working = forms.TypedChoiceField(
        label=_("这一天"),
        choices=[("1", _("上班")), ("0", _("不上班"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    reason = FreeText(label=_("依据"), max_length=120)


class StepForm(forms.Form):
    """To which step the campaign goes, the next one first, and why where it is another."""

    step = forms.ChoiceField(label=_("进入哪一步"))
    reason = FreeText(
        label=_("理由"),
        max_length=500,
        required=False,
        help_text=_("进入下一步可以不写；跳过中间的步骤或退回前面，要写明理由。"),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._campaign = campaign
        now = BY_KEY[campaign.step].number
        others = [step for step in STEPS if step.number != now]
        others.sort(key=lambda step: step.number != now + 1)
        choices = [(step.key, f"{step.number} {gettext(step.label)}") for step in others]
        self.fields["step"].choices = choices  # type: ignore[attr-defined]
        on_condition(self, "reason")

    def clean(self) -> dict[str, Any]:
        """Say at the field what is missing for the step."""
        data: dict[str, Any] = super().clean() or {}
        key = data.get("step")
        if key and (why := why_not_opened(self._campaign, key)):
            self.add_error("step", why)
        elif key and data.get("reason") == "" and (why := why_reason(self._campaign, key)):
            self.add_error("reason", why)
        return data


class GiveTaskForm(forms.Form):
    """A task for units, with its deadline."""

    kind = forms.ChoiceField(label=_("事项"))
    due_at = DeadlineField(
        label=_("时限"), widget=_MOMENT, help_text=_("写哪天就是哪天，不因放假顺延")
    )
    note = FreeText(label=_("给单位的说明"), max_length=200, required=False)
    everybody = forms.TypedChoiceField(
        label=_("哪些单位"),
        choices=[("1", _("全部还没有这项任务的单位")), ("0", _("只给下面选中的"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial="1",
    )
    units = forms.MultipleChoiceField(
        label=_("选单位"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, units: dict[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._all = list(units)
        kinds = [(kind.key, _(kind.noun)) for kind in all_kinds() if kind.by_hand]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        chosen = [(str(key), version.name) for key, version in units.items()]
        self.fields["units"].choices = chosen  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find the units meant."""
        data: dict[str, Any] = super().clean() or {}
        data["unit_ids"] = (
            self._all if data.get("everybody") else [int(key) for key in data.get("units", [])]
        )
        if "units" in data and not data["unit_ids"]:
            self.add_error("units", _("没有选单位。请至少选一个"))
        return data


class MoveDeadlineForm(ReasonForm):
    """A new deadline for one unit."""

    due_at = DeadlineField(label=_("新时限"), widget=_MOMENT)
    reason = Reason(label=_("原因"), max_length=500, help_text=_("单位会看到。"))
    field_order = ("due_at", "reason")


class WithdrawTaskForm(ReasonForm):
    """Why a unit need not do it after all."""

    reason = Reason(label=_("原因"), max_length=500, help_text=_("单位会看到。"))


class EndForm(ReasonForm):
    """Why a campaign does not go on."""

    reason = Reason(
        max_length=500, help_text=_("写明哪次会议、什么情况。两科和有任务的单位会看到。")
    )


class ObserverForm(forms.Form):
    """Somebody who holds the office of observer."""

    holding = forms.TypedChoiceField(label=_("人大政协代表"), coerce=int)

    def __init__(self, *args: Any, holdings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(row.pk, row.user.name) for row in holdings]
        self.fields["holding"].choices = choices  # type: ignore[attr-defined]
