"""Records to plain JSON values and back, by the types of their fields; and the JSON Schema.

One description serves all three: the dataclasses themselves. Reading is strict: a missing, extra
or ill-typed field is refused with the path where it stands.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from lungang.domain.codes import Code
from lungang.domain.plan import PLAN_SCHEMA, Branch, Leaf, Plan
from lungang.errors import PlanFileError
from lungang.i18n import gettext as _

T = TypeVar("T")
_NODES = {"branch": Branch, "leaf": Leaf}
_MOMENTS = (date, datetime)


@cache
def _fields(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def encode(value: Any) -> Any:
    """Return a record as plain JSON values.

    Tuples become lists, codes their English names, days and moments ISO text.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        plain = {name: encode(getattr(value, name)) for name in _fields(type(value))}
        for word, kind in _NODES.items():
            if type(value) is kind:
                return {"kind": word, **plain}
        return plain
    if isinstance(value, Code):
        return value.value
    if isinstance(value, date):  # a moment is one, too
        return value.isoformat()
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    return value


def decode(kind: type[T], value: Any, path: str = "$") -> T:
    """Return a record of a kind from plain JSON values.

    Raises:
        PlanFileError: a field is missing, unknown, or of another type; the message names it.
    """
    result: T = _decode(kind, value, path)
    return result


def _decode(kind: Any, value: Any, path: str) -> Any:
    if dataclasses.is_dataclass(kind):
        return _decode_record(kind, value, path)
    origin, args = get_origin(kind), get_args(kind)
    if origin is tuple:
        listed = _as(list, value, path)
        kinds = args[:1] * len(listed) if args[-1] is Ellipsis else args
        if len(kinds) != len(listed):
            raise _refuse(path, value, f"[{len(kinds)}]")
        pairs = enumerate(zip(kinds, listed, strict=True))
        return tuple(_decode(one, item, f"{path}[{at}]") for at, (one, item) in pairs)
    if origin in (Union, types.UnionType):
        return _decode_union(args, value, path)
    if origin is not None and issubclass(origin, Mapping):
        items = _as(dict, value, path).items()
        return {key: _decode(args[1], item, f"{path}.{key}") for key, item in items}
    if isinstance(kind, type) and issubclass(kind, Code):
        word = _as(str, value, path)
        for member in kind:
            if member.value == word:
                return member
        raise _refuse(path, value, "、".join(member.value for member in kind))
    if kind in _MOMENTS:
        return _decode_moment(kind, value, path)
    return _as(kind, value, path)


def _decode_moment(kind: Any, value: Any, path: str) -> Any:
    try:
        return kind.fromisoformat(_as(str, value, path))
    except ValueError as error:
        raise _refuse(path, value, "ISO 8601") from error


def _decode_record(kind: Any, value: Any, path: str) -> Any:
    data = dict(_as(dict, value, path))
    if kind in _NODES.values():
        data.pop("kind", None)
    hints = _fields(kind)
    for name in data:
        if name not in hints:
            raise PlanFileError(_("{path}：多出一项“{name}”").format(path=path, name=name))
    for name in hints:
        if name not in data:
            raise PlanFileError(_("{path}：缺少“{name}”").format(path=path, name=name))
    return kind(**{n: _decode(hint, data[n], f"{path}.{n}") for n, hint in hints.items()})


def _decode_union(args: tuple[Any, ...], value: Any, path: str) -> Any:
    if value is None and type(None) in args:
        return None
    if set(args) == set(_NODES.values()):
        word = _as(dict, value, path).get("kind")
        if not isinstance(word, str) or word not in _NODES:
            raise _refuse(f"{path}.kind", word, " / ".join(_NODES))
        return _decode(_NODES[word], value, path)
    (only,) = (arg for arg in args if arg is not type(None))
    return _decode(only, value, path)


def _as(kind: type[T], value: Any, path: str) -> T:
    if type(value) is not kind:
        raise _refuse(path, value, kind.__name__)
    if isinstance(value, str) and not value.isprintable() and _halved(value):
        raise _refuse(path, ascii(value), kind.__name__)
    return value


def _halved(text: str) -> bool:
    """Whether half a sign is in a text (a lone surrogate), which no file and no digest can take."""
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def _refuse(path: str, value: Any, expected: str) -> PlanFileError:
    shown = repr(value)
    shown = shown if len(shown) <= 60 else shown[:60] + "…"
    return PlanFileError(
        _("{path}：“{value}”不对；应为 {expected}").format(
            path=path, value=shown, expected=expected
        )
    )


def plan_to_json(plan: Plan) -> str:
    """Return ``plan.json``: the same plan gives the same text, byte for byte."""
    return json.dumps(encode(plan), ensure_ascii=False, indent=1) + "\n"


def plan_digest(plan: Plan) -> str:
    """Return what names this very plan (hex, BLAKE2b-256 of ``plan.json``)."""
    return hashlib.blake2b(plan_to_json(plan).encode(), digest_size=32).hexdigest()


def plan_from_json(text: str | bytes) -> Plan:
    """Read ``plan.json``.

    Raises:
        PlanFileError: it is not JSON, not of this version, or not a plan.
    """
    try:
        data = json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise PlanFileError(
            _("不是方案文件：第 {line} 行第 {column} 列起不是合格的 JSON").format(
                line=error.lineno, column=error.colno
            )
        ) from error
    except UnicodeDecodeError as error:
        raise PlanFileError(_("不是方案文件：不是 UTF-8 文本")) from error
    except (ValueError, RecursionError) as error:  # a number too long, a nest too deep
        raise PlanFileError(_("不是方案文件：不是合格的 JSON")) from error
    if not isinstance(data, dict) or "schema" not in data:
        raise PlanFileError(_("不是方案文件：没有 schema 一项"))
    if data["schema"] != PLAN_SCHEMA:
        raise PlanFileError(
            _("方案文件的版本是 {found}，本程序读 {known}").format(
                found=data["schema"], known=PLAN_SCHEMA
            )
        )
    return decode(Plan, data)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name given twice: of two readers each might believe another of the two values."""
    data = dict(pairs)
    if len(data) != len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise PlanFileError(_("不是方案文件：“{name}”出现了两次").format(name=twice))
    return data


def _no_number(word: str) -> None:
    raise PlanFileError(_("不是方案文件：“{word}”不是数").format(word=word))


def plan_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``plan.json``; docs/reference keeps a copy."""
    definitions: dict[str, Any] = {}
    root = _schema(Plan, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": PLAN_SCHEMA,
        "description": "A plan as lungang writes it. Integers may exceed 2^53: read them whole.",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _schema(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, args = get_origin(kind), get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _schema_record(typing.cast(type, kind), definitions)
    if origin is tuple:
        return {"type": "array", "items": _schema(args[0], definitions)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(arg, definitions) for arg in args]}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(args[1], definitions)}
    if isinstance(kind, type) and issubclass(kind, Code):
        return {"type": "string", "enum": [member.value for member in kind]}
    names = {str: "string", int: "integer", bool: "boolean", type(None): "null"}
    return {"type": names[kind]}


def _schema_record(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    reference = {"$ref": f"#/$defs/{kind.__name__}"}
    if kind.__name__ in definitions:
        return reference
    definitions[kind.__name__] = {}
    hints = _fields(kind)
    properties = {name: _schema(hint, definitions) for name, hint in hints.items()}
    for word, node in _NODES.items():
        if kind is node:
            properties = {"kind": {"const": word}, **properties}
    definitions[kind.__name__] = {
        "description": " ".join((kind.__doc__ or "").split()),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return reference
