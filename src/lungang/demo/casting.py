"""Who moves: the movable people are cast in chairs so that an exchange of all of them exists.

They come in groups. Within a group everybody may take everybody's slot as far as nature, level
and specialty go, and no two sit in the same organ, so the group can change places among itself.
Nothing of this is handed on: screening and planning find it out from the facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lungang.demo.dice import Dice
from lungang.demo.draft import Part, Seat
from lungang.demo.profile import CountyProfile
from lungang.domain.codes import KindOfWork, Level, Nature

PER_UNIT = 3
_ATTEMPTS = 3000
_LOWER = (Level.DEPUTY_SECTION_CHIEF, Level.STAFF)


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """So many people of one nature, kind of work and specialty who change places.

    ``first`` names the unit and specialty of a member that the traps need.
    """

    name: str
    kind: KindOfWork
    specialties: tuple[str, ...]
    size: int = 0
    nature: Nature = Nature.ADMINISTRATIVE
    levels: tuple[Level, ...] = (Level.SECTION_CHIEF,)
    first: tuple[str, str] | None = None

    def fits(self, seat: Seat) -> bool:
        """Whether a member may be cast in this chair."""
        return (
            seat.part is Part.CROWD
            and seat.unit.in_scope
            and seat.level in self.levels
            and seat.kind is self.kind
            and seat.nature is seat.own_nature is self.nature
            and (
                seat.specialty in self.specialties or (seat.unit.name, seat.specialty) == self.first
            )
        )


_MONEY, _ENFORCE = KindOfWork.PEOPLE_MONEY_ASSETS, KindOfWork.ENFORCEMENT_SUPERVISION
_GROUPS = (
    Group(
        name="police",
        kind=_MONEY,
        specialties=("财务",),
        nature=Nature.POLITICAL_LEGAL,
    ),
    Group(
        name="patrols",
        kind=_ENFORCE,
        specialties=("执法监督",),
        nature=Nature.INSTITUTIONAL,
        first=("县公路运输管理所", "行政执法"),
    ),
    Group(
        name="licences",
        kind=KindOfWork.LICENCES,
        specialties=("证照管理",),
        first=("县国土资源和房屋管理局", "证照管理"),
    ),
    Group(
        name="stations",
        kind=_MONEY,
        specialties=("财务",),
        nature=Nature.INSTITUTIONAL,
    ),
    Group(
        name="lower",
        kind=_ENFORCE,
        specialties=("行政执法",),
        levels=_LOWER,
    ),
    Group(
        name="enforcement",
        kind=_ENFORCE,
        specialties=("行政执法", "法制", "执法监督"),
        first=("县纪委监察局", "监察"),
    ),
    Group(
        name="projects",
        kind=KindOfWork.PROJECT_FUNDS_APPROVAL,
        specialties=("项目管理", "投资管理", "经费审批"),
    ),
    Group(name="personnel", kind=_MONEY, specialties=("人事", "组织")),
    Group(
        name="finance",
        kind=_MONEY,
        specialties=("财务",),
        first=("县粮食局", "统计"),
    ),
)
"""Every group there may be, those with the fewest chairs first."""


def groups_of(profile: CountyProfile) -> tuple[Group, ...]:
    """Divide a profile's movable people into groups, those with the fewest chairs first."""
    sizes = _sizes(profile)
    return tuple(replace(one, size=sizes[one.name]) for one in _GROUPS if sizes[one.name])


def _sizes(profile: CountyProfile) -> dict[str, int]:
    """Return how many people each group has in a county of this profile."""
    money = profile.kinds[_MONEY]
    police = 2 if money >= 10 else 0
    stations = 2 if money >= 12 else 0
    rest = money - police - stations
    personnel = rest // 3 if rest >= 6 else 0
    enforcement = profile.kinds[_ENFORCE] - profile.lower
    patrols = 2 if enforcement >= 4 else 0
    return {
        "police": police,
        "patrols": patrols,
        "licences": profile.kinds[KindOfWork.LICENCES],
        "stations": stations,
        "lower": profile.lower,
        "enforcement": enforcement - patrols,
        "projects": profile.kinds[KindOfWork.PROJECT_FUNDS_APPROVAL],
        "personnel": personnel,
        "finance": rest - personnel,
    }


class Cast:
    """Who was cast, by group, in the order of casting."""

    def __init__(self) -> None:
        self.of: dict[str, list[Seat]] = {}

    def members(self, group: str) -> list[Seat]:
        """Members of a group; none if the county has no such group."""
        return self.of.get(group, [])

    @property
    def everybody(self) -> list[Seat]:
        """All movable people."""
        return [seat for members in self.of.values() for seat in members]


def cast(profile: CountyProfile, seats: Sequence[Seat], dice: Dice) -> Cast:
    """Cast the movable people, so that ``sending_units`` units send at most three each.

    ``seats`` may hold people of the pool already, whom the limit per unit counts, too.

    Raises:
        ValueError: the county has no room for the profile.
    """
    groups = groups_of(profile)
    for _ in range(_ATTEMPTS):
        chosen = _Attempt(profile, seats, dice).run(groups)
        if chosen is not None:
            for seat in chosen.everybody:
                seat.part = Part.MOVES
            return chosen
    raise ValueError("the county has no room for so many movable people of so many units")


class _Attempt:
    """One try to cast everybody; chance may lead it into a corner."""

    def __init__(self, profile: CountyProfile, seats: Sequence[Seat], dice: Dice) -> None:
        self.profile = profile
        self.seats = seats
        self.dice = dice
        self.cast = Cast()
        self.load = Counter(seat.unit.name for seat in seats if seat.counts)
        self.sending: set[str] = set()

    def run(self, groups: tuple[Group, ...]) -> Cast | None:
        """Cast all groups; None if there is no chair left or the units are too few."""
        for group in groups:
            members = self.cast.of.setdefault(group.name, [])
            chairs = self.dice.shuffled(seat for seat in self.seats if group.fits(seat))
            for _ in range(group.size):
                seat = self._choose(group, members, chairs)
                if seat is None:
                    return None
                members.append(seat)
                self.sending.add(seat.unit.name)
                self.load[seat.unit.name] += 1
        return self.cast if len(self.sending) == self.profile.sending_units else None

    def _choose(self, group: Group, members: list[Seat], chairs: list[Seat]) -> Seat | None:
        organs = {member.unit.organ for member in members}
        options = [
            seat
            for seat in chairs
            if seat.unit.organ not in organs
            and self.load[seat.unit.name] < PER_UNIT
            and self._suits(seat, group, len(members))
        ]
        left = self.profile.movable - len(self.cast.everybody)
        fresh = self.dice.chance((self.profile.sending_units - len(self.sending)) / left)
        options.sort(key=lambda seat: (seat.unit.name in self.sending) is fresh)
        return options[0] if options else None

    def _suits(self, seat: Seat, group: Group, number: int) -> bool:
        """What the traps ask of the member of this number."""
        if group.first and (number == 0 or seat.specialty not in group.specialties):
            return number == 0 and (seat.unit.name, seat.specialty) == group.first
        if group.name == "lower":
            deputy = number < self.profile.levels[Level.DEPUTY_SECTION_CHIEF]
            return deputy is (seat.level is Level.DEPUTY_SECTION_CHIEF)
        if group.name == "finance" and number == 1:
            hosts = {host.unit.name for host in self.cast.members("personnel")}
            return not hosts or seat.unit.name in hosts
        return True
