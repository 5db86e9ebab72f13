"""Telling others on the list how far a sealed plan is: that is sealed as the plan itself."""

from __future__ import annotations

from collections.abc import Collection

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.queries import readers
from lungang.platform.accounts.offices import SECTIONS, Office
from lungang.platform.actions import Act
from lungang.platform.notices.actions import tell


def tell_other_section(act: Act, campaign: Campaign, subject: str, path: str) -> None:
    """Tell those on the need-to-know list in the other section, each alone, and never by mail."""
    _tell(act, campaign, SECTIONS - {act.actor.office}, subject, path)


def tell_group(act: Act, campaign: Campaign, subject: str, path: str) -> None:
    """Tell those of the leading group who are on the list, in the same way."""
    _tell(act, campaign, {Office.LEADING_GROUP}, subject, path)


def _tell(
    act: Act, campaign: Campaign, offices: Collection[Office], subject: str, path: str
) -> None:
    wanted = [office.value for office in offices]
    for reader in readers(campaign).filter(holding__office__in=wanted):
        tell(act, reader.holding, subject, path=path)
