"""Forms of the security administrator, and of a person's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from lungang.intake.values import read_id
from lungang.platform import clock, keys
from lungang.platform.accounts.actions.offices import refused_mixture
from lungang.platform.accounts.models import User
from lungang.platform.accounts.offices import ADMINISTRATORS, OF_A_UNIT, Office
from lungang.platform.days import DayField
from lungang.platform.organisation.forms import DayInput, unit_choices
from lungang.platform.texts import FreeText, Reason, ReasonForm, on_condition


class AccountForm(forms.Form):
    """A new account."""

    name = FreeText(label=_("姓名"), max_length=60)
    username = FreeText(
        label=_("登录名"),
        help_text=_("拼音或工号，2 至 60 个字母、数字、点、横线"),
        max_length=60,
        validators=[
            RegexValidator(r"^[A-Za-z0-9._-]{2,60}$", _("只用字母、数字、点和横线，至少 2 个"))
        ],
    )
    phone = FreeText(label=_("电话"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("邮箱"), help_text=_("到期和退回的提醒发到这里；不填就不发"), required=False
    )


class GrantForm(forms.Form):
    """Which office, where, from when until when."""

    office = forms.TypedChoiceField(
        label=_("岗位"),
        coerce=Office,
        choices=[(one.value, _(one.label)) for one in Office if one not in ADMINISTRATORS],
    )
    unit_id = forms.TypedChoiceField(
        label=_("单位"),
        help_text=_("政工人员、单位负责人、交流人员要写单位"),
        coerce=int,
        empty_value=None,
        required=False,
    )
    citizen_id = forms.CharField(
        label=_("本人身份证号"),
        help_text=_("只有交流人员要写：按它认定是哪一个人，不留原号"),
        max_length=18,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    valid_from = DayField(label=_("自哪一天起"), widget=DayInput())
    valid_to = DayField(
        label=_("到哪一天止"), help_text=_("这一天起不再担任；长期的不填"), widget=DayInput(),
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["valid_from"].initial = clock.today
        units = unit_choices(clock.today())
        self.has_units = bool(units)
        self.fields["unit_id"].choices = [("", _("全县的岗位")), *units]  # type: ignore[attr-defined]
        on_condition(self, "unit_id", "citizen_id")

    def clean_office(self) -> Office:
        """Refuse what may not stand together in one account, at the field itself."""
        office: Office = self.cleaned_data["office"]
        held = set(self.user.holdings.values_list("office", flat=True))
        if why := refused_mixture(held):
            raise forms.ValidationError(why)
        return office

    def clean(self) -> dict[str, Any] | None:
        """Say at the field itself that an office of a unit has to wait for the units."""
        given = super().clean() or {}
        if given.get("office") in OF_A_UNIT and not self.has_units:
            self.add_error("unit_id", _("单位库还是空的。先请编办上传单位表，再授予各单位的岗位"))
        self._tie(given)
        return given

    def _tie(self, given: dict[str, Any]) -> None:
        """Say who is moved by the keyed digest of the id, as rosters do; the id goes no further."""
        written = given.pop("citizen_id", "")
        if given.get("office") is not Office.PERSON_MOVED:
            if written:
                self.add_error("citizen_id", _("只有交流人员的岗位写身份证号。请删去"))
            return
        citizen, _why = read_id(written)
        if citizen is None:
            self.add_error("citizen_id", _("身份证号不对或没有写。请写交流人员本人的 18 位号码"))
            return
        given["person"] = keys.digest(keys.Purpose.PERSON, citizen.id)


class AccountReasonForm(ReasonForm):
    """Why an account is reset, disabled or enabled."""

    reason = Reason(max_length=200, rows=2)


class EndForm(AccountReasonForm):
    """From which day an office is not held any more."""

    day = DayField(label=_("自哪一天起不再担任"), widget=DayInput())
    field_order = ("day", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = clock.today


class PasswordForm(forms.Form):
    """A first password, twice."""

    password = forms.CharField(
        label=_("口令"),
        help_text=_("至少 12 位；一句只有自己记得的话最好"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    again = forms.CharField(
        label=_("再填一次"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Refuse what is easily guessed."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any] | None:
        """Refuse two that differ."""
        given = super().clean() or {}
        if {"password", "again"} <= set(given) and given["password"] != given["again"]:
            self.add_error("again", _("两次填的不一样，请重填"))
        return given


class EmailForm(forms.Form):
    """Where a person's notices are mailed to."""

    email = forms.EmailField(
        label=_("邮箱"),
        help_text=_("提醒发到这里，只说有事要办，不写姓名。删空就不再发"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class PreferencesForm(forms.Form):
    """How pages behave for a person."""

    loose_rows = forms.BooleanField(label=_("表格用宽松行距"), required=False)
    shortcuts = forms.BooleanField(label=_("用快捷键"), required=False)
    language = forms.ChoiceField(
        label=_("文字"),
        choices=[("zh-hans", "中文"), ("en", "English")],
        widget=forms.RadioSelect,
    )
