"""Each person of the pool on one card: the ground, the destination, why, and what else."""

from __future__ import annotations

from collections.abc import Mapping

from lungang.domain.codes import Verdict
from lungang.domain.plan import Alternative, Explanation, Ground
from lungang.domain.roster import Person
from lungang.statistics.facts import Facts
from lungang.statistics.records import Case, Destination, Evidence, Option, Staying
from lungang.statistics.wording import price


def cases(
    facts: Facts, going: tuple[Destination, ...], staying: tuple[Staying, ...]
) -> tuple[Case, ...]:
    """A card for everybody of the pool, those who go and those who stay, in order of units."""
    explained = {row.person_id: row for row in facts.plan.explanations}
    goes = {row.who.id: row for row in going}
    stays = {row.who.id: row for row in staying}
    people = sorted([*(row.who for row in going), *(row.who for row in staying)], key=facts.key)
    return tuple(
        _case(facts, facts.person(who.id), explained, goes.get(who.id), stays.get(who.id))
        for who in people
    )


def _case(
    facts: Facts,
    person: Person,
    explained: Mapping[str, Explanation],
    destination: Destination | None,
    staying: Staying | None,
) -> Case:
    row = facts.screened.get(person.id)
    ground = row.ground if row else None
    why = explained.get(person.id)
    return Case(
        who=facts.who(person.id),
        profile=_profile(facts, person),
        verdict=row.verdict.label if row else Verdict.MUST_EXCHANGE.label,
        ground=_evidence(ground) if ground else None,
        also_met=tuple(met.title for met in row.met if met != ground) if row else (),
        destination=destination,
        staying=staying,
        reasons=why.reasons if why else (),
        options=tuple(_option(facts, other) for other in why.alternatives) if why else (),
    )


def _profile(facts: Facts, person: Person) -> str:
    years, months = divmod(person.months_in_post(facts.on), 12)
    tenure = "".join(f" {n} {word}" for n, word in ((years, "年"), (months, "个月")) if n)
    parts = (
        person.sex.label,
        f"{person.age(facts.on)} 岁",
        person.education.label,
        person.diploma_specialty,
        person.nature.label,
        person.rank,
        f"任现职{tenure}" if tenure else "任现职不满 1 个月",
    )
    return "，".join(part for part in parts if part)


def _evidence(ground: Ground) -> Evidence:
    return Evidence(
        title=ground.title,
        clause=ground.clause,
        verified=ground.verified,
        facts=tuple((fact.name, fact.value, fact.source) for fact in ground.facts),
    )


def _option(facts: Facts, other: Alternative) -> Option:
    slot = facts.slot(other.slot)
    titles = [facts.class_titles.get(name, name) for name in facts.plan.priority_classes]
    return Option(
        holder=facts.who(slot.id),
        unit=other.unit,
        post=facts.slot_post(slot),
        price=price(other, titles),
        changed=other.changed,
    )
