"""The first page of the step: what stands, and what is next. Nothing of a plan is on it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lungang.campaign.deliberation import access, queries
from lungang.campaign.deliberation.door import open_until
from lungang.campaign.deliberation.models import Principles, Reader
from lungang.campaign.deliberation.seeds import halves
from lungang.campaign.deliberation.states import DecisionState, PrinciplesState
from lungang.campaign.deliberation.views.parts import tabs
from lungang.platform.pages import OfficeRequest, page, url_if_open


@dataclass(frozen=True)
class Stage:
    """One of the five things: its word, how it stands, whose turn it is, where."""

    word: str
    said: str
    whose: str
    done: bool
    url: str = ""
    button: str = ""


@page(access.may_see_principles)
def start(request: OfficeRequest) -> HttpResponse:
    """Show the five things of the step in their order."""
    reader = queries.reader_of(request.actor, request.campaign)
    standing = queries.standing_decision(request.campaign)
    released = standing is not None and standing.state == DecisionState.RELEASED
    stages = _stages(request, reader, released=released)
    at = next((n for n, stage in enumerate(stages, 1) if not stage.done), len(stages))
    context = {
        "closed": queries.closed(request.campaign),
        "tabs": tabs(request, "start"),
        "stages": stages,
        "words": [stage.word for stage in stages],
        "at": at,
        "reader": reader,
        "released": released,
        "until": open_until(request, reader) if reader is not None else None,
        "plans": _behind(request, "deliberation:scenarios", reader),
    }
    return render(request, "deliberation/start.html", context)


def _stages(request: OfficeRequest, reader: Reader | None, *, released: bool) -> list[Stage]:
    decided = queries.decided_principles(request.campaign)
    return [
        _principles(request, decided),
        _seed(request, decided),
        _readers(request),
        _meeting(request, reader, released),
        _decision(request, reader, released),
    ]


def _principles(request: OfficeRequest, decided: Principles | None) -> Stage:
    sent = queries.current_principles(request.campaign)
    said = _("还没有送领导小组") if sent is None else ""
    if sent is not None:
        said = {
            PrinciplesState.PROPOSED: _("第 {n} 次送审，等领导小组定"),
            PrinciplesState.SENT_BACK: _("第 {n} 次送审，领导小组退回"),
            PrinciplesState.DECIDED: _("第 {n} 次送审，领导小组已定"),
        }[PrinciplesState(sent.state)].format(n=sent.number)
    whose = (
        _("领导小组") if sent is not None and sent.state == PrinciplesState.PROPOSED else _("两科")
    )
    return Stage(
        _("原则和程序"), said, "" if decided else whose, decided is not None,
        url_if_open(request.actor, "deliberation:principles") or "", _("看原则"),
    )  # fmt: skip


def _seed(request: OfficeRequest, decided: Principles | None) -> Stage:
    if decided is None:
        return Stage(_("定序数"), _("原则和程序定下以后报"), _("两科"), done=False)
    owed = [_(half.office.label) for half in halves(decided) if half.given is None]
    said = _("还没有报：{offices}").format(offices=_("、").join(owed)) if owed else _("两科都已报")
    url = url_if_open(request.actor, "deliberation:principles") or ""
    return Stage(
        _("定序数"), said, _("、").join(owed), not owed, f"{url}#seed" if url else "", _("看定序数")
    )


def _readers(request: OfficeRequest) -> Stage:
    number = queries.readers(request.campaign).count()
    said = _("名单上有 {n} 人").format(n=number) if number else _("还没有列人")
    return Stage(
        _("知悉名单"), said, "" if number else _("领导小组"), number > 0,
        url_if_open(request.actor, "deliberation:readers") or "", _("看名单"),
    )  # fmt: skip


def _meeting(request: OfficeRequest, reader: Reader | None, released: bool) -> Stage:
    """How it stands with meetings: their number and time are clear, what they work out is not."""
    last = request.campaign.meetings.order_by("-number").first()
    if last is None:
        said = _("还没有开")
    elif last.closed_at is None:
        said = _("第 {n} 次正在开").format(n=last.number)
    else:
        said = _("第 {n} 次已散会").format(n=last.number)
    is_open = last is not None and last.closed_at is None
    page = "deliberation:scenarios" if is_open else "deliberation:meetings"
    label = _("去商定") if is_open else _("看会议")
    url = _behind(request, page, reader)
    return Stage(_("联席会议"), said, _("两科"), released, url, label)


def _decision(request: OfficeRequest, reader: Reader | None, released: bool) -> Stage:
    said = _("名单已经宣读发布") if released else _("会上逐人定下，一科送、另一科确认")
    url = _behind(request, "deliberation:decision", reader)
    return Stage(_("定案"), said, _("两科"), released, url, _("看定案"))


def _behind(request: OfficeRequest, name: str, reader: Reader | None) -> str:
    """Return the address of a sealed page, for whoever is on the list."""
    return (url_if_open(request.actor, name) or "") if reader is not None else ""
