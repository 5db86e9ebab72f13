"""What a pool holds, what it is bound to, and what stands in its way: computed, never written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign, Task
from lungang.campaign.core.queries import pack_in_force
from lungang.campaign.rosters.models import Correction
from lungang.campaign.rosters.states import CorrectionState
from lungang.campaign.screening.compute import roster_stamp
from lungang.campaign.screening.models import Pool, Result, Run
from lungang.campaign.screening.queries import effective, last_run, standing_confirmation
from lungang.campaign.screening.states import PetitionState, PoolState
from lungang.domain.codes import Verdict
from lungang.platform import clock
from lungang.platform.audit.models import Entry
from lungang.platform.audit.queries import done_after


@dataclass(frozen=True)
class Standing:
    """The pool as it would be sent now, and why it cannot be (``hindrances``, in words)."""

    run: Run | None
    people: tuple[Result, ...]
    digest: str
    hindrances: tuple[str, ...]

    @property
    def unanswered(self) -> int:
        """Of how many people the unit has not given its opinion."""
        return sum(row.opinion is None for row in self.people)  # type: ignore[attr-defined]


def unanswered_said(people: Iterable[Any], due: Mapping[int, datetime]) -> str:
    """Say of how many units opinions are missing, and whether their time is over.

    ``due`` is by unit until when it was asked to answer.
    """
    units = {row.unit_id for row in people if row.opinion is None}
    asked = {unit: due[unit] for unit in units if unit in due}
    late = sum(at < clock.now() for at in asked.values())
    parts = (
        (_("{n} 个单位时限已过"), late),
        (_("{n} 个单位时限未到"), len(asked) - late),
        (_("{n} 个单位还没有征求"), len(units) - len(asked)),
    )
    return _("，").join(words.format(n=n) for words, n in parts if n)


def standing(campaign: Campaign) -> Standing:
    """Return who must exchange as things stand, under their digest."""
    run = last_run(campaign)
    if run is None:
        return Standing(None, (), "", (_("还没有筛查"),))
    results = effective(Result.objects.filter(run=run), campaign).defer("record", "profile")
    people = tuple(
        results.filter(effective=Verdict.MUST_EXCHANGE.value).order_by(
            "unit_order", "strokes", "pk"
        )
    )
    hindrances = [*moved_since(run), *unfinished(campaign, run)]
    if not people:
        hindrances.append(_("没有应交流的人"))
    return Standing(run, people, digest_of(run, people), tuple(hindrances))


def confirmed_pool(campaign: Campaign) -> Pool | None:
    """Return the confirmed pool, what deliberation starts from, while it is true.

    Where rosters, rules or petitions have moved since, there is none until one is confirmed anew.
    """
    pool = standing_confirmation(campaign)
    if pool is None:
        return None
    now = standing(campaign)
    holds = now.run is not None and now.digest == pool.digest and not moved_since(now.run)
    return pool if holds else None


def moved_since(run: Run) -> list[str]:
    """Say what the rules would read otherwise today than when the run was made."""
    said = []
    if roster_stamp(run.campaign) != run.stamp:
        said.append(_("筛查之后花名册或单位编制改过，要重新筛查"))
    pack = pack_in_force(run.campaign)
    if pack is not None and pack.pk != run.pack_id:
        said.append(_("筛查之后政策规则改过，要重新筛查"))
    return said


def unfinished(campaign: Campaign, run: Run) -> list[str]:
    """Say what is still to be done before the pool can be sent, besides screening anew."""
    said = []
    if run.missing:
        shown = _("、").join(run.missing)  # each of them: whoever waits must know for whom
        said.append(
            _("还有 {n} 个单位的花名册没有接收，没有筛到：{units}").format(
                n=len(run.missing), units=shown
            )
        )
    if n := open_petitions(campaign):
        said.append(_("还有 {n} 件提请没有审").format(n=n))
    return said


def digest_of(run: Run, people: Iterable[Result]) -> str:
    """Return the digest over the run's facts, the pack, the petitions granted, and the people."""
    granted = run.campaign.petitions.filter(state=PetitionState.APPROVED).order_by("pk")
    bound = {
        "roster": run.roster_digest,
        "stamp": run.stamp,
        "pack": run.pack.digest,
        "petitions": [[str(pk), kind] for pk, kind in granted.values_list("pk", "kind")],
        "people": sorted([person.person_key, person.rule] for person in people),
    }
    text = json.dumps(bound, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def frozen(people: Iterable[Result]) -> list[dict[str, Any]]:
    """Return the people of a pool as they are kept in it: no citizen id, facts in words."""
    return [
        {
            "result": str(person.pk),
            "person_key": person.person_key,
            "name": person.name,
            "unit_id": person.unit_id,
            "unit": person.unit_name,
            "title": person.title,
            "authority": person.authority,
            "rule": person.rule,
            "category": person.category,
            "fact": person.fact,
        }
        for person in people
    ]


def since(thing: models.Model) -> list[Entry]:
    """Return what was done to rosters, rules and petitions after a pool was sent or a run made.

    Of anything else that rests on them, since it was sent.
    """
    concerned = done_after(thing).filter(action__regex=r"^(rosters|organisation|core|screening)\.")
    concerned = concerned.exclude(action="screening.download")
    # An opinion changes nothing; the petition that may come with it has a line of its own.
    concerned = concerned.exclude(
        action__in=("screening.give_opinion", "screening.ask_opinions"),
        subject_type__in=(Task._meta.label, Campaign._meta.label),
    )
    return list(concerned.order_by("-seq")[:10])[::-1]


def open_corrections(campaign: Campaign) -> int:
    """Return how many corrections of rosters wait: granted, they make the pool to be sent anew."""
    return Correction.objects.filter(
        row__roster_return__campaign=campaign, state=CorrectionState.ASKED
    ).count()


def is_open(pool: Pool | None) -> bool:
    """Whether a pool is with the leading group."""
    return pool is not None and pool.state == PoolState.PROPOSED


def open_petitions(campaign: Campaign) -> int:
    """Return how many petitions are still to be decided."""
    return campaign.petitions.filter(state=PetitionState.ASKED).count()
