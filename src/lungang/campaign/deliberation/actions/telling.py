"""Telling the other section how far a sealed plan is: that is sealed as the plan itself."""

from __future__ import annotations

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.queries import readers
from lungang.platform.accounts.offices import SECTIONS
from lungang.platform.actions import Act
from lungang.platform.notices.actions import tell


def tell_other_section(act: Act, campaign: Campaign, subject: str, path: str) -> None:
    """Tell those on the need-to-know list in the other section, each alone, and never by mail."""
    others = [office.value for office in SECTIONS - {act.actor.office}]
    for reader in readers(campaign).filter(holding__office__in=others):
        tell(act, reader.holding, subject, path=path)
