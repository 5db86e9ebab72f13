"""Entries of those who are moved: given to all at once, their links on slips to be cut apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lungang.campaign.reviews import access, actions, queries
from lungang.campaign.reviews.actions.entries import link_token
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.queries import closed, entries_of, work_meeting
from lungang.platform import clock
from lungang.platform.accounts.actions import digest_of, new_token
from lungang.platform.accounts.adapter import deciphered, enciphered
from lungang.platform.accounts.models import Holding
from lungang.platform.pages import OfficeRequest, page, perform

FRESH = "fresh_entries"


@dataclass(frozen=True)
class Line:
    """One person: the entry (None without), how far it is, and the link while it is shown."""

    journey: Journey
    entry: Holding | None
    link: str
    until: datetime | None

    @property
    def is_used(self) -> bool:
        """Whether the person has set a password."""
        return self.entry is not None and self.entry.user.has_usable_password()


@page(access.may_admit)
def entries(request: OfficeRequest) -> HttpResponse:
    """Show who has an entry; links that were just made are shown this once."""
    if work_meeting(request.campaign) is None:
        return redirect("transfer:board")
    kept = request.session.pop(FRESH, "")
    lines = _lines(request, deciphered(kept) if kept else "")
    context = {
        "lines": lines,
        "slips": [line for line in lines if line.link],
        "without": sum(line.entry is None for line in lines),
        "closed": closed(request.campaign),
    }
    return render(request, "reviews/entries.html", context)


@page(access.may_admit, methods=("POST",))
def give(request: OfficeRequest) -> HttpResponse:
    """Give everybody of this section's people who has none an entry."""
    token = new_token()
    perform(request, actions.give_entries, request.campaign, token=token)
    request.session[FRESH] = enciphered(token)
    return redirect("reviews:entries")


@page(access.may_admit, methods=("POST",))
def renew(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Give one person a new link."""
    token = new_token()
    perform(request, actions.renew_entry, request.campaign, pk, token=token)
    request.session[FRESH] = enciphered(token)
    return redirect("reviews:entries")


def _lines(request: OfficeRequest, token: str) -> list[Line]:
    rows = list(queries.own_journeys(request.actor, request.campaign))
    known = entries_of(rows)
    return [_line(request, row, known.get(row.person_key), token) for row in rows]


def _line(request: OfficeRequest, row: Journey, entry: Holding | None, token: str) -> Line:
    links = {one.digest: one for one in getattr(entry.user, "links", [])} if entry else {}
    open_ones = [
        one for one in links.values() if one.used_at is None and one.expires_at > clock.now()
    ]
    secret = link_token(token, row) if token else ""
    mine = links.get(digest_of(secret)) if secret else None
    url = ""
    if mine is not None and mine in open_ones:
        path = reverse("accounts:invitation", args=[secret])
        url = request.build_absolute_uri(path)
    return Line(row, entry, url, open_ones[0].expires_at if open_ones else None)
