"""The plan as a whole, counted again from the people after it (reading.md section 5)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from lungang.domain.codes import Level
from lungang.domain.roster import Person, Unit
from lungang.i18n import gettext as _
from lungang.verify.arcs import Arcs, counts_to
from lungang.verify.report import Ledger
from lungang.verify.sides import Sides

After = Mapping[str, tuple[str, Level | None]]
"""Unit and level of title of every person of the roster once the plan is carried out."""


def check_sides(ledger: Ledger, arcs: Arcs, sides: Sides, chosen: Sequence[int]) -> None:
    """Refute relatives who would arrive together where they may not."""
    pairs = 0
    for i, r in sides.pairs():
        pairs += 1
        if sides.together(i, chosen[i], r, chosen[r]):
            text = _("{one}与{other}是应回避的亲属，不得同时安排到{unit}和{other_unit}。")
            one, other = (arcs.case.label(arcs.pool[person]) for person in (i, r))
            units = [arcs.people[chosen[person]].post.unit for person in (i, r)]
            values = {"unit": units[0], "other_unit": units[1]}
            message = text.format(one=one, other=other, **values)
            ledger.refute("relatives_together", message)
    if sides.binds:
        ledger.count("relatives_together", _("对亲属"), pairs)


def check_balance(ledger: Ledger, arcs: Arcs, chosen: Sequence[int]) -> None:
    """Refute a unit that does not get, per nature, as many people as it gives."""
    gives = Counter((person.post.unit, person.nature) for person in arcs.people)
    gets = Counter((arcs.people[j].post.unit, arcs.people[i].nature) for i, j in enumerate(chosen))
    for unit, nature in sorted(gives.keys() | gets.keys()):
        out, into = gives[unit, nature], gets[unit, nature]
        if out != into:
            text = _("{unit}的{nature}：调出 {out} 人，调入 {into} 人，不是出一进一。")
            values = {"unit": unit, "nature": nature.label, "out": out, "into": into}
            ledger.refute("balance", text.format(**values))
    ledger.count("balance", _("个单位与性质"), len(gives.keys() | gets.keys()))


def check_recounts(ledger: Ledger, arcs: Arcs, chosen: Sequence[int]) -> None:
    """Refute every quota of any unit that is exceeded by more than before the plan."""
    people = arcs.case.roster.people
    before = {one.id: (one.post.unit, one.post.level) for one in people}
    after = dict(before) | _moved(arcs, chosen)
    ranks = arcs.case.binds("rank_quota")
    counted = 0
    here_before, here_after = _by_unit(people, before), _by_unit(people, after)
    for unit in arcs.case.units.values():
        were = dict(_counts(here_before[unit.name], before, unit, ranks))
        are = dict(_counts(here_after[unit.name], after, unit, ranks))
        for what, (number, quota) in are.items():
            counted += 1
            if max(0, number - quota) > max(0, were[what][0] - quota):
                text = _("{unit}的{what}：核定 {quota}，原有 {before} 人，方案实施后 {after} 人。")
                values = {"quota": quota, "before": were[what][0], "after": number}
                ledger.refute("recounts", text.format(unit=unit.name, what=what, **values))
    ledger.count("recounts", _("项编制与职数"), counted)


def _moved(arcs: Arcs, chosen: Sequence[int]) -> dict[str, tuple[str, Level | None]]:
    """Where the movers are; a case across levels holds no title there until there is room."""
    found: dict[str, tuple[str, Level | None]] = {}
    for i, j in enumerate(chosen):
        if i != j:
            mine, new = arcs.people[i].post.level, arcs.people[j].post.level
            found[arcs.pool[i]] = (arcs.people[j].post.unit, new if mine == new else None)
    return found


def _by_unit(people: Sequence[Person], where: After) -> dict[str, list[Person]]:
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        groups[where[person.id][0]].append(person)
    return groups


def _counts(
    here: Sequence[Person], where: After, unit: Unit, ranks: bool
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield (what, (how many, quota)) for every quota that the unit has."""
    levels = Counter(where[person.id][1] for person in here)
    for nature, quota in unit.establishment.items():
        yield nature.label, (sum(person.nature == nature for person in here), quota)
    for title, level, limit in (
        (_("科长职数"), Level.SECTION_CHIEF, unit.chief_quota),
        (_("副科长职数"), Level.DEPUTY_SECTION_CHIEF, unit.deputy_quota),
    ):
        if limit is not None:
            yield title, (levels[level], limit)
    for rank, quota in unit.rank_quota.items() if ranks else ():
        held = sum(counts_to(person.rank, rank) for person in here)
        yield _("职级“{rank}”").format(rank=rank or _("全部")), (held, quota)
