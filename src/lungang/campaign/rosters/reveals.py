"""Who saw whose citizen id whole, when and why: read by the discipline office, and nobody else.

The log keeps that it was seen; the words of the reason lie sealed beside it, for people write names
into them. The auditor, who reads the log, learns only that there is a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.kinds import DeskItem
from lungang.campaign.core.models import Campaign
from lungang.campaign.rosters import access
from lungang.campaign.rosters.models import Row
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.audit.models import Entry, Result

SEEN = "查看身份证号"
"""What the log calls it."""
LATELY = timedelta(days=7)


@dataclass(frozen=True)
class Reveal:
    """One look: the line of the log, and the row seen (None once the row was taken out)."""

    entry: Entry
    row: Row | None


def seen_whole() -> QuerySet[Entry]:
    """Return the lines of ids seen whole, for those who count them: without reasons or people."""
    return Entry.objects.filter(action="audit.read", summary=SEEN, result=Result.DONE)


def reveals_for(actor: Actor) -> QuerySet[Entry]:
    """Return the lines of ids seen whole, newest first, each with its reason."""
    if not access.may_see_reveals(actor):
        return Entry.objects.none()
    rows = seen_whole().filter(subject_type=Row._meta.label)
    return rows.select_related("words").order_by("-seq")


def with_rows(entries: Iterable[Entry]) -> list[Reveal]:
    """Return the rows that were seen with the lines: one query for all."""
    lines = list(entries)
    rows = Row.objects.select_related("roster_return__unit").defer("cells", "reason")
    found = {str(pk): row for pk, row in rows.in_bulk([one.subject_id for one in lines]).items()}
    return [Reveal(one, found.get(one.subject_id)) for one in lines]


def seen_lately(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    """Put on the discipline office's desk how many ids were seen whole, in all and these days."""
    if not access.may_see_reveals(actor):
        return
    lately = Q(at__gt=clock.now() - LATELY)
    numbers = seen_whole().aggregate(all=Count("seq"), lately=Count("seq", filter=lately))
    if numbers["all"]:
        yield DeskItem(
            phrase=_("查证号查看记录"),
            url=reverse("rosters:reveals"),
            button=_("去看"),
            detail=_("完整证号看过 {all} 次，近七天 {lately} 次，逐次看理由").format(**numbers),
            count=numbers["lately"],
        )
