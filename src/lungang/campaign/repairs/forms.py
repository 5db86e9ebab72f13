"""What is written of a case, and how a repair is made known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.repairs.actions.releasing import MadeKnown
from lungang.campaign.repairs.actions.reporting import Told
from lungang.campaign.repairs.states import CaseKind, Follows
from lungang.campaign.transfer.forms import ReleaseForm
from lungang.campaign.transfer.models import ReleaseBy
from lungang.platform import clock
from lungang.platform.days import DayField
from lungang.platform.texts import FreeText, Reason, ReasonForm, on_condition


def _words(kinds: type[models.TextChoices]) -> list[tuple[str, Any]]:
    return [(one.value, _(str(one.label))) for one in kinds]


class CaseForm(ReasonForm):
    """What came up with one person after the release, and what follows."""

    person = forms.ChoiceField(label=_("谁"))
    kind = forms.ChoiceField(label=_("什么情况"), choices=_words(CaseKind))
    follows = forms.ChoiceField(
        label=_("怎样办"), choices=_words(Follows), widget=forms.RadioSelect, initial=Follows.STAY
    )
    said_by = FreeText(label=_("谁反映的"), max_length=60)
    day = DayField(
        label=_("哪天反映的"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    field_order = ("person", "kind", "follows", "reason", "said_by", "day")

    def __init__(self, people: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"day": clock.today(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("情况")
        choices = self.fields["person"]
        assert isinstance(choices, forms.ChoiceField)
        choices.choices = list(people)

    @property
    def told(self) -> Told:
        """What was written."""
        data = self.cleaned_data
        return Told(
            kind=data["kind"],
            follows=data["follows"],
            reason=data["reason"],
            said_by=data["said_by"],
            day=data["day"],
        )


class WithdrawForm(ReasonForm):
    """Which case of the section's own people is taken back, and why."""

    case = forms.ChoiceField(label=_("撤回哪一件"))
    reason = Reason(label=_("撤回的原因"))
    field_order = ("case", "reason")

    def __init__(self, cases: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["case"]
        known: list[tuple[str, Any]] = list(cases)
        assert isinstance(choices, forms.ChoiceField)
        if len(known) == 1:
            self.initial.setdefault("case", known[0][0])
        else:  # none is taken back because it happens to be the first
            known.insert(0, ("", str(_("选一件"))))
        choices.choices = known


class KnownForm(ReleaseForm):
    """A meeting with time and place, or a notice with date and number; deadlines as at first."""

    how = forms.ChoiceField(
        label=_("怎样公布"), choices=_words(ReleaseBy), widget=forms.RadioSelect,
        initial=ReleaseBy.NOTICE,
    )  # fmt: skip
    paper = FreeText(label=_("文号"), max_length=40, required=False)

    def __init__(self, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(campaign, *args, **kwargs)
        self.fields["held_at"].label = _("开会或者发文的时间")
        self.fields["sure"].label = _("已经宣读或者发文。公布以后不能收回")
        self.fields["place"].required = False
        on_condition(self, "place", "paper")
        self.fields["place"].help_text = _("开会宣读的写。")
        self.fields["paper"].help_text = _("发文公布的写，照文件上的文号。")

    @property
    def known(self) -> MadeKnown:
        """What was written."""
        data = self.cleaned_data
        return MadeKnown(
            how=data["how"],
            held_at=data["held_at"],
            place=data.get("place", ""),
            paper=data.get("paper", ""),
            deadlines=self.deadlines,
        )
