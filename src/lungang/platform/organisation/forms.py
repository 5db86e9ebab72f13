"""Forms of the establishment office: what changes, and from which day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lungang.domain.codes import Nature, UnitKind
from lungang.platform import clock
from lungang.platform.days import DayField
from lungang.platform.organisation.actions import UnitFacts
from lungang.platform.organisation.models import QuotaKind
from lungang.platform.organisation.queries import units_on
from lungang.platform.texts import FreeText


class DayInput(forms.DateInput):
    """A day, in the browser's own calendar; typed as 2004-12-16 where there is none."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DatedForm(forms.Form):
    """A change from a day on."""

    day = DayField(label=_("自哪一天起"), widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = clock.today
        self.order_fields([name for name in self.fields if name != "day"])


class ReasonForm(DatedForm):
    """A change from a day on that stands on a document."""

    reason = FreeText(label=_("依据"), help_text=_("文号或会议"), max_length=200)


class UnitForm(DatedForm):
    """What a unit is."""

    name = FreeText(label=_("单位全称"), max_length=120)
    short_name = FreeText(label=_("简称"), max_length=60, required=False)
    kind = forms.ChoiceField(
        label=_("单位类别"), choices=[(kind.value, _(kind.label)) for kind in UnitKind]
    )
    in_charge = forms.TypedChoiceField(
        label=_("主管部门"), coerce=int, empty_value=None, required=False
    )
    leading_body = FreeText(
        label=_("班子成员"), help_text=_("姓名之间用顿号分开"), max_length=400, required=False
    )
    order = forms.IntegerField(label=_("排序"), min_value=0, max_value=9999, initial=0)

    def __init__(self, *args: Any, but: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in_charge"].choices = [("", _("没有")), *unit_choices(clock.today(), but)]  # type: ignore[attr-defined]

    def facts(self) -> UnitFacts:
        """Return what was filled in."""
        given = self.cleaned_data
        names = given["leading_body"].replace("，", "、").replace(" ", "").split("、")
        return UnitFacts(
            name=given["name"],
            short_name=given["short_name"],
            kind=UnitKind(given["kind"]),
            in_charge=given["in_charge"],
            leading_body=tuple(filter(None, names)),
            order=given["order"],
        )


class NewUnitForm(UnitForm):
    """A new unit has a code, which it keeps for ever."""

    code = FreeText(label=_("单位代码"), max_length=40)
    field_order = ("code",)


class MergeForm(DatedForm):
    """Into which unit."""

    successor = forms.TypedChoiceField(label=_("并入"), coerce=int)
    hand_over = forms.TypedChoiceField(
        label=_("原单位的政工人员、负责人等岗位"),
        choices=[("1", _("同日止，请安全管理员在并入的单位授予同样的岗位")), ("0", _("同日止"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, but: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = unit_choices(clock.today(), but)  # type: ignore[attr-defined]


class SectionForm(DatedForm):
    """What a section is called, and who leads it."""

    name = FreeText(label=_("内设机构"), max_length=120)
    deputy = FreeText(label=_("分管领导"), max_length=60, required=False)


class EstablishmentForm(ReasonForm):
    """A headcount of a nature."""

    nature = forms.TypedChoiceField(
        label=_("编制性质"), coerce=Nature, choices=[(row.value, _(row.label)) for row in Nature]
    )
    headcount = forms.IntegerField(
        label=_("核定编制"),
        help_text=_("不再核定时留空"),
        min_value=0,
        max_value=9999,
        required=False,
    )


class QuotaForm(ReasonForm):
    """A number of posts."""

    kind = forms.TypedChoiceField(
        label=_("职数类别"),
        coerce=QuotaKind,
        choices=[(value, _(label)) for value, label in QuotaKind.choices],
    )
    rank = FreeText(
        label=_("职级"),
        help_text=_("只有职级职数写；不分职级时留空"),
        max_length=40,
        required=False,
    )
    number = forms.IntegerField(
        label=_("核定职数"),
        help_text=_("不再核定时留空"),
        min_value=0,
        max_value=9999,
        required=False,
    )


def unit_choices(day: date, but: int | None = None) -> list[tuple[int, str]]:
    """Return the units of a day to choose from, in the order of the office."""
    return [(key, row.name) for key, row in units_on(day).items() if key != but]
