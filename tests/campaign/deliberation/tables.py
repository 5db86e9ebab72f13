"""Tables as the pages show them, invented: a county of 18 units and 29 people, and larger ones."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid5

from lungang.campaign.deliberation.models import Scenario
from lungang.campaign.deliberation.rows import (
    DECIDED,
    PROPOSED,
    UNPLACED,
    BalanceRow,
    Card,
    CycleRow,
    Event,
    Other,
    PersonRow,
    Table,
)

SPACE = UUID("6f3c9d1e-0000-4000-8000-000000000000")
AT = datetime(2004, 12, 15, 7, 12, tzinfo=UTC)
COUNTY = (
    ("周启明 财政局", "邓显荣 交通局", "蒲秀珍 国土房管局", "任德洪 教委", "谭必蓉 水利农机局"),
    ("代永福 教委", "傅文成 卫生局", "简正碧 计生委", "熊淑琴 民政局"),
    ("汪海波 建委", "舒建平 水利农机局", "石昌荣 农业局"),
    ("瞿光明 国土房管局", "姚春燕 司法局"),
    ("向泽林 国土房管局", "程世忠 环保局", "秦晓岚 林业局", "陶国栋 交通局"),
    ("冉光华 审计局", "余昌平 物价局", "雷明礼 统计局"),
    ("贺永强 建委", "骆成芳 劳动社保局"),
    ("廖志远 财政局", "晏大全 经委"),
    ("胡丽君 财政局", "彭晓东 民政局"),
)
UNDECIDED = 4
"""The first so many cycles are proposed."""
STAYING = (
    ("毛建勋 卫生局", "医政科", "没有相近专业的编制位"),
    ("龚立新 农业局", "植保站", "参公编制只空出他这一个"),
)
MARKED = {"程世忠": ("forbid", "decide"), "冉光华": ("pin", "decide")}
POSTS = {"财政局": "预算科", "交通局": "计划财务科", "教委": "计财科"}


def key_of(name: str) -> UUID:
    """The handle of an invented person."""
    return uuid5(SPACE, name)


def make_table(
    scenario: Scenario | None = None,
    cycles: tuple[tuple[str, ...], ...] = COUNTY,
    undecided: int = UNDECIDED,
    staying: tuple[tuple[str, str, str], ...] = STAYING,
) -> Table:
    """A table of cycles given by ``name unit`` of each person."""
    people, rows = [], []
    for number, cycle in enumerate(cycles, 1):
        pairs = [one.split(" ") for one in cycle]
        decided = number > undecided
        for at, (name, unit) in enumerate(pairs):
            holder, target = pairs[(at + 1) % len(pairs)]
            people.append(_mover(name, unit, holder, target, number, decided))
        rows.append(
            CycleRow(
                number=number, people=tuple(key_of(name) for name, _unit in pairs),
                units=tuple(unit for _name, unit in pairs), decided=decided,
            )
        )  # fmt: skip
    people += [_stayer(*one) for one in staying]
    states = [person.state for person in people]
    return Table(
        scenario=scenario or Scenario(number=1), people=tuple(people), cycles=tuple(rows),
        balance=_balance(people), decided=states.count(DECIDED), proposed=states.count(PROPOSED),
        unplaced=states.count(UNPLACED), digest="7f3a91c2" * 8, can_undo=True,
    )  # fmt: skip


def _mover(name: str, unit: str, holder: str, target: str, number: int, decided: bool) -> PersonRow:
    return PersonRow(
        key=key_of(name), name=name, unit=unit, section=POSTS.get(unit, "办公室"),
        title="科长", state=DECIDED if decided else PROPOSED, to_unit=target,
        to_section=POSTS.get(target, "综合科"), to_title="科长", slot=key_of(holder),
        slot_holder=holder, marks=MARKED.get(name, ("decide",) if decided else ()), cycle=number,
    )  # fmt: skip


def _stayer(who: str, section: str, reason: str) -> PersonRow:
    name, unit = who.split(" ")
    return PersonRow(
        key=key_of(name), name=name, unit=unit, section=section, title="科长",
        state=UNPLACED, reason=reason,
    )  # fmt: skip


def _balance(people: list[PersonRow]) -> tuple[BalanceRow, ...]:
    units = dict.fromkeys(person.unit for person in people if person.slot)
    return tuple(
        BalanceRow(
            unit=unit, nature="",
            out=sum(1 for one in people if one.unit == unit and one.slot),
            into=sum(1 for one in people if one.to_unit == unit),
        )
        for unit in units
    )  # fmt: skip


def make_card(table: Table, key: UUID) -> Card:
    """The card of somebody."""
    person = table.person(key)
    assert person is not None
    moved = person.slot is not None
    return Card(
        person=person,
        facts=("任现职 9 年 9 个月", "男，45 岁，本科，会计（经济类），行政编制"),
        reasons=(
            f"专业相同：会计，原任{person.slot_holder}也是会计。",
            "职务对应：科长任科长，至少保持到 2005 年 6 月 16 日。",
            f"不需回避：{person.to_unit}没有他的亲属任领导或在直接隶属线上。",
        ) if moved else (),
        alternatives=(
            _other("谭必蓉", "国土房管局", "财务科", 3, "差 4"),
            _other("任德洪", "水利农机局", "财务科", 2, "差 7"),
            _other("雷明礼", "审计局", "财政金融审计科", 2, "差 12"),
        ),
        barred=(_other("代永福", "教委", "计财科", 0, "", "应回避，不可去"),),
        history=(
            Event(at=AT, words="钉住冉光华后重算，去向不变", who="赵文彬"),
            Event(at=AT.replace(hour=6, minute=40), words="方案甲提出：交通局", who=""),
        ),
        ask=() if moved else ("农业局 覃世贵可交流，问他本人和单位同不同意",),
    )  # fmt: skip


def _other(holder: str, unit: str, section: str, changed: int, worse: str, bar: str = "") -> Other:
    return Other(
        slot=key_of(holder), unit=unit, section=section, title="科长", changed=changed,
        worse=worse, bar=bar,
    )  # fmt: skip


SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
UNITS = [
    "财政局",
    "国土房管局",
    "建委",
    "交通局",
    "教委",
    "水利农机局",
    "民政局",
    "计生委",
    "环保局",
    "劳动社保局",
    "审计局",
    "统计局",
    "物价局",
    "司法局",
    "林业局",
    "农业局",
    "卫生局",
    "经委",
    "公安局",
    "人事局",
    "文化体育局",
    "粮食局",
    "供销社",
    "广播电视局",
    "安全生产监督局",
    "工商联",
    "残联",
    "档案局",
    "招商局",
    "旅游局",
]


def random_cycles(units: int, people: int, seed: int = 1) -> tuple[tuple[str, ...], ...]:
    """Cycles through so many units, of about so many people."""
    dice = random.Random(seed)
    names = UNITS[:units] + [f"第{at}局" for at in range(len(UNITS), units)]
    cycles, number = [], 0
    while number < people:
        length = min(dice.choice((2, 2, 3, 3, 4, 5, 6)), units)
        passed = dice.sample(names, length)
        cycles.append(
            tuple(
                f"{SURNAMES[(number + at) % 32]}{SURNAMES[(number + at) // 32 % 32]}某{number + at}"
                f" {unit}"
                for at, unit in enumerate(passed)
            )
        )
        number += length
    return tuple(cycles)


def large_table(units: int, people: int, seed: int = 1) -> Table:
    """A table of many."""
    cycles = random_cycles(units, people, seed)
    return replace(make_table(cycles=cycles, undecided=len(cycles) // 2, staying=()))
