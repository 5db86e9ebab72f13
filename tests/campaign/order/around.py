"""Acts from beside and before: time passes, the step is changed, what is frozen is tried."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from lungang.campaign.core import actions as core
from lungang.campaign.deliberation.queries import decided_principles, standing_decision
from lungang.campaign.rosters import actions as rosters
from lungang.campaign.rosters.models import Return, Row
from lungang.campaign.screening import actions as screening
from lungang.campaign.screening.actions.opinions import Answer
from lungang.campaign.screening.models import Result
from lungang.campaign.screening.pooling import standing
from lungang.campaign.screening.states import OpinionAnswer, PetitionKind
from lungang.campaign.transfer.queries import standing_journeys
from lungang.domain.codes import Nature
from lungang.platform import clock
from lungang.platform.organisation import actions as units
from lungang.policy.pack import pack_bytes
from tests.campaign.order.after import is_out
from tests.campaign.order.before import TEXTS
from tests.campaign.order.later import Later
from tests.campaign.order.machine import GOOD, ONE, SOME, SOMEBODY
from tests.campaign.order.table import wish_of

STAGES = ("pool", "begun", "sitting", "anew", "agreed", "out", "on the way", "mended", "arrived")
"""Where an example begins; the end is tried as often as the beginning."""


class Everything(Later):
    """The whole machine."""

    @initialize(stage=st.sampled_from(STAGES))
    def it_begins(self, stage: str) -> None:
        at = STAGES.index(stage)
        if at == 1:
            self.begin()
        if at == 2:
            self.begin()
            self.compute("per")
            self.sit("org")
        if at >= 3:
            self.agree()
        if at == 3:
            self.decide_anew()
        if at >= 5:
            assert standing_decision(self.campaign) is not None
            self.release("per")
            self.undo_release("group")
        for number, way in enumerate(self.campaign.journeys.all() if at >= 6 else ()):
            self.go(way, 8 if at == 8 else number % 9)
        if at == 7:
            for way in standing_journeys(self.campaign)[:9:4]:
                self.mend(way)

    def decide_anew(self) -> None:
        """Other principles, in the middle of the meeting; which goes on as if nothing were."""
        self.propose("org", TEXTS[1])
        self.decide("group")
        self.begin()
        self.compute("per")
        if (scenario := self.scenario()) and (table := self.table(scenario)):
            self.mark("org", scenario, wish_of("stay", table.people[0].key), None)

    @rule(hours=st.sampled_from((1, 3, 24, 24 * 200)))
    def time_passes(self, hours: int) -> None:
        self.county.moment += timedelta(hours=hours)

    @rule(who=st.sampled_from(("per", "org", "group", "dis")), number=SOME, why=GOOD)
    def the_step_is_changed(self, who: str, number: int, why: bool) -> None:
        steps = ("deliberation", "transfer", "outcomes", "screening", "deliberation", "transfer")
        step = self.campaign.step
        if step in ("screening", "outcomes"):
            key = "transfer" if is_out(self) else "deliberation"
        elif number % 4:
            return
        else:
            key = steps[number % len(steps)]
        self.do(who, core.open_step, self.campaign.pk, key, reason="研究决定" if why else "")

    @rule(who=SOMEBODY, what=SOME, number=SOME, back=st.booleans())
    def what_is_frozen_is_tried(self, who: str, what: int, number: int, back: bool) -> None:
        """In its own step too, where the leading group led the campaign back."""
        frozen = decided_principles(self.campaign) is not None
        if not frozen:
            return
        was = self.campaign.step
        if back and was != "screening":
            self.do("group", core.open_step, self.campaign.pk, "screening", reason="再看")
        acts = self._frozen(number)
        self.do(who, acts[what % len(acts)], good=False)
        if self.campaign.step != was:
            self.do("group", core.open_step, self.campaign.pk, was, reason="再看", good=True)

    def _frozen(self, number: int) -> list[Callable[[Any], Any]]:
        campaign = self.campaign
        results = list(Result.objects.filter(run__campaign=campaign).order_by("pk"))
        rows = list(Row.objects.order_by("number", "person_key"))
        result, row = results[number % len(results)], rows[number % len(rows)]
        unit, day = row.roster_return.unit_id, campaign.reference_date
        pool = campaign.pools.order_by("-number")[0]
        sent = Return.objects.order_by("pk")[0]
        text = pack_bytes("present-law")[1].decode()
        return [
            lambda who: screening.run_screening(who, campaign),
            lambda who: screening.petition(who, campaign, result.pk, PetitionKind.DEFER, "援建"),
            lambda who: screening.give_opinions(
                who, campaign, [Answer(result.pk, OpinionAnswer.NO_OBJECTION)]
            ),
            lambda who: screening.propose_pool(who, campaign, standing(campaign).digest),
            lambda who: screening.send_back_pool(who, campaign, pool.pk, "再核"),
            lambda who: rosters.ask_correction(who, row.pk, {"remark": "挂职"}, "误"),
            lambda who: rosters.take_up(who, sent.pk, "重填"),
            lambda who: core.adopt_pack(who, campaign.pk, "present-law", text, decision="某会"),
            lambda who: core.edit_campaign(
                who, campaign.pk, name=campaign.name, county=campaign.county,
                document_number="", reference_date=date(2004, 12, 31), reason="笔误",
            ),
            lambda who: units.set_establishment(
                who, unit, Nature.ADMINISTRATIVE, 77, day=day, reason="编委 1 号"
            ),
            lambda who: units.add_section(who, unit, "信息科", day=day),
            lambda who: units.abolish_unit(who, unit, day=day, reason="编委 1 号"),
        ]  # fmt: skip

    @rule(who=ONE, number=SOME)
    def a_task_is_moved_or_withdrawn(self, who: str, number: int) -> None:
        task = self.pick(self.campaign.tasks.order_by("kind", "unit"), number)
        if task is None:
            return
        if number % 8 == 7:
            self.do(who, core.withdraw_task, task.pk, "不用")
        else:
            later = clock.now() + timedelta(days=3)
            self.do(who, core.move_deadline, task.pk, later, "雨")
