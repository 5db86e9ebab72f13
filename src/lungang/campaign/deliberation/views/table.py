"""The main page of the table, the picture alone, why not there, and what the projector shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.deliberation import access, queries, screen
from lungang.campaign.deliberation.door import SealedRequest, sealed_page
from lungang.campaign.deliberation.gist import letter, order_for, strip
from lungang.campaign.deliberation.last_done import last_done
from lungang.campaign.deliberation.models import Meeting, Scenario
from lungang.campaign.deliberation.picture import Show
from lungang.campaign.deliberation.table import Card, PersonRow, Table, card_of, table_of, why_not
from lungang.campaign.deliberation.views.acts import doing, offers


@sealed_page("商定去向")
def table(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Show everybody, the exchange as a picture and a table, and the chosen person's card."""
    return render(request, "deliberation/table.html", _page(request, pk, "deliberation:table"))


@sealed_page("为什么不去那里")
def why(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Say on the same page why a person is not sent to a unit."""
    return render(request, "deliberation/table.html", _page(request, pk, "deliberation:why"))


@sealed_page("交流去向图")
def picture(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Show the picture and its table alone, for paper and for those who look closely."""
    return render(request, "deliberation/picture.html", _page(request, pk, "deliberation:picture"))


@sealed_page("投影")
def projector(request: SealedRequest, pk: UUID) -> HttpResponse:
    """Show one person at a time, large, without the list of the others."""
    context = _page(request, pk, "deliberation:projector")
    people, person = context["people"], context["person"]
    if person is not None:
        before, after = screen.following(people, person)
        here = reverse("deliberation:projector", args=[pk])
        context["before"], context["after"] = (
            here + screen.address({"person": str(one.key)}) for one in (before, after)
        )
    return render(request, "deliberation/projector.html", context)


def the_scenario(request: SealedRequest, pk: UUID) -> Scenario:
    """Return a scenario of this campaign, also one that is not used any more."""
    rows = Scenario.objects.defer("content").select_related("principles")
    rows = rows.filter(campaign=request.campaign)
    return get_object_or_404(rows, pk=pk)


def sealed(request: SealedRequest, what: str, digest: str = "") -> dict[str, Any]:
    """Return what banner and foot of a sealed page say."""
    return {
        "what": what,
        "reader_code": request.reader.code,
        "digest": screen.fingerprint(digest) if digest else "",
    }


def _page(request: SealedRequest, pk: UUID, name: str) -> dict[str, Any]:
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
        return here + screen.address(kept, **changed)

    meeting = queries.open_meeting(request.campaign)
    number = person.cycle if person else 0
    card = card_of(found, person.key) if person else None
    why_closed = _why_closed(request, scenario, meeting)
    return {
        **sealed(request, _("方案密封。只有知悉名单上的人可以看，每次查看都有记录"), found.digest),
        **_people(found, people, person, asked, url_of),
        **_exchange(request, found, person, asked, url_of),
        "table": found,
        "scenario": scenario,
        "asked": asked,
        "meeting": meeting,
        "present": len(meeting.present) if meeting else 0,
        "here": here,
        "strip": strip(scenario),
        "letter": letter(scenario.number),
        "card": card,
        "reasons": screen.leads(card.reasons) if card else [],
        "acts": offers(found, card, url_of) if card and not why_closed else None,
        "doing": doing(found, card, asked, url_of) if card and not why_closed else None,
        "why_closed": why_closed,
        "why_not_ask": _why_not_ask(found, meeting),
        "balance": screen.balance(found, number),
        "done": last_done(request.campaign, scenario),
        **_answers(found, card, asked, name),
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
    return {
        "picture": screen.picture(found, order, person, asked.show),
        "shows": [
            (word, url_of(show=None if show is Show.ALL else show), show is asked.show)
            for show, word in shows
        ],
        "cycles": screen.cycle_lines(found, number, url_of),
        "cycle": screen.in_words(found, number),
        "moving": sum(len(cycle.people) for cycle in found.cycles),
    }


def _answers(found: Table, card: Card | None, asked: screen.Asked, name: str) -> dict[str, Any]:
    """Return the units that may be asked about, and what is said of the one asked about."""
    units = sorted({row.unit for row in found.people})
    if card is None:
        return {}
    own = card.person.unit
    asks = name == "deliberation:why" and asked.unit in units
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
