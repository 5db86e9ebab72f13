"""Reads of screening, scoped by who asks: runs, results with the verdict that holds, petitions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.core.queries import why_closed
from lungang.campaign.rosters.states import ReturnState
from lungang.campaign.screening import access
from lungang.campaign.screening.models import Opinion, Petition, Pool, Result, Run
from lungang.campaign.screening.states import STEPS, PetitionKind, PetitionState, PoolState
from lungang.domain.codes import Verdict
from lungang.platform.accounts.actor import Actor

MUST = (Verdict.MUST_EXCHANGE.value, Verdict.MUST_ROTATE.value)
"""Verdicts that a petition can change and a unit is asked about."""

OPINIONS = "opinions"
"""The kind of the task by which units are asked for their opinion."""

KIND = "screening.run"
"""The kind of the job that runs the rules."""


def why_not_asked_of_units(campaign: Campaign) -> str:
    """Say why the units cannot be asked for their opinion now, or ""."""
    if why := closed(campaign):
        return why
    if standing_confirmation(campaign) is not None:
        return _("应交流人员名单已经确认，不再征求意见。有新情况，请领导小组先退回名单")
    return ""


def closed(campaign: Campaign) -> str:
    """Say why nothing of screening can be done now, or ""."""
    return why_closed(campaign, *STEPS)


def why_no_run(campaign: Campaign) -> str:
    """Say why the rules cannot run now, or ""."""
    if why := closed(campaign):
        return why
    if not campaign.packs.exists():
        return _("还没有起用政策，先在轮岗设置里起用，再筛查")
    if not campaign.returns.filter(state=ReturnState.ACCEPTED).exists():
        return _("还没有接收的花名册，先接收，再筛查")
    return ""


def last_run(campaign: Campaign) -> Run | None:
    """Return the last screening of a campaign: the one that holds."""
    return campaign.screenings.select_related("pack").order_by("-number").first()


def effective(results: QuerySet[Result], campaign: Campaign) -> QuerySet[Any]:
    """Add what holds now to results: the run's verdict with the petitions that were granted.

    ``effective`` is the verdict; ``granted`` the kind of a petition granted; ``petition_kind``
    and ``petition_state`` the last one; ``opinion`` what the unit answered to this verdict. A
    petition weighs only on somebody who must exchange or rotate: whom the rules defer or exclude
    stays so.
    """
    granted: dict[str, list[str]] = {}
    for key, petition in last_granted(campaign).items():
        granted.setdefault(petition.kind, []).append(key)
    petitions = Petition.objects.filter(campaign=campaign, person_key=OuterRef("person_key"))
    latest = petitions.order_by("-asked_at")
    opinions = Opinion.objects.filter(
        campaign=campaign, person_key=OuterRef("person_key"), verdict=OuterRef("verdict")
    )
    bound = Q(verdict__in=MUST)
    return results.annotate(
        granted=Case(
            *(When(person_key__in=keys, then=Value(kind)) for kind, keys in granted.items()),
            default=Value(""),
            output_field=CharField(),
        ),
        petition_kind=Subquery(latest.values("kind")[:1]),
        petition_state=Subquery(latest.values("state")[:1]),
        opinion=Subquery(opinions.values("answer")[:1]),
    ).annotate(
        effective=Case(
            When(bound & Q(granted=PetitionKind.DEFER), then=Value(Verdict.DEFERRED.value)),
            When(bound & Q(granted=PetitionKind.EXCLUDE), then=Value(Verdict.EXCLUDED.value)),
            default=F("verdict"),
            output_field=CharField(),
        )
    )


def last_granted(campaign: Campaign) -> dict[str, Petition]:
    """Return the petition that was granted last for each person, by key.

    They are few, so they are read first: asked about each result, the list took twice as long.
    """
    approved = campaign.petitions.filter(state=PetitionState.APPROVED).order_by("decided_at")
    return {petition.person_key: petition for petition in approved}


def results_for(actor: Actor, campaign: Campaign, run: Run | None = None) -> QuerySet[Any]:
    """Return the last run's results that an office may see.

    The county's offices see everybody; a unit's officer and head its own people who must move, or
    would have to but for a deferral. ``run`` is the last run where it is at hand.
    """
    run = run or last_run(campaign)
    if run is None:
        return Result.objects.none()
    results = effective(Result.objects.filter(run=run), campaign)
    if access.may_see_list(actor):
        return results
    if access.may_see_unit(actor):
        return results.filter(unit=actor.unit_id, verdict__in=MUST)
    return results.none()


def same_person_now(actor: Actor, campaign: Campaign, pk: UUID) -> Any | None:
    """Return the last run's result of the person whom an older run's result was about.

    None where this office may not see the person now, or the person is in the last run no more.
    """
    older = Result.objects.filter(run__campaign=campaign, pk=pk).only("person_key", "run_id")
    if (known := older.first()) is None:
        return None
    return results_for(actor, campaign).filter(person_key=known.person_key).first()


def same_person_ever(person: Result) -> list[UUID]:
    """Return the person's results in all runs, the newest first; the caller may see the person."""
    rows = Result.objects.filter(run__campaign=person.run.campaign_id, person_key=person.person_key)
    return list(rows.order_by("-run__number").values_list("pk", flat=True))


