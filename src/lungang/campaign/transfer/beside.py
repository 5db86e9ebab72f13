"""What later steps show on a person's page, beside the move, and where the board leads to them.

A step registers it when its app is ready, so that the transfer imports no later step::

    register_beside(showing.beside)
    register_link(_("复核"), "reviews:board")
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lungang.campaign.transfer.models import Journey
from lungang.platform.accounts.actor import Actor
from lungang.platform.pages import url_if_open


@dataclass(frozen=True)
class Beside:
    """A card: a state of the tones where there is one, a line, a note, links and one button."""

    title: str
    state: str = ""
    text: str = ""
    note: str = ""
    links: tuple[tuple[str, str], ...] = ()
    button: tuple[str, str] | None = None


Provider = Callable[[Actor, Journey], Beside | None]
_providers: dict[str, Provider] = {}
_links: dict[str, str] = {}


def register_beside(provider: Provider) -> None:
    """Let a later step show a card; it answers None to whom it shows none."""
    _providers[f"{provider.__module__}.{provider.__qualname__}"] = provider


def cards_beside(actor: Actor, journey: Journey) -> list[Beside]:
    """Return the cards that an office sees beside a move."""
    found = (provider(actor, journey) for provider in _providers.values())
    return [card for card in found if card is not None]


def register_link(label: str, name: str) -> None:
    """Let the board lead to a page (by its name); only those see the link who may see the page."""
    _links[name] = label


def links_beside(actor: Actor) -> list[tuple[str, str]]:
    """Return the links of later steps that an office sees on the board."""
    found = ((_(label), url_if_open(actor, name)) for name, label in _links.items())
    return [(label, url) for label, url in found if url]
