"""Reads of rosters, scoped by who asks."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from lungang.campaign.core.models import Campaign, Task, TaskState
from lungang.campaign.rosters.access import may_see_own
from lungang.campaign.rosters.models import Correction, PersonAuthority, Return, Row, TableKind
from lungang.campaign.rosters.states import CorrectionState, ReturnState
from lungang.platform.accounts.actor import Actor

TASK = "rosters"
"""The kind of the task by which a unit owes its roster."""


def returns_for(actor: Actor, campaign: Campaign) -> QuerySet[Return]:
    """Return the returns that an office may open: its unit's own; for the sections all sent in."""
    found = campaign.returns.select_related("unit", "file", "submitted_by", "decided_by")
    if may_see_own(actor):
        return found.filter(unit=actor.unit_id)
    return found.exclude(submitted_at=None) if actor.is_section else found.none()


def rows_for(actor: Actor, campaign: Campaign) -> QuerySet[Row]:
    """Return the rows of the returns that an office may open."""
    returns = returns_for(actor, campaign).values("pk")
    return Row.objects.filter(roster_return__in=returns).select_related("roster_return__campaign")


def known_authorities(keys: Iterable[str]) -> dict[str, str]:
    """Return under whose cadre authority people are as the office has it on record, by key."""
    found = PersonAuthority.objects.filter(person__in={key for key in keys if key}, valid_to=None)
    return dict(found.values_list("person", "authority"))


def authority_of(row: Row) -> str:
    """Return under whose cadre authority the person of a row is, of a row of kin or wishes too."""
    if row.table == TableKind.ROSTER or not row.person_key:
        return row.authority
    person = Row.objects.filter(
        roster_return=row.roster_return_id, table=TableKind.ROSTER, person_key=row.person_key
    )
    return person.values_list("authority", flat=True).first() or ""


def corrections_for(actor: Actor, campaign: Campaign) -> QuerySet[Correction]:
    """Return corrections: a unit's own; for a section those of people under its authority."""
    found = Correction.objects.filter(row__roster_return__campaign=campaign).select_related(
        "row__roster_return__unit",
        "row__roster_return__campaign",
        "asked_by__user",
        "decided_by__user",
    )
    if may_see_own(actor):
        return found.filter(row__roster_return__unit=actor.unit_id)
    if actor.is_section:
        return found.filter(row__authority=actor.authority)
    return found.none()


def open_corrections(actor: Actor, campaign: Campaign) -> QuerySet[Correction]:
    """Return the corrections that wait for an answer."""
    return corrections_for(actor, campaign).filter(state=CorrectionState.ASKED)


def latest_return(campaign: Campaign, unit_id: int | None) -> Return | None:
    """Return the return of a unit that counts now: the last that was not given up."""
    found = campaign.returns.filter(unit=unit_id).exclude(state=ReturnState.REPLACED)
    return found.select_related("unit", "file").order_by("-number").first()


def previous_return(sent: Return) -> Return | None:
    """Return what the unit had sent before: read once for a return at hand, for it stays so."""
    if not hasattr(sent, "_previous"):
        earlier = Return.objects.filter(
            campaign=sent.campaign_id, unit=sent.unit_id, number__lt=sent.number
        ).exclude(submitted_at=None)
        sent._previous = earlier.order_by("-number").first()
    return sent._previous


def task_of(campaign: Campaign, unit_id: int | None) -> Task | None:
    """Return the task by which a unit owes its roster, where there is one."""
    tasks = campaign.tasks.filter(unit=unit_id, kind=TASK)
    return tasks.exclude(state=TaskState.WITHDRAWN).first()
