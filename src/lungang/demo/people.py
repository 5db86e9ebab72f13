"""From chairs to persons: birth, career, rank, party, authority and id of everybody."""

from __future__ import annotations

from datetime import date

from lungang.demo.dice import Dice
from lungang.demo.draft import Part, Seat
from lungang.demo.facts import THRESHOLDS
from lungang.demo.names import DEMO_AREA_CODES, Registry, table
from lungang.domain.clock import YearMonth, months_between
from lungang.domain.codes import (
    CadreAuthority,
    Circumstance,
    Education,
    KindOfWork,
    Level,
    PersonnelStatus,
    Sex,
    UnitKind,
)
from lungang.domain.roster import FormerUnit, Person, Post

AREA_OF = {place: code for code, place in DEMO_AREA_CODES.items()}
_AGES = {
    Level.UNIT_CHIEF: (41, 55),
    Level.UNIT_DEPUTY: (35, 54),
    Level.SECTION_CHIEF: (32, 54),
    Level.DEPUTY_SECTION_CHIEF: (29, 50),
    Level.STAFF: (23, 54),
}
_SCHOOL_ENDS = {
    Education.BACHELOR: 22,
    Education.JUNIOR_COLLEGE: 21,
    Education.SECONDARY_VOCATIONAL: 19,
    Education.SENIOR_HIGH: 18,
    Education.JUNIOR_HIGH: 18,
}
_EDUCATION = {
    "young": {Education.BACHELOR: 45, Education.JUNIOR_COLLEGE: 45, Education.SENIOR_HIGH: 10},
    "old": {
        Education.BACHELOR: 24,
        Education.JUNIOR_COLLEGE: 40,
        Education.SECONDARY_VOCATIONAL: 24,
        Education.SENIOR_HIGH: 12,
    },
    "support": {Education.SENIOR_HIGH: 60, Education.JUNIOR_HIGH: 40},
}
_RANKED = (PersonnelStatus.CIVIL_SERVANT, PersonnelStatus.MANAGED_AS_CIVIL_SERVANT)


