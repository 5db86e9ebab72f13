"""What is written to ask for review, and in reply."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from lungang.campaign.reviews.actions.asking import Request
from lungang.platform import clock
from lungang.platform.days import DayField
from lungang.platform.organisation.forms import DayInput
from lungang.platform.texts import FreeText, Reason, ReasonForm, on_condition


class AskForm(ReasonForm):
    """What should be otherwise, and why; for a section the day on which the paper came in."""

    received_on = DayField(label=_("收到书面申请的日期"), widget=DayInput())
    wants = FreeText(label=_("要求"), help_text=_("要怎样改。"), max_length=300, rows=2)
    reason = Reason(max_length=1500, rows=6)
    why_late = FreeText(
        label=_("没能按期申请的原因"),
        help_text=_("过了期限的，只有不可抗力或者别的正当理由才可能受理。"),
        max_length=500,
        rows=2,
        required=False,
    )
    field_order = ("received_on", "wants", "reason", "why_late")

    def __init__(self, *args: Any, on_paper: bool, is_late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = clock.today
        if not on_paper:
            del self.fields["received_on"]
            if not is_late:
                del self.fields["why_late"]
        if "why_late" in self.fields:
            on_condition(self, "why_late")

    @property
    def told(self) -> Request:
        """What was written."""
        data = self.cleaned_data
        return Request(
            wants=data["wants"],
            reason=data["reason"],
            why_late=data.get("why_late", ""),
            received_on=data.get("received_on"),
        )


class ReplyForm(ReasonForm):
    """The reply, and why a request that came late is taken at all."""

    reason = Reason(label=_("答复"), max_length=1500, rows=6)
    why_taken = Reason(label=_("过期受理的理由"), max_length=500, rows=2, required=False)

    def __init__(self, *args: Any, came_late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if came_late:
            on_condition(self, "why_taken")
        else:
            del self.fields["why_taken"]
