"""What the last act of the meeting changed, for all who look at the table: said in a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.deliberation.cards import words_of
from lungang.campaign.deliberation.marking import last_act
from lungang.campaign.deliberation.models import Mark
from lungang.campaign.deliberation.rows import Table
from lungang.campaign.deliberation.working import Working, solved
from lungang.domain.movement import Change, compare
from lungang.errors import MarksConflict


@dataclass(frozen=True)
class Changed:
    """Somebody who goes elsewhere since: ``was`` and ``now`` are units, "" for staying."""

    key: UUID
    name: str
    was: str
    now: str


@dataclass(frozen=True)
class Done:
    """The last act: when, by whom, what; ``back`` where it was a withdrawal."""

    at: datetime
    who: str
    words: str
    back: bool
    changed: tuple[Changed, ...]


def last_done(table: Table) -> Done | None:
    """Return what was done last on a scenario, and who goes elsewhere since; None for nothing."""
    working = table.sitting
    if working is None:
        return None
    rows = list(table.scenario.marks.select_related("made_by__user", "withdrawn_by__user"))
    if not rows:
        return None
    last = max(rows, key=lambda row: row.withdrawn_at or row.made_at)
    back = last.withdrawn_at is not None
    held = [row for row in rows if row.withdrawn_at is None]
    if back:
        acted = [row for row in rows if row.withdrawn_at == last.withdrawn_at]
        before = [*held, *acted]
    else:
        acted = last_act(held)
        before = [row for row in held if row not in acted]
    doer = last.withdrawn_by if back else last.made_by
    assert doer is not None
    return Done(
        at=last.withdrawn_at or last.made_at,
        who=doer.user.name,
        words=_words(working, acted),
        back=back,
        changed=_changed(working, before),
    )


def _words(working: Working, acted: Sequence[Mark]) -> str:
    """Say what was done and about whom: 冉光华钉住…; of a cycle decided as a whole, how many."""
    if len(acted) > 1:
        return _("{act} {n} 人").format(act=_(acted[0].opened.label), n=len(acted))
    one = acted[0].opened
    people, ids = working.engine.county.roster.person, working.engine.county.id_of_key
    said = words_of(working.engine.county, replace(one, reason=""))
    return said if one.other else f"{people[ids[one.person]].name} {said}"


def _changed(working: Working, before: Sequence[Mark]) -> tuple[Changed, ...]:
    contents = [row.opened for row in sorted(before, key=lambda row: row.number)]
    try:
        was = solved(working.engine, working.scenario, working.stamp, contents)
    except MarksConflict:  # what was taken back together with others never held without them
        return ()
    county = working.engine.county

    def unit(change: Change, slot: str, name: str) -> str:
        return "" if slot == change.person_id else county.short.get(name, name)

    return tuple(
        Changed(
            key=county.row_of[one.person_id].pk,
            name=one.name,
            was=unit(one, one.before_slot, one.before_unit),
            now=unit(one, one.after_slot, one.after_unit),
        )
        for one in compare(was, working.planner).changes
    )
