"""What the database holds, row by row as it lies there, and what may become of a row."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models

from lungang.campaign.convening.models import Convening, Invited
from lungang.campaign.convening.states import CONVENINGS
from lungang.campaign.core.models import Task
from lungang.campaign.core.states import TASKS
from lungang.campaign.deliberation import models as deliberation
from lungang.campaign.deliberation import states
from lungang.campaign.outcomes.models import Publication
from lungang.campaign.repairs.models import Case, Repair
from lungang.campaign.repairs.states import REPAIRS
from lungang.campaign.reviews.models import Review
from lungang.campaign.reviews.states import REVIEWS
from lungang.campaign.rosters.models import Correction, Return
from lungang.campaign.rosters.states import CORRECTIONS, RETURNS
from lungang.campaign.screening.models import Petition, Pool
from lungang.campaign.screening.states import PETITIONS, POOLS
from lungang.campaign.transfer import models as transfer
from lungang.campaign.transfer.states import DUTIES, JOURNEYS
from lungang.platform.audit.models import Entry
from lungang.platform.jobs.models import Job
from lungang.platform.jobs.states import JOBS
from lungang.platform.register.models import DocumentNumber, Series
from lungang.platform.register.states import NUMBERS
from lungang.platform.sealing import SealedJSONField, SealedTextField
from lungang.platform.transitions import TransitionTable

Kind = type[models.Model]
Row = tuple[Any, ...]
Held = dict[Kind, dict[Any, Row]]
"""Every row of every table of the office, by its number."""

STATES: dict[Kind, TransitionTable] = {
    deliberation.Principles: states.PRINCIPLES, deliberation.Meeting: states.MEETINGS,
    deliberation.Scenario: states.SCENARIOS, deliberation.Decision: states.DECISIONS,
    transfer.Journey: JOURNEYS, transfer.AvoidanceDuty: DUTIES,
    DocumentNumber: NUMBERS, Task: TASKS, Job: JOBS,
    Repair: REPAIRS, Review: REVIEWS, Convening: CONVENINGS,
    Correction: CORRECTIONS, Return: RETURNS, Petition: PETITIONS, Pool: POOLS,
}  # fmt: skip
"""The table by which each kind of thing goes from state to state."""
BORN: dict[Kind, tuple[str, ...]] = {deliberation.Decision: ("released",)}
"""In which other states than the first something may come to be: a repaired plan is released."""

CHANGING: dict[Kind, str] = {
    deliberation.Principles: "version state decided_at decided_by_id answer drawn_with_id!",
    deliberation.SeedValue: "",
    deliberation.Reader: "version removed_at! removed_by_id!",
    deliberation.Meeting: "version held_at place chair present agenda state closed_at! minutes!",
    deliberation.Scenario: "version state dropped_because",
    deliberation.Mark: "withdrawn_at! withdrawn_by_id! withdrawn_in_id!",
    deliberation.Decision: "version state second_at! second_by_id! released_at! answer",
    transfer.WorkMeeting: "version notices_due letters_due section_due report_due",
    transfer.Attendance: "",
    transfer.Journey: "version state removed_on! appointed_on! unseated_on! revoked_in_id! "
    "revoked_because! reissued_in_id",
    transfer.Receipt: "",
    transfer.AvoidanceDuty: "version state reason settled_on paper settled_at settled_by_id",
    transfer.Paper: "written revoked_in_id!",
    Repair: "version state content computed_at first_at first_by_id second_at second_by_id answer "
    "released_in_id!",
    Case: "withdrawn_at! withdrawn_by_id! withdrawn_because!",
    Review: "version state reply why_taken answered_at! answered_by_id!",
    Convening: "version state held_at place why changed_at changed_by_id",
    Invited: "",
    Publication: "",
    DocumentNumber: "state void_reason",
    Series: "last",
    Entry: "",
}
"""What is never taken away, and which of its columns ever change; with ! they are filled once."""


@cache
def kinds() -> tuple[Kind, ...]:
    """Return what the office keeps."""
    return tuple(
        model
        for config in apps.get_app_configs()
        if config.name.startswith("lungang.")
        for model in config.get_models(include_auto_created=True)
    )


@cache
def columns(model: Kind) -> dict[str, int]:
    """Return where each column stands in a row."""
    return {one.column: at for at, one in enumerate(model._meta.concrete_fields)}


@cache
def _asked(model: Kind) -> str:
    names = ", ".join(connection.ops.quote_name(name) for name in columns(model))
    return f"SELECT {names} FROM {connection.ops.quote_name(model._meta.db_table)}"


def held() -> Held:
    """Read everything, as it lies in the database: nothing is opened, nothing is kept back."""
    found: Held = {}
    with connection.cursor() as cursor:
        for model in kinds():
            cursor.execute(_asked(model))
            pk = model._meta.pk
            assert pk is not None
            at = columns(model)[pk.column]
            found[model] = {row[at]: row for row in cursor.fetchall()}
    return found


def value(model: Kind, row: Row, column: str) -> Any:
    """Return one column of a row."""
    return row[columns(model)[column]]


def opened(model: Kind, at: int, held: Any) -> Any:
    """Return what is in a column: sealed anew, the same looks otherwise."""
    field = model._meta.concrete_fields[at]
    if isinstance(field, (SealedTextField, SealedJSONField)):
        return field.from_db_value(held, None, connection)
    return held


def wrongly_changed(before: Held, after: Held, moved: set[Kind]) -> Iterator[str]:
    """Say of what was taken away, or changed though it never may."""
    for model in CHANGING.keys() & moved:
        may = {name.rstrip("!"): name.endswith("!") for name in CHANGING[model].split()}
        for pk, was in before[model].items():
            row = after[model].get(pk)
            if row is None:
                yield f"{model.__name__} is gone"
                continue
            if row == was:
                continue
            for column, at in columns(model).items():
                held, now = opened(model, at, was[at]), opened(model, at, row[at])
                free = column in may and not (may[column] and held not in (None, ""))
                if free or held == now:
                    continue
                yield f"{model.__name__}.{column} was {was[at]!r:.60}, is {row[at]!r:.60}"
            if "version" in may and value(model, row, "version") <= value(model, was, "version"):
                yield f"{model.__name__} changed and kept its version"


def wrong_ways(before: Held, after: Held, moved: set[Kind]) -> Iterator[str]:
    """Say of what went from one state to another as no table says."""
    for model in STATES.keys() & moved:
        ways = _ways(STATES[model], chained=model in (Task, Job))
        first = model._meta.get_field("state").default
        for pk, row in after[model].items():
            state, was = value(model, row, "state"), before[model].get(pk)
            came = value(model, was, "state") if was else first
            born = was is None and state in BORN.get(model, ())
            if (came, state) not in ways and came != state and not born:
                yield f"{model.__name__} went from {came} to {state}"


def _ways(table: TransitionTable, *, chained: bool) -> set[tuple[str, str]]:
    """Return from where to where acts lead; ``chained``: one act may be several of the table's."""
    ways = {(state, row.target or state) for row in table for state in row.sources}
    while chained and (more := {(a, d) for a, b in ways for c, d in ways if b == c} - ways):
        ways |= more
    return ways
