"""The roster itself: whose it is, that it is always the same, that its facts hold together."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest
from stdnum.cn import ric

from lungang.demo import DEMO_AREA_CODES, DEMO_SEED, CountyProfile, make_county, profile_for
from lungang.demo.profile import PROFILE_2004
from lungang.domain.clock import YearMonth
from lungang.domain.codes import Level, Nature, PersonnelStatus, Sex, UnitKind
from tests.demo.reading import county

DIGEST = "c7a081128db00478420d74847ad9a9957d8af313b506260865e29a83e49cef21"


def test_the_same_seed_makes_the_same_county() -> None:
    assert make_county(DEMO_SEED).digest == make_county().digest == DIGEST


@pytest.mark.parametrize("hashing", ["0", "4711"])
def test_nothing_hangs_on_the_order_of_sets(hashing: str) -> None:
    code = "from lungang.demo import make_county; print(make_county().digest)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONHASHSEED": hashing, "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == DIGEST


def test_another_seed_makes_another_county() -> None:
    assert make_county(1).digest != make_county(2).digest
    assert profile_for(1) != profile_for(2)


def test_the_same_profile_with_another_seed_has_other_people() -> None:
    other = make_county(7, PROFILE_2004)
    assert not {p.id for p in other.people} & {p.id for p in county().roster.people}


def test_the_county_is_as_large_as_it_says() -> None:
    roster = county().roster
    assert (len(roster.units), len(roster.people)) == (60, 1500)
    kinds = Counter(unit.kind for unit in roster.units)
    assert set(kinds) == set(UnitKind) - {UnitKind.OTHER_ORGAN}
    assert set(roster.people_of) == set(roster.unit)


def test_ids_are_right_and_nobodys() -> None:
    ids = [person.id for person in county().roster.people]
    assert len(set(ids)) == len(ids)
    for person in county().roster.people:
        assert ric.calc_check_digit(person.id) == person.id[-1]
        assert person.id[:2] == "99"
        assert DEMO_AREA_CODES[person.id[:6]] == person.native_place
        assert person.id[6:12] == f"{person.birth.year}{person.birth.month:02d}"
        assert (int(person.id[16]) % 2 == 1) is (person.sex is Sex.MALE)


def test_careers_run_forwards() -> None:
    on = YearMonth.of(county().roster.reference_date)
    for person in county().roster.people:
        assert person.work_start is not None
        months = [person.work_start, person.unit_start, person.post_start, on]
        assert [m.index for m in months] == sorted(m.index for m in months), person
        assert person.work_start.index - person.birth.index >= 16 * 12, person
        for former in person.former_units:
            assert former.start is not None
            assert former.end is not None
            assert person.work_start.index <= former.start.index <= former.end.index


def test_only_institutional_establishment_is_managed_as_civil_service() -> None:
    for person in county().roster.people:
        if person.status is PersonnelStatus.MANAGED_AS_CIVIL_SERVANT:
            assert person.nature is Nature.INSTITUTIONAL


def test_units_have_leaders_and_their_deputies_lead_the_sections() -> None:
    roster = county().roster
    for unit in roster.units:
        levels = Counter(person.level for person in roster.people_of[unit.name])
        assert levels[Level.UNIT_CHIEF] == 1
        assert 3 <= len(unit.leading_body) <= 6
    for section in roster.sections:
        leaders = roster.unit[section.unit].leading_body
        assert section.deputy_in_charge in leaders


def test_both_offices_manage_people_of_one_unit() -> None:
    roster = county().roster
    mixed = [
        name for name, people in roster.people_of.items() if len({p.authority for p in people}) == 2
    ]
    assert len(mixed) > 30


def test_there_are_homonyms_and_their_ids_differ() -> None:
    names = Counter(person.name for person in county().roster.people)
    assert sorted(names.values())[-3:] == [1, 2, 2]


def test_relatives_are_found_by_name() -> None:
    names = Counter(person.name for person in county().roster.people)
    for row in county().roster.kinships:
        assert names[row.relative_name] == 1
        assert county().roster.person[row.relative_id or ""].name == row.relative_name


def test_a_few_units_have_too_many_people() -> None:
    roster = county().roster
    over = [
        unit.name
        for unit in roster.units
        if any(
            sum(person.nature is nature for person in roster.people_of[unit.name]) > quota
            for nature, quota in unit.establishment.items()
        )
    ]
    assert 3 <= len(over) <= 15


def test_a_profile_must_describe_one_number_of_people() -> None:
    source = PROFILE_2004
    with pytest.raises(ValueError, match="different numbers"):
        CountyProfile(
            **{
                **{name: getattr(source, name) for name in source.__dataclass_fields__},
                "ages": {30: 4, 40: 20, 50: 4},
            }
        )
