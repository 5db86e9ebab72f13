"""The bench of the machine: one act at a time, and what must hold after each.

One example is one savepoint, rolled back at its end; the county below it is planted once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, TypeVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition

from lungang.campaign.deliberation.working import Working
from lungang.campaign.transfer.models import WorkMeeting
from lungang.errors import LungangError, NotPermitted
from lungang.platform.accounts.actor import Actor
from lungang.platform.audit.models import Entry, Result
from lungang.platform.audit.queries import verify_log
from tests.campaign.order import sound, tables
from tests.campaign.order.county import START, County, forget

T = TypeVar("T")
SOME = st.integers(0, 47)
"""Which of several: the same whatever their random numbers are."""
GOOD = st.sampled_from((True,) * 7 + (False,))
"""Whether it is done as a page that is not stale would, and everything is filled in."""
ONE = st.sampled_from(("per", "org"))
SOMEBODY = st.sampled_from(
    ("per", "org", "per", "org", "per2", "org2", "both", "group", "dis", "sup", "est", "sec")
)


early = precondition(
    lambda machine: not machine.held[WorkMeeting] or len(machine.held[Entry]) % 5 == 0
)
"""What comes before the release: afterwards it is tried now and then only."""


def named(act: Callable[..., Any]) -> str:
    """Return an act's name with its app's: each app has its own ``ask`` and ``release``."""
    app = act.__module__.removeprefix("lungang.campaign.").split(".")[0]
    return f"{app}.{act.__name__}"


class Bench(RuleBasedStateMachine):
    """Acts on the county and looks at everything after each."""

    steps: ClassVar[Counter[str]] = Counter()
    """What was done or refused, over all examples."""

    def __init__(self, county: County) -> None:
        super().__init__()
        self.county, self.who = county, county.who
        self.block = transaction.atomic()
        self.block.__enter__()
        county.moment = START
        forget()
        self.held, self.campaign = tables.held(), county.campaign
        self.digests: dict[tuple[object, frozenset[object]], str] = {}
        self.keys = 0

    def teardown(self) -> None:
        state = verify_log()
        assert state.ok, (state.wrong, state.unprotected)
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)
        forget()

    def pick(self, rows: Sequence[T], number: int) -> T | None:
        return rows[number % len(rows)] if rows else None

    def seen(self, row: Any, good: bool = True) -> int:
        return int(row.version) if good else int(row.version) - 1

    def do(
        self, who: str, act: Callable[..., Any], *args: Any, good: bool | None = None,
        again: bool = False, **more: Any,
    ) -> Any:  # fmt: skip
        """Let somebody act; ``good`` says whether it must be done (True), or refused (False).

        Returns what was done, or None. ``again``: the form is pressed twice.
        """
        actor, key = self.who[who], None
        if again:
            self.keys += 1
            key = more["key"] = f"form-{self.keys}"
        done, refusal = None, None
        try:
            done = act(actor, *args, **more)
        except LungangError as error:
            refusal = error
        name = named(act)
        Bench.steps[f"{name} {'refused' if refusal else 'done'}"] += 1
        assert good is None or good == (refusal is None), (name, refusal)
        self.look(actor, refusal)
        if key and refusal is None:
            assert act(actor, *args, **more) == done, f"{name}: the second press answers otherwise"
            assert tables.held() == self.held, f"{name}: the second press changed something"
        return done

    def look(self, actor: Actor, refusal: LungangError | None) -> None:
        """Compare what the database holds with what it held before the act."""
        before, after = self.compare()
        new = [row for seq, row in after[Entry].items() if seq not in before[Entry]]
        results = {tables.value(Entry, row, "result") for row in new}
        people = {tables.value(Entry, row, "actor_id") for row in new}
        assert people <= {str(actor.user.pk if actor.user else "")}, "another is on record"
        if refusal is None:
            assert results == {Result.DONE}, f"done, and on record is {results}"
            return
        assert len(new) == isinstance(refusal, NotPermitted), f"{refusal}: {new}"
        assert results <= {Result.REFUSED}
        for model in tables.kinds():
            if model is not Entry:
                assert after[model] == before[model], f"{refusal}: {model.__name__} changed"

    def compare(self) -> tuple[tables.Held, tables.Held]:
        """Look at everything; return what was held before and what is held now."""
        before, self.held, self.campaign = self.held, tables.held(), self.county.campaign
        moved = {model for model, rows in self.held.items() if rows != before[model]}
        wrong = [
            *tables.wrongly_changed(before, self.held, moved),
            *tables.wrong_ways(before, self.held, moved),
            *sound.log_is_sound(len(before[Entry])),
            *sound.of_campaign(self.campaign, self.county.roster, moved),
        ]
        if moved & sound.OF_PLANS:
            for working, more in sound.working_plans(self.campaign, self.county.roster):
                wrong += [*more, *self.planned_otherwise(working)]
        assert not wrong, wrong
        return before, self.held

    def planned_otherwise(self, working: Working) -> Iterator[str]:
        """The same marks on the same scenario: the same plan, also after a restart."""
        marks = (working.scenario.pk, frozenset(mark.pk for mark in working.marks))
        if self.digests.setdefault(marks, working.digest) != working.digest:
            yield "the same marks give another plan"
