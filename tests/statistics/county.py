"""An invented county of the size of the source: 27 people of 18 units move, 4 stay.

The counts of the five tables are those of the source; everything else is made up.
"""

from __future__ import annotations

from functools import lru_cache

from lungang.domain.clock import YearMonth
from lungang.domain.codes import Education, KindOfWork, Level, Sex, Verdict
from lungang.domain.plan import Ask, Obstacle, OpenDuty, Plan, Stay
from lungang.domain.roster import Person, Roster
from lungang.policy.pack.model import Policy
from tests.statistics import factory

# (full name, short name, people of it who move)
UNITS = (
    ("青岚县财政局", "财政局", 3),
    ("青岚县国土资源和房屋管理局", "国土房管局", 3),
    ("青岚县城乡建设委员会", "建委", 2),
    ("青岚县交通局", "交通局", 2),
    ("青岚县教育委员会", "教委", 2),
    ("青岚县水利农业机械管理局水利工程质量监督站", "", 2),
    ("青岚县民政局", "民政局", 2),
    ("青岚县人口和计划生育委员会", "计生委", 1),
    ("青岚县环境保护局", "环保局", 1),
    ("青岚县劳动和社会保障局社会保险事业管理中心", "", 1),
    ("青岚县审计局", "审计局", 1),
    ("青岚县统计局", "统计局", 1),
    ("青岚县物价局", "物价局", 1),
    ("青岚县司法局", "司法局", 1),
    ("青岚县林业局", "林业局", 1),
    ("青岚县农业局", "农业局", 1),
    ("青岚县卫生局", "卫生局", 1),
    ("青岚县经济委员会", "经委", 1),
)
# fmt: off
NAMES = (
    "周启明", "邓显荣", "蒲秀珍", "任德洪", "谭必蓉", "代永福", "傅文成",
    "简正碧", "熊淑琴", "汪海波", "舒建平", "石昌荣", "瞿光明", "姚春燕",
    "向泽林", "程世忠", "秦晓岚", "陶国栋", "冉光华", "余昌平", "雷明礼",
    "贺永强", "骆成芳", "廖志远", "晏大全", "胡丽", "欧阳文彬",
)
# fmt: on
STAYING = (
    ("毛建勋", 16, "no_destination"),
    ("龚立新", 15, "shortage"),
    ("卓玛", 3, "no_cycle"),
    ("司马长青", 5, "no_successor"),
)
SECTIONS = ("计划财务科", "人事教育科", "办公室", "行政审批科", "执法监督科", "基建管理科")
SPECIALTIES = ("会计", "财政", "审计", "统计")
EDUCATION = (
    [Education.BACHELOR] * 11
    + [Education.JUNIOR_COLLEGE] * 8
    + [Education.SECONDARY_VOCATIONAL] * 6
    + [Education.SENIOR_HIGH] * 2
)
DIPLOMA = ["经济管理", "会计", "统计", "财政", "会计"] * 2 + ["法律"] * 6 + ["中文", "农学"] * 6
KINDS = (
    [KindOfWork.PEOPLE_MONEY_ASSETS] * 14
    + [KindOfWork.PROJECT_FUNDS_APPROVAL] * 3
    + [KindOfWork.LICENCES] * 2
    + [KindOfWork.ENFORCEMENT_SUPERVISION] * 8
)
BIRTHS = [YearMonth(1969, 8)] * 4 + [YearMonth(1960, 2)] * 20 + [YearMonth(1954, 12)] * 3
LEVELS = [Level.SECTION_CHIEF] * 23 + [Level.DEPUTY_SECTION_CHIEF] + [Level.STAFF] * 3
TITLES = {
    Level.SECTION_CHIEF: "科长",
    Level.DEPUTY_SECTION_CHIEF: "副科长",
    Level.STAFF: "科员",
}
ROUNDS = ((0, 6, 3, 8, 10), (1, 16, 15, 12), (2, 11, 13), (4, 14, 17), (5, 9))
"""Rounds of the exchange, by position among the movers of level chief; the rest goes in pairs."""


