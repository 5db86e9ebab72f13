"""The engine at the table: a scenario's planner, kept ready so that each act answers at once.

What is kept lives in this process only and holds what is sealed; it is bounded, and every entry
belongs to one scenario under one state of the rosters, so nothing passes from one campaign to
another. Losing it costs time and nothing else: all that was decided is in the database.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.content import ScenarioContent, fingerprint
from lungang.campaign.deliberation.models import Principles, Scenario
from lungang.campaign.deliberation.queries import seed_of
from lungang.campaign.rosters.facts import county_roster
from lungang.campaign.rosters.models import Row
from lungang.campaign.screening.compute import roster_stamp
from lungang.campaign.screening.models import Petition
from lungang.campaign.screening.queries import MUST, last_granted, last_run
from lungang.campaign.screening.states import PetitionKind, PetitionState
from lungang.domain.codes import Verdict
from lungang.domain.movement import slots
from lungang.domain.plan import Settled, Stay
from lungang.domain.roster import Roster
from lungang.errors import NotNow
from lungang.exchange import Planner
from lungang.exchange.problem import Progress, silent
from lungang.platform.kept import Kept
from lungang.policy.pack import parse_policy
from lungang.policy.pack.model import Policy
from lungang.statistics.wording import short_names

_VERDICTS = {
    PetitionKind.DEFER.value: Verdict.DEFERRED,
    PetitionKind.EXCLUDE.value: Verdict.EXCLUDED,
}


@dataclass(frozen=True)
class County:
    """The frozen facts of a campaign, with the rows of the office that they came from."""

    roster: Roster
    row_of: Mapping[str, Row]
    settled: tuple[Settled, ...]

    @cached_property
    def id_of_key(self) -> dict[str, str]:
        """Citizen id by key of the roster."""
        return {row.person_key: citizen for citizen, row in self.row_of.items()}

    @cached_property
    def id_of_row(self) -> dict[UUID, str]:
        """Citizen id by row."""
        return {row.pk: citizen for citizen, row in self.row_of.items()}

    @cached_property
    def short(self) -> dict[str, str]:
        """Short name of each unit."""
        return short_names((unit.name, unit.short_name) for unit in self.roster.units)


@dataclass(frozen=True)
class Engine:
    """A scenario with its planner, before any mark of the meeting."""

    county: County
    policy: Policy
    planner: Planner
    title: str
    changes: str
    proposed: Mapping[str, str]
    """Slot that the scenario gave each person of the pool at first; staying is the own."""
    stays: Mapping[str, Stay]
    """Why those stay whom the scenario did not place at first, by citizen id."""


_counties: Kept[County] = Kept(2)
_engines: Kept[Engine] = Kept(6)


def stamp_of(campaign: Campaign) -> str:
    """Return a digest that changes when rosters, units or granted petitions do; a few queries."""
    granted = campaign.petitions.filter(state=PetitionState.APPROVED).order_by("pk")
    parts = [str(campaign.pk), roster_stamp(campaign)]
    parts += [f"{pk} {kind}" for pk, kind in granted.values_list("pk", "kind")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def county_of(campaign: Campaign, stamp: str = "") -> County:
    """Return the frozen facts; ``stamp`` is :func:`stamp_of` where it is known already.

    Raises:
        RosterError: accepted rosters contradict each other.
    """

    def read() -> County:
        found = county_roster(campaign)
        keys = {row.person_key: citizen for citizen, row in found.row_of.items()}
        return County(found.roster, found.row_of, settled(campaign, keys))

    return _counties.get(stamp or stamp_of(campaign), read)


def settled(campaign: Campaign, id_of_key: Mapping[str, str]) -> tuple[Settled, ...]:
    """Return whom the leading group deferred or left out: for each person the last decision.

    A petition weighs only on somebody who must exchange or rotate by the rules, as in screening.
    """
    run = last_run(campaign)
    if run is None:
        return ()
    bound = set(run.results.filter(verdict__in=MUST).values_list("person_key", flat=True))
    return tuple(
        Settled(
            person_id=id_of_key[key],
            verdict=_VERDICTS[row.kind],
            source=_source(row),
        )
        for key, row in last_granted(campaign).items()
        if key in bound and key in id_of_key
    )


def _source(petition: Petition) -> str:
    assert petition.decided_at is not None
    day = timezone.localtime(petition.decided_at)
    kind = PetitionKind(petition.kind).label
    return f"领导小组 {day.year} 年 {day.month} 月 {day.day} 日同意{kind}"


def engine_of(campaign: Campaign, scenario: Scenario, stamp: str = "") -> Engine:
    """Return a scenario's engine; read and solved at the first asking.

    ``stamp`` is :func:`stamp_of` where it is known already.

    Raises:
        NotNow: what it computes now is not what the scenario holds: facts moved under it.
    """
    stamp = stamp or stamp_of(campaign)
    return _engines.get((scenario.pk, stamp), lambda: _engine(campaign, scenario, stamp))


def _engine(campaign: Campaign, scenario: Scenario, stamp: str) -> Engine:
    content = Scenario.objects.get(pk=scenario.pk).opened
    county, policy = county_of(campaign, stamp), policy_of(content)
    planner = Planner(county.roster, policy, seed=content.seed, settled=county.settled)
    if fingerprint(planner) != content.digest:
        raise NotNow(_("花名册、规则或者名单在算这个方案以后改过，这个方案不作数。请重新算方案"))
    return Engine(
        county=county,
        policy=policy,
        planner=planner,
        title=content.title,
        changes=content.changes,
        proposed=slots(planner),
        stays={stay.person_id: stay for stay in content.plan.stays},
    )


def policy_of(content: ScenarioContent) -> Policy:
    """Return the rules that a scenario was computed by."""
    return parse_policy(content.pack_text.encode(), "pack.toml")


def new_planner(
    campaign: Campaign, principles: Principles, policy: Policy, progress: Progress = silent
) -> Planner:
    """Solve anew what the principles froze, under some rules.

    Raises:
        NotNow: the seed is not in yet, or these rules make other people exchange than the
            leading group confirmed.
        InputError: the rules do not hold at the reference date.
        RosterError: accepted rosters contradict each other.
    """
    seed = seed_of(principles)
    if not seed:
        raise NotNow(_("定序数还没有报齐，不能算方案"))
    county = county_of(campaign)
    planner = Planner(county.roster, policy, seed=seed, settled=county.settled, progress=progress)
    pool = Counter(county.row_of[key].person_key for key in planner.screening.pool)
    if pool != Counter(person["person_key"] for person in principles.pool.people):
        raise NotNow(
            _(
                "照这些规则，应交流的人与领导小组确认的名单不一致，没有算。只改去向的规则，不改筛查的规则"
            )
        )
    return planner


def forget() -> None:
    """Forget everything that is kept: for tests, and where memory is wanted."""
    _engines.clear()
    _counties.clear()
