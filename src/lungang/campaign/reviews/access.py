"""Who may, in review. Whose moves they are, the queries of the transfer say."""

from __future__ import annotations

from lungang.campaign.reviews.models import Review
from lungang.campaign.reviews.states import REVIEWS
from lungang.campaign.transfer import access as transfer
from lungang.campaign.transfer.models import Journey
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import SECTIONS, Office

READERS = SECTIONS | {Office.LEADING_GROUP, Office.DISCIPLINE}
"""Who of the county reads requests: what somebody writes of oneself is not for everybody who reads
the list of moves."""


def may_see(actor: Actor) -> bool:
    """See requests; whose, the queries say."""
    return actor.office in READERS or actor.office is Office.PERSON_MOVED


def may_see_board(actor: Actor) -> bool:
    """See the board of all requests."""
    return actor.office in READERS


def may_ask(actor: Actor) -> bool:
    """Ask for review of the own move, or record what came on paper."""
    return actor.is_section or actor.office is Office.PERSON_MOVED


def may_ask_about(actor: Actor, journey: Journey) -> bool:
    """Ask about this move: the person, or the section in charge for the person."""
    if actor.is_section:
        return transfer.is_in_charge(actor, journey)
    return _is_the_person(actor, journey)


def may_answer(actor: Actor) -> bool:
    """Reply to requests at all: the sections."""
    return actor.is_section


def may_answer_this(actor: Actor, review: Review) -> bool:
    """Reply to this one: the section of the person's cadre authority."""
    return actor.office in REVIEWS.who("keep") and transfer.is_in_charge(actor, review.journey)


def may_withdraw(actor: Actor, review: Review) -> bool:
    """Take it back: the person, or the section where it came on paper."""
    if actor.is_section:
        return review.on_paper and transfer.is_in_charge(actor, review.journey)
    return _is_the_person(actor, review.journey)


def may_have_reasons(actor: Actor, journey: Journey) -> bool:
    """Have the page of reasons: the person, and the section in charge that hands it out.

    Nobody has that of a move which a repair revoked: it says why somebody goes where they do not.
    """
    return may_ask_about(actor, journey) and not journey.is_revoked


def may_admit(actor: Actor) -> bool:
    """Give people who are moved an entry of their own: the sections, each its own people.

    The security administrator keeps accounts and reads no names of a campaign; this one office,
    which shows its holder nothing but the own move, comes with the notice.
    """
    return actor.is_section


def _is_the_person(actor: Actor, journey: Journey) -> bool:
    return (
        actor.office is Office.PERSON_MOVED
        and actor.holding is not None
        and actor.holding.person_id == journey.person_key
    )
