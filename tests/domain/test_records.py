"""Plans to JSON and back; whatever is not a plan is refused in words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from lungang.domain.plan import Plan
from lungang.domain.records import decode, encode, plan_from_json, plan_schema, plan_to_json
from lungang.errors import PlanFileError
from lungang.exchange import plan
from tests.exchange.counties import policy, random_county

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "plan.schema.json"


@pytest.fixture(scope="module")
def made() -> Plan:
    return plan(random_county(11, size=20, units=6, kin_pairs=4), policy(), seed="种子")


def test_a_plan_reads_back_as_written(made: Plan) -> None:
    text = plan_to_json(made)
    assert plan_from_json(text) == made
    assert plan_to_json(plan_from_json(text.encode())) == text


@dataclass(frozen=True)
class Dated:
    """A record with a day, a moment and pairs."""

    day: date
    at: datetime | None
    pairs: tuple[tuple[str, int], ...]


def test_days_moments_and_pairs_read_back_as_written() -> None:
    told = Dated(date(2004, 12, 16), datetime(2004, 12, 16, 9, 30, tzinfo=UTC), (("甲", 1),))
    assert decode(Dated, json.loads(json.dumps(encode(told)))) == told


@pytest.mark.parametrize(
    "wrong", [{"day": "2004-13-01"}, {"day": 7}, {"at": "九点"}, {"pairs": [["甲"]]}]
)
def test_what_is_no_day_and_no_pair_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(PlanFileError, match="应为"):
        decode(Dated, {"day": "2004-12-16", "at": None, "pairs": []} | wrong)


def test_the_reference_keeps_the_schema() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == plan_schema()


def paths(value: Any, at: tuple[Any, ...] = ()) -> Any:
    yield at
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, (*at, key))
    elif isinstance(value, list) and value:
        yield from paths(value[0], (*at, 0))


def test_every_field_is_typed_and_needed(made: Plan) -> None:
    """At every place in turn: another type, and (in records) the field missing or one too many."""
    text = plan_to_json(made)
    tried = 0
    for path in paths(json.loads(text)):
        for wrong in (None, 1.5, "没有这个词", [None], {"x": 1}):
            data = json.loads(text)
            holder = data
            for step in path[:-1]:
                holder = holder[step]
            if not path:
                data = wrong
            elif type(holder[path[-1]]) is type(wrong):
                continue
            else:
                holder[path[-1]] = wrong
            if wrong is None and path and path[-1] == "ground":
                continue
            tried += 1
            with pytest.raises(PlanFileError):
                plan_from_json(json.dumps(data))
    assert tried > 200


def test_missing_and_unknown_fields_are_named(made: Plan) -> None:
    data = json.loads(plan_to_json(made))
    del data["moves"][0]["to_unit"]
    with pytest.raises(PlanFileError, match=r"moves\[0\].*to_unit"):
        plan_from_json(json.dumps(data))
    data["moves"][0]["to_unit"] = "x"
    data["moves"][0]["eval"] = "x"
    with pytest.raises(PlanFileError, match="eval"):
        plan_from_json(json.dumps(data))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "{}", '{"schema": "lungang-plan/99"}', "[" * 100_000, "\x00"]
)
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(PlanFileError):
        plan_from_json(text)
    with pytest.raises(PlanFileError):
        plan_from_json(b"\xff\xfe\x00")
