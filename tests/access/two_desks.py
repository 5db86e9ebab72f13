"""Two offices act on one thing at once, each in a thread with a connection of its own.

Programs for :class:`tests.platform.at_once.Place`: each plays its scenes on a site's database and
says what came of every act, and what the office holds afterwards.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.platform.at_once import main

ROUNDS = 2
Call = Callable[[], Any]


def race(*calls: Call) -> list[list[str]]:
    """Let all act at once; return for each what it was told: the kind, the words, and whose act."""
    gate = threading.Barrier(len(calls))
    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(lambda call: _told(gate, call), calls))


def _told(gate: threading.Barrier, call: Call) -> list[str]:
    from django.db import connection

    from lungang.errors import ActionRefused, Stale

    try:
        gate.wait(30)
        return ["done", str(getattr(call(), "state", "")), ""]
    except Stale as error:
        since = "; ".join(f"{one.actor_title} {one.summary}" for one in error.since)
        return ["stale", str(error), since]
    except ActionRefused as error:
        return ["not now", str(error), ""]
    finally:
        connection.close()


def scenes(played: dict[str, Callable[[], tuple[list[list[str]], str]]]) -> dict[str, Any]:
    """Play each scene so many times; add the acts that went on record in it, and the state."""
    from lungang.platform.audit.models import Entry, Result
    from lungang.platform.audit.queries import verify_log

    found: dict[str, Any] = {}
    for name, play in played.items():
        for number in range(ROUNDS):
            told, state = play()
            last = Entry.objects.filter(result=Result.DONE).order_by("-seq").first()
            found[f"{name} {number}"] = {"told": told, "state": state, "last": last.action}
    log = verify_log()
    found["log"] = [log.ok, log.wrong]
    return found


def _apart() -> None:
    """Let the people made here have other names than those of the site's own making."""
    from itertools import count

    from tests import factories

    factories._numbers = count(1000)


def _second(actor: Any) -> Any:
    """Another person in the same office."""
    from tests.factories import make_actor

    return make_actor(actor.holding.office, actor.holding.unit)


def rosters() -> dict[str, Any]:
    """Play the scenes of a roster: its unit's two officers, its section's two officials."""
    from lungang.campaign.core.models import Campaign, Task
    from lungang.campaign.rosters import actions
    from lungang.campaign.rosters.models import Return
    from lungang.campaign.rosters.states import ReturnState
    from lungang.platform.accounts.offices import Office
    from lungang.platform.guard import writing
    from tests.campaign.rosters.desk import UNIT, good
    from tests.campaign.rosters.returns import county, make_return, make_task, make_units
    from tests.factories import make_actor

    _apart()
    campaign = Campaign.objects.get()
    unit = make_units([county().unit[UNIT]])[UNIT]
    officer, per = make_actor(Office.HR_OFFICER, unit), make_actor(Office.PERSONNEL_SECTION)
    other, per2 = _second(officer), _second(per)
    task = make_task(campaign, unit)

    def new(state: ReturnState, of_task: str) -> Return:
        number = Return.objects.count() + 1
        with writing():
            Return.objects.update(state=ReturnState.REPLACED)
            Task.objects.filter(pk=task.pk).update(state=of_task)
        return make_return(campaign, unit, good(), state, number)

    def state_of(sent: Return) -> str:
        sent.refresh_from_db()
        return str(sent.state)

    def drafts(*acts: Callable[[Return], Any]) -> tuple[list[list[str]], str]:
        sent = new(ReturnState.DRAFT, "begun")
        return race(*(lambda act=act: act(sent) for act in acts)), state_of(sent)

    def sent_in(*acts: Callable[[Return], Any]) -> tuple[list[list[str]], str]:
        sent = new(ReturnState.SUBMITTED, "submitted")
        return race(*(lambda act=act: act(sent) for act in acts)), state_of(sent)

    def submit(who: Any, **more: Any) -> Callable[[Return], Any]:
        return lambda sent: actions.submit(
            who, sent.pk, warnings_seen=True, seen=sent.version, **more
        )

    def accept(who: Any) -> Callable[[Return], Any]:
        return lambda sent: actions.accept_all_mine(who, sent.pk, seen=sent.version)

    def accept_one(who: Any) -> Callable[[Return], Any]:
        return lambda sent: actions.accept_rows(who, sent.pk, [first(sent).pk], seen=sent.version)

    def send_back(who: Any) -> Callable[[Return], Any]:
        return lambda sent: actions.return_(who, sent.pk, "重填", {}, seen=sent.version)

    def first(sent: Return) -> Any:
        return sent.rows.filter(table="roster", authority=per.authority).order_by("number")[0]

    def edit(sent: Return) -> Any:
        return actions.edit_cells(
            other, sent.pk, {first(sent).pk: {"remark": "挂职"}}, seen=sent.version
        )

    def same_key() -> tuple[list[list[str]], str]:
        key = f"k{Return.objects.count()}"
        return drafts(submit(officer, key=key), submit(officer, key=key))

    def accepted(*acts: Callable[[Return], Any]) -> tuple[list[list[str]], str]:
        sent = new(ReturnState.ACCEPTED, "accepted")
        return race(*(lambda act=act: act(sent) for act in acts)), state_of(sent)

    def correct(sent: Return) -> Any:
        row = first(sent)
        return actions.ask_correction(officer, row.pk, {"remark": "挂职"}, "漏记", seen=row.version)

    def take_up(sent: Return) -> Any:
        return actions.take_up(per, sent.pk, "漏了人", seen=sent.version)

    def settle() -> tuple[list[list[str]], str]:
        sent = new(ReturnState.ACCEPTED, "accepted")
        asked = correct(sent)
        told = race(
            lambda: actions.approve_correction(per, asked.pk, seen=asked.version),
            lambda: actions.refuse_correction(per2, asked.pk, "不", seen=asked.version),
        )
        asked.refresh_from_db()
        return told, str(asked.state)

    return scenes({
        "two officers submit": lambda: drafts(submit(officer), submit(other)),
        "one submits, one edits": lambda: drafts(submit(officer), edit),
        "one submits, one discards": lambda: drafts(
            submit(officer), lambda sent: actions.discard(other, sent.pk, seen=sent.version)),
        "the same key": same_key,
        "two accept everybody": lambda: sent_in(accept(per), accept(per2)),
        "two accept one row": lambda: sent_in(accept_one(per), accept_one(per2)),
        "one accepts, one returns": lambda: sent_in(accept(per), send_back(per2)),
        "the unit asks, the section takes up": lambda: accepted(correct, take_up),
        "two settle a correction": settle,
    })  # fmt: skip


