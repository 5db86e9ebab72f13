"""Counties made by hand so that one plan holds every kind of record and every kind of trap."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from lungang.domain.clock import YearMonth
from lungang.domain.codes import (
    CadreAuthority,
    Circumstance,
    KindOfWork,
    Nature,
    PersonnelStatus,
    Verdict,
)
from lungang.domain.plan import Ask, Mark, MarkKind, Plan, Settled
from lungang.domain.roster import FormerUnit, Roster, Wish
from lungang.policy.pack.model import Policy
from tests.verify.county import DEPUTY, STAFF, married, person, policy, roster, unit
from tests.verify.reference import World, plan_of, world

JIA, YI, BING, DING = "甲局", "乙局", "丙局", "丁局"
YOUNG = {"unit_start": YearMonth(2001, 1)}

PEOPLE = [
    person(0, JIA, authority=CadreAuthority.ORGANISATION_DEPARTMENT),
    person(1, YI, former_units=(FormerUnit(BING, None, YearMonth(2003, 5)),)),
    person(2, BING, practised_specialty="审计"),
    person(3, DING, key=True, kind_of_work=KindOfWork.LICENCES, **YOUNG),
    person(4, JIA, level=DEPUTY),
    person(5, YI, level=STAFF, rank="科员"),
    person(6, BING, practised_specialty="林业"),
    person(7, DING, practised_specialty="水文"),
    person(8, DING, practised_specialty="水文", **YOUNG),
    person(9, JIA, unit_start=YearMonth(1992, 1)),
    person(10, JIA, unit_start=YearMonth(1993, 1)),
    person(11, YI, circumstances=frozenset({Circumstance.ILLNESS})),
    person(12, BING, circumstances=frozenset({Circumstance.PROBATION})),
    person(13, BING, status=PersonnelStatus.INSTITUTIONAL_STAFF),
    person(14, DING, **YOUNG),
    person(15, YI, post_start=YearMonth(1980, 1), **YOUNG),
    person(16, YI, practised_specialty="宣传", **YOUNG),
]
KIN = (married(PEOPLE[7], PEOPLE[8]), married(PEOPLE[0], PEOPLE[16]))
WISHES = (
    Wish(person_id=PEOPLE[0].id, unit=YI, order=1),
    Wish(person_id=PEOPLE[0].id, unit=DING, order=2),
    Wish(person_id=PEOPLE[14].id, unit=YI, order=1),
)
UNITS = [
    unit(JIA, establishment={Nature.ADMINISTRATIVE: 3}, chief_quota=2),
    unit(YI, rank_quota={"科员": 1}),
    unit(BING),
    unit(DING),
]


def records() -> tuple[Roster, Policy]:
    """A county in which all four verdicts, a limit, open duty, bars and both levels occur."""
    return roster(PEOPLE, UNITS, kinships=KIN, wishes=WISHES), policy()


@cache
def plan() -> Plan:
    """The best plan of :func:`records`, with prices, a rival and somebody to ask."""
    found = plan_of(world(*records()), priced=True)
    asked = PEOPLE[14]
    ask = Ask(person_id=asked.id, name=asked.name, unit=DING, verdict=Verdict.MAY, volunteer=True)
    first = replace(found.stays[0], rivals=(PEOPLE[1].id,), ask=(ask,))
    return replace(found, stays=(first, *found.stays[1:]))


SETTLED = (
    Settled(PEOPLE[9].id, Verdict.DEFERRED, "领导小组第一次会议"),
    Settled(PEOPLE[16].id, Verdict.EXCLUDED, "领导小组第二次会议"),
)
MARKS = (
    Mark(MarkKind.STAY, PEOPLE[4].id),
    Mark(MarkKind.FORBID, PEOPLE[0].id, unit=DING),
    Mark(MarkKind.PIN, PEOPLE[3].id, PEOPLE[0].id),
    Mark(MarkKind.FORBID, PEOPLE[1].id, PEOPLE[3].id),
)
"""Marks each of which changes what is best."""


def decided_world(marks: tuple[Mark, ...] = MARKS, released: Plan | None = None) -> World:
    """The county of :func:`records` with people deferred, destinations marked, perhaps a repair."""
    return World(*records(), stamp=records(), settled=SETTLED, marks=marks, released=released)


@cache
def released() -> Plan:
    """The best plan without the marks."""
    return plan_of(decided_world(()))


@cache
def repaired() -> Plan:
    """What the marks leave of :func:`released`."""
    return plan_of(decided_world(released=released()), priced=True)


def couple_records(*, leaving_relatives_count: bool = True) -> tuple[Roster, Policy]:
    """A couple of two units whose cheapest destinations are one section: the tree branches."""
    work = {"kind_of_work": KindOfWork.LICENCES}
    people = [
        person(0, JIA, **work),
        person(1, YI, **work),
        person(2, BING, **work),
        person(3, BING, **work),
        person(4, DING),
        person(5, JIA),
        person(6, DING),
    ]
    base = policy(limits=())
    avoidance = replace(base.avoidance, leaving_relatives_count=leaving_relatives_count)
    kin = (married(people[0], people[1]),)
    wishes = tuple(Wish(person_id=one.id, unit=BING, order=1) for one in people[:2])
    return roster(people, kinships=kin, wishes=wishes), replace(base, avoidance=avoidance)
