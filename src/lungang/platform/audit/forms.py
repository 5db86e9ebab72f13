"""What the auditor may look for."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django import forms
from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry, Result
from lungang.platform.audit.words import action_word
from lungang.platform.days import DayField

_DAY = forms.DateInput(attrs={"type": "date"})


class Filter(forms.Form):
    """Days, office, action, result and a word of the summary; each may be left out."""

    since = DayField(label=_("自"), required=False, widget=_DAY)
    until = DayField(label=_("至"), required=False, widget=_DAY)
    office = forms.ChoiceField(label=_("岗位"), required=False)
    action = forms.ChoiceField(label=_("事项"), required=False)
    result = forms.ChoiceField(label=_("结果"), required=False)
    word = forms.CharField(
        label=_("摘要含"),
        required=False,
        max_length=60,
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        every = [("", _("全部"))]
        self.fields["office"].choices = [*every, *_translated(Office)]  # type: ignore[attr-defined]
        self.fields["result"].choices = [*every, *_translated(Result)]  # type: ignore[attr-defined]
        done = Entry.objects.order_by("action").values_list("action", flat=True).distinct()
        names = sorted(((name, action_word(name)) for name in done), key=lambda pair: pair[1])
        self.fields["action"].choices = [*every, *names]  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Entry]) -> QuerySet[Entry]:
        """Return the lines that are looked for; all of them while the form has errors."""
        if not self.is_valid():
            return rows
        asked = self.cleaned_data
        if asked["since"]:
            rows = rows.filter(at__gte=_midnight(asked["since"]))
        if asked["until"]:
            rows = rows.filter(at__lt=_midnight(asked["until"] + timedelta(days=1)))
        if asked["office"]:
            rows = rows.filter(actor_office=asked["office"])
        if asked["action"]:
            rows = rows.filter(action=asked["action"])
        if asked["result"]:
            rows = rows.filter(result=asked["result"])
        if asked["word"]:
            rows = rows.filter(summary__icontains=asked["word"])
        return rows


def _translated(words: type[TextChoices]) -> list[tuple[str, str]]:
    return [(value, gettext(label)) for value, label in words.choices]


def _midnight(day: object) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))  # type: ignore[arg-type]
