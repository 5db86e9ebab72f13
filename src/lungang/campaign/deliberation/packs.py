"""The pack of a scenario: the one in force with other weights, or with principles switched.

The text is changed in place, line by line, so that comments and order stay as they are; what came
out is read again, and refused where it does not say what was asked for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lungang.errors import InputError
from lungang.policy.pack import PRINCIPLES, parse_policy
from lungang.policy.pack.model import ALWAYS, Policy


@dataclass(frozen=True)
class Weight:
    """A number of the pack that a scenario may have otherwise: where it stands, and its name."""

    table: str
    key: str
    label: str
    hint: str

    @property
    def name(self) -> str:
        """The name of its field in forms."""
        return self.key

    def of(self, policy: Policy) -> int:
        """Return its value in a pack."""
        holder: object = policy
        if self.table == "specialties":
            holder = policy.specialties
        elif self.table == "weights":
            holder = policy.weights
        return cast(int, getattr(holder, self.key))


WEIGHTS = (
    Weight(
        "specialties",
        "similar_cost",
        gettext_noop("专业相近"),
        gettext_noop("相同的是 0。加大，就更看重专业相同"),
    ),
    Weight(
        "specialties",
        "none_cost",
        gettext_noop("专业不相近"),
        gettext_noop("规则准许不相近时才用到"),
    ),
    Weight(
        "weights",
        "kind_of_work_differs",
        gettext_noop("岗位类型不同"),
        gettext_noop("加大，就更看重工种相同"),
    ),
    Weight(
        "weights", "wish_step", gettext_noop("志愿每后一位"), gettext_noop("照顾本人志愿的先后")
    ),
    Weight(
        "weights",
        "wish_missed",
        gettext_noop("志愿都没有满足"),
        gettext_noop("加大，就更照顾本人志愿"),
    ),
    Weight(
        "exchange",
        "former_unit_months",
        gettext_noop("几个月内不回曾任单位"),
        gettext_noop("0 表示不限"),
    ),
)

SWITCHED = tuple(name for name in PRINCIPLES if name not in ALWAYS)
"""Principles that a scenario may switch."""

PRESETS: Mapping[str, tuple[str, Mapping[str, int]]] = {
    "strict": (gettext_noop("专业从严"), {"similar_cost": 3, "none_cost": 3}),
    "kind": (gettext_noop("工种相同优先"), {"kind_of_work_differs": 5}),
    "wishes": (gettext_noop("照顾志愿"), {"wish_step": 4, "wish_missed": 4}),
}
"""Named sets of weights: label, and how many times the present value each weight is."""


def preset(policy: Policy, name: str) -> dict[str, int]:
    """Return the weights of a named set."""
    _label, factors = PRESETS[name]
    return {one.name: one.of(policy) * factors.get(one.name, 1) for one in WEIGHTS}


def amended(text: str, name: str, weights: Mapping[str, int], switched: Mapping[str, bool]) -> str:
    """Return a pack's text with other weights, and principles switched on or off.

    Raises:
        InputError: the text is written so that it cannot be changed by line.
    """
    policy = parse_policy(text.encode(), name)
    for one in WEIGHTS:
        if one.name in weights and weights[one.name] != one.of(policy):
            text = _with_value(text, f"[{one.table}]", one.key, str(weights[one.name]))
    for key, on in switched.items():
        if policy.principles[key].enabled != on:
            text = _with_switch(text, key, on)
    got = parse_policy(text.encode(), name)
    as_asked = all(one.of(got) == weights.get(one.name, one.of(got)) for one in WEIGHTS)
    as_asked &= all(got.principles[key].enabled == on for key, on in switched.items())
    if not as_asked:
        raise InputError(_("这份政策包的写法不能逐项改，请上传改好的整份政策包"))
    return text


def _with_value(text: str, head: str, key: str, value: str) -> str:
    lines = text.split("\n")
    at = next((n for n, line in enumerate(lines) if line.split("#")[0].strip() == head), None)
    if at is None:
        return text
    for n in range(at + 1, len(lines)):
        if lines[n].startswith("["):
            break
        if found := re.match(rf"{key}\s*=\s*-?\d+(?P<rest>.*)$", lines[n]):
            lines[n] = f"{key} = {value}{found['rest']}"
            break
    return "\n".join(lines)


def _with_switch(text: str, key: str, on: bool) -> str:
    lines = text.split("\n")
    said = "true" if on else "false"
    starts = [n for n, line in enumerate(lines) if line.strip() == "[[principle]]"]
    for start in starts:
        end = next(
            (n for n in range(start + 1, len(lines)) if lines[n].startswith("[")), len(lines)
        )
        block = range(start + 1, end)
        if not any(re.match(rf'id\s*=\s*"{key}"', lines[n]) for n in block):
            continue
        for n in block:
            if re.match(r"enabled\s*=", lines[n]):
                lines[n] = f"enabled = {said}"
                return "\n".join(lines)
        lines.insert(start + 2, f"enabled = {said}")
        return "\n".join(lines)
    return text


_MOST_SAID = 12
_TOLD_APART = {one.key for one in WEIGHTS}


def said_changes(before: str, after: str, name: str) -> str:
    """Say in what a scenario's pack differs from the one in force: kept, and so in Chinese."""
    was, now = (parse_policy(text.encode(), name) for text in (before, after))
    said = [
        f"{one.label} {one.of(was)} 改为 {one.of(now)}"
        for one in WEIGHTS
        if one.of(was) != one.of(now)
    ]
    on = "起用", "不用"
    said += [
        f"{on[not now.principles[key].enabled]}“{PRINCIPLES[key]}”"
        for key in SWITCHED
        if was.principles[key].enabled != now.principles[key].enabled
    ]
    others = list(_others(before, after))
    said += others[:_MOST_SAID]
    if len(others) > _MOST_SAID:
        said.append(f"还有 {len(others) - _MOST_SAID} 处不同")
    return "；".join(said)


def _others(before: str, after: str) -> Iterator[str]:
    """Say, by its place in the file, every other value that is not the same."""
    was, now = (dict(_values(tomllib.loads(text))) for text in (before, after))
    for place in sorted(was.keys() | now.keys()):
        last = place.rpartition(".")[2]
        one, other = (_short(values.get(place)) for values in (was, now))
        switch = place.startswith("principle.") and last == "enabled"
        if one != other and last not in _TOLD_APART and not switch:
            yield f"{place} {one} 改为 {other}"


def _values(value: object, place: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values(inner, f"{place}.{key}" if place else key)
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for number, inner in enumerate(value, 1):
            word = inner.get("id", number) if isinstance(inner, dict) else number
            yield from _values(inner, f"{place}.{word}")
    else:
        yield place, value


def _short(value: object) -> str:
    text = "没有" if value is None else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def refuse_beyond(before: Policy, after: Policy) -> None:
    """Let a scenario weigh otherwise, not say anew what the leading group decided of posts.

    Raises:
        InputError: it does.
    """
    for label, one, other in (
        (_("任职至少几个月"), before.appointment_hold_months, after.appointment_hold_months),
        (
            _("回避义务几个月内了结"),
            before.avoidance.open_duty_months,
            after.avoidance.open_duty_months,
        ),
    ):
        if one != other:
            text = _("政策包里“{what}”是 {other}，原则定的是 {one}。备选方案不能改它")
            raise InputError(text.format(what=label, one=one, other=other))
