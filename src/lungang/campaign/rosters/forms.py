"""Forms of the rosters' pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lungang.campaign.rosters.facts import shown_value
from lungang.campaign.rosters.layout import LONGEST, Cells
from lungang.campaign.rosters.models import Row
from lungang.campaign.rosters.showing import ID_FIELDS, masked, shown_cell
from lungang.intake.tables import specs
from lungang.platform.texts import FreeText

LARGEST = 20 * 1024 * 1024
FORMS_OWN = frozenset({"csrfmiddlewaretoken", "key", "seen", "reason"})
"""Names of fields that stand in the forms of rows beside the cells."""


class UploadForm(forms.Form):
    """A workbook."""

    file = forms.FileField(
        label=_("花名册文件"),
        help_text=_("xlsx、xls 或 csv，不含宏和打开密码。一个单位一份。"),
        max_length=200,
        error_messages={
            "required": _("没有选文件。请先选好花名册再传"),
            "empty": _("这个文件是空的。请重新导出后再传"),
            "max_length": _("文件名太长。请改短后再传"),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("这个文件太大。花名册一般不到 1 MB，请检查是否传错"))
        return file


class CellField(forms.CharField):
    """A cell: it may be left blank even where the check will ask for it."""

    def validate(self, value: str) -> None:
        """Leave judging to the check of the whole."""


class RowForm(forms.Form):
    """All cells of a row. A citizen id is shown masked; left blank it stays as it is."""

    use_required_attribute = False

    def __init__(
        self, table: str, cells: Cells, data: Any = None, wrong: Collection[str] = ()
    ) -> None:
        super().__init__(data, auto_id="f-%s")
        for column in specs()[table].columns:
            if column.field == "seq":
                continue
            is_id = column.field in ID_FIELDS
            value = cells.get(column.field, "")
            attrs = {"autocomplete": "off"}
            hint = column.note
            if column.field in wrong:
                attrs["aria-invalid"] = "true"
            if column.words and column.words != "party":
                attrs["list"] = f"words-{column.words}"
            if is_id and value:
                attrs["placeholder"] = masked(shown_value(value))
                hint = str(_("不改就留空；要改请写整个号码"))
            self.fields[column.field] = CellField(
                label=column.name,
                required=column.required and not column.optional_cell,
                strip=True,
                max_length=LONGEST,
                help_text=hint,
                initial="" if is_id else shown_cell(column.field, value),
                widget=forms.TextInput(attrs=attrs),
            )

    def add_prefix(self, field_name: str) -> str:
        """Send a cell under the column's name, but where the form itself needs that name."""
        return f"cell-{field_name}" if field_name in FORMS_OWN else field_name

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """Return what a draft holds, under the name that it was sent by."""
        return self.initial.get(self.add_prefix(field_name), field.initial)

    def texts(self) -> dict[str, str]:
        """Return what was changed: what came back as it was shown says nothing."""
        return {
            name: self.cleaned_data[name]
            for name, field in self.fields.items()
            if self.cleaned_data[name] != str(field.initial).strip()
        }


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


class TakeUpForm(forms.Form):
    """Why an accepted roster goes back."""

    reason = FreeText(
        label=_("退回原因"),
        max_length=1000,
        rows=3,
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


class ReasonForm(forms.Form):
    """Why."""

    reason = FreeText(
        label=_("理由"), max_length=500, rows=3,
        error_messages={"required": _("没有写理由。请写明，会记录在案")},
    )  # fmt: skip
