"""Forms of the rosters' pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lungang.campaign.rosters.models import Row
from lungang.platform.files.forms import WorkbookField
from lungang.platform.texts import FreeText, Reason, ReasonForm


class UploadForm(forms.Form):
    """A workbook."""

    file = WorkbookField(
        noun=_("花名册"),
        label=_("花名册文件"),
        help_text=_("xlsx、xls 或 csv，不含宏和打开密码。一个单位一份。"),
    )


class SubmitForm(forms.Form):
    """What the unit says when it sends its roster in."""

    unchanged = forms.BooleanField(
        error_messages={"required": _("没有勾上“没有改”。要改的先改，不用改的勾上再上报")}
    )
    looked = forms.BooleanField(error_messages={"required": _("没有勾上“看过”。逐处看过再勾")})
    remark = FreeText(
        label=_("上报说明"),
        help_text=_("有更正的，写明原因。不要写证号。"),
        max_length=1000,
        rows=2,
        required=False,
    )

    def __init__(
        self,
        warnings: int,
        data: Any = None,
        unchanged: tuple[int, int] = (0, 0),
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        if unchanged[0]:
            self.fields["unchanged"].label = _unchanged(*unchanged)
        else:
            del self.fields["unchanged"]
        if warnings:
            words = ngettext(
                "%d 处核对项逐处看过，确实如此", "%d 处核对项逐处看过，确实如此", warnings
            )
            self.fields["looked"].label = words % warnings
        else:
            del self.fields["looked"]


def _unchanged(same: int, of: int) -> str:
    if same == of:
        return ngettext(
            "退回的 %d 行都没有改，确实不用改", "退回的 %d 行都没有改，确实不用改", same
        ) % same  # fmt: skip
    words = gettext("退回的 {of} 行里有 {same} 行没有改，确实不用改")
    return words.format(of=of, same=same)


class SendBackForm(forms.Form):
    """Why a roster goes back to its unit, and if useful a reason for each person meant.

    Its fields belong to the form ``decide``, with the ticks of the table; to accept the ticked
    needs no reason, so the browser asks for none.
    """

    use_required_attribute = False
    reason = FreeText(
        label=_("退回原因"),
        help_text=_("写明哪里不对、怎么改。单位会看到。不要写证号。"),
        max_length=1000,
        rows=3,
        error_messages={"required": _("没有写退回原因。请写明哪里不对、怎么改")},
    )

    def __init__(self, rows: Iterable[Row] = (), data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for row in rows:
            self.fields[f"why:{row.pk}"] = FreeText(
                label=gettext("第 {n} 行 {name}").format(n=row.number, name=row.name),
                max_length=500,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
        for field in self.fields.values():
            field.widget.attrs["form"] = "decide"

    @property
    def each(self) -> list[forms.BoundField]:
        """The fields of single people."""
        return [self[name] for name in self.fields if name != "reason"]

    def reasons(self) -> dict[UUID, str]:
        """Return what was written for single people."""
        texts = {name: text for name, text in self.cleaned_data.items() if name != "reason"}
        return {UUID(name.removeprefix("why:")): text for name, text in texts.items() if text}


class TakeUpForm(ReasonForm):
    """Why an accepted roster goes back."""

    reason = Reason(
        label=_("退回原因"),
        error_messages={"required": _("没有写退回原因。请写明哪里不对、怎么改")},
    )


class SettleForm(forms.Form):
    """What the section answers to a correction; it must say why it refuses."""

    use_required_attribute = False
    answer = FreeText(
        label=_("答复"),
        help_text=_("同意可不填，不同意写明原因。"),
        max_length=500,
        rows=3,
        required=False,
        error_messages={"required": _("没有写不同意的原因。请写明")},
    )


class OnRecordForm(ReasonForm):
    """Why a citizen id is seen whole, or a row corrected: it goes on record."""

    reason = Reason(
        max_length=500, error_messages={"required": _("没有写理由。请写明，会记录在案")}
    )
