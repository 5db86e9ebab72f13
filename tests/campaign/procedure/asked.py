"""The demo county with the steps of today's law in its pack, and its plan sent for confirmation.

The rules of placing stay those of 2004, so that the plan is the known one of 27 people; the steps
are word for word those of ``present-law``, moved to the county's own time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from lungang.campaign.core.models import Campaign, PackVersion
from lungang.campaign.deliberation import actions as deliberation
from lungang.campaign.deliberation.models import Decision, Scenario
from lungang.campaign.procedure import actions
from lungang.campaign.procedure.actions import Said
from lungang.campaign.procedure.content import AnswerContent
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.procedure.queries import standing
from lungang.domain.codes import CadreAuthority
from lungang.domain.records import encode
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import SECTION_OF, Office
from lungang.platform.guard import writing
from tests.campaign.procedure.steps import steps_of_today
from tests.campaign.screening.county import Planted

YES, NO = Said(consents=True), Said(consents=False, words="正办着要案，离不开")


def with_steps(campaign: Campaign, more: str | None = None) -> None:
    """Put the steps into the pack in force."""
    with writing():
        for row in PackVersion.objects.filter(campaign=campaign):
            text = row.text + "\n" + (steps_of_today() if more is None else more)
            PackVersion.objects.filter(pk=row.pk).update(text=text)
            for scenario in Scenario.objects.filter(campaign=campaign):
                told = encode(replace(scenario.opened, pack_text=text))
                Scenario.objects.filter(pk=scenario.pk).update(content=told)


@dataclass
class Procedure:
    """A county whose decided plan waits for its second person, and those who are asked."""

    county: Planted
    decision: Decision

    @property
    def campaign(self) -> Campaign:
        return Campaign.objects.get(pk=self.county.campaign.pk)

    def ask(self, actor: Actor | None = None, **other: Any) -> Decision:
        digest = other.pop("digest", self.decision.opened.digest)
        due = other.pop("due_at", clock.now() + timedelta(days=2))
        return actions.ask(actor or self.county.personnel, self.campaign, digest, due, **other)

    def rows(self, step: str = "") -> list[Inquiry]:
        return [row for row in standing(self.campaign) if not step or row.opened.step == step]

    def one(self, step: str) -> Inquiry:
        return self.rows(step)[0]

    def asked(self, row: Inquiry, office: Office = Office.HR_OFFICER) -> Actor:
        """Whoever is asked."""
        step = row.opened.step
        if step in ("sending_opinion", "receiving_opinion"):
            return self.county.office(office, row.opened.asked)
        if step in ("talk", "inspection"):
            found = next(one for one in SECTION_OF.values() if one.label == row.opened.asked)
            return self.section(found)
        return self.county.office(
            {"discipline": Office.DISCIPLINE, "establishment": Office.ESTABLISHMENT_OFFICE}[step]
        )

    def section(self, office: Office) -> Actor:
        of = {CadreAuthority.PERSONNEL_BUREAU: self.county.personnel}
        authority = next(key for key, value in SECTION_OF.items() if value is office)
        return of.get(CadreAuthority(authority), self.county.organisation)

    def answer(self, row: Inquiry, said: Said = YES, actor: Actor | None = None) -> Inquiry:
        by = actor or self.asked(row)
        if row.opened.step in ("talk", "inspection"):
            told = Said(
                said.consents, said.words, said.on or clock.today(), said.with_whom or "科长、科员"
            )
            return actions.note(by, self.campaign, row.pk, told)
        return actions.answer(by, self.campaign, row.pk, said)

    def settle(self) -> None:
        """Let everything be in, without the acts: what they do is tested once."""
        yes = AnswerContent(consents=True, words="", by="某")
        with writing():
            Inquiry.objects.exclude(state="void").filter(state="asked").update(
                answer=encode(yes), state="answered", answered_at=clock.now()
            )

    def confirm(self, actor: Actor | None = None) -> Decision:
        by = actor or self.county.organisation
        return deliberation.confirm(
            by, self.campaign, self.decision.pk, self.decision.opened.digest
        )
