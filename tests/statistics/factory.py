"""Rosters, packs and plans made in code. All people and offices are invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from lungang.domain.clock import YearMonth
from lungang.domain.codes import (
    CadreAuthority,
    Education,
    KindOfWork,
    Level,
    Nature,
    PersonnelStatus,
    Sex,
    UnitKind,
    Verdict,
)
from lungang.domain.plan import (
    Alternative,
    Certificate,
    Explanation,
    Fact,
    Ground,
    InputFile,
    Leaf,
    Move,
    Plan,
    Screened,
    Seed,
    Slot,
    Stay,
)
from lungang.domain.roster import Person, Post, Roster, Unit
from lungang.policy.pack.model import (
    Avoidance,
    Policy,
    Principle,
    PriorityClass,
    Rule,
    Scope,
    Specialties,
    StatisticsTables,
    Weights,
)

ON = date(2004, 12, 16)
TITLE = "2004 年县级机关公务员轮岗交流"
SINCE = date(2004, 1, 1)
PRINCIPLES = ("same_leader", "direct_line", "sensitive_work", "relatives_together")

STATISTICS = StatisticsTables(
    age_bounds=(30, 40, 50),
    education_groups={
        "大学本科": (Education.BACHELOR,),
        "大专": (Education.JUNIOR_COLLEGE,),
        "中专": (Education.SECONDARY_VOCATIONAL,),
        "高中": (Education.SENIOR_HIGH,),
    },
    diploma_groups={"经济类": ("经济", "会计", "统计", "财政"), "法律类": ("法律", "法学")},
    diploma_other="其它类",
)

WORK = Ground(
    rule="long_service",
    title="在同一单位连续工作满 10 年",
    clause="第五条第（二）项",
    verified=False,
    facts=(
        Fact(name="本单位连续工作年限", value="13 年 5 个月", source="花名册“进本单位时间”"),
        Fact(name="职务层次", value="科长（主任）", source="花名册“职务层次”"),
    ),
)
PERSONAL = Ground(
    rule="avoidance",
    title="应回避而未回避",
    clause="公务员法第七十四条",
    verified=True,
    facts=(Fact(name="亲属", value="配偶在同一科室任职", source="花名册“亲属”"),),
)


def policy(section_in_destination: bool = True, enabled: bool = True) -> Policy:
    """A pack with what statistics reads; the rest is as empty as can be."""
    common = {"source": "县委发〔2004〕20 号", "effective_from": SINCE}
    rules = (
        Rule(
            id="avoidance",
            title="应回避而未回避",
            clause="公务员法第七十四条",
            verified=True,
            category="avoidance",
            verdict=Verdict.MUST_EXCHANGE,
            when=(),
            priority_class="statutory",
            **common,
        ),
        Rule(
            id="long_service",
            title="在同一单位连续工作满 10 年",
            clause="第五条第（二）项",
            verified=False,
            category="long_service",
            verdict=Verdict.MUST_EXCHANGE,
            when=(),
            priority_class="policy",
            **common,
        ),
    )
    principles = {
        name: Principle(id=name, title=name, clause="", verified=True, enabled=enabled, **common)
        for name in PRINCIPLES
    }
    return Policy(
        id="county-test",
        title="县级机关公务员轮岗交流办法（演示）",
        document_number="岚委发〔2004〕20 号",
        source="县委发〔2004〕20 号",
        effective_from=SINCE,
        effective_to=None,
        texts={},
        scope=Scope(
            id="scope",
            title="范围",
            clause="第二条",
            verified=True,
            personnel_status=frozenset(PersonnelStatus),
            levels=frozenset(Level),
            unit_kinds=frozenset(UnitKind),
            **common,
        ),
        priority_classes=(
            PriorityClass(id="statutory", title="法定回避"),
            PriorityClass(id="policy", title="方案规定"),
        ),
        rules=rules,
        limits=(),
        principles=principles,
        correspondences=(),
        rank_groups=(),
        specialties=Specialties(
            groups={"财会": ("会计", "财政", "审计", "统计")},
            similar_pairs=frozenset(),
            similar_cost=10,
            none_cost=100,
        ),
        kinship=(),
        avoidance=Avoidance(
            leaving_relatives_count=True,
            sensitive_specialties=frozenset(),
            native_levels=frozenset(),
            native_place="",
            open_duty_months=6,
            open_duty_ways=(),
        ),
        former_unit_months=0,
        appointment_hold_months=6,
        section_in_destination=section_in_destination,
        kinds_of_work=(),
        weights=Weights(kind_of_work_differs=5, wish_step=1, wish_missed=3),
        statistics=STATISTICS,
        digest="5a" * 32,
    )


def person(number: int, unit: str, name: str = "", **facts: object) -> Person:
    """A section chief of 40-odd, unless told otherwise; ``number`` makes the id."""
    birth = facts.pop("birth", YearMonth(1960, 5))
    assert isinstance(birth, YearMonth)
    post = Post(
        unit=unit,
        section=str(facts.pop("section", "办公室")),
        title=str(facts.pop("title", "主任")),
        level=facts.pop("level", Level.SECTION_CHIEF),  # type: ignore[arg-type]
        nature=facts.get("nature", Nature.ADMINISTRATIVE),  # type: ignore[arg-type]
        kind_of_work=facts.pop("kind", KindOfWork.PEOPLE_MONEY_ASSETS),  # type: ignore[arg-type]
    )
    return Person(
        id=f"999999{birth.year}{birth.month:02d}01{number:04d}",
        name=name or f"甲{number}",
        birth=birth,
        post=post,
        **{
            "sex": Sex.MALE,
            "post_start": YearMonth(1995, 3),
            "unit_start": YearMonth(1991, 7),
            "education": Education.BACHELOR,
            "diploma_specialty": "会计",
            "practised_specialty": "会计",
            "nature": Nature.ADMINISTRATIVE,
            "status": PersonnelStatus.CIVIL_SERVANT,
            "authority": CadreAuthority.PERSONNEL_BUREAU,
            "rank": "主任科员",
            **facts,
        },
    )


def unit(name: str, short: str = "") -> Unit:
    """A government department."""
    return Unit(name=name, kind=UnitKind.GOVERNMENT_DEPARTMENT, short_name=short)


def roster(units: Sequence[Unit], people: Sequence[Person]) -> Roster:
    """A roster at the reference date of the source."""
    return Roster(reference_date=ON, units=tuple(units), people=tuple(people))


def slot(holder: Person) -> Slot:
    """What a person would free."""
    return Slot(
        id=holder.id,
        holder=holder.id,
        unit=holder.unit,
        section=holder.post.section,
        title=holder.post.title,
        level=holder.level,
        nature=holder.post.nature,
        held_nature=holder.nature,
        kind_of_work=holder.post.kind_of_work,
        practised_specialty=holder.practised_specialty,
        rank=holder.rank,
    )


def move(one: Person, to: Person) -> Move:
    """``one`` takes the slot of ``to``."""
    similar = one.practised_specialty != to.practised_specialty
    return Move(
        person_id=one.id,
        name=one.name,
        from_unit=one.unit,
        to_unit=to.unit,
        slot=to.id,
        level=one.level,
        slot_level=to.level,
        title_waits=one.level is not to.level,
        nature=one.nature,
        rank=one.rank,
        practised_specialty=one.practised_specialty,
        slot_specialty=to.practised_specialty,
        authority=one.authority,
        cost={"specialty": 10 if similar else 0, "correspondence": 0, "kind_of_work": 5},
    )


def screened(one: Person, verdict: Verdict = Verdict.MUST_EXCHANGE, **more: object) -> Screened:
    """What screening says of one person; by default on the unverified rule."""
    must = verdict is Verdict.MUST_EXCHANGE
    return Screened(
        **{
            "person_id": one.id,
            "name": one.name,
            "unit": one.unit,
            "verdict": verdict,
            "ground": WORK if must else None,
            "met": (WORK,) if must else (),
            "priority_class": "policy" if must else "",
            **more,
        }
    )


def explain(one: Person, others: Sequence[Person]) -> Explanation:
    """Three reasons, and a dearer destination for each of ``others``."""
    return Explanation(
        person_id=one.id,
        reasons=(
            f"专业相同：从事{one.practised_specialty}，原任也从事{one.practised_specialty}。",
            "职务对应：科长（主任）任科长（主任）。",
            "不需回避：接收单位没有亲属任领导或在直接隶属线上。",
        ),
        alternatives=tuple(
            Alternative(
                slot=other.id,
                unit=other.unit,
                title=other.post.title,
                more_unplaced=(0, 1) if n == 2 else (0, 0),
                worse_fit=10 * n,
                changed=n + 2,
            )
            for n, other in enumerate(others)
        ),
    )


def plan(
    facts: Roster,
    goes: Mapping[str, str],
    stays: Sequence[Stay] = (),
    **more: object,
) -> Plan:
    """The plan in which each key of ``goes`` takes the slot of its value."""
    people = facts.person
    pool = [*goes, *(stay.person_id for stay in stays)]
    screening = tuple(
        screened(one, Verdict.MUST_EXCHANGE if one.id in pool else Verdict.MAY)
        for one in facts.people
    )
    empty = Plan(
        title=TITLE,
        reference_date=facts.reference_date.isoformat(),
        policy="county-test",
        policy_title="县级机关公务员轮岗交流办法（演示）",
        roster_digest=facts.digest,
        policy_digest="5a" * 32,
        seed=Seed(text="组织部 4417，人事局 9026", bound="c3" * 32, policy_digest="b2" * 32),
        priority_classes=("statutory", "policy"),
        moves=tuple(move(people[one], people[to]) for one, to in goes.items()),
        stays=tuple(stays),
        slots=tuple(slot(people[one]) for one in pool),
        screened=screening,
        open_duties=(),
        explanations=(),
        certificate=Certificate(
            words=("unplaced",), order=(), total=(0,), unique=True, nodes=(Leaf(),)
        ),
        unverified=("long_service",),
        files=(InputFile(name="花名册.xlsx", sha256="ab" * 32),),
    )
    return replace(empty, **more)


HOSTILE = ("=1+1", "@x", "+1", "<b>&\"'", "甲\u202e乙", "[bold]丙[/]", "\x1b[31m丁", "&P&A")


def hostile() -> tuple[Plan, Roster, Policy]:
    """People and units whose names mean something to Excel, HTML, rich or a terminal."""
    units = [unit(f"{name}局") for name in HOSTILE]
    people = [
        person(n, one.name, name) for n, (one, name) in enumerate(zip(units, HOSTILE, strict=True))
    ]
    facts = roster(units, people)
    goes = {one.id: other.id for one, other in zip(people, [*people[1:], people[0]], strict=True)}
    made = plan(
        facts,
        goes,
        title='=HYPERLINK("x") & </style><script>"\\',
        explanations=tuple(explain(one, people[:1]) for one in people),
    )
    return made, facts, policy()


def large(people: int = 300, units: int = 60) -> tuple[Plan, Roster, Policy]:
    """A province-sized exchange in rounds of two to seven."""
    homes = [unit(f"某某市第{n}综合事务管理服务局") for n in range(units)]
    staff = [person(n, homes[n * 7 % units].name) for n in range(people)]
    goes: dict[str, str] = {}
    start = 0
    while start < people:
        size = min(2 + start % 6, people - start)
        ring = staff[start : start + size]
        goes |= {one.id: other.id for one, other in zip(ring, [*ring[1:], ring[0]], strict=True)}
        start += size
    facts = roster(homes, staff)
    told = tuple(
        explain(one, [staff[(n + k) % people] for k in range(1, 6)]) for n, one in enumerate(staff)
    )
    return plan(facts, goes, explanations=told), facts, policy()
