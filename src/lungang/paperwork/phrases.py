"""The wording of the trade: people in titles, posts removed and given, dates, blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from lungang.domain.codes import Level
from lungang.domain.plan import Move, Slot
from lungang.domain.roster import Person
from lungang.statistics.facts import Facts

DATE_BLANK = "　　　　年　　月　　日"
MONTH_BLANK = "　　　　年　　月"
_HOLD = {3: "三个月", 6: "半年", 12: "一年", 18: "一年半", 24: "两年"}
_NEW_RANK = re.compile("[一二三四]级")


def day(value: date | None) -> str:
    """成文日期 in Arabic figures without leading zeros (7.3.5.4), or a blank to fill in."""
    return f"{value.year}年{value.month}月{value.day}日" if value else DATE_BLANK


def number(code: str, year: int | None) -> str:
    """A document number with room for the office's register: 组调字〔2004〕　　号 (7.2.5)."""
    return f"{code or '　　　'}〔{year or '　　　'}〕　　号"


def comrades(people: Sequence[Person]) -> tuple[str, ...]:
    """People as a title names them, in words not to be torn: both of two, the first of more."""
    names = [person.name for person in people]
    if len(names) == 1:
        return (f"{names[0]}同志",)
    if len(names) == 2:
        return f"{names[0]}、", f"{names[1]}同志"
    return (f"{names[0]}等同志",)


def comrades_counted(people: Sequence[Person]) -> str:
    """People in running text: 张三同志, 张三、李四同志, 张三等3名同志."""
    if len(people) <= 2:
        return "".join(comrades(people))
    return f"{people[0].name}等{len(people)}名同志"


def hold(months: int) -> str:
    """How long an appointment is held at least, in words: 半年."""
    if months in _HOLD:
        return _HOLD[months]
    return f"{months // 12}年" if months % 12 == 0 else f"{months}个月"


def is_new_rank(rank: str) -> bool:
    """Whether a rank is one of the ladder of 2019 (职级: 一级主任科员), not a 非领导职务."""
    return bool(_NEW_RANK.search(rank))


def removed(facts: Facts, person: Person) -> str:
    """What the sending unit takes away: 财务科科长、科员职务; "" if there is nothing to take.

    Posts outside leadership go along and are removed together (非领导职务…原单位免职，新单位任职).
    """
    leading = facts.post_of(person) if person.level.is_leading else ""
    if person.rank and is_new_rank(person.rank):
        told = f"{leading}职务、" if leading else ""
        return f"{told}{person.rank}职级"
    posts = "、".join(post for post in (leading, person.rank) if post)
    return f"{posts}职务" if posts else ""


def removal(facts: Facts, person: Person) -> str:
    """One line of a removal, without its stop: 张三同志财务科科长、科员职务."""
    taken = removed(facts, person)
    return f"{person.name}同志{taken}" if taken else ""


def given(facts: Facts, move: Move, slot: Slot) -> str:
    """What the county proposes that the receiving unit gives: 中层正职（科长，科室另定）、科员.

    A case across levels gets its rank alone.
    """
    return _with_rank(move, slot, facts.slot_post(slot))


def _with_rank(move: Move, slot: Slot, post: str) -> str:
    leading = "" if move.title_waits or not slot.level.is_leading else post
    return "、".join(one for one in (leading, move.rank) if one)


def appointment(facts: Facts, move: Move, slot: Slot) -> str:
    """One line of an appointment, without its stop: 张三同志任财务科科长、科员."""
    post = _with_rank(move, slot, facts.appointed_post(slot))
    return f"{move.name}同志任{post}" if post else f"{move.name}同志到本单位工作"


def across_levels(moves: Sequence[Move], whose: str) -> str:
    """The sentence that marks cases across levels on a paper, or nothing if there are none.

    They keep level and rank; the new title waits for free leading posts (职数) of the receiving
    unit, which the paper calls ``whose``.
    """
    names = "、".join(move.name for move in moves if move.title_waits)
    if not names:
        return ""
    return f"{names}同志属跨层次交流，职务层次和职级保持不变，新任职务待{whose}有空缺职数时再定。"


def holding(moves: Sequence[Move], slots: Sequence[Slot], months: int) -> str:
    """The promise of the principle: a leading post is held at least so long (所任职务至少半年)."""
    promised = any(
        not move.title_waits and slot.level is not Level.STAFF
        for move, slot in zip(moves, slots, strict=True)
    )
    return f"所任领导职务自任职之日起至少保持{hold(months)}" if promised and months else ""
