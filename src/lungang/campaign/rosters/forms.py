"""Forms of the rosters' pages."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lungang.campaign.rosters.facts import shown_value
from lungang.campaign.rosters.layout import Cells
from lungang.campaign.rosters.showing import ID_FIELDS, masked, shown_cell
from lungang.intake.tables import specs

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
                max_length=2000,
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


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("没有写理由。请写明，会记录在案")},
    )  # fmt: skip
