"""A unit answers about its people: no objection, or a petition with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign, Task
from lungang.campaign.screening import access
from lungang.campaign.screening.actions.petitioning import ask
from lungang.campaign.screening.actions.tasks import put_tasks_right
from lungang.campaign.screening.answering import standing_of
from lungang.campaign.screening.models import Opinion, Result
from lungang.campaign.screening.queries import (
    OPINIONS,
    last_run,
    petitions_for,
    results_for,
    standing_confirmation,
)
from lungang.campaign.screening.states import STEPS, OpinionAnswer, PetitionKind, PetitionState
from lungang.errors import NotNow, NotPermitted, Stale
from lungang.platform.actions import Act, action


@dataclass(frozen=True)
class Answer:
    """What a unit says of one person; ``reason`` where it asks for something.

    ``stood`` is how the person stood on the page that was answered (None: on no page), and
    ``result`` None where nothing can be answered about that person any more.
    """

    result: UUID | None
    answer: OpinionAnswer
    reason: str = ""
    stood: str | None = None


@action("screening.give_opinion")
def give_opinions(
    act: Act,
    campaign: Campaign,
    computed: Iterable[Answer],
    *,
    sent: Mapping[str, str] | None = None,
) -> Task:
    """Save the unit's answers, all or none; who asks for deferral or exclusion petitions with it.

    ``sent`` is the form that they were read from: read once more after its first press it says
    nothing new, so it is by the form itself that the second press is known.

    Raises:
        NotPermitted: not a person of this unit, or one who does not have to move.
        NotNow: the unit was not asked, the pool is confirmed, or a petition stands against it.
        Stale: somebody answered about stands otherwise than the page showed.
        InputError: a petition has no reason.
    """
    act.require(access.may_give_opinions(act.actor))
    require_step(act, campaign, *STEPS)
    run = last_run(campaign)
    tasks = campaign.tasks.filter(kind=OPINIONS, unit=act.actor.unit_id)
    task = tasks.exclude(state="withdrawn").select_related("unit").first()
    if run is None or task is None:
        raise NotNow(_("还没有向本单位征求意见"))
    if standing_confirmation(campaign) is not None:
        raise NotNow(_("应交流人员名单已经确认，意见不能再改。有新情况，请领导小组先退回名单"))
    people = {result.pk: result for result in results_for(act.actor, campaign)}
    given = list(computed)
    if any(_moved(people, one) for one in given):
        raise Stale(_("在你打开之后有改动，意见没有报"), task)
    if any(one.result not in people for one in given):
        raise NotPermitted(act.name)
    # First the task, then the petitions: what the form did is told by its first line.
    act.record(task, "报单位意见", people=len(given))
    for one in given:
        assert one.result is not None
        _give(act, campaign, people[one.result], one)
    put_tasks_right(act, campaign, run, only=task.unit_id)
    task.refresh_from_db()
    return task


def _moved(people: Mapping[UUID, Any], one: Answer) -> bool:
    """Whether a person stands otherwise than on the page on which the answer was given."""
    if one.stood is None:
        return False
    now = people.get(one.result) if one.result is not None else None
    return now is None or standing_of(now) != one.stood


def _give(act: Act, campaign: Campaign, result: Result, one: Answer) -> None:
    assert act.actor.holding is not None
    if one.answer is not OpinionAnswer.NO_OBJECTION:
        ask(act, campaign, result, PetitionKind(one.answer.value), one.reason)
    elif (
        petitions_for(act.actor, campaign)
        .filter(person_key=result.person_key, state=PetitionState.ASKED)
        .exists()
    ):
        raise NotNow(_("{name}有一件提请待审，先撤回提请再改意见").format(name=result.name))
    known = Opinion.objects.filter(campaign=campaign, person_key=result.person_key).first()
    opinion = known or Opinion(campaign=campaign, person_key=result.person_key)
    opinion.unit_id = result.unit_id
    opinion.verdict, opinion.answer = result.verdict, one.answer
    opinion.given_at, opinion.given_by = act.at, act.actor.holding
    opinion.save()
