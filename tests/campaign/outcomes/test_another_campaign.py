"""Another county, another pack, another year: the pages recounted by hand.

Nothing of ``lungang.statistics`` is used here: what the pages say is counted again from people and
moves, in the test's own words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from lungang.campaign.core.models import Campaign, PackVersion
from lungang.campaign.rosters.facts import CountyRoster
from lungang.campaign.transfer import papers
from lungang.demo import make_county
from lungang.domain.clock import YearMonth
from lungang.domain.plan import Plan
from lungang.domain.roster import Person, Roster
from lungang.exchange import plan
from lungang.platform.guard import writing
from lungang.policy.pack import pack_bytes, parse_policy
from tests.campaign.outcomes.reading import page, rows, tables
from tests.campaign.screening.county import plant
from tests.campaign.transfer.released import Transfer, admit, make_decision

pytestmark = pytest.mark.django_db
ON = date(2024, 12, 16)
YEARS = 20


def pack_text() -> str:
    """Today's law, as a county might tighten it: seven years are enough, and lead elsewhere.

    Its steps before the confirmation are left out: tests/campaign/procedure.
    """
    _name, content = pack_bytes("present-law")
    text = content.decode()
    for old, new in (
        ('verdict = "应轮岗"', 'verdict = "应交流"\npriority_class = "statutory"'),
        ('"years_in_post", at_least = 10', '"years_in_post", at_least = 7'),
        ("age_bounds = [30, 40, 50]", "age_bounds = [35, 45]"),
    ):
        assert old in text
        text = text.replace(old, new)
    return re.sub(r"\[\[procedure\]\]\n(?:.+\n)*", "", text)


def later(month: YearMonth | None) -> YearMonth | None:
    return month and replace(month, year=month.year + YEARS)


def shifted(person: Person) -> Person:
    """The same person twenty years on."""
    former = tuple(
        replace(one, start=later(one.start), end=later(one.end)) for one in person.former_units
    )
    return replace(
        person, birth=later(person.birth), post_start=later(person.post_start),
        unit_start=later(person.unit_start), work_start=later(person.work_start),
        former_units=former,
    )  # fmt: skip


@cache
def other_county() -> Roster:
    roster = make_county(5)
    return replace(roster, reference_date=ON, people=tuple(map(shifted, roster.people)))


@cache
def other_plan() -> Plan:
    return plan(other_county(), parse_policy(pack_text().encode(), "present-law"))


@pytest.fixture
def other(db: None, monkeypatch: pytest.MonkeyPatch) -> Transfer:
    roster = other_county()
    county = plant(roster, monkeypatch)
    monkeypatch.setattr(
        papers, "county_roster", lambda _campaign: CountyRoster(roster, county.rows, (), ())
    )
    papers._dossier.cache_clear()
    with writing():
        Campaign.objects.update(step="deliberation", reference_date=ON, county="云坪县")
        PackVersion.objects.update(name="present-law", text=pack_text())
    campaign = Campaign.objects.get()
    decision = make_decision(
        campaign, other_plan(), county.personnel, county.organisation, county.group
    )
    admit(campaign, county.group, county.personnel, county.organisation)
    found = Transfer(county, decision)
    found.release()
    return found


def movers() -> Iterator[Person]:
    people = {person.id: person for person in other_county().people}
    return (people[move.person_id] for move in other_plan().moves)


def years(person: Person) -> int:
    return ON.year - person.birth.year - (ON.month < person.birth.month)


def age_band(person: Person) -> str:
    if years(person) < 35:
        return "35岁以下"
    return "35-45岁" if years(person) < 45 else "45岁以上"


ECONOMICS = ("经济", "会计", "统计", "财政", "金融", "审计", "税务")
LAW = ("法律", "法学", "经济法", "行政法", "政法")


def diploma(person: Person) -> str:
    """Law where a word of law is at least as long as any word of economics."""
    held = person.diploma_specialty
    law = max((len(word) for word in LAW if word in held), default=0)
    money = max((len(word) for word in ECONOMICS if word in held), default=0)
    if not law and not money:
        return "其它类"
    return "法律类" if law > money else "经济类"


WORK = {
    "people_money_assets": "人、财、物管理",
    "project_funds_approval": "项目、经费审批",
    "licences": "证、牌、照核发",
    "enforcement_supervision": "执法、监督、监察",
    "other": "其他工作",
}
SCHOOLING = {"高中": "高中及以下", "初中及以下": "高中及以下"}


def test_the_plan_moves_enough_people_to_count() -> None:
    assert len(other_plan().moves) > 50
    assert len({move.nature for move in other_plan().moves}) > 1


def test_the_five_tables_hold_whom_a_count_by_hand_finds(other: Transfer) -> None:
    shown = tables(page(other.personnel))
    people = list(movers())
    by_hand = {
        "任职情况": Counter(person.level.label for person in people),
        "年龄情况": Counter(map(age_band, people)),
        "文化程度情况": Counter(
            SCHOOLING.get(person.education.label, person.education.label) for person in people
        ),
        "文凭记载专业情况": Counter(map(diploma, people)),
        "具体岗位情况": Counter(WORK[person.post.kind_of_work.value] for person in people),
    }
    assert {
        title: {label: n for label, n in table.items() if n} for title, table in shown.items()
    } == {title: dict(table) for title, table in by_hand.items()}
    assert all(sum(table.values()) == len(people) for table in shown.values())


def test_units_give_and_get_what_a_count_by_hand_finds(other: Transfer) -> None:
    shown = page(other.personnel)
    moves = other_plan().moves
    out = Counter((move.from_unit, move.nature) for move in moves)
    into = Counter((move.to_unit, move.nature) for move in moves)
    lines = [row for row in rows(shown) if len(row) == 8][1:-1]
    assert len(lines) == len(out) == len(into)
    assert sorted((row[2], row[3]) for row in lines) == sorted(
        (str(out[key]), str(into[key])) for key in out
    )
    assert all(row[4] == "0" for row in lines)
    assert f"<b>{len({move.from_unit for move in moves})}</b>个单位" in shown
    assert f"<b>{len(moves)}</b>人跨部门交流" in shown
    assert f"<b>{len(other_plan().stays)}</b>人未能安排" in shown


def test_the_list_names_them_with_their_old_and_new_unit(other: Transfer) -> None:
    listed = [row for row in rows(page(other.personnel, "people")) if row[0].isdecimal()]
    told = sorted((row[1], row[4].split()[0], row[5].split()[0]) for row in listed)
    assert told == sorted((move.name, move.from_unit, move.to_unit) for move in other_plan().moves)
