"""The committed examples are what the generator makes, and read without an error."""

from __future__ import annotations

from pathlib import Path

from lungang.demo import DEMO_DATE, DEMO_POLICY, make_county
from lungang.demo.__main__ import write_examples
from lungang.demo.messy import MESSY_UNIT
from lungang.domain.roster import Person, Roster
from lungang.intake import load_roster, read_roster
from lungang.policy.pack import pack_bytes

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_committed_county_is_the_generated_one(tmp_path: Path) -> None:
    write_examples(tmp_path)
    for folder in (EXAMPLES, tmp_path):
        roster, _files = load_roster(folder / "county-2004" / "花名册.xlsx", DEMO_DATE)
        assert roster.digest == make_county().digest


def test_the_committed_policy_is_the_shipped_one() -> None:
    committed = (EXAMPLES / "county-2004" / "policy.toml").read_bytes()
    assert committed == pack_bytes(DEMO_POLICY)[1]


def test_the_untidy_file_says_the_same_in_its_own_way() -> None:
    reading = read_roster(EXAMPLES / "messy-unit" / f"{MESSY_UNIT}上报表.xlsx", DEMO_DATE)
    assert reading.roster is not None, reading.errors
    assert not reading.findings
    assert _facts(reading.roster) == _facts(make_county())


def _facts(roster: Roster) -> list[dict[str, object]]:
    """Everything of the unit's people but the days of months, which the county does not give."""
    return [_plain(person) for person in roster.people_of[MESSY_UNIT]]


def _plain(person: Person) -> dict[str, object]:
    facts = {name: getattr(person, name) for name in Person.__slots__}
    for name in ("birth", "post_start", "unit_start", "work_start"):
        facts[name] = facts[name] and facts[name].dotted
    return facts


def test_an_example_is_small_enough_to_read() -> None:
    sizes = {path.name: path.stat().st_size for path in EXAMPLES.rglob("*") if path.is_file()}
    assert all(size < 400_000 for size in sizes.values()), sizes
