"""Ways through a plan: every place that holds a value, and a copy with another value there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

Path = tuple[str | int, ...]


def places(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value below ``value``, records and sequences themselves included."""
    yield path, value
    if is_dataclass(value):
        for field in fields(value):
            yield from places(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from places(item, (*path, number))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from places(item, (*path, key))


def put(value: Any, path: Path, new: Any) -> Any:
    """A copy of ``value`` with ``new`` at ``path``."""
    if not path:
        return new
    first, rest = path[0], path[1:]
    if isinstance(value, tuple):
        assert isinstance(first, int)
        return (*value[:first], put(value[first], rest, new), *value[first + 1 :])
    if isinstance(value, Mapping):
        return {**value, first: put(value[first], rest, new)}
    return replace(value, **{str(first): put(getattr(value, str(first)), rest, new)})


def name(path: Path) -> str:
    """A path without its numbers: the field that it means, as ``moves.cost.wish``."""
    return ".".join(str(step) for step in path if not isinstance(step, int))


def others(value: Any) -> Iterator[Any]:
    """Other values of the same type, none where there is none."""
    if isinstance(value, Enum):
        yield next(one for one in type(value) if one is not value)
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1)
    elif isinstance(value, str):
        yield f"改{value}"
    elif isinstance(value, tuple) and value:
        yield from (value[:-1], (*value, value[0]))
