"""What is said of people, posts and acts, as plain facts: sealed as they stood, told again later.

A roster row may be corrected, a unit renamed, an account's name changed. What a meeting did is told
from these records instead, whose words are made in the reader's language each time.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lungang.campaign.deliberation.content import DecisionContent, MarkContent
from lungang.campaign.deliberation.engine import County
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.deliberation.states import MarkKind
from lungang.domain.records import decode
from lungang.domain.roster import Person
from lungang.platform.accounts.models import Holding
from lungang.policy.pack.model import Policy
from lungang.statistics import outcomes
from lungang.statistics.records import Outcomes
from lungang.statistics.wording import post_name

MISSING = "不在花名册的人"
"""How somebody is called on record whom no roster knows any more."""


@dataclass(frozen=True, kw_only=True)
class By:
    """Who did something: the office as it is called, and the person."""

    office: str
    name: str

    def __str__(self) -> str:
        """Say who it was: the office and the person."""
        return f"{_(self.office)} {self.name}"


def by(holding: Holding) -> By:
    """Return who a holding is."""
    return By(office=str(holding.get_office_display()), name=holding.user.name)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A slot: the post, in a unit by its short name, and who holds it now."""

    unit: str
    post: str
    holder: str

    def __str__(self) -> str:
        """Say in words which slot: 交通局计划财务科科长（接邓显荣）."""
        text = _("{unit}{post}（接{holder}）")
        return text.format(unit=self.unit, post=self.post, holder=self.holder)


def place_of(county: County, slot: str) -> Place:
    """Return a slot by the citizen id of its holder."""
    return _place(county, county.roster.person[slot])


def seat_of(county: County, key: str) -> Place:
    """Return where somebody sits, by key of the roster.

    Somebody who is in no roster any more (by hand, in the database) is called so: a meeting over
    such facts can still be closed.
    """
    person = county.roster.person.get(county.id_of_key.get(key, ""))
    return _place(county, person) if person else Place(unit="", post="", holder=MISSING)


def _place(county: County, holder: Person) -> Place:
    return Place(unit=county.short[holder.unit], post=_post(holder), holder=holder.name)


def _post(person: Person) -> str:
    return post_name(person.post.section, person.post.title, person.level)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one mark says, and why: of a swap ``one`` and ``other`` are the two."""

    kind: str
    to: Place | None = None
    unit: str = ""
    one: str = ""
    other: str = ""
    reason: str = ""

    def __str__(self) -> str:
        """Say what it says: 定为交通局计划财务科科长（接邓显荣），理由：…."""
        act = _(str(MarkKind(self.kind).label))
        if self.kind == MarkKind.SWAP:
            said = _("{one}与{other}对调").format(one=self.one, other=self.other)
        elif self.kind == MarkKind.STAY:
            said = act
        else:
            said = f"{act}{self.to or self.unit}"
        if not self.reason:
            return said
        return _("{said}，理由：{reason}").format(said=said, reason=self.reason)


def said_of(county: County, mark: MarkContent) -> Said:
    """Return what a mark says."""
    swap = mark.kind == MarkKind.SWAP
    to = mark.slot and not swap and mark.kind != MarkKind.STAY
    return Said(
        kind=mark.kind,
        to=seat_of(county, mark.slot) if to else None,
        unit=county.short.get(mark.unit, mark.unit),
        one=seat_of(county, mark.person).holder if swap else "",
        other=seat_of(county, mark.other).holder if swap else "",
        reason=mark.reason,
    )


@dataclass(frozen=True, kw_only=True)
class DecidedRow:
    """What became of the proposal for one person (None: stays); ``differs``: decided otherwise."""

    name: str
    unit: str
    post: str
    first: Place | None
    then: Place | None
    differs: bool
    reason: str

    @property
    def proposed(self) -> str:
        """What the scenario proposed, in words."""
        return _where(self.first)

    @property
    def decided(self) -> str:
        """What was decided, in words."""
        return _where(self.then)


def _where(place: Place | None) -> str:
    return str(place) if place is not None else _("留原单位")


@dataclass(frozen=True, kw_only=True)
class ToldDecision:
    """A decided plan as its pages and copies tell it: person by person, and all its results."""

    rows: tuple[DecidedRow, ...]
    outcomes: Outcomes


def told_of(county: County, policy: Policy, content: DecisionContent) -> ToldDecision:
    """Return a decided plan as it is told, from the facts that it was made of.

    Raises:
        InputError: these are not the facts that it was made of.
    """
    return ToldDecision(
        rows=rows_of(county, content), outcomes=outcomes(content.plan, county.roster, policy)
    )


def told_in(decision: Decision) -> ToldDecision | None:
    """Return what was sealed with a decision, None where nothing was."""
    return decode(ToldDecision, decision.told) if decision.told is not None else None


def rows_of(county: County, content: DecisionContent) -> tuple[DecidedRow, ...]:
    """Return what became of each proposal, by unit and name."""
    people, ids = county.roster.person, county.id_of_key
    order = {unit.name: at for at, unit in enumerate(county.roster.units)}

    def where(key: str) -> Place | None:
        return place_of(county, ids[key]) if key else None

    rows = [(people[ids[one.person]], one) for one in content.people]
    return tuple(
        DecidedRow(
            name=person.name,
            unit=county.short[person.unit],
            post=_post(person),
            first=where(one.proposed),
            then=where(one.decided),
            differs=one.proposed != one.decided,
            reason=one.reason,
        )
        for person, one in sorted(rows, key=lambda row: (order[row[0].unit], row[0].name))
    )
