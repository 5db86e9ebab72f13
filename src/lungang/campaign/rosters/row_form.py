"""The form of one row: its cells in groups, with the words that each may hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lungang.campaign.rosters.layout import LONGEST, Cells
from lungang.campaign.rosters.showing import ID_FIELDS, shown_cell
from lungang.intake.tables import Column, is_closed, labels, specs

FORMS_OWN = frozenset({"csrfmiddlewaretoken", "key", "seen", "reason", "check", "back"})
"""Names of fields and buttons that stand in the forms of rows beside the cells."""
GROUPS: Mapping[str, tuple[tuple[str | Promise, tuple[str, ...]], ...]] = {
    "roster": (
        (
            gettext_lazy("身份"),
            ("name", "id", "sex", "birth", "nation", "native_place", "party", "education",
             "diploma_specialty"),
        ),
        (
            gettext_lazy("岗位和职务"),
            ("unit", "section", "title", "level", "rank", "practised_specialty", "kind_of_work",
             "key", "deputy_in_charge"),
        ),
        (gettext_lazy("编制和管理"), ("nature", "status", "post_nature", "authority")),
        (gettext_lazy("任职"), ("work_start", "unit_start", "post_start", "former_units")),
        (gettext_lazy("其他"), ("circumstances", "remark")),
    ),
    "kin": (
        (gettext_lazy("本人"), ("name", "id")),
        (
            gettext_lazy("亲属"),
            ("relation", "relative_name", "relative_id", "relative_unit", "relative_post",
             "relative_level"),
        ),
    ),
    "wish": (
        (gettext_lazy("本人"), ("name", "id")),
        (gettext_lazy("志愿"), ("unit", "order", "hardship")),
    ),
}  # fmt: skip
"""The fields of each table in the groups in which they are filled in."""


class CellField(forms.CharField):
    """A cell: it may be left blank even where the check will ask for it.

    ``present`` is what stands there now, to be read beside the box; None where the box says it.
    """

    def __init__(self, *, present: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.template_name = "rosters/cell.html"
        self.present = present

    def validate(self, value: str) -> None:
        """Leave judging to the check of the whole."""


class RowForm(forms.Form):
    """All cells of a row. A citizen id is shown masked; left blank it stays as it is.

    ``wrong`` are the fields in which an error was found; ``beside``: show beside each box what
    stands there now, for whoever changes what was settled.
    """

    use_required_attribute = False

    def __init__(
        self,
        table: str,
        cells: Cells,
        data: Any = None,
        wrong: Collection[str] = (),
        *,
        beside: bool = False,
    ) -> None:
        super().__init__(data, auto_id="f-%s")
        self.table = table
        for _legend, names in GROUPS[table]:
            for name in names:
                column = specs()[table].by_field[name]
                sent = str((data or {}).get(self.add_prefix(name), ""))
                self.fields[name] = _field(column, cells, sent, name in wrong, beside)

    @property
    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The fields under the names of their groups."""
        for legend, names in GROUPS[self.table]:
            yield str(legend), [self[name] for name in names]

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


def _field(column: Column, cells: Cells, sent: str, is_wrong: bool, beside: bool) -> CellField:
    shown = shown_cell(column.field, cells.get(column.field, ""))
    is_id = column.field in ID_FIELDS
    return CellField(
        present=shown if beside or (is_id and shown) else None,
        label=column.name,
        required=column.required and not column.optional_cell,
        strip=True,
        max_length=LONGEST,
        help_text=_("不改就留空；要改请写整个号码") if is_id and shown else _hint(column),
        initial="" if is_id else shown,
        widget=_widget(column, {shown, sent}, is_wrong),
    )


def _widget(column: Column, written: Collection[str], is_wrong: bool) -> forms.Widget:
    """Return a list where the words are a closed set, else a box, with words offered or without.

    The check knows other words for a closed set too: what is written stays in the list, and stays.
    """
    attrs = {"aria-invalid": "true"} if is_wrong else {}
    if column.words and is_closed(column.words):
        words = labels(column.words)
        others = sorted(text for text in written if text and text not in words)
        return forms.Select(attrs, [("", "")] + [(word, word) for word in (*words, *others)])
    if column.words:
        attrs["list"] = f"words-{column.words}"
    return forms.TextInput({"autocomplete": "off", **attrs})


def _hint(column: Column) -> str:
    """Return the template's note; of a month also how one is written."""
    if not column.date or column.example in column.note:
        return column.note
    like = _("如 {example}").format(example=column.example)
    return _("{note}，{like}").format(note=column.note, like=like) if column.note else like