def _person(number: int, unit: str, name: str) -> Person:
    level = LEVELS[number % 27]
    section = SECTIONS[number * 5 % len(SECTIONS)]
    return factory.person(
        number,
        unit,
        name,
        sex=Sex.FEMALE if name[-1] in "珍蓉碧琴燕芳丽" else Sex.MALE,
        birth=BIRTHS[number * 7 % 27],
        section=section,
        title="主任" if section == "办公室" and number < 23 else TITLES[level],
        level=level,
        kind=KINDS[number * 4 % 27],
        education=EDUCATION[number * 2 % 27],
        diploma_specialty=DIPLOMA[number * 8 % 27],
        practised_specialty=SPECIALTIES[number % 4],
        rank="主任科员" if level is Level.SECTION_CHIEF else "科员",
    )


def _movers() -> list[Person]:
    # Every unit gives one before any gives a second, so that neighbours in the list differ.
    homes = [name for turn in range(3) for name, _, count in UNITS if count > turn]
    return [_person(n, home, name) for n, (home, name) in enumerate(zip(homes, NAMES, strict=True))]


def _goes(movers: list[Person]) -> dict[str, str]:
    rounds = [*ROUNDS, (7, 18, 20, 19, 21, 22), (23, 24), (25, 26)]
    return {
        movers[one].id: movers[other].id
        for ring in rounds
        for one, other in zip(ring, (*ring[1:], ring[0]), strict=True)
    }


def _stay(one: Person, kind: str, movers: list[Person], helper: Person) -> Stay:
    return Stay(
        person_id=one.id,
        name=one.name,
        unit=one.unit,
        priority_class="statutory" if one.name == "龚立新" else "policy",
        kind=kind,
        reason=f"池中没有一个岗位的专业与{one.practised_specialty}相同或相近，且编制性质相同。",
        barred=(
            Obstacle(rule="specialty", title="专业相同或相近", slots=21),
            Obstacle(rule="same_nature", title="编制性质相同", slots=9),
        ),
        closed=(Obstacle(rule="post_correspondence", title="职务对应", slots=4),),
        rivals=(movers[0].id, movers[5].id) if kind == "shortage" else (),
        ask=()
        if kind == "no_destination"
        else (
            Ask(
                person_id=helper.id,
                name=helper.name,
                unit=helper.unit,
                verdict=Verdict.MAY,
                volunteer=True,
            ),
        ),
    )


@lru_cache(maxsize=1)
def county() -> tuple[Plan, Roster, Policy]:
    """The plan of the county, its roster and its pack."""
    movers = _movers()
    staying = [_person(27 + n, UNITS[at][0], name) for n, (name, at, _) in enumerate(STAYING)]
    others = [
        _person(
            40 + n, UNITS[n * 5 % 18][0], f"{'赵钱孙李吴郑王冯陈褚'[n % 10]}{'一二三四五六'[n % 6]}"
        )
        for n in range(30)
    ]
    units = [factory.unit(name, short) for name, short, _ in UNITS]
    roster = factory.roster(units, [*movers, *staying, *others])
    stays = [
        _stay(one, kind, movers, others[n])
        for n, (one, (_, _, kind)) in enumerate(zip(staying, STAYING, strict=True))
    ]
    goes = _goes(movers)
    plan = factory.plan(
        roster,
        goes,
        stays,
        open_duties=(
            OpenDuty(
                person_id=staying[1].id,
                name=staying[1].name,
                unit=staying[1].unit,
                clause="公务员法第七十四条",
                deadline="2005-06-16",
                ways=("调整分管领导", "由另一方交流", "等待空缺"),
            ),
        ),
        explanations=tuple(
            factory.explain(one, [movers[(n + k) % 27] for k in (2, 4, 9, 11, 14)])
            for n, one in enumerate([*movers, *staying])
        ),
        screened=tuple(
            _screened(roster, {*goes, *(one.id for one in staying)}, n, one)
            for n, one in enumerate(roster.people)
        ),
    )
    return plan, roster, factory.policy()


def _screened(roster: Roster, pool: set[str], n: int, one: Person):  # type: ignore[no-untyped-def]
    if one.name == "龚立新":
        return factory.screened(one, ground=factory.PERSONAL, met=(factory.PERSONAL, factory.WORK))
    if one.id in pool:
        return factory.screened(one)
    if n % 7 == 0:
        late = factory.PERSONAL
        return factory.screened(one, Verdict.DEFERRED, ground=late, met=(factory.WORK,))
    return factory.screened(one, (Verdict.MAY, Verdict.MUST_ROTATE, Verdict.EXCLUDED)[n % 3])
