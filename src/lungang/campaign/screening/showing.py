"""Results as pages show them: the unit's stance, the person's panel, the timeline, the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.core.timeline import Event
from lungang.campaign.rosters.access import may_report
from lungang.campaign.rosters.states import ReturnState
from lungang.campaign.screening import access
from lungang.campaign.screening.evidence import (
    clause_word,
    evidence_of,
    facts_of,
    profile_of,
    screened_of,
)
from lungang.campaign.screening.models import Petition, Result, Run
from lungang.campaign.screening.queries import (
    MUST,
    OPINIONS,
    closed,
    effective,
    petitions_for,
    standing_confirmation,
)
from lungang.campaign.screening.states import OpinionAnswer, PetitionKind, PetitionState
from lungang.domain.codes import Verdict
from lungang.domain.plan import Ground, Screened
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Holding
from lungang.statistics import ScreeningRow, ScreeningTable

_SHORT = {PetitionKind.DEFER: "暂缓", PetitionKind.EXCLUDE: "不列入"}


@dataclass(frozen=True)
class Stance:
    """How the unit's opinion or the last petition stands; ``tone`` "" is plain text."""

    word: str
    tone: str = ""
    shape: str = ""


def stance_of(result: Any, due: Mapping[int, datetime]) -> Stance:
    """Return the stance on one result with its effective verdict; ``due`` by unit asked."""
    if result.verdict not in MUST:
        return Stance("")
    if kind := result.petition_kind:
        short = _(_SHORT[PetitionKind(kind)])
        match result.petition_state:
            case PetitionState.ASKED:
                return Stance(_("提请{kind}").format(kind=short), "warn", "clock")
            case PetitionState.APPROVED:
                return Stance(_("同意{kind}").format(kind=short), "ok", "check")
            case PetitionState.REFUSED:
                return Stance(_("未同意{kind}").format(kind=short), "idle")
    if result.opinion == OpinionAnswer.NO_OBJECTION:
        return Stance(_("无异议"))
    if result.unit_id not in due:
        return Stance(_("未征求"), "idle")
    late = due[result.unit_id] < clock.now()
    return Stance(_("意见未报"), "bad", "alert") if late else Stance(_("意见未报"), "idle", "clock")


def due_times(campaign: Campaign) -> dict[int, datetime]:
    """Return by unit until when it is to answer, for units that were asked."""
    tasks = campaign.tasks.filter(kind=OPINIONS).exclude(state="withdrawn")
    return dict(tasks.values_list("unit_id", "due_at"))


def with_stances(results: Iterable[Result], campaign: Campaign) -> list[Result]:
    """Put each result's stance on it, as ``stance``."""
    due = due_times(campaign)
    rows = list(results)
    for row in rows:
        row.stance = stance_of(row, due)  # type: ignore[attr-defined]
    return rows


def with_clauses(results: Iterable[Result], run: Run) -> list[Result]:
    """Put on each result which article of the run's policy decided, as ``clause``.

    ``document`` is the document that the article stands on first; what else it rests on is on the
    person's page.
    """
    rows = list(results)
    words = {rule: clause_word(run.pack, rule) for rule in {row.rule for row in rows}}
    for row in rows:
        row.clause = words[row.rule]  # type: ignore[attr-defined]
        row.document = row.source.partition("；")[0]  # type: ignore[attr-defined]
    return rows


def timeline(petitions: Iterable[Petition]) -> list[Event]:
    """Return what was asked for a person and what was answered, newest first."""
    events = []
    for row in petitions:
        events.append(_event(row.asked_at, row.asked_by, row.get_kind_display(), row.reason))
        if row.decided_at is not None and row.decided_by is not None:
            summary = _("{state}{kind}").format(
                state=_(row.get_state_display()), kind=_(_SHORT[PetitionKind(row.kind)])
            )
            tone = {"approved": "ok", "refused": "bad"}.get(row.state, "")
            events.append(_event(row.decided_at, row.decided_by, summary, row.answer, tone))
    return sorted(events, key=lambda event: event.at, reverse=True)


def _event(at: datetime, holding: Holding, summary: str, reason: str, tone: str = "") -> Event:
    who = Actor(holding.user, holding)
    return Event(at, who.title, who.name, summary, reason, tone)


