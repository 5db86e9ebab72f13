"""The people whom the rules want to move and cannot place, each for another reason.

That none of them can be placed follows from the groups of :mod:`lungang.demo.casting` and the
table of specialties: nobody else of the pool practises a specialty that would let them in.
"""

from __future__ import annotations

from collections.abc import Sequence

from lungang.demo.draft import Part, Seat
from lungang.demo.profile import CountyProfile
from lungang.demo.story import Story, find
from lungang.domain.clock import YearMonth
from lungang.domain.codes import KindOfWork, Level, Nature, PersonnelStatus, Sex
from lungang.domain.roster import FormerUnit

CHIEF = Level.SECTION_CHIEF


def plant_unplaced(profile: CountyProfile, seats: Sequence[Seat], story: Story) -> None:
    """Cast the people who will have to stay, before the movable ones are cast."""
    _specialist(seats, story)
    _mixed(seats, story)
    _relative(seats, story)
    _returner(seats, story)
    _same_organ(seats, story)
    _couple(seats, story)
    if profile.kinds[KindOfWork.LICENCES] == 2:
        _shortage(seats, story)


def _stay(seat: Seat) -> Seat:
    seat.part = Part.STAYS
    return seat


def _specialist(seats: Sequence[Seat], story: Story) -> None:
    seat = _stay(find(seats, "县科学技术委员会", CHIEF, "防震减灾"))
    story.plant("specialist", seat, "nobody else practises 防震减灾: no destination")


def _mixed(seats: Sequence[Seat], story: Story) -> None:
    seat = _stay(find(seats, "县文化广播电视局", CHIEF, "财务"))
    seat.own_nature = Nature.INSTITUTIONAL
    seat.status = PersonnelStatus.MANAGED_AS_CIVIL_SERVANT
    seat.remark = "事业编制，在行政岗位工作"
    why = "held on 事业 in a chair of 行政: nobody may succeed until the establishment is in order"
    story.plant("mixed", seat, why)


def _relative(seats: Sequence[Seat], story: Story) -> None:
    seat = _stay(find(seats, "县审计局", CHIEF, "审计"))
    deputy = find(seats, "县纪委监察局", Level.UNIT_DEPUTY)
    seat.sex, deputy.sex = Sex.FEMALE, Sex.MALE
    story.relate(seat, deputy, "丈夫", "妻子")
    why = "the only kindred work is 监察, in the unit where the husband is a deputy head"
    story.plant("relative", seat, why, (deputy,), (deputy.unit.name,))


def _returner(seats: Sequence[Seat], story: Story) -> None:
    seat = _stay(find(seats, "县委办公室", CHIEF, "综合管理"))
    seat.former_units.append(FormerUnit("县粮食局", YearMonth(2000, 4), YearMonth(2002, 3)))
    seat.remark = "2000.04—2002.03在县粮食局挂职"
    why = "the only kindred work is 统计, in a unit that the person left less than 5 years ago"
    story.plant("returner", seat, why, units=("县粮食局",))


def _same_organ(seats: Sequence[Seat], story: Story) -> None:
    seat = _stay(find(seats, "县港航管理所", CHIEF, "行政许可"))
    why = "the only kindred work is in another station of the same bureau: not cross-department"
    story.plant("same_organ", seat, why, units=("县公路运输管理所",))


def _couple(seats: Sequence[Seat], story: Story) -> None:
    """Statutory avoidance that cannot be met: an open duty, and a volunteer who would free it."""
    unit = "县文化广播电视局"
    chief = find(seats, unit, CHIEF, "文秘")
    seat = _stay(find(seats, unit, Level.STAFF, "文秘", chief.section))
    seat.avoidance = True
    seat.sex, chief.sex = Sex.FEMALE, Sex.MALE
    story.relate(seat, chief, "丈夫", "妻子")
    volunteer = find(seats, "县旅游局", Level.STAFF, "文秘")
    volunteer.part = Part.NEARLY
    volunteer.months_in_unit, volunteer.months_in_post = 50, 50
    story.wishes.append((volunteer, unit))
    why = "works under the husband; no clerk of the pool to change with: open duty, ask a volunteer"
    story.plant("couple", seat, why, (chief, volunteer), (unit,))


def _shortage(seats: Sequence[Seat], story: Story) -> None:
    seat = _stay(find(seats, "县国土资源和房屋管理局", CHIEF, "登记注册"))
    why = "two of this unit for one licence slot elsewhere; the colleague's specialty is the same"
    story.plant("shortage", seat, why)
