"""Whether a plan is made of what its records say: the types, before anything is believed.

A plan usually comes from a file that was read with a schema, but the verifier stands alone: every
later check may rely on the types once this one has passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import islice
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from lungang.domain.plan import Plan
from lungang.i18n import gettext as _
from lungang.verify.report import Ledger

MOST = 50
"""How many values of a wrong type are named; a file of another kind has thousands."""

LONGEST = 4096
"""Bits of the longest number taken: prices need some hundreds, Python prints up to 14,000."""


def check_shape(ledger: Ledger, plan: Plan) -> None:
    """Refute every value in the plan that is not of the type its record declares."""
    for path, value, expected in islice(_wrong(plan, Plan, "plan"), MOST):
        text = _("{path} 应为 {expected}，方案中却是 {value}。")
        kind = type(value).__name__
        name = getattr(expected, "__name__", str(expected))
        ledger.refute("shape", text.format(path=path, expected=name, value=kind))
    ledger.count("shape", _("份方案"), 1)


@cache
def _hints(record: type) -> Mapping[str, Any]:
    return get_type_hints(record)


def _wrong(value: Any, expected: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield (path, value, expected type) of everything below ``value`` that is of another type."""
    origin = get_origin(expected)
    if origin in (Union, UnionType):
        options = get_args(expected)
        chosen = next((one for one in options if isinstance(value, one)), None)
        yield from [(path, value, expected)] if chosen is None else _wrong(value, chosen, path)
    elif origin is tuple:
        if not isinstance(value, tuple):
            yield path, value, tuple
            return
        for number, item in enumerate(value):
            yield from _wrong(item, get_args(expected)[0], f"{path}[{number}]")
    elif origin is Mapping:
        if not isinstance(value, Mapping):
            yield path, value, Mapping
            return
        for key, item in value.items():
            yield from _wrong(key, get_args(expected)[0], f"{path}.{key}")
            yield from _wrong(item, get_args(expected)[1], f"{path}.{key}")
    elif is_dataclass(expected) and isinstance(expected, type) and isinstance(value, expected):
        for field in fields(expected):
            item = getattr(value, field.name)
            yield from _wrong(item, _hints(expected)[field.name], f"{path}.{field.name}")
    elif not _plain(value, expected):
        yield path, value, expected


def _plain(value: Any, expected: type) -> bool:
    """Whether a value is of a plain type; a truth value is no number, nor is an endless one."""
    if expected is int:
        return type(value) is int and value.bit_length() <= LONGEST
    return isinstance(value, expected)
