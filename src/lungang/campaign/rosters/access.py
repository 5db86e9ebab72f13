"""Who may, with rosters."""

from __future__ import annotations

from collections.abc import Iterable

from lungang.campaign.rosters.models import Correction, Return, Row, TableKind
from lungang.campaign.rosters.states import CORRECTIONS, RETURNS
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office
from lungang.platform.accounts.queries import holdings_of

BOARD_READERS = frozenset(
    {
        Office.LEADING_GROUP,
        Office.ORGANISATION_SECTION,
        Office.PERSONNEL_SECTION,
        Office.ESTABLISHMENT_OFFICE,
        Office.SUPERVISION,
        Office.DISCIPLINE,
    }
)


def may_see_board(actor: Actor) -> bool:
    """See which unit has sent what: counts and states, nobody's facts."""
    return actor.office in BOARD_READERS


def may_see_own(actor: Actor) -> bool:
    """See the roster of the own unit."""
    return actor.is_any(Office.HR_OFFICER, Office.UNIT_HEAD)


def may_report(actor: Actor) -> bool:
    """Fill in and send the roster of the own unit."""
    return actor.is_any(Office.HR_OFFICER)


def may_decide(actor: Actor) -> bool:
    """Accept and return rows, and decide on corrections, each of the own authority."""
    return actor.is_section


def may_see_returns(actor: Actor) -> bool:
    """See returns with their rows: the unit its own, the two sections all."""
    return may_see_own(actor) or actor.is_section


def may_ask_unmask(actor: Actor) -> bool:
    """See citizen ids whole at all, for a reason that goes on record."""
    return actor.is_section or may_report(actor)


def may_see_reveals(actor: Actor) -> bool:
    """See who saw which id whole, and why: the discipline office, and not who reads the log."""
    return actor.is_any(Office.DISCIPLINE)


def may_unmask(actor: Actor, row: Row, authority: str) -> bool:
    """See this one: the own unit's HR officer, or the section of the person's authority.

    ``authority`` is that of the row's person: rows of kin have none of their own.
    """
    if actor.is_section:
        return bool(authority) and authority == actor.authority
    return may_report(actor) and row.roster_return.unit_id == actor.unit_id


def may_edit(actor: Actor, sent: Return) -> bool:
    """Change the cells of a return: its unit, while it is a draft."""
    return RETURNS.allows("edit", sent.state, actor.office) and sent.unit_id == actor.unit_id


def may_accept(actor: Actor, row: Row) -> bool:
    """Accept or return a row: the section that has the person's cadre authority."""
    return actor.is_section and bool(row.authority) and row.authority == actor.authority


def may_send_back(actor: Actor, rows: Iterable[Row]) -> bool:
    """Send a return back: a section of whose authority, or of nobody's, somebody in it is.

    A roster without people each of the two may send back.
    """
    people = [row.authority for row in rows if row.table == TableKind.ROSTER]
    return actor.is_section and (not people or any(of in ("", actor.authority) for of in people))


def is_own(actor: Actor, sent: Return) -> bool:
    """Whether a roster is the same person's own: sent by it, or of a unit it works for.

    Nobody accepts what comes from the own hand, in whichever office (:func:`refuse_own` of core).
    """
    if actor.user is None:
        return False
    if sent.submitted_by is not None and sent.submitted_by.user_id == actor.user.pk:
        return True
    own = {Office.HR_OFFICER, Office.UNIT_HEAD}
    held = holdings_of(actor.user)
    return any(one.office in own and one.unit_id == sent.unit_id for one in held)


def may_ask_corrections(actor: Actor) -> bool:
    """Ask for changes to accepted people at all."""
    return may_report(actor) or actor.is_section


def may_ask_correction(actor: Actor, row: Row) -> bool:
    """Ask for a change to an accepted person: the own unit's HR officer, or the person's section.

    What a section asks for another of the section decides.
    """
    if actor.is_section:
        return may_accept(actor, row)
    return may_report(actor) and row.roster_return.unit_id == actor.unit_id


def may_settle(actor: Actor, correction: Correction) -> bool:
    """Decide on a correction: the section of the person's authority, while it is open."""
    allowed = CORRECTIONS.allows("approve", correction.state, actor.office)
    return allowed and may_accept(actor, correction.row)
