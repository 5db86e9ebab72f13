"""Code outside ``actions/`` never writes: read in the source, besides the guard at run time."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "src" / "lungang"
ROOMS = ("platform", "campaign", "web", "api", "config")
MAY_WRITE = {
    "platform/actions.py",  # the layer itself
    "platform/audit/log.py",  # the line of an action
    "platform/bookkeeping.py",  # the layer of what is nobody's act; writes nothing itself
}
"""Files that write and lie in no ``actions/``. A new one is a matter of design, not of need."""

OF_ROWS = {"save", "delete"}
OF_QUERIES = {
    "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "acreate",
    "abulk_create", "abulk_update", "aget_or_create", "aupdate_or_create", "adelete", "asave",
    "aupdate", "save_base", "_raw_delete",
}  # fmt: skip
QUERY_STEPS = {
    "all", "filter", "exclude", "order_by", "select_for_update", "select_related", "using", "on",
    "annotate", "distinct", "none", "in_bulk", "only", "defer", "reverse",
}  # fmt: skip
TAKES_THE_GUARD_DOWN = {"writing", "removed"}


def writes(source: str) -> list[tuple[int, str]]:
    """(line, call) of everything in a source that writes to the database, or may."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id in TAKES_THE_GUARD_DOWN:
            found.append((node.lineno, called.id))
        if not isinstance(called, ast.Attribute):
            continue
        name = called.attr
        if (
            name in OF_QUERIES
            or (name in OF_ROWS and not _of_a_session(called.value))
            or (name == "update" and _is_query(called.value))
            or (name in ("add", "set", "remove", "clear") and _is_relation(called.value))
        ):
            found.append((node.lineno, name))
    return sorted(found)


def _is_query(value: ast.expr) -> bool:
    """``x.objects``, ``x.filter(…)``, a name that says so: dictionaries have ``update`` as well."""
    if isinstance(value, ast.Attribute):
        return value.attr in ("objects", "_default_manager", "_base_manager") or _is_relation(value)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        return value.func.attr in QUERY_STEPS or _is_query(value.func.value)
    return isinstance(value, ast.Name) and value.id in ("rows", "queryset", "found_rows")


def _is_relation(value: ast.expr) -> bool:
    return isinstance(value, ast.Attribute) and value.attr.endswith("_set")


def _of_a_session(value: ast.expr) -> bool:
    return isinstance(value, ast.Attribute) and value.attr == "session"


def sources() -> list[Path]:
    return [
        path
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if not {"actions", "migrations"} & set(path.relative_to(ROOT).parts[:-1])
        and path.relative_to(ROOT).as_posix() not in MAY_WRITE
    ]


def _is_super(path: Path, line: int) -> bool:
    """``super().save(…)`` in a model's own ``save``, which an action calls."""
    return "super()." in path.read_text(encoding="utf-8").splitlines()[line - 1]


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_write_outside_actions(path):
    if path.name == "guard.py":
        return  # defines the word
    found = writes(path.read_text(encoding="utf-8"))
    stray = [row for row in found if not _is_super(path, row[0])]
    assert not stray, f"{path.relative_to(ROOT)}: {stray}: write it in an action"


def test_those_that_may_write_are_there():
    for name in MAY_WRITE:
        assert writes((ROOT / name).read_text(encoding="utf-8")), name


@pytest.mark.parametrize(
    "line",
    [
        "row.save()",
        "Unit.objects.create(code=1)",
        "Unit.objects.filter(a=1).update(b=2)",
        "Unit.objects.update(b=2)",
        "tasks_for(actor).filter(a=1).order_by('b').update(b=2)",
        "row.delete()",
        "unit.versions.bulk_create([])",
        "unit.versions.get_or_create(a=1)",
        "unit.holding_set.add(x)",
        "rows.update(a=1)",
        "form.save()",
        "with writing(): pass",
    ],
)
def test_writes_are_seen(line):
    assert writes(line)


@pytest.mark.parametrize(
    "line",
    ["context.update(a=1)", "digest.update(b'x')", "request.session.save()", "found.add(1)",
     "Unit.objects.filter(a=1).exists()", "actions.submit(actor, 1)"],
)  # fmt: skip
def test_what_is_no_write_is_none(line):
    assert not writes(line)