def panel(actor: Actor, result: Result, campaign: Campaign) -> dict[str, Any]:
    """Return everything that a person's panel shows, and what this office may do there."""
    screened, profile = screened_of(result), profile_of(result)
    petitions = list(
        petitions_for(actor, campaign).filter(person_key=result.person_key).order_by("-asked_at")
    )
    open_one = next((row for row in petitions if row.state == PetitionState.ASKED), None)
    with_stances([result], campaign)
    evidence = evidence_of(result, screened, profile)
    why_not = _why_not_asked(actor, result, campaign)
    may_ask = access.may_petition(actor, result) and result.verdict in MUST and not why_not
    return {
        "person": result,
        "profile": profile,
        "verdict": Verdict(result.verdict),
        "effective": Verdict(result.effective),  # type: ignore[attr-defined]
        "evidence": evidence,
        "facts": facts_of(evidence, profile),
        "events": timeline(petitions),
        "petition": open_one,
        "may_ask": may_ask and open_one is None,
        "why_not": why_not,
        "may_decide": access.may_decide(actor) and open_one is not None,
        "may_withdraw": open_one is not None and access.may_withdraw(actor, open_one),
        **_correction(actor, result),
    }


def _why_not_asked(actor: Actor, result: Result, campaign: Campaign) -> str:
    """Say why this office, which may petition for a person, cannot do so now; "" where it can."""
    if not (access.may_petition(actor, result) and result.verdict in MUST):
        return ""
    if standing_confirmation(campaign) is not None:
        return _("应交流人员名单已经确认。有新情况，请领导小组先退回名单，再提请")
    return closed(campaign)


def _correction(actor: Actor, result: Result) -> dict[str, str]:
    """Return where a fact of an accepted person is corrected, or why not now; "" if not here."""
    own = may_report(actor) and result.unit_id == actor.unit_id
    if not own and not (actor.is_section and result.authority == actor.authority):
        return {"correct_url": "", "why_no_correction": ""}
    if result.row.roster_return.state != ReturnState.ACCEPTED:
        why = _("筛查所用的花名册已退回重报。此人的事实在重报的花名册里改，接收后再筛查")
        return {"correct_url": "", "why_no_correction": why}
    address = reverse("rosters:correct", args=[result.row_id])
    return {"correct_url": address, "why_no_correction": ""}


def table_of(results: Iterable[Result], run: Run) -> ScreeningTable:
    """Return the results as the table that the workbook is written from: verdicts as they hold."""
    rows = [
        ScreeningRow(
            unit=result.unit_name,
            name=result.name,
            post=result.title,
            screened=_held(result, screened_of(result)),
        )
        for result in results
    ]
    used = {ground.rule: ground for row in rows for ground in row.screened.met}
    return ScreeningTable(
        title=run.pack.title,
        reference_date=run.campaign.reference_date,
        rows=tuple(rows),
        units=tuple(dict.fromkeys(row.unit for row in rows)),
        unverified=tuple(ground.title for ground in used.values() if not ground.verified),
    )


def _held(result: Any, screened: Screened) -> Screened:
    """Return a record with the verdict that holds: a petition granted is its ground."""
    if result.effective == result.verdict:
        return screened
    ground = Ground(
        rule="petition",
        title=f"领导小组同意{_SHORT[PetitionKind(result.granted)]}",
        clause=f"按规则{screened.verdict.label}",
        source="领导小组审定",
        verified=True,
        facts=screened.ground.facts if screened.ground else (),
    )
    return replace(screened, verdict=Verdict(result.effective), ground=ground)


@dataclass(frozen=True)
class AskedUnit:
    """How one unit stands with its opinion."""

    name: str
    asked: int
    answered: int
    due_at: datetime | None

    @property
    def word(self) -> str:
        """The state in one word, as everywhere."""
        if self.due_at is None:
            return "未征求"
        if self.answered == self.asked:
            return "已上报"
        if self.due_at < clock.now():
            return "过时未报"
        return "填了一半" if self.answered else "未开始"


def asked_units(campaign: Campaign, run: Run) -> list[AskedUnit]:
    """Return the units with people who must move, in the order of the office, late ones first."""
    due = due_times(campaign)
    rows = effective(run.results.filter(verdict__in=MUST), campaign).order_by("unit_order")
    names: dict[int, str] = {}
    answers: dict[int, list[bool]] = {}
    for row in rows.only("run_id", "unit_id", "unit_name"):
        names[row.unit_id] = row.unit_name
        answers.setdefault(row.unit_id, []).append(row.opinion is not None)
    found = [
        AskedUnit(names[unit], len(said), sum(said), due.get(unit))
        for unit, said in answers.items()
    ]
    return sorted(found, key=lambda one: one.word != "过时未报")
