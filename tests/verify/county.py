"""Small invented counties and a policy for them, built as records, by hand or at random."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

from lungang.domain.clock import YearMonth
from lungang.domain.codes import (
    CadreAuthority,
    Circumstance,
    Education,
    KindOfWork,
    Level,
    Nature,
    PersonnelStatus,
    Sex,
    UnitKind,
    Verdict,
)
from lungang.domain.roster import (
    FormerUnit,
    Kinship,
    Person,
    Post,
    Roster,
    Section,
    Unit,
    Wish,
)
from lungang.policy.pack.model import (
    PRINCIPLES,
    Avoidance,
    Condition,
    Correspondence,
    KinshipClass,
    Limit,
    Policy,
    Principle,
    PriorityClass,
    Rule,
    Scope,
    SpecialKind,
    Specialties,
    StatisticsTables,
    Weights,
)

DATE = date(2004, 12, 1)


def provision(name: str, **values: Any) -> dict[str, Any]:
    return {
        "id": name,
        "title": f"规定 {name}",
        "clause": f"第 {len(name)} 条",
        "source": "虚构",
        "verified": False,
        "effective_from": date(2000, 1, 1),
        **values,
    }


def rule(name: str, category: str, verdict: Verdict, fact: str, op: str, value: Any, **more: Any):
    when = (Condition(fact=fact, op=op, value=value),)
    return Rule(**provision(name), category=category, verdict=verdict, when=when, **more)


def must(name: str, category: str, priority: str, fact: str, op: str, value: Any) -> Rule:
    verdict = Verdict.MUST_EXCHANGE
    return rule(name, category, verdict, fact, op, value, priority_class=priority)


RULES = (
    must("long", "long_in_unit", "policy", "years_in_unit", "at_least", 10),
    must("key", "special_work", "duty", "key_post", "is", True),
    must("kin", "avoidance", "avoidance", "avoidance", "is", True),
    rule("ill", "deferral", Verdict.DEFERRED, "circumstance", "in", (Circumstance.ILLNESS,)),
    rule("trial", "exclusion", Verdict.EXCLUDED, "circumstance", "in", (Circumstance.PROBATION,)),
    rule("old-post", "other", Verdict.MUST_ROTATE, "years_in_post", "above", 20),
    rule("wish", "other", Verdict.MAY, "volunteer", "is", True),
)

SECTION, DEPUTY, STAFF = Level.SECTION_CHIEF, Level.DEPUTY_SECTION_CHIEF, Level.STAFF


def policy(off: tuple[str, ...] = (), **changes: Any) -> Policy:
    whole = Policy(
        id="invented",
        title="虚构政策",
        document_number="",
        source="虚构",
        effective_from=date(2000, 1, 1),
        effective_to=None,
        texts={},
        scope=Scope(
            **provision("scope"),
            personnel_status=frozenset({PersonnelStatus.CIVIL_SERVANT}),
            levels=frozenset(Level),
            unit_kinds=frozenset(UnitKind),
        ),
        priority_classes=(
            PriorityClass(id="avoidance", title="回避"),
            PriorityClass(id="duty", title="法定"),
            PriorityClass(id="policy", title="政策"),
        ),
        rules=RULES,
        limits=(Limit(**provision("limit"), per_unit=3, exempt=("avoidance",)),),
        principles={
            name: Principle(**provision(name), enabled=name not in off) for name in PRINCIPLES
        },
        correspondences=(
            Correspondence(level=SECTION, slot=SECTION),
            Correspondence(level=DEPUTY, slot=DEPUTY),
            Correspondence(level=STAFF, slot=STAFF, same_rank=True),
            Correspondence(level=DEPUTY, slot=STAFF, cost=4, marked=True),
            Correspondence(level=STAFF, slot=DEPUTY, cost=3, marked=True),
        ),
        rank_groups=(("科员", "办事员"),),
        specialties=Specialties(
            groups={"经济": ("财务", "审计", "统计")},
            similar_pairs=frozenset({frozenset({"审计", "监察"})}),
            similar_cost=5,
            none_cost=20,
        ),
        kinship=(
            KinshipClass(id="spouse", title="夫妻", words=("妻子", "丈夫"), avoid=True),
            KinshipClass(id="far", title="远亲", words=("表亲",), avoid=False),
        ),
        avoidance=Avoidance(
            leaving_relatives_count=True,
            sensitive_specialties=frozenset({"财务", "审计"}),
            native_levels=frozenset({Level.UNIT_CHIEF}),
            native_place="某省某县",
            open_duty_months=6,
            open_duty_ways=("调整分工", "另一方交流"),
        ),
        former_unit_months=60,
        appointment_hold_months=6,
        section_in_destination=False,
        kinds_of_work=(
            SpecialKind(kind=KindOfWork.LICENCES, title="证照", special=True),
            SpecialKind(kind=KindOfWork.OTHER, title="其他", special=False),
        ),
        weights=Weights(kind_of_work_differs=2, wish_step=1, wish_missed=7),
        statistics=StatisticsTables(
            age_bounds=(), education_groups={}, diploma_groups={}, diploma_other=""
        ),
        digest="00" * 32,
    )
    return replace(whole, **changes)


def person(number: int, unit: str, **values: Any) -> Person:
    """One invented person; ``values`` are fields of the person or of the post."""
    post = {
        "unit": unit,
        "section": "一科",
        "title": f"职务{number}",
        "level": SECTION,
        "nature": Nature.ADMINISTRATIVE,
        "kind_of_work": KindOfWork.OTHER,
    }
    post |= {key: values.pop(key) for key in (*post, "key") if key in values and key != "nature"}
    post["nature"] = values.pop("post_nature", values.get("nature", post["nature"]))
    fields: dict[str, Any] = {
        "id": f"90000019700101{number:04d}",
        "name": f"人{number}",
        "sex": Sex.MALE,
        "birth": YearMonth(1962, 5),
        "post": Post(**post),
        "post_start": YearMonth(2000, 1),
        "unit_start": YearMonth(1990, 1),
        "education": Education.BACHELOR,
        "diploma_specialty": "会计",
        "practised_specialty": "财务",
        "nature": Nature.ADMINISTRATIVE,
        "status": PersonnelStatus.CIVIL_SERVANT,
        "authority": CadreAuthority.PERSONNEL_BUREAU,
    }
    return Person(**{**fields, **values})


def unit(name: str, **values: Any) -> Unit:
    return Unit(name=name, kind=values.pop("kind", UnitKind.GOVERNMENT_DEPARTMENT), **values)


def roster(people: list[Person], units: list[Unit] | None = None, **values: Any) -> Roster:
    names = dict.fromkeys(one.post.unit for one in people)
    return Roster(
        reference_date=DATE,
        units=tuple(units or (unit(name) for name in names)),
        people=tuple(people),
        **values,
    )


def married(one: Person, other: Person, relation: str = "妻子") -> Kinship:
    return Kinship(
        person_id=one.id, relation=relation, relative_name=other.name, relative_id=other.id
    )


def random_policy(rng: random.Random) -> Policy:
    """The policy with some of its readings the other way round."""
    off = tuple(
        name
        for name in ("specialty", "rank_quota", "former_unit", "sensitive_work", "same_nature")
        if rng.random() < 0.2
    )
    base = policy(off)
    counts = rng.random() < 0.5
    return replace(
        base, avoidance=replace(base.avoidance, leaving_relatives_count=counts), limits=()
    )


def random_county(rng: random.Random, size: int) -> Roster:
    """A county of ``size`` people of the pool and some others, with kin, wishes and quotas."""
    names = ["财政局", "教育局", "水利局", "财政局一所"][: rng.choice((3, 4, 4))]
    people = [_random_person(rng, number, names, pool=True) for number in range(size)]
    people += [_random_person(rng, size + more, names, pool=False) for more in range(4)]
    kin = [married(*rng.sample(people, 2)) for _ in range(rng.choice((0, 1, 2, 3)))]
    wishes = [
        Wish(person_id=one.id, unit=rng.choice(names), order=1) for one in people if one.remark
    ]
    units = [
        unit(
            name,
            department_in_charge="财政局" if name == "财政局一所" else "",
            rank_quota={"科员": rng.randrange(3)} if rng.random() < 0.5 else {},
            establishment={Nature.ADMINISTRATIVE: rng.randrange(4)},
            chief_quota=rng.randrange(3),
        )
        for name in names
    ]
    sections = (Section(unit="财政局", name="一科", deputy_in_charge="人1"),)
    return roster(people, units, kinships=tuple(kin), wishes=tuple(wishes), sections=sections)


def _random_person(rng: random.Random, number: int, names: list[str], *, pool: bool) -> Person:
    level = rng.choice((SECTION, SECTION, DEPUTY, STAFF))
    return person(
        number,
        rng.choice(names),
        level=level,
        section=rng.choice(("一科", "二科", "")),
        kind_of_work=rng.choice((KindOfWork.OTHER, KindOfWork.LICENCES)),
        key=pool and rng.random() < 0.3,
        unit_start=YearMonth(rng.randrange(1985, 1994), 3) if pool else YearMonth(2001, 1),
        practised_specialty=rng.choice(("财务", "审计", "监察", "财务")),
        rank=rng.choice(("", "", "科员")),
        remark=rng.choice(("", "有志愿")),
        nature=Nature.POLITICAL_LEGAL if rng.random() < 0.05 else Nature.ADMINISTRATIVE,
        former_units=(FormerUnit(rng.choice(names), None, YearMonth(rng.choice((1995, 2003)), 6)),)
        if rng.random() < 0.2
        else (),
    )
