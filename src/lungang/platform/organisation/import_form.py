"""The form by which the establishment office hands in the list of units.

Beside the other forms of the app and not among them: a file is taken in by an app that stands above
them.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lungang.platform import clock
from lungang.platform.files.forms import WorkbookField
from lungang.platform.organisation.forms import DatedForm


class ImportForm(DatedForm):
    """A list of units, and from which day they are so."""

    file = WorkbookField(
        noun=_("单位表"),
        label=_("单位表"),
        help_text=_("xlsx、xls 或 csv，不含宏和打开密码。花名册工作簿里的“单位”表也认。"),
    )
    looked = forms.BooleanField(label=_("核对项逐处看过，确实如此"), required=False)
    field_order = ("file", "day", "looked")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)
        self.fields["day"].initial = clock.today().replace(month=1, day=1)
        self.fields["day"].help_text = _("要早于轮岗的基准日，一般写当年 1 月 1 日")