class Maker:
    """Makes one person after the other; what a seat leaves open, chance decides."""

    def __init__(self, seed: int, on: date) -> None:
        self.on = YearMonth(on.year, on.month)
        self.registry = Registry(seed)
        self.dice = Dice(seed, "people")
        self.tables = table("careers")
        self.names: dict[Seat, str] = {}

    def ago(self, months: int) -> YearMonth:
        """Return the month so many months before the reference date."""
        year, month = divmod(self.on.index - months, 12)
        return YearMonth(year, month + 1)

    def person(self, seat: Seat) -> Person:
        """Make the person on a chair."""
        dice = self.dice
        sex = seat.sex or (Sex.FEMALE if dice.chance(0.24) else Sex.MALE)
        old, in_unit, in_post = self._tenure(seat)
        birth = self.ago(old)
        education = seat.education or self._education(seat, old)
        work = max(in_unit, old - 12 * _SCHOOL_ENDS[education] - dice.between(0, 9))
        known = [months_between(f.start, self.on) for f in seat.former_units if f.start]
        work = max([work, *known])
        place = self._native()
        name = self._name(seat, sex, birth)
        self.names[seat] = name
        day = f"{birth.year}{birth.month:02d}{dice.between(1, 28):02d}"
        return Person(
            id=self.registry.number(AREA_OF[place], day, sex),
            name=name,
            sex=sex,
            birth=birth,
            post=_post(seat),
            post_start=self.ago(in_post),
            unit_start=self.ago(in_unit),
            education=education,
            diploma_specialty=self._diploma(seat, education),
            practised_specialty=seat.specialty,
            nature=seat.own_nature,
            status=seat.status,
            authority=self._authority(seat),
            rank=self._rank(seat, old),
            nation=dice.weighted(self.tables["nations"]),
            native_place=place,
            party=self._party(seat, old),
            work_start=self.ago(work),
            circumstances=seat.circumstances,
            former_units=self._former_units(seat, work, in_unit),
            remark=seat.remark,
        )

    def _tenure(self, seat: Seat) -> tuple[int, int, int]:
        """Months of age, in the unit and in the post."""
        dice = self.dice
        low, high = _AGES[seat.level]
        old = seat.months_old or 12 * dice.between(low, high) + dice.between(0, 11)
        if seat.months_in_unit is not None and seat.months_in_post is not None:
            return old, seat.months_in_unit, seat.months_in_post
        in_unit = dice.between(8, max(min(old - 22 * 12, 260), 12))
        in_post = dice.between(4, min(in_unit, 130))
        if seat.level in THRESHOLDS and seat.kind is not KindOfWork.OTHER:
            unit_from, post_from = THRESHOLDS[seat.level]
            if in_unit >= unit_from and in_post >= post_from:
                in_post = dice.between(post_from // 3, post_from - 1)
        if Circumstance.PROBATION in seat.circumstances:
            in_unit = in_post = dice.between(2, 10)
        return old, in_unit, in_post

    def _name(self, seat: Seat, sex: Sex, birth: YearMonth) -> str:
        if seat.namesake is not None and seat.namesake in self.names:
            return self.names[seat.namesake]
        if seat.brother is not None and seat.brother in self.names:
            return self.registry.brother_of(self.names[seat.brother])
        return self.registry.name(sex, birth.year)

    def _native(self) -> str:
        place: str = self.dice.weighted(self.tables["natives"])
        return place

    def _education(self, seat: Seat, old: int) -> Education:
        if seat.status is PersonnelStatus.SUPPORT_STAFF:
            return self.dice.weighted(_EDUCATION["support"])
        return self.dice.weighted(_EDUCATION["young" if old < 12 * 35 else "old"])

    def _diploma(self, seat: Seat, education: Education) -> str:
        if education in (Education.SENIOR_HIGH, Education.JUNIOR_HIGH):
            return "无"
        groups = self.tables["diploma"]
        group = seat.diploma_group or self.dice.weighted({"经济类": 3, "法律类": 2, "其它类": 5})
        word: str = self.dice.pick(groups[group])
        return word

    def _rank(self, seat: Seat, old: int) -> str:
        if seat.rank is not None:
            return seat.rank
        if seat.status not in _RANKED or seat.level.is_unit_leader:
            return ""
        if seat.level is Level.SECTION_CHIEF:
            weights = {"副主任科员": 4 if old > 12 * 44 else 1, "科员": 5}
            if seat.part is Part.CROWD and old > 12 * 48:
                weights["主任科员"] = 2
            return self.dice.weighted(weights)
        if seat.level is Level.STAFF and old < 12 * 28:
            return self.dice.weighted({"办事员": 3, "科员": 2})
        return self.dice.weighted({"副主任科员": 1, "科员": 12 if old < 12 * 46 else 4})

    def _authority(self, seat: Seat) -> CadreAuthority:
        """By the person; leaders are with the organisation department, as is most of the party."""
        party = seat.unit.kind in (UnitKind.PARTY_ORGAN, UnitKind.MASS_ORGANISATION)
        probability = 1.0 if seat.level.is_unit_leader else 0.85 if party else 0.1
        if seat.status not in _RANKED:
            probability = 0.0
        if self.dice.chance(probability):
            return CadreAuthority.ORGANISATION_DEPARTMENT
        return CadreAuthority.PERSONNEL_BUREAU

    def _party(self, seat: Seat, old: int) -> str:
        weights = self.tables["parties"]["leading" if seat.level.is_leading else "staff"]
        party: str = self.dice.weighted(weights)
        return "群众" if party == "共青团员" and old >= 12 * 28 else party

    def _former_units(self, seat: Seat, work: int, in_unit: int) -> tuple[FormerUnit, ...]:
        """The planted ones; before them, invented ones, unless a planted one was the first job."""
        planted = tuple(seat.former_units)
        if any(f.end is not None and f.end.index <= self.ago(in_unit).index for f in planted):
            return planted
        return (*self._employers(work, in_unit), *planted)

    def _employers(self, work: int, in_unit: int) -> tuple[FormerUnit, ...]:
        """Where the person worked before: employers that nobody can be sent to."""
        if work - in_unit < 12:
            return ()
        names = self.dice.shuffled(self.tables["employers"]["names"])
        start, end = self.ago(work), self.ago(in_unit)
        if work - in_unit < 100 or self.dice.chance(0.5):
            return (FormerUnit(names[0], start, end),)
        between = self.ago((work + in_unit) // 2)
        return FormerUnit(names[0], start, between), FormerUnit(names[1], between, end)


def _post(seat: Seat) -> Post:
    return Post(
        unit=seat.unit.name,
        section=seat.section.name if seat.section else "",
        title=seat.title,
        level=seat.level,
        nature=seat.nature,
        kind_of_work=seat.kind,
    )
