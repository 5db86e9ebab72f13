"""Minutes of a meeting (会议纪要), made of what happened: nobody writes them by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.briefs import Brief, brief_of, letter
from lungang.campaign.deliberation.cards import place, who, words_of
from lungang.campaign.deliberation.content import DecisionContent
from lungang.campaign.deliberation.engine import County, county_of, stamp_of
from lungang.campaign.deliberation.models import Decision, Mark, Meeting, Scenario
from lungang.campaign.deliberation.queries import seed_values
from lungang.campaign.deliberation.rows import Event
from lungang.statistics.wording import post_name


@dataclass(frozen=True, kw_only=True)
class DecidedRow:
    """What became of the proposal for one person; ``differs`` where it was decided otherwise."""

    name: str
    unit: str
    post: str
    proposed: str
    decided: str
    differs: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class Computed:
    """A scenario that the meeting had before it."""

    scenario: Scenario
    brief: Brief
    by: str


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act of the meeting. ``about`` names whom; ``on`` says on which scenario."""

    event: Event
    about: str
    on: str


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """A plan that the meeting asked to be confirmed, and what became of it."""

    decision: Decision
    first: str
    second: str
    rows: tuple[DecidedRow, ...]
    digest: str

    @property
    def differing(self) -> int:
        """How many were decided otherwise than proposed."""
        return sum(row.differs for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """All that the minutes say."""

    meeting: Meeting
    seed: tuple[tuple[str, str], ...]
    scenarios: tuple[Computed, ...]
    acts: tuple[Act, ...]
    outcomes: tuple[Resolution, ...]


def minutes_of(campaign: Campaign, meeting: Meeting) -> Minutes:
    """Return the minutes of a meeting as far as it has come."""
    county = county_of(campaign)
    halves = seed_values(meeting.principles)
    return Minutes(
        meeting=meeting,
        seed=tuple((half.get_office_display(), half.value) for half in halves),
        scenarios=tuple(_scenarios(campaign, meeting)),
        acts=tuple(sorted(_acts(county, meeting), key=lambda act: act.event.at)),
        outcomes=tuple(outcome_of(county, row) for row in _decisions(meeting)),
    )


def _scenarios(campaign: Campaign, meeting: Meeting) -> Iterator[Computed]:
    rows = meeting.principles.scenarios.defer("content").order_by("number")
    if meeting.closed_at is not None:
        rows = rows.filter(computed_at__lte=meeting.closed_at)
    stamp = stamp_of(campaign)
    for row in rows.select_related("computed_by__user", "principles__pack"):
        brief = brief_of(campaign, row, stamp)
        yield Computed(scenario=row, brief=brief, by=who(row.computed_by))


def _acts(county: County, meeting: Meeting) -> Iterator[Act]:
    rows = Mark.objects.filter(Q(meeting=meeting) | Q(withdrawn_in=meeting))
    rows = rows.select_related("made_by__user", "withdrawn_by__user").defer("scenario__content")
    numbers = dict(meeting.campaign.scenarios.values_list("pk", "number"))
    people, ids = county.roster.person, county.id_of_key
    for mark in rows.order_by("made_at", "number"):
        words, on = words_of(county, mark.opened), letter(numbers[mark.scenario_id])
        person = people[ids[mark.opened.person]]
        about = f"{county.short[person.unit]}{person.name}"
        if mark.meeting_id == meeting.pk:
            made = Event(at=mark.made_at, words=words, who=who(mark.made_by))
            yield Act(event=made, about=about, on=on)
        if mark.withdrawn_in_id == meeting.pk and mark.withdrawn_at and mark.withdrawn_by:
            said = _("撤回：{words}").format(words=words)
            back = Event(at=mark.withdrawn_at, words=said, who=who(mark.withdrawn_by))
            yield Act(event=back, about=about, on=on)


def _decisions(meeting: Meeting) -> list[Decision]:
    """What this meeting sent; what repairs a released plan later was sent by none."""
    rows = meeting.decisions.filter(replaces=None)
    return list(rows.select_related("first_by__user", "second_by__user"))


def outcome_of(county: County, decision: Decision) -> Resolution:
    """Return what a decision holds, person by person."""
    content: DecisionContent = decision.opened
    return Resolution(
        decision=decision,
        first=who(decision.first_by),
        second=who(decision.second_by) if decision.second_by else "",
        rows=tuple(_rows(county, content)),
        digest=content.digest,
    )


def _rows(county: County, content: DecisionContent) -> Iterator[DecidedRow]:
    people, ids = county.roster.person, county.id_of_key
    order = {unit.name: at for at, unit in enumerate(county.roster.units)}

    def said(key: str) -> str:
        return place(county, ids[key]) if key else _("留原单位")

    rows = [(people[ids[one.person]], one) for one in content.people]
    for person, one in sorted(rows, key=lambda row: (order[row[0].unit], row[0].name)):
        yield DecidedRow(
            name=person.name,
            unit=county.short[person.unit],
            post=post_name(person.post.section, person.post.title, person.level),
            proposed=said(one.proposed),
            decided=said(one.decided),
            differs=one.proposed != one.decided,
            reason=one.reason,
        )
