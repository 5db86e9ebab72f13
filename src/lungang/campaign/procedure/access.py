"""Who may, in the steps of the law. Whose inquiries they are, the queries say."""

from __future__ import annotations

from lungang.campaign.deliberation.access import may_deliberate
from lungang.campaign.procedure.states import ASKED, INQUIRIES
from lungang.platform.accounts.actor import Actor

may_see = may_deliberate
"""See all inquiries and answers: whoever may be on the need-to-know list; the door asks further."""


def may_ask(actor: Actor) -> bool:
    """Send inquiries out: the two sections."""
    return actor.office in INQUIRIES.who("withdraw")


def may_answer(actor: Actor) -> bool:
    """Be asked about somebody at all."""
    return actor.office in ASKED


def may_note(actor: Actor) -> bool:
    """Put talks and inspections on record: the sections, each for its own people."""
    return actor.office in INQUIRIES.who("note")


def may_override(actor: Actor) -> bool:
    """Go on against a dissent: the leading group."""
    return actor.office in INQUIRIES.who("override")


def may_clear(actor: Actor) -> bool:
    """Let somebody answer about a namesake: the leading group."""
    return actor.office in INQUIRIES.who("clear")
