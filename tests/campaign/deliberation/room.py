"""The offices of a joint meeting and what they do before it, in one line each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.test import Client

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation import actions
from lungang.campaign.deliberation.models import Principles, Reader
from lungang.campaign.deliberation.principles import bound_now
from lungang.campaign.screening import actions as screening
from lungang.campaign.screening.models import Pool
from lungang.campaign.screening.pooling import standing
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.middleware import HOLDING
from lungang.platform.accounts.offices import Office
from tests.campaign.screening.county import Planted

TEXT = "一、出一进一。\n二、专业相同或相近。"
OCCASION = "领导小组第三次会议"
DAY = date(2004, 12, 13)


@dataclass
class Room:
    """A county in deliberation."""

    county: Planted

    @property
    def campaign(self) -> Campaign:
        return Campaign.objects.get(pk=self.county.campaign.pk)

    @property
    def group(self) -> Actor:
        return self.county.group

    @property
    def organisation(self) -> Actor:
        return self.county.organisation

    @property
    def personnel(self) -> Actor:
        return self.county.personnel

    @property
    def witness(self) -> Actor:
        return self.county.office(Office.DISCIPLINE)

    def propose(self, actor: Actor | None = None, text: str = TEXT, **more: Any) -> Principles:
        more.setdefault("binding", bound_now(self.campaign).digest)
        return actions.propose_principles(
            actor or self.personnel, self.campaign, text, OCCASION, DAY, **more
        )

    def decide(self, row: Principles | None = None, actor: Actor | None = None) -> Principles:
        row = row or self.propose()
        return actions.decide_principles(
            actor or self.group, self.campaign, row.pk, row.digest, seen=row.version
        )

    def take_back(self, row: Principles, actor: Actor | None = None, why: str = "再议") -> Any:
        return actions.send_back_principles(actor or self.group, self.campaign, row.pk, why)

    def give(self, actor: Actor, value: str, row: Principles | None = None) -> Any:
        row = row or self.campaign.principles.get(state="decided")
        return actions.give_seed(actor, self.campaign, row.pk, value)

    def admit(self, actor: Actor, by: Actor | None = None) -> Reader:
        assert actor.holding is not None
        return actions.list_reader(by or self.group, self.campaign, actor.holding.pk)


def furnish(county: Planted) -> Room:
    """Screen a county and confirm its pool: deliberation has begun."""
    county.screen()
    now = standing(county.campaign)
    pool: Pool = screening.propose_pool(county.personnel, county.campaign, now.digest)
    screening.confirm_pool(
        county.group, county.campaign, pool.pk, pool.digest, without_opinion=now.unanswered
    )
    return Room(county)


def sign_in(client: Client, actor: Actor) -> Client:
    """Sign somebody in, in the office."""
    client.force_login(actor.user)
    if actor.holding is not None:
        session = client.session
        session[HOLDING] = actor.holding.pk
        session.save()
    return client
