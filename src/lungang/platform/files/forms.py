"""The field by which a workbook comes in, the same on every page that takes one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lungang.platform.files.actions.store import LARGEST


class WorkbookField(forms.FileField):
    """A workbook. ``noun`` is what it is called where something is wrong with it (花名册)."""

    def __init__(self, *, noun: str | Promise, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}))
        kwargs["error_messages"] = {
            "required": format_lazy(_("没有选文件。请先选好{noun}再传"), noun=noun),
            "empty": _("这个文件是空的。请重新导出后再传"),
            "max_length": _("文件名太长。请改短后再传"),
            "large": format_lazy(_("这个文件太大。{noun}一般不到 1 MB，请检查是否传错"), noun=noun),
        }
        super().__init__(max_length=200, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse what is too large before it is read."""
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile) and file.size is not None and file.size > LARGEST:
            raise ValidationError(self.error_messages["large"], code="large")
        return file
