"""What people write in words: the one field for it, in every form of the office.

::

    reason = FreeText(label=_("理由"), max_length=500, rows=3)

A form that asks why is a :class:`ReasonForm`.

A text is taken as it was written or refused with words beside it; nothing of it is cut off.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lungang.errors import InputError
from lungang.intake.values import unseen_sign
from lungang.platform.citizen_ids import names_one

TOO_LONG = _("最多 %(limit_value)d 字，现在 %(show_value)d 字。请删短")


def refuse_unfit(text: str) -> None:
    """Refuse signs that nobody sees, and citizen ids.

    Raises:
        ValidationError: with what is wrong and what to do.
    """
    at = unseen_sign(text)
    if at is not None:
        raise ValidationError(
            _("第 %(at)d 个字是看不见的符号（U+%(code)s），会让人读错。请删去它，或重新键入这一段"),
            code="unseen",
            params={"at": at + 1, "code": f"{ord(text[at]):04X}"},
        )
    if names_one(text):
        raise ValidationError(_("这里不写身份证号，写后四位即可。请改后再交"), code="citizen_id")


def refuse_unfit_said(text: str) -> None:
    """Refuse the same within an action, for what comes by no form's field.

    Raises:
        InputError: with what is wrong and what to do.
    """
    try:
        refuse_unfit(text)
    except ValidationError as refusal:
        raise InputError(refusal.messages[0]) from refusal


def on_condition(form: forms.Form, *names: str) -> None:
    """Mark fields that may be left empty only sometimes: their hint says when, no 可不填 stands."""
    for name in names:
        form.fields[name].on_condition = True  # type: ignore[attr-defined]  # read by field.html


def wrongs_of(form: forms.BaseForm) -> str:
    """Return all that is wrong with a form by its fields' labels, where no field can show it."""
    return _("；").join(
        f"{form.fields[name].label}：{error}" if name in form.fields else str(error)
        for name, errors in form.errors.items()
        for error in errors
    )


class FreeText(forms.CharField):
    """Words of a person. ``rows`` makes it a box of so many lines.

    The browser is not told the greatest length: it would cut what is pasted without a word.
    """

    def __init__(self, *, max_length: int, rows: int = 0, **kwargs: Any) -> None:
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
            limit = format_lazy(_("最多 {n} 字。"), n=max_length)
            said = kwargs.get("help_text")
            kwargs["help_text"] = format_lazy("{} {}", said, limit) if said else limit
        super().__init__(**kwargs)
        self.has_lines = isinstance(self.widget, forms.Textarea)
        self.validators.append(MaxLengthValidator(max_length, TOO_LONG))

    def to_python(self, value: Any) -> str:
        """Take the line ends of every system for one sign; where there is one line, for a space."""
        lines = str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")
        return lines if self.has_lines else lines.replace("\n", " ").replace("\t", " ")

    def validate(self, value: str) -> None:
        """Refuse what :func:`refuse_unfit` does."""
        super().validate(value)
        refuse_unfit(value)


class Reason(FreeText):
    """Why something is done, in a box of lines; left out, the words say of what it is missing."""

    def __init__(self, *, max_length: int = 1000, rows: int = 3, **kwargs: Any) -> None:
        label = kwargs.setdefault("label", _("理由"))
        missing = {"required": format_lazy(_("没有写{what}。请写明"), what=label)}
        kwargs["error_messages"] = missing | kwargs.get("error_messages", {})
        super().__init__(max_length=max_length, rows=rows, **kwargs)


class ReasonForm(forms.Form):
    """A form that asks why: its field is always ``reason``.

    Forms that call it otherwise, or have more fields, are made of this one::

        class SendBackForm(ReasonForm):
            reason = Reason(label=_("退回原因"))
    """

    reason = Reason()
