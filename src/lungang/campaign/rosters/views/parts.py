"""What several pages of the rosters share."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from lungang.campaign.core import queries
from lungang.campaign.core.models import Campaign
from lungang.campaign.rosters.models import Return
from lungang.campaign.rosters.states import STEPS, ReturnState
from lungang.intake.tables import labels


def STAGES() -> tuple[str, ...]:  # noqa: N802 - a constant but for the language
    """Return the stages of a roster, in the reader's language."""
    return _("上传"), _("检查"), _("核对后上报"), _("两科接收")


def why_closed(campaign: Campaign) -> str:
    """Say why nothing may be done with rosters now; "" while it may."""
    closed = queries.why_closed(campaign, *STEPS, what=_("花名册"), acts=_("上报、接收和更正"))
    return closed + _("。") if closed else ""


def why_no_upload(campaign: Campaign, sent: Return | None) -> str:
    """Say why no workbook can be taken now; "" where one can."""
    if closed := why_closed(campaign):
        return closed
    if sent is not None and sent.state == ReturnState.SUBMITTED:
        return _("花名册已上报，等两科接收。要改，请科室退回。")
    if sent is not None and sent.state == ReturnState.ACCEPTED:
        return _("花名册已全部接收，不能再传。有改动的，对这个人提更正。")
    return ""


def addable(sent: Return) -> list[tuple[str, str]]:
    """Return the tables of a return that take new rows, each with the words of its button."""
    words = {"roster": _("加一人"), "kin": _("加亲属"), "wish": _("加志愿")}
    have = {plain["kind"] for plain in sent.layout.get("tables", ())}
    return [(kind, word) for kind, word in words.items() if kind in have]


def words_for(form: forms.Form) -> dict[str, tuple[str, ...]]:
    """Return the lists of words that a form's fields offer, by name."""
    names = {
        str(field.widget.attrs["list"]).removeprefix("words-")
        for field in form.fields.values()
        if "list" in field.widget.attrs
    }
    return {name: labels(name) for name in sorted(names)}
