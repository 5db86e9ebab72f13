"""What the meeting wants to mark: made into marks, tried on the plan, refused in words.

Solving takes longer than anybody may hold the pen, so all of this is before the action; the action
saves it only if the marks that hold are still those that it was tried on.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.content import MarkContent, fingerprint
from lungang.campaign.deliberation.models import Mark, Scenario
from lungang.campaign.deliberation.states import MarkKind
from lungang.campaign.deliberation.working import (
    Working,
    engine_marks,
    people_of,
    solved,
    with_digest,
    working_of,
)
from lungang.errors import InputError, LungangError, MarksConflict, NotNow, NotPermitted

WITH_REASON = (MarkKind.DECIDE, MarkKind.FORBID, MarkKind.STAY)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a form asks for: rows of the roster for people, and for slots by who holds them.

    ``cycle``: everybody of the person's cycle is decided, in one act with one reason.
    """

    kind: str
    person: UUID
    slot: UUID | None = None
    unit: str = ""
    other: UUID | None = None
    reason: str = ""
    cycle: bool = False


@dataclass(frozen=True)
class Tried:
    """Marks tried on the plan: what they are, on which marks, or why they cannot be."""

    marks: tuple[MarkContent, ...] = ()
    on: str = ""
    refusal: LungangError | None = None


def tried(campaign: Campaign, scenario: Scenario, wish: Wish) -> Tried:
    """Try what a form asks for; a refusal is kept, to be said after whoever was quicker."""
    try:
        working = working_of(campaign, scenario)
        return _tried(working, wish)
    except LungangError as refusal:
        return Tried(refusal=refusal)


def _tried(working: Working, wish: Wish) -> Tried:
    if MarkKind(wish.kind) in WITH_REASON and not wish.reason.strip():
        raise InputError(_("请写明理由"))
    fresh = _of_cycle(working, wish) if wish.cycle else [_of_one(working, wish)]
    engine = working.engine
    for one in fresh:
        _refuse_twice(working, one)
        for mark in engine_marks(engine, [one]):
            if reason := engine.planner.refusal(mark):
                raise NotNow(_("不能{act}：{reason}").format(act=_(one.label), reason=reason))
    holding = [mark.opened for mark in working.marks]
    try:
        then = solved(engine, working.scenario, working.stamp, [*holding, *fresh])
    except MarksConflict as conflict:
        raise NotNow(str(conflict)) from conflict
    return Tried(with_digest(fresh, fingerprint(then)), working.marks_digest)


def _of_one(working: Working, wish: Wish) -> MarkContent:
    kind, person = MarkKind(wish.kind), _citizen(working, wish.person)
    slot = _citizen(working, wish.slot) if wish.slot else ""
    unit, other, other_slot = "", "", ""
    match kind:
        case MarkKind.SWAP:
            if wish.other is None or wish.other == wish.person:
                raise InputError(_("请选与谁对调"))
            other = _citizen(working, wish.other)
            slot, other_slot = working.slot_of[other], working.slot_of[person]
        case MarkKind.STAY:
            slot = ""
        case MarkKind.FORBID:
            unit = "" if slot else _unit(working, wish.unit)
        case _:
            slot = slot or working.slot_of[person]
            if slot == person:
                raise NotNow(_("此人现在没有去处。请在其它去处里选一个，或者按留任"))
    return _content(working, wish, kind, person, slot, unit, other, other_slot)


def _of_cycle(working: Working, wish: Wish) -> list[MarkContent]:
    person = _citizen(working, wish.person)
    cycle = next((c for c in working.cycles if any(m.person_id == person for m in c)), ())
    open_ = [move for move in cycle if working.key(move.person_id) not in working.settled]
    if MarkKind(wish.kind) is not MarkKind.DECIDE or not open_:
        raise NotNow(_("这一环没有要定的人"))
    act = secrets.token_hex(8)
    return [
        _content(working, wish, MarkKind.DECIDE, move.person_id, move.slot, act=act)
        for move in open_
    ]


def _content(
    working: Working,
    wish: Wish,
    kind: MarkKind,
    person: str,
    slot: str,
    unit: str = "",
    other: str = "",
    other_slot: str = "",
    act: str = "",
) -> MarkContent:
    def key(citizen: str) -> str:
        return working.key(citizen) if citizen else ""

    before = working.slot_of[person]
    return MarkContent(
        kind=kind.value,
        person=key(person),
        slot=key(slot),
        unit=unit,
        other=key(other),
        other_slot=key(other_slot),
        reason=wish.reason.strip(),
        proposed="" if before == person else key(before),
        act=act or secrets.token_hex(8),
    )


def _citizen(working: Working, row: UUID) -> str:
    """Return somebody of the pool by the row of the roster.

    Raises:
        NotPermitted: nobody of the pool.
    """
    citizen = working.engine.county.id_of_row.get(row, "")
    if citizen not in working.slot_of:
        raise NotPermitted("deliberation.mark")
    return citizen


def _unit(working: Working, name: str) -> str:
    """Return a unit's full name by either of its names.

    Raises:
        InputError: there is no such unit, or none is named.
    """
    for full, short in working.engine.county.short.items():
        if name and name in (full, short):
            return full
    raise InputError(_("请选不让去的单位"))


def _refuse_twice(working: Working, one: MarkContent) -> None:
    if one.kind == MarkKind.FORBID:
        return
    for key in people_of(one):
        if key in working.settled:
            raise NotNow(_("此人已经定下。要改，先撤回"))


def last_act(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks of the last act that holds: of a cycle decided as a whole, all."""
    if not marks:
        return []
    last = max(marks, key=lambda mark: mark.number)
    return [mark for mark in marks if mark.opened.act == last.opened.act]


def marks_about(marks: Sequence[Mark], key: str) -> list[Mark]:
    """Return the marks that are about a person."""
    return [mark for mark in marks if key in people_of(mark.opened)]
