"""Running the rules over the accepted rosters: read and computed here, saved by the action."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lungang.campaign.core.models import Campaign, PackVersion
from lungang.campaign.core.queries import pack_in_force, policy_of
from lungang.campaign.rosters.facts import CountyRoster, county_roster
from lungang.campaign.rosters.models import Correction, Row
from lungang.campaign.rosters.states import CorrectionState, ReturnState
from lungang.campaign.screening.models import Result
from lungang.campaign.screening.profile import profile_of, short_category, short_fact
from lungang.domain.plan import Screened
from lungang.domain.records import encode
from lungang.domain.roster import Kinship, Person
from lungang.errors import NotNow
from lungang.platform.organisation.models import Establishment, Quota, UnitVersion
from lungang.platform.organisation.queries import units_on
from lungang.platform.sorting import sort_keys
from lungang.policy.pack.model import Policy
from lungang.policy.screening import screen
from lungang.statistics.wording import post_name

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Computed:
    """Everything that a run is saved from: results without a run, and what they rest on."""

    pack: PackVersion
    roster_digest: str
    stamp: str
    results: tuple[Result, ...]
    counts: Mapping[str, int]
    units: int
    missing: tuple[str, ...]


def compute(campaign: Campaign, progress: Progress = lambda done, total, stage: None) -> Computed:
    """Screen everybody whose roster is accepted. Writes nothing.

    Raises:
        NotNow: no pack is in force.
        RosterError: no roster is accepted yet, or the accepted ones contradict each other.
        InputError: the pack does not hold at the campaign's reference date.
    """
    pack = pack_in_force(campaign)
    if pack is None:
        raise NotNow(_("还没有起用的政策包，不能筛查"))
    stamp = roster_stamp(campaign)
    progress(0, 3, gettext_noop("读花名册"))
    county = county_roster(campaign)
    progress(1, 3, gettext_noop("按规则逐人筛查"))
    policy = policy_of(pack)
    screening = screen(county.roster, policy)
    progress(2, 3, gettext_noop("整理名单"))
    results = tuple(_results(campaign, county, policy, screening.people))
    return Computed(
        pack=pack,
        roster_digest=county.roster.digest,
        stamp=stamp,
        results=results,
        counts=Counter(result.verdict for result in results),
        units=len({result.unit_id for result in results}),
        missing=tuple(version.name for version in county.missing_units),
    )


def roster_stamp(campaign: Campaign) -> str:
    """Return a digest that changes when an accepted roster, a correction or a unit does.

    It names rows and their versions, and costs a few small queries where the facts cost seconds.
    """
    day = campaign.reference_date
    accepted = campaign.returns.filter(state=ReturnState.ACCEPTED)
    corrected = Correction.objects.filter(
        row__roster_return__campaign=campaign, state=CorrectionState.APPROVED
    )
    parts = [
        str(day),
        *(
            f"{pk} {version}"
            for pk, version in accepted.order_by("pk").values_list("pk", "version")
        ),
        *map(str, corrected.order_by("pk").values_list("pk", flat=True)),
    ]
    for model in (UnitVersion, Establishment, Quota):
        rows = model.objects.on(day).order_by("pk")
        parts += [f"{model.__name__} {pk}" for pk in rows.values_list("pk", flat=True)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _results(
    campaign: Campaign, county: CountyRoster, policy: Policy, people: tuple[Screened, ...]
) -> Iterator[Result]:
    versions = {version.name: version for version in units_on(campaign.reference_date).values()}
    category = {rule.id: rule.category for rule in policy.rules} | {policy.scope.id: "scope"}
    category |= {limit.id: "limit" for limit in policy.limits}
    kin: dict[str, list[Kinship]] = defaultdict(list)
    for kinship in county.roster.kinships:
        kin[kinship.person_id].append(kinship)
    for screened in people:
        person = county.roster.person[screened.person_id]
        own = tuple(kin[person.id])
        row = county.row_of[person.id]
        yield Result(
            **_person_columns(person, county, row, versions[person.unit]),
            **_verdict_columns(screened, row, category, own),
            profile=encode(profile_of(person, county.roster, own, row.number)),
        )


def _person_columns(
    person: Person, county: CountyRoster, row: Row, unit: UnitVersion
) -> dict[str, object]:
    pinyin, strokes = sort_keys(person.name)
    return {
        "row": row,
        "person_key": row.person_key,
        "unit_id": unit.unit_id,
        "unit_name": str(unit),
        "unit_order": unit.order,
        "name": person.name,
        "pinyin": pinyin,
        "strokes": strokes,
        "title": post_name(person.post.section, person.post.title, person.level)[:120],
        "authority": person.authority.value,
        "months": max(0, person.months_in_post(county.roster.reference_date)),
    }


def _verdict_columns(
    screened: Screened, row: Row, category: Mapping[str, str], kin: tuple[Kinship, ...]
) -> dict[str, object]:
    ground = screened.ground
    return {
        "verdict": screened.verdict.value,
        "rule": "" if ground is None else ground.rule,
        "rule_title": "" if ground is None else ground.title[:200],
        "category": short_category(ground, category.get(ground.rule, "") if ground else ""),
        "source": "" if ground is None else ground.source[:200],
        "fact": short_fact(screened, kin),
        # The citizen id stays in the roster: here the person goes by the key.
        "record": encode(replace(screened, person_id=row.person_key)),
    }
