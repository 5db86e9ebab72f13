"""A repair as its page shows it: who goes elsewhere than released and why, and who does not."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.engine import County, county_of
from lungang.campaign.repairs.content import CaseContent, RepairContent
from lungang.campaign.repairs.models import Case, Repair
from lungang.campaign.repairs.queries import cases_of, withdrawn_of
from lungang.campaign.repairs.solving import changed_people
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.queries import standing_journeys
from lungang.domain.movement import UnitBalance, balance
from lungang.domain.plan import Plan, Slot
from lungang.statistics.wording import post_name


@dataclass(frozen=True)
class Changed:
    """Somebody who goes elsewhere than released; ``freed`` had reported for duty already."""

    name: str
    unit: str
    post: str
    was: str
    now: str
    why: str
    at: str
    freed: bool


@dataclass(frozen=True)
class CaseRow:
    """What came up, with the name of whom it is about, and whose section is in charge."""

    case: Case
    told: CaseContent
    name: str
    unit: str
    authority: str


@dataclass(frozen=True)
class Shown:
    """A computed repair: the changes, how many are untouched, each unit's balance, the proof."""

    content: RepairContent
    changed: tuple[Changed, ...]
    total: int
    unplaced: int
    balance: tuple[UnitBalance, ...]
    fewest: int

    @property
    def untouched(self) -> int:
        """How many keep what was released."""
        return self.total - len(self.changed)

    @property
    def freed(self) -> int:
        """How many had reported and move again."""
        return sum(one.freed for one in self.changed)

    @property
    def is_even(self) -> bool:
        """Whether as many arrive as leave, by unit and nature."""
        return all(row.out == row.into for row in self.balance)


def case_rows(campaign: Campaign, row: Repair, *, withdrawn: bool = False) -> list[CaseRow]:
    """Return what came up, as far as it holds; ``withdrawn``: what was taken back."""
    cases = withdrawn_of(row) if withdrawn else cases_of(row)
    if not cases:
        return []
    county = county_of(campaign)
    ids, people = county.id_of_key, county.roster.person
    ways = campaign.journeys.filter(person_key__in=[case.opened.person for case in cases])
    authority = dict(ways.values_list("person_key", "authority"))
    found = []
    for case in cases:
        told = case.opened
        person = people[ids[told.person]]
        found.append(CaseRow(case, told, person.name, person.unit, authority[told.person]))
    return found


def shown(campaign: Campaign, row: Repair) -> Shown | None:
    """Return a repair as its page shows it, None until it is computed."""
    content = row.opened
    if content is None:
        return None
    plan, released = content.plan, row.repairs.opened.plan
    county, ways = county_of(campaign), _ways(campaign, row)
    why = {one.person_id: one.reasons[-1] for one in plan.explanations if one.reasons}
    stays = {one.person_id: one.reason for one in plan.stays}
    changed = changed_people(plan, released)
    return Shown(
        content=content,
        changed=tuple(
            _changed(county, content, ways, one, ends, why.get(one) or stays.get(one, ""))
            for one, ends in changed.items()
        ),
        total=len(plan.moves) + len(plan.stays),
        unplaced=len(plan.stays),
        balance=balance(plan),
        fewest=_word(plan, "changed"),
    )


def _ways(campaign: Campaign, row: Repair) -> dict[str, Journey]:
    """The moves that the repair revokes, or revoked, by key."""
    if row.released_in_id is not None:
        rows = campaign.journeys.filter(revoked_in=row.released_in_id)
    else:
        rows = standing_journeys(campaign)
    return {one.person_key: one for one in rows.defer("reasons", "revoked_because")}


def _changed(
    county: County,
    content: RepairContent,
    ways: dict[str, Journey],
    citizen: str,
    ends: tuple[str, str],
    why: str,
) -> Changed:
    key = county.row_of[citizen].person_key
    way, posts = ways.get(key), {slot.id: slot for slot in content.plan.slots}
    person = county.roster.person[citizen]
    before, now = (
        _("留原单位") if slot == citizen else _place(county, posts[slot]) for slot in ends
    )
    return Changed(
        name=person.name,
        unit=county.short[person.unit],
        post=_post(posts[citizen]),
        was=before,
        now=now,
        why=why,
        at=way.get_state_display() if way else "",
        freed=key in content.freed,
    )


def _place(county: County, slot: Slot) -> str:
    return f"{county.short[slot.unit]} {_post(slot)}"


def _post(slot: Slot) -> str:
    return post_name(slot.section, slot.title, slot.level)


def _word(plan: Plan, word: str) -> int:
    """The value of one word of the proof."""
    certificate = plan.certificate
    return certificate.total[certificate.words.index(word)] if word in certificate.words else 0
