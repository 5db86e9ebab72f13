"""Traps among the people who can be placed: what a plan that forgets a rule gets wrong.

Wishes make the wrong destination the cheapest one, so each rule is seen to bind. A county whose
groups are too small for a trap goes without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lungang.demo.casting import Cast
from lungang.demo.draft import Part, Seat
from lungang.demo.story import Story, find
from lungang.domain.clock import YearMonth
from lungang.domain.codes import Level, Sex
from lungang.domain.roster import FormerUnit


def plant_traps(cast: Cast, seats: Sequence[Seat], story: Story) -> None:
    """Plant all traps that the cast has room for."""
    _brothers(cast, story)
    _full_rank(cast, seats, story)
    _old_and_recent(cast, story)
    _in_laws(cast, seats, story)
    _must_avoid(cast, seats, story)
    _missed(cast, seats, story)
    _overfull(cast, story)


def _used(story: Story) -> set[Seat]:
    """Everybody whose own destination a trap fixes already, or who holds such a destination."""
    return {s for trap in story.traps.values() for s in (trap.seat, *trap.others)}


def _brothers(cast: Cast, story: Story) -> None:
    """Two brothers, both moving, both wishing for one unit that has a slot for each."""
    hosts = {seat.unit.name: seat for seat in cast.members("personnel")}
    target = next((s for s in cast.members("finance") if s.unit.name in hosts), None)
    if target is None:
        return
    other = next((s for n, s in hosts.items() if n != target.unit.name), None)
    away = (target.unit.name, other.unit.name if other else "")
    one = next(
        (s for s in cast.members("finance") if s.specialty == "财务" and s.unit.name not in away),
        None,
    )
    if other is None or one is None:
        return
    one.sex = other.sex = Sex.MALE
    one.brother, other.brother = other, one
    story.relate(one, other, "兄弟", "兄弟")
    story.wishes += [(one, target.unit.name), (other, target.unit.name)]
    rest = [name for name in hosts if name not in away]
    story.wishes += [(other, name) for name in rest[:1]]
    why = "both wish for one unit; as section chiefs they would stand under one head: only one goes"
    others = (other, target, hosts[target.unit.name])
    story.plant("brothers", one, why, others, (target.unit.name,))


def _full_rank(cast: Cast, seats: Sequence[Seat], story: Story) -> None:
    """One with a rank of which the unit wished for has no more, and a former comrade elsewhere."""
    sent = Counter(seat.unit.name for seat in cast.everybody)
    free = [s for s in cast.members("finance") if s.specialty == "财务" and s not in _used(story)]
    full = next((s for s in free if sent[s.unit.name] == 1), None)
    rest = [s for s in free if s is not full]
    if full is None or len(rest) < 2:
        return
    seat, second = rest[0], rest[1]
    seat.rank, full.rank = "主任科员", "科员"
    story.tight.add(full.unit.name)
    story.wishes += [(seat, full.unit.name), (seat, second.unit.name)]
    comrade = find(seats, second.unit.name, Level.UNIT_DEPUTY)
    seat.sex = comrade.sex = Sex.MALE
    story.relate(seat, comrade, "战友", "战友")
    why = "the first wish has no room for the rank of 主任科员; a comrade in the second is no bar"
    units = (full.unit.name, second.unit.name)
    story.plant("full_rank", seat, why, (full, second, comrade), units)


def _old_and_recent(cast: Cast, story: Story) -> None:
    """One who left the unit first wished for lately, and the second long ago."""
    members = cast.members("projects")
    if len(members) < 3:
        return
    seat, recent, old = members[:3]
    seat.months_in_unit, seat.months_in_post = 200, 84
    seat.former_units += [
        FormerUnit(old.unit.name, YearMonth(1986, 8), YearMonth(1988, 4)),
        FormerUnit(recent.unit.name, YearMonth(2000, 3), YearMonth(2001, 12)),
    ]
    seat.remark = f"2000.03—2001.12在{recent.unit.name}挂职"
    story.wishes += [(seat, recent.unit.name), (seat, old.unit.name)]
    why = "left the first wish 3 years ago, which bars it, and the second 16 years ago: goes there"
    story.plant("former", seat, why, (recent, old), (recent.unit.name, old.unit.name))


def _in_laws(cast: Cast, seats: Sequence[Seat], story: Story) -> None:
    """One whose in-law leads the very section wished for; another, other sections of the next."""
    staff = [s for s in cast.members("lower") if s.level is Level.STAFF]
    if len(staff) < 3:
        return
    seat, barred, allowed = staff[:3]
    near = find(seats, barred.unit.name, Level.UNIT_DEPUTY)
    far = find(seats, allowed.unit.name, Level.UNIT_DEPUTY)
    seat.sex = near.sex = far.sex = Sex.MALE
    story.relate(seat, near, "连襟", "连襟")
    story.relate(seat, far, "妹夫", "内兄")
    story.in_charge[_section(barred)] = near
    story.not_in_charge[_section(allowed)] = far
    story.wishes += [(seat, barred.unit.name), (seat, allowed.unit.name)]
    why = "an in-law leads the section of the first wish; another, others in the second's unit"
    units = (barred.unit.name, allowed.unit.name)
    story.plant("in_laws", seat, why, (near, far, barred, allowed), units)


def _must_avoid(cast: Cast, seats: Sequence[Seat], story: Story) -> None:
    """One whose husband leads the section as a deputy head: statutory avoidance, and placed."""
    for seat in reversed(cast.members("lower")):
        if seat.sex is None and seat.level is Level.STAFF and _section(seat) not in story.in_charge:
            deputy = find(seats, seat.unit.name, Level.UNIT_DEPUTY)
            seat.avoidance = True
            seat.sex, deputy.sex = Sex.FEMALE, Sex.MALE
            story.in_charge[_section(seat)] = deputy
            story.relate(seat, deputy, "丈夫", "妻子")
            why = "works in a section that the husband leads: the most urgent class, and placed"
            story.plant("must_avoid", seat, why, (deputy,), (seat.unit.name,))
            return


def _missed(cast: Cast, seats: Sequence[Seat], story: Story) -> None:
    """One whose wish, for good reasons, nobody can grant: nobody leaves that unit."""
    leaving = {seat.unit.name for seat in seats if seat.part is not Part.CROWD}
    wanted = next(s.unit.name for s in seats if s.unit.in_scope and s.unit.name not in leaving)
    for seat in cast.members("enforcement")[1:2]:
        story.wishes.append((seat, wanted))
        story.hardship[seat] = "母亲瘫痪在床，住在该单位附近，需就近照顾"
        story.plant("missed", seat, "nobody leaves the unit wished for", units=(wanted,))


def _overfull(cast: Cast, story: Story) -> None:
    """Two sending units have more people than establishment, which a plan may not make worse."""
    members = [seat for seat in cast.everybody if seat.unit.name not in story.tight]
    names = list(dict.fromkeys(seat.unit.name for seat in members))
    story.overfull.update(names[:2])
    seat = members[0]
    why = "the unit has too many people before the plan, and as many after it"
    story.plant("overfull", seat, why, units=tuple(names[:2]))


def _section(seat: Seat) -> tuple[str, str]:
    assert seat.section is not None
    return seat.unit.name, seat.section.name
