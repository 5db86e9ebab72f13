"""What the two sections do after the release, in one line each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from lungang.campaign.repairs import actions
from lungang.campaign.repairs.actions.releasing import MadeKnown
from lungang.campaign.repairs.actions.reporting import Told
from lungang.campaign.repairs.models import Repair
from lungang.campaign.transfer.models import Journey, WorkMeeting
from lungang.campaign.transfer.queries import standing_journeys
from lungang.domain.movement import slots
from lungang.domain.plan import Mark, MarkKind
from lungang.domain.roster import Roster
from lungang.exchange import repair
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.guard import writing
from lungang.policy.pack import load_policy
from tests.campaign.transfer.released import Transfer, deadlines, demo_plan


@dataclass
class Mending:
    """A county whose plan is released, and its two sections."""

    transfer: Transfer

    @property
    def campaign(self) -> Any:
        return self.transfer.campaign

    @property
    def personnel(self) -> Actor:
        return self.transfer.personnel

    @property
    def organisation(self) -> Actor:
        return self.transfer.organisation

    @property
    def roster(self) -> Roster:
        return self.transfer.county.roster

    @property
    def row(self) -> Repair:
        return Repair.objects.order_by("number").last()

    def standing(self, **wanted: Any) -> list[Journey]:
        return list(standing_journeys(self.campaign).filter(**wanted))

    def report(self, journey: Journey, follows: str = "stay", **said: Any) -> Repair:
        told = {"kind": "refusal", "reason": "本人书面说明", "said_by": "单位政工人员"}
        by = said.pop("actor", None) or self.transfer.section(journey)
        day = said.pop("day", clock.today())
        told = Told(**{**told, **said}, follows=follows, day=day)
        return actions.report(by, self.campaign, journey.pk, told)

    def compute(self, actor: Actor | None = None, **more: Any) -> Repair:
        return actions.compute_repair(actor or self.personnel, self.campaign, self.row.pk, **more)

    def ask(self, actor: Actor | None = None, digest: str = "", **more: Any) -> Repair:
        by, row = actor or self.personnel, self.row
        return actions.ask(by, self.campaign, row.pk, digest or row.opened.digest, **more)

    def confirm(self, actor: Actor | None = None, digest: str = "", **more: Any) -> Repair:
        by, row = actor or self.organisation, self.row
        return actions.confirm(by, self.campaign, row.pk, digest or row.opened.digest, **more)

    def release(self, actor: Actor | None = None, **said: Any) -> WorkMeeting:
        row = self.row
        digest = said.pop("digest", row.opened.digest)
        known = {
            "how": "notice", "held_at": clock.now(), "place": "", "paper": "某人〔2026〕12号",
            "deadlines": deadlines(),
        } | said  # fmt: skip
        return actions.release(
            actor or self.personnel, self.campaign, row.pk, digest, MadeKnown(**known)
        )

    def mend(self, *journeys: Journey, follows: str = "stay", again: bool = False) -> WorkMeeting:
        """Report, compute, ask, confirm and release in one go."""
        for journey in journeys:
            self.report(journey, follows)
        self.compute(again=again)
        self.ask()
        self.confirm()
        return self.release()

    def redirecting(self) -> Journey:
        """Somebody who, staying, sends another to another place than released."""
        plan, rows = demo_plan(), self.transfer.county.rows
        before = slots(plan)
        planner = repair(plan, self.roster, load_policy("county-2004"), marks=())
        for move in plan.moves:
            after = slots(planner.with_marks([Mark(MarkKind.STAY, move.person_id)]))
            if any(slot not in (before[one], one) for one, slot in after.items()):
                return self.transfer.one(person_key=rows[move.person_id].person_key)
        raise AssertionError("nobody's stay sends anybody elsewhere")

    def movable(self) -> Journey:
        """Somebody who, not let to the unit released, is sent to a third one."""
        plan, rows = demo_plan(), self.transfer.county.rows
        planner = repair(plan, self.roster, load_policy("county-2004"), marks=())
        for move in plan.moves:
            mark = Mark(MarkKind.FORBID, move.person_id, unit=move.to_unit)
            if slots(planner.with_marks([mark]))[move.person_id] != move.person_id:
                return self.transfer.one(person_key=rows[move.person_id].person_key)
        raise AssertionError("nobody can be sent to a third unit")

    def arrive(self, *journeys: Journey) -> None:
        """Let people have reported, without the papers on the way."""
        with writing():
            Journey.objects.filter(pk__in=[one.pk for one in journeys]).update(state="arrived")


def balance_of(mending: Mending) -> Counter[tuple[int, str]]:
    """Arrivals less departures by unit and nature, over the moves that stand; all nought if even.

    The nature is that of the person's establishment in the roster.
    """
    nature = {
        mending.transfer.county.rows[one.id].person_key: one.nature.value
        for one in mending.roster.people
    }
    found: Counter[tuple[int, str]] = Counter()
    for journey in mending.standing():
        found[journey.to_unit_id, nature[journey.person_key]] += 1
        found[journey.from_unit_id, nature[journey.person_key]] -= 1
    return found
