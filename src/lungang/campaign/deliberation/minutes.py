"""Minutes of a meeting (会议纪要), made of what happened: nobody writes them by hand.

While it is open they are told from what stands. At its closing they are sealed whole in its row
(:func:`sealed_minutes`), and from then on page and papers are made of that: with principles sent
back, rosters and units may change again, and accounts change their names at any time, so that
frozen facts alone would keep the record only until then. What became of its plan afterwards stands
beside it (:mod:`lungang.campaign.deliberation.since`), told from the decision, which is a record
itself.

The digest of what is sealed stands on page and papers, so that a copy can be held against the
record; the log has it from the release on (:func:`digests_of`), for until then a digest of a sealed
text in the log would make two logs differ that tell nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.briefs import letter
from lungang.campaign.deliberation.engine import County, county_of
from lungang.campaign.deliberation.models import Decision, Mark, Meeting, Scenario
from lungang.campaign.deliberation.queries import Draw, draws_until
from lungang.campaign.deliberation.told import (
    By,
    DecidedRow,
    Said,
    by,
    rows_of,
    said_of,
    seat_of,
    told_in,
)
from lungang.domain.records import decode, encode
from lungang.platform.kept import Kept


@dataclass(frozen=True, kw_only=True)
class Computed:
    """A scenario that the meeting had before it."""

    letter: str
    title: str
    changes: str
    placed: int
    unplaced: int
    digest: str
    at: datetime
    by: By


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act of the meeting. ``about`` names whom; ``on`` says on which scenario."""

    at: datetime
    on: str
    about: str
    said: Said
    back: bool
    by: By

    @property
    def words(self) -> str:
        """What was done, in words."""
        return _("撤回：{words}").format(words=self.said) if self.back else str(self.said)


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """A plan that the meeting asked to be confirmed, and what had become of it."""

    number: int
    state: str
    first: By
    first_at: datetime
    second: By | None
    second_at: datetime | None
    answer: str
    rows: tuple[DecidedRow, ...]
    digest: str

    @property
    def differing(self) -> int:
        """How many were decided otherwise than proposed."""
        return sum(row.differs for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class HalfDrawn:
    """One office's half of a draw: who gave it, when, and what."""

    by: By
    at: datetime
    value: str


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A tie-break drawn: under which principles (``number``), bound to which digest."""

    number: int
    bound: str
    halves: tuple[HalfDrawn, ...]


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """The principles that the meeting sat under, and the pool."""

    occasion: str
    decided_on: date
    digest: str
    pool: int
    people: int


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """All that the minutes say. ``draws``: the last is the one that counted."""

    number: int
    held_at: datetime
    closed_at: datetime | None
    place: str
    chair: str
    present: tuple[str, ...]
    agenda: str
    grounds: Grounds
    draws: tuple[Drawn, ...]
    scenarios: tuple[Computed, ...]
    acts: tuple[Act, ...]
    outcomes: tuple[Resolution, ...]

    @property
    def seed(self) -> tuple[tuple[str, str], ...]:
        """The halves that counted: office and value."""
        return tuple((one.by.office, one.value) for draw in self.draws[-1:] for one in draw.halves)

    @property
    def digest(self) -> str:
        """What the minutes are known by once the meeting is over, "" before."""
        return digest_of(encode(self)) if self.closed_at is not None else ""


def minutes_of(campaign: Campaign, meeting: Meeting) -> Minutes:
    """Return the minutes: as they were sealed, of an open meeting as far as it has come."""
    if meeting.minutes is not None:
        return decode(Minutes, meeting.minutes)
    return _minutes(campaign, meeting)


def sealed_minutes(campaign: Campaign, meeting: Meeting) -> Any:
    """Return what is sealed of a meeting at its closing, as JSON values."""
    return encode(_minutes(campaign, meeting))


def digest_of(minutes: Any) -> str:
    """Return what sealed minutes are known by."""
    text = json.dumps(minutes, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digests_of(campaign: Campaign) -> list[str]:
    """Return what the minutes of all meetings held are known by, the first meeting's first."""
    rows = campaign.meetings.filter(minutes__isnull=False).order_by("number")
    return [digest_of(row.minutes) for row in rows]


def _minutes(campaign: Campaign, meeting: Meeting) -> Minutes:
    county, principles = county_of(campaign), meeting.principles
    return Minutes(
        number=meeting.number,
        held_at=meeting.held_at,
        closed_at=meeting.closed_at,
        place=meeting.place,
        chair=meeting.chair,
        present=tuple(meeting.present),
        agenda=meeting.agenda,
        grounds=Grounds(
            occasion=principles.occasion,
            decided_on=principles.decided_on,
            digest=principles.digest,
            pool=principles.pool.number,
            people=len(principles.pool.people),
        ),
        draws=tuple(_drawn(draw) for draw in draws_until(principles)),
        scenarios=tuple(_scenarios(meeting)),
        acts=tuple(sorted(_acts(county, meeting), key=lambda act: act.at)),
        outcomes=tuple(outcome_of(campaign, row) for row in decisions_of(meeting)),
    )


def _drawn(draw: Draw) -> Drawn:
    halves = (
        HalfDrawn(by=by(one.given_by), at=one.given_at, value=one.value) for one in draw.halves
    )
    principles = draw.principles
    return Drawn(number=principles.number, bound=principles.digest, halves=tuple(halves))


_computed: Kept[Computed] = Kept(48)
"""A scenario never changes once it is computed: what is opened of it once is kept."""


def _scenarios(meeting: Meeting) -> Iterator[Computed]:
    rows = meeting.principles.scenarios.defer("content").order_by("number")
    if meeting.closed_at is not None:
        rows = rows.filter(computed_at__lte=meeting.closed_at)
    for row in rows.select_related("computed_by__user"):
        yield _computed.get(row.pk, partial(_opened, row))


def _opened(row: Scenario) -> Computed:
    content = Scenario.objects.get(pk=row.pk).opened
    return Computed(
        letter=letter(row.number),
        title=content.title,
        changes=content.changes,
        placed=len(content.plan.moves),
        unplaced=len(content.plan.stays),
        digest=content.digest,
        at=row.computed_at,
        by=by(row.computed_by),
    )


def _acts(county: County, meeting: Meeting) -> Iterator[Act]:
    rows = Mark.objects.filter(Q(meeting=meeting) | Q(withdrawn_in=meeting))
    rows = rows.select_related("made_by__user", "withdrawn_by__user").defer("scenario__content")
    numbers = dict(meeting.campaign.scenarios.values_list("pk", "number"))
    for mark in rows.order_by("made_at", "number"):
        said, on = said_of(county, mark.opened), letter(numbers[mark.scenario_id])
        seat = seat_of(county, mark.opened.person)
        about = f"{seat.unit}{seat.holder}"
        if mark.meeting_id == meeting.pk:
            doer = by(mark.made_by)
            yield Act(at=mark.made_at, on=on, about=about, said=said, back=False, by=doer)
        if mark.withdrawn_in_id == meeting.pk and mark.withdrawn_at and mark.withdrawn_by:
            doer, at = by(mark.withdrawn_by), mark.withdrawn_at
            yield Act(at=at, on=on, about=about, said=said, back=True, by=doer)


def decisions_of(meeting: Meeting) -> list[Decision]:
    """Return what a meeting sent; what repairs a released plan later was sent by none."""
    rows = meeting.decisions.filter(replaces=None)
    return list(rows.select_related("first_by__user", "second_by__user"))


def outcome_of(campaign: Campaign, decision: Decision) -> Resolution:
    """Return what a decision holds, person by person, and what has become of it."""
    told = told_in(decision)
    rows = told.rows if told else rows_of(county_of(campaign), decision.opened)
    return Resolution(
        number=decision.number,
        state=str(decision.get_state_display()),
        first=by(decision.first_by),
        first_at=decision.first_at,
        second=by(decision.second_by) if decision.second_by else None,
        second_at=decision.second_at,
        answer=decision.answer,
        rows=rows,
        digest=decision.opened.digest,
    )