def petitions_for(actor: Actor, campaign: Campaign) -> QuerySet[Petition]:
    """Return the petitions that an office may see: all for the county's, its own for a unit's."""
    petitions = campaign.petitions.select_related(
        "asked_by__user", "asked_by__unit", "decided_by__user", "decided_by__unit"
    )
    if access.may_see_list(actor):
        return petitions
    if access.may_see_unit(actor):
        return petitions.filter(unit=actor.unit_id)
    return petitions.none()


def pools_for(actor: Actor, campaign: Campaign) -> QuerySet[Pool]:
    """Return the pools that an office may see: the county's offices, no unit."""
    pools = campaign.pools.select_related("run__pack", "proposed_by__user", "decided_by__user")
    return pools if access.may_see_list(actor) else pools.none()


def asking_state(campaign: Campaign) -> str:
    """Return what a page that asks the units shows, in short: the run, and whom till when."""
    run = last_run(campaign)
    tasks = campaign.tasks.filter(kind=OPINIONS).exclude(state="withdrawn").order_by("unit")
    asked = [f"{unit}:{due.isoformat()}" for unit, due in tasks.values_list("unit", "due_at")]
    shown = ";".join([str(run.number if run else 0), *asked])
    return hashlib.sha256(shown.encode()).hexdigest()


def current_pool(campaign: Campaign) -> Pool | None:
    """Return the pool that was sent last and not replaced, whatever the group said of it."""
    return (
        campaign.pools.select_related("run__pack", "proposed_by__user", "decided_by__user")
        .exclude(state=PoolState.REPLACED)
        .order_by("-number")
        .first()
    )


def standing_confirmation(campaign: Campaign) -> Pool | None:
    """Return the pool that the leading group confirmed last and did not take back.

    What it rests on may have moved since: deliberation asks :func:`pooling.confirmed_pool`.
    """
    return campaign.pools.filter(state=PoolState.CONFIRMED).first()


def why_no_deliberation(campaign: Campaign) -> str:
    """Say why deliberation cannot open: the leading group has confirmed no pool; or ""."""
    if standing_confirmation(campaign) is not None:
        return ""
    return _("应交流人员名单还没有确认。领导小组在筛查里确认名单，就进入商定，不用在这里进入")


def counts(results: QuerySet[Any]) -> dict[str, int]:
    """Return how many people have each effective verdict; verdicts without people count 0."""
    found = dict(
        results.order_by().values("effective").annotate(n=Count("*")).values_list("effective", "n")
    )
    return {verdict.value: found.get(verdict.value, 0) for verdict in Verdict}


@dataclass(frozen=True)
class Changes:
    """The difference of who must exchange between a run and the one before it."""

    before: Run
    more: tuple[Result, ...]
    fewer: tuple[Result, ...]
    other: tuple[tuple[Result, Result], ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {"more": len(self.more), "fewer": len(self.fewer), "other": len(self.other)}


def changes(run: Run) -> Changes | None:
    """Return what is other than in the run before: who came in, who went out; None for the first.

    ``other`` are people whose verdict changed otherwise, as (before, now) pairs.
    """
    before = Run.objects.filter(campaign=run.campaign_id, number__lt=run.number).last()
    if before is None:
        return None
    old, new = _by_key(before), _by_key(run)
    must = Verdict.MUST_EXCHANGE.value
    more = [r for k, r in new.items() if r.verdict == must and _verdict(old, k) != must]
    fewer = [r for k, r in old.items() if r.verdict == must and _verdict(new, k) != must]
    other = [
        (old[key], result)
        for key, result in new.items()
        if key in old
        and result.verdict != old[key].verdict
        and must not in (result.verdict, old[key].verdict)
    ]
    return Changes(before, tuple(more), tuple(fewer), tuple(other))


def _verdict(results: Mapping[str, Result], key: str) -> str:
    return results[key].verdict if key in results else ""


def _by_key(run: Run) -> dict[str, Result]:
    rows = run.results.defer("record", "profile").order_by("unit_order", "strokes")
    return {result.person_key: result for result in rows}
