"""What the tests of the demo county share: the county, its plan, the pack with a change."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from lungang.demo import DEMO_POLICY, DEMO_SEED, County, make_described_county
from lungang.domain.plan import Move, Plan, Stay
from lungang.domain.roster import Roster
from lungang.exchange import plan
from lungang.policy.pack import Policy, load_policy, pack_bytes, parse_policy

AGREED = "演示·2004"


@cache
def county() -> County:
    return make_described_county(DEMO_SEED)


@cache
def policy() -> Policy:
    return load_policy(DEMO_POLICY)


@cache
def demo_plan() -> Plan:
    return plan(county().roster, policy(), seed=AGREED)


def changed_pack(old: str, new: str) -> Policy:
    """The shipped pack with one place of its text changed."""
    text = pack_bytes(DEMO_POLICY)[1].decode()
    assert text.count(old) == 1, text.count(old)
    return parse_policy(text.replace(old, new).encode(), "changed.toml")


def without_kin(roster: Roster, *ids: str) -> Roster:
    """The roster without the kinship rows between these people."""
    rows = [k for k in roster.kinships if not {k.person_id, k.relative_id} <= set(ids)]
    assert len(rows) < len(roster.kinships)
    return replace(roster, kinships=tuple(rows))


def move_of(made: Plan, person: str) -> Move:
    return next(move for move in made.moves if move.person_id == person)


def stay_of(made: Plan, person: str) -> Stay:
    return next(stay for stay in made.stays if stay.person_id == person)
