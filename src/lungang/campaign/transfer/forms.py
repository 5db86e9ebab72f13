"""What people write at the work meeting and at each hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lungang.campaign.convening.queries import standing
from lungang.campaign.core.calendar import add_working_hours
from lungang.campaign.core.models import Campaign
from lungang.campaign.transfer.actions.duties import HOW, Dealt
from lungang.campaign.transfer.actions.releasing import Deadlines
from lungang.campaign.transfer.actions.stepping import Hand
from lungang.campaign.transfer.handover import ITEMS
from lungang.platform import clock
from lungang.platform.days import DayField, DeadlineField, MomentField
from lungang.platform.texts import FreeText, ReasonForm, on_condition

_AT = "%Y-%m-%dT%H:%M"


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_AT)


def _hours(label: Any) -> forms.IntegerField:
    """A deadline in working hours: 400 are ten weeks."""
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=400)


class _WithDeadlines(forms.Form):
    @property
    def deadlines(self) -> Deadlines:
        """The four deadlines, as they were written."""
        data = self.cleaned_data
        return Deadlines(data["notices"], data["letters"], data["section"], data["report"])


class ReleaseForm(_WithDeadlines):
    """Time, place and deadlines; each deadline as a date and hour, or in working hours."""

    held_at = MomentField(label=_("开会时间"), widget=_moment())
    place = FreeText(label=_("地点"), max_length=120)
    notices = DeadlineField(label=_("领通知"), required=False, widget=_moment())
    notices_hours = _hours(_("领通知，会后几个工作小时"))
    letters = DeadlineField(label=_("送单位介绍信"), required=False, widget=_moment())
    letters_hours = _hours(_("送单位介绍信，会后几个工作小时"))
    section = DeadlineField(label=_("开科室介绍信"), required=False, widget=_moment())
    section_hours = _hours(_("开科室介绍信，会后几个工作小时"))
    report = DeadlineField(label=_("报到"), required=False, widget=_moment())
    report_hours = _hours(_("报到，会后几个工作小时"))
    sure = forms.BooleanField(label=_("名单已在会上宣读。发布以后不能收回"))

    def __init__(
        self, campaign: Campaign, *args: Any, typed: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        """``typed``: what was typed here before and kept, over what is suggested."""
        kwargs.setdefault("initial", _suggested() | _as_called(campaign) | (typed or {}))
        super().__init__(*args, **kwargs)
        self._campaign = campaign
        for name in ("notices", "letters", "section", "report"):
            on_condition(self, name, f"{name}_hours")

    def clean(self) -> dict[str, Any]:
        """Take one of the two ways to say each deadline."""
        data: dict[str, Any] = super().clean() or {}
        start = data.get("held_at") or clock.now()
        for name in ("notices", "letters", "section", "report"):
            hours = data.get(f"{name}_hours")
            if not data.get(name) and hours:
                data[name] = add_working_hours(self._campaign, start, hours)
            if not data.get(name) and not {name, f"{name}_hours"} & self.errors.keys():
                self.add_error(name, _now("没有写时限。请写日期和钟点，或者写几个工作小时"))
        return data


def _suggested() -> dict[str, datetime]:
    """The hours of the source: notices at the meeting, letters by 16:00, duty within four days."""
    now = timezone.localtime(clock.now()).replace(second=0, microsecond=0)
    at = now.replace(hour=16, minute=0)
    if at <= now + timedelta(hours=1):
        at += timedelta(days=1)
    return {
        "held_at": now,
        "notices": now + timedelta(hours=1),
        "letters": at,
        "section": at.replace(hour=18),
        "report": at.replace(hour=17) + timedelta(days=4),
    }


def _as_called(campaign: Campaign) -> dict[str, Any]:
    """Time and place of the meeting that was convened; one that lies ahead begins now."""
    called = standing(campaign)
    if called is None:
        return {}
    at = timezone.localtime(min(called.held_at, clock.now())).replace(second=0, microsecond=0)
    return {"held_at": at, "place": called.place}


class CollectForm(forms.Form):
    """Who took the notices of a unit, and for whom."""

    people = forms.MultipleChoiceField(
        label=_("领了谁的通知"), widget=forms.CheckboxSelectMultiple, required=False
    )
    taker = FreeText(label=_("领通知的人"), max_length=60, required=False)
    at = MomentField(label=_("什么时候领的"), required=False, widget=_moment())
    note = FreeText(label=_("过时的原因"), max_length=300, required=False)

    def __init__(self, people: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["people"]
        assert isinstance(choices, forms.MultipleChoiceField)
        choices.choices = list(people)
        on_condition(self, "people", "taker", "at", "note")


class HoursForm(_WithDeadlines, ReasonForm):
    """Other hours for a release, and why."""

    notices = DeadlineField(label=_("领通知"), widget=_moment())
    letters = DeadlineField(label=_("送单位介绍信"), widget=_moment())
    section = DeadlineField(label=_("开科室介绍信"), widget=_moment())
    report = DeadlineField(label=_("报到"), widget=_moment())
    field_order = ("notices", "letters", "section", "report", "reason")


class DutyForm(ReasonForm):
    """What became of somebody whom the plan leaves at a post to be left by law."""

    how = forms.ChoiceField(
        label=_("怎样办的"),
        widget=forms.RadioSelect,
        choices=[(how, _(label)) for how, label in HOW.items()],
    )
    paper = FreeText(
        label=_("依据的文件"),
        max_length=60,
        help_text=_("写文号；没有发文的，写哪次会议的纪要。"),
    )
    day = DayField(
        label=_("日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    field_order = ("how", "paper", "day", "reason")

    def __init__(self, hows: Collection[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("怎样安排的，或者为什么还在原位")
        how = self.fields["how"]
        assert isinstance(how, forms.ChoiceField)
        how.choices = [(key, _(label)) for key, label in HOW.items() if key in hows]

    @property
    def dealt(self) -> Dealt:
        """What was written."""
        data = self.cleaned_data
        return Dealt(data["how"], data["day"], data["paper"], data["reason"])


class HandForm(forms.Form):
    """What one step asks for: names, a number and a date, a reason where it is late."""

    taker = FreeText(label=_("经手人"), max_length=60, required=False)
    paper = FreeText(label=_("文号"), max_length=40, required=False)
    day = DayField(
        label=_("日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    handed = forms.MultipleChoiceField(
        label=_("交清了的，逐项勾"),
        required=False,
        choices=[(item, _(label)) for item, label in ITEMS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    at = MomentField(
        label=_("什么时候办的"),
        required=False,
        widget=_moment(),
        help_text=_("现在办的不用写；事后补记的，写当时的日期和钟点。"),
    )
    rest = FreeText(label=_("没有勾的怎样处理"), max_length=300, rows=2, required=False)
    note = FreeText(label=_("过时的原因"), max_length=300, rows=2, required=False)

    def __init__(self, verb: str, late: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dated = verb in ("remove", "appoint", "unseat")
        unwanted = {"taker", "at"} if dated else {"paper", "day"}
        if verb != "hand_over":
            unwanted |= {"handed", "rest"}
        else:
            self.fields["taker"].label = _("移交人、接收人、监交人")
            self.fields["taker"].help_text = _("三个人的名字，用顿号隔开。")
            on_condition(self, "taker")
        if verb == "unseat":
            self.fields["note"].label = _("提前免去的理由")
        elif not late:
            unwanted |= {"note"}
        for name in unwanted:
            del self.fields[name]
        asked = ("paper", "day", "handed", "rest", "at", "note")
        on_condition(self, *(name for name in asked if name in self.fields))

    @property
    def hand(self) -> Hand:
        """What was written."""
        data = self.cleaned_data
        return Hand(
            taker=data.get("taker", ""),
            paper=data.get("paper", ""),
            day=data.get("day"),
            note=data.get("note", ""),
            handed=tuple(data.get("handed", ())),
            rest=data.get("rest", ""),
            at=data.get("at"),
        )