def screening() -> dict[str, Any]:
    """Play the scenes of petitions and the pool."""
    import pytest
    from django.utils import timezone

    from lungang.campaign.core.models import Campaign
    from lungang.campaign.screening import actions, queries
    from lungang.campaign.screening.models import Petition, Pool
    from lungang.campaign.screening.pooling import standing
    from lungang.campaign.screening.states import PetitionKind
    from lungang.demo import make_county
    from lungang.platform.guard import writing
    from tests.campaign.screening.county import only, plant

    _apart()
    with writing():
        Campaign.objects.update(closed_at=timezone.now())
    unit = "县国土资源和房屋管理局"
    county = plant(only(make_county(), unit, "县教育委员会"), pytest.MonkeyPatch())
    county.screen()
    campaign, group, per, org = county.campaign, county.group, county.personnel, county.organisation
    group2, officer = _second(group), county.officer(unit)

    def clear() -> None:
        with writing():
            Petition.objects.exclude(state="withdrawn").update(state="withdrawn")
            Pool.objects.update(state="replaced")
            Campaign.objects.filter(pk=campaign.pk).update(step="screening")

    def person() -> Any:
        rows = queries.results_for(officer, campaign)
        return rows.filter(verdict="must_exchange", authority=per.authority).order_by("pk")[0]

    def asked(*acts: Callable[[Petition], Any]) -> tuple[list[list[str]], str]:
        clear()
        row = actions.petition(officer, campaign, person().pk, PetitionKind.DEFER, "援建")
        told = race(*(lambda act=act: act(row) for act in acts))
        row.refresh_from_db()
        return told, str(row.state)

    def decide(act: Any, who: Any) -> Callable[[Petition], Any]:
        return lambda row: act(who, campaign, row.pk, "属实", seen=row.version)

    def withdraw(row: Petition) -> Any:
        return actions.withdraw(officer, campaign, row.pk, seen=row.version)

    def both_ask() -> tuple[list[list[str]], str]:
        clear()
        kind, pk = PetitionKind.DEFER, person().pk
        told = race(
            lambda: actions.petition(officer, campaign, pk, kind, "援建"),
            lambda: actions.petition(per, campaign, pk, kind, "援藏"),
        )
        return told, str(Petition.objects.filter(state="asked").count())

    def both_propose() -> tuple[list[list[str]], str]:
        clear()
        digest = standing(campaign).digest
        told = race(*(
            lambda who=who: actions.propose_pool(who, campaign, digest) for who in (per, org)
        ))  # fmt: skip
        return told, str(Pool.objects.filter(state="proposed").count())

    def sent(*acts: Callable[[Pool], Any]) -> tuple[list[list[str]], str]:
        clear()
        pool = actions.propose_pool(per, campaign, standing(campaign).digest)
        told = race(*(lambda act=act: act(pool) for act in acts))
        pool.refresh_from_db()
        return told, str(pool.state)

    def confirm(who: Any, **more: Any) -> Callable[[Pool], Any]:
        return lambda pool: actions.confirm_pool(
            who, campaign, pool.pk, pool.digest,
            without_opinion=standing(campaign).unanswered, seen=pool.version, **more,
        )  # fmt: skip

    def back(pool: Pool) -> Any:
        return actions.send_back_pool(group2, campaign, pool.pk, "再议", seen=pool.version)

    def ask_meanwhile(pool: Pool) -> Any:
        return actions.petition(officer, campaign, person().pk, PetitionKind.DEFER, "援建")

    def same_key() -> tuple[list[list[str]], str]:
        key = f"k{Pool.objects.count()}"
        return sent(confirm(group, key=key), confirm(group, key=key))

    return scenes({
        "two decide a petition": lambda: asked(
            decide(actions.approve, group), decide(actions.refuse, group2)),
        "one decides, the unit withdraws": lambda: asked(
            decide(actions.approve, group), withdraw),
        "two ask for one person": both_ask,
        "both sections propose": both_propose,
        "two confirm a pool": lambda: sent(confirm(group), confirm(group2)),
        "one confirms, one sends back": lambda: sent(confirm(group), back),
        "one confirms, the unit petitions": lambda: sent(confirm(group), ask_meanwhile),
        "the same key": same_key,
    })  # fmt: skip


if __name__ == "__main__":
    main(globals())
