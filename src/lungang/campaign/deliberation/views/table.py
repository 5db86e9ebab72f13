"""The main page of the table, the picture alone, why not there, and what the projector shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from lungang.campaign.deliberation import access, queries, screen
from lungang.campaign.deliberation.cards import card_of, units_to_ask, why_not
from lungang.campaign.deliberation.door import SealedRequest, sealed_page, show
from lungang.campaign.deliberation.gist import order_for, strip
from lungang.campaign.deliberation.last_done import last_done
from lungang.campaign.deliberation.models import Meeting, Scenario
from lungang.campaign.deliberation.picture import Show
from lungang.campaign.deliberation.rows import PROPOSED, Card, PersonRow, Table
from lungang.campaign.deliberation.seating import table_of
from lungang.campaign.deliberation.views.acts import doing, offers
from lungang.platform.pages import url_if_open


@sealed_page("商定去向")
def table(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Show everybody, the exchange as a picture and a table, and the chosen person's card."""
    return _shown(request, "deliberation/table.html", _page(request, pk))


@sealed_page("为什么不去那里")
def why(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Say on the same page why a person is not sent to a unit."""
    return _shown(request, "deliberation/table.html", _page(request, pk, asks=True))


@sealed_page("交流去向图")
def picture(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Show the picture and its table alone, for paper and for those who look closely."""
    return _shown(request, "deliberation/picture.html", _page(request, pk, at="picture"))


@sealed_page("投影")
def projector(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Show one person at a time, large, without the list of the others."""
    context = _page(request, pk)
    people, person = context["people"], context["person"]
    if person is not None:
        before, after = screen.following(people, person)
        here = reverse("deliberation:projector", args=[pk])
        context["before"], context["after"] = (
            here + screen.address({"person": str(one.key)}) for one in (before, after)
        )
    return _shown(request, "deliberation/projector.html", context)


def the_scenario(request: SealedRequest, pk: UUID) -> Scenario:
    """Return a scenario of this campaign, also one that is not used any more."""
    rows = Scenario.objects.defer("content").select_related(
        "principles__pack", "principles__pool", "campaign"
    )
    rows = rows.filter(campaign=request.campaign)
    return get_object_or_404(rows, pk=pk)


def _shown(request: SealedRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return show(request, template, context, digest=context["table"].digest)


def _page(
    request: SealedRequest, pk: UUID, *, asks: bool = False, at: str = "table"
) -> dict[str, Any]:
    scenario = the_scenario(request, pk)
    found = table_of(request.campaign, scenario)
    asked = screen.Asked.read(request.GET)
    people = screen.in_order(found)
    person = screen.chosen(people, asked.person)
    here = reverse("deliberation:table", args=[pk])

    def url_of(**changed: object) -> str:
        kept = {
            "person": str(person.key) if person else "",
            "show": "" if asked.show is Show.ALL else asked.show.value,
            "q": asked.words,
        }
        return reverse(f"deliberation:{at}", args=[pk]) + screen.address(kept, **changed)

    meeting = queries.open_meeting(request.campaign)
    number = person.cycle if person else 0
    card = card_of(found, person.key) if person else None
    why_closed = _why_closed(request, scenario, meeting)
    return {
        **_people(found, people, person, asked, url_of),
        **_exchange(request, found, person, asked, url_of),
        "table": found,
        "scenario": scenario,
        "asked": asked,
        "meeting": meeting,
        "present": len(meeting.present) if meeting else 0,
        "here": here,
        "person_key": str(person.key) if person else "",
        "strip": strip(request.campaign, scenario, found.sitting.stamp if found.sitting else ""),
        "card": card,
        "reasons": screen.leads(card.reasons) if card else [],
        "acts": offers(found, card, url_of) if card and not why_closed else None,
        "doing": doing(found, card, asked, url_of) if card and not why_closed else None,
        "why_closed": why_closed,
        "why_not_ask": _why_not_ask(found, meeting),
        "open_in_cycle": sum(
            row.cycle == number and row.state == PROPOSED for row in found.people if number
        ),
        "decision_url": url_if_open(request.actor, "deliberation:decision"),
        "balance": screen.balance(found, number),
        "done": last_done(found),
        **_answers(found, card, asked, asks=asks),
    }


def _people(
    found: Table,
    people: list[PersonRow],
    person: PersonRow | None,
    asked: screen.Asked,
    url_of: Callable[..., str],
) -> dict[str, Any]:
    return {
        "people": people,
        "person": person,
        "groups": screen.groups(people, asked.words, person, url_of),
        "place": people.index(person) + 1 if person else 0,
        "all_url": url_of(q=None),
    }


def _exchange(
    request: SealedRequest,
    found: Table,
    person: PersonRow | None,
    asked: screen.Asked,
    url_of: Callable[..., str],
) -> dict[str, Any]:
    number = person.cycle if person else 0
    order = order_for(request.campaign, found.scenario)
    shows = (
        (Show.ALL, _("全部")),
        (Show.CYCLE, _("所选的环")),
        (Show.PROPOSED, _("拟定")),
    )
    picture = screen.picture(found, order, person, asked.show)
    return {
        "picture": picture,
        # every word in it was escaped as it was drawn
        "drawn": mark_safe(picture.svg) if picture else "",  # noqa: S308
        "shows": [
            (word, url_of(show=None if show is Show.ALL else show), show is asked.show)
            for show, word in shows
        ],
        "cycles": screen.cycle_lines(found, number, url_of),
        "cycle": screen.in_words(found, number),
        "moving": sum(len(cycle.people) for cycle in found.cycles),
    }


def _answers(found: Table, card: Card | None, asked: screen.Asked, *, asks: bool) -> dict[str, Any]:
    """Return the units that may be asked about, and what is said of the one asked about."""
    units = units_to_ask(found)
    if card is None:
        return {}
    own = card.person.unit
    asks = asks and asked.unit in units
    return {
        "units": [unit for unit in units if unit != own],
        "answers": why_not(found, card.person.key, asked.unit) if asks else (),
        "asked_unit": asked.unit if asks else "",
    }


def _why_closed(request: SealedRequest, scenario: Scenario, meeting: Meeting | None) -> str:
    """Say why nothing can be decided here now, or ""."""
    if not access.may_run_meeting(request.actor):
        return _("由两个科室在联席会议上商定，这里只看")
    if queries.closed(request.campaign):
        return queries.closed(request.campaign)
    if scenario.state != "ready":
        return _("这个方案已经不用，只看")
    if queries.standing_decision(request.campaign) is not None:
        return _("方案已送两人确认，退回以后才能再改")
    return "" if meeting else _("联席会议没有开，开会以后才能商定")


def _why_not_ask(found: Table, meeting: Meeting | None) -> str:
    if meeting is None:
        return _("联席会议没有开")
    if found.proposed:
        return _("还有 {n} 人没有定").format(n=found.proposed)
    return ""
