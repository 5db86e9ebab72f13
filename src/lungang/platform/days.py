"""Days and deadlines that people write: one bound for all of them, said at the field.

::

    day = DayField(label=_("自哪一天起"), widget=DayInput())
    due_at = DeadlineField(label=_("时限"))

A day outside is a slip of the pen (0204, 9999), and counting years from it leads out of the
calendar.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lungang.platform import clock

EARLIEST = date(1949, 10, 1)
LATEST = date(2199, 12, 31)
FARTHEST = timedelta(days=2 * 366)
"""How far ahead a deadline may lie."""
_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def is_in_bounds(day: date) -> bool:
    """Whether a day is one that the office can have to do with."""
    return EARLIEST <= day <= LATEST


def read_day(text: str) -> date | None:
    """Read a day of an address, written as 2004-12-16 and no other way; None for anything else."""
    try:
        day = date.fromisoformat(text) if _WRITTEN.fullmatch(text) else None
    except ValueError:
        return None
    return day if day and is_in_bounds(day) else None


class DayField(forms.DateField):
    """A day between the founding of the state and the year 2199."""

    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": _("写成 2004-12-16")}

    def clean(self, value: Any) -> date | None:
        """Refuse a day that is a slip of the pen."""
        day: date | None = super().clean(value)
        if day is not None and not is_in_bounds(day):
            raise ValidationError(_("年份不对。请写 1949 年 10 月到 2199 年之间的日子"))
        return day


class MomentField(forms.DateTimeField):
    """A moment between the founding of the state and the year 2199."""

    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": _("请写成年月日和时分")}

    def clean(self, value: Any) -> datetime | None:
        """Refuse a moment that is a slip of the pen."""
        moment: datetime | None = super().clean(value)
        if moment is not None and not is_in_bounds(moment.date()):
            raise ValidationError(_("年份不对。请写 1949 年 10 月到 2199 年之间的日子"))
        return moment


class DeadlineField(forms.DateTimeField):
    """A moment to come, within two years."""

    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": _("请写成年月日和时分")}

    def clean(self, value: Any) -> datetime | None:
        """Refuse what is past, and what is too far to be meant."""
        due: datetime | None = super().clean(value)
        if due is not None and due <= clock.now():
            raise ValidationError(_("时限已经过了，请写一个以后的时间"))
        if due is not None and due > clock.now() + FARTHEST:
            raise ValidationError(_("时限在两年以后，年份像是写错了。请核对"))
        return due
