"""Rows that the database itself keeps from being changed: triggers, on both databases.

The guard and the actions bind this program. A trigger binds every other program that opens the
database as well. It does not bind one who may drop triggers: that shows in the audit log's
checkpoints, which lie with the witness. They are made after migrations, so one that changes comes
with a migration of its app; the office does not start without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module

from django.apps import apps
from django.db import connection
from django.utils.module_loading import module_has_submodule

_ROW, _BEFORE = 1, 2
_EVENTS = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
"""The bits of PostgreSQL's pg_trigger.tgtype."""


@dataclass(frozen=True)
class Trigger:
    """Refuses an event (INSERT, UPDATE, DELETE) on a table where ``refused_if`` holds.

    ``refused_if`` is SQL over NEW and OLD that both databases understand; empty means always.
    """

    table: str
    event: str
    says: str
    refused_if: str = ""
    suffix: str = ""

    @property
    def name(self) -> str:
        """Its name in the database."""
        return f"{self.table}_{self.event.lower()}{self.suffix}"


def append_only(table: str, says: str) -> tuple[Trigger, ...]:
    """Return the triggers of a table whose rows never change."""
    return (Trigger(table, "UPDATE", says), Trigger(table, "DELETE", says))


def install(triggers: Iterable[Trigger]) -> None:
    """Put the triggers in place; those that are there already are made anew."""
    with connection.cursor() as cursor:
        for trigger in triggers:
            for statement in _making(trigger):
                cursor.execute(statement)


def remove(triggers: Iterable[Trigger]) -> None:
    """Take the triggers away."""
    with connection.cursor() as cursor:
        for trigger in triggers:
            for statement in _unmaking(trigger):
                cursor.execute(statement)


@contextmanager
def removed(triggers: Iterable[Trigger]) -> Iterator[None]:
    """Be without the triggers for a while: for tests that forge, and that clear their tables."""
    triggers = tuple(triggers)
    remove(triggers)
    try:
        yield
    finally:
        install(triggers)


def protections() -> list[Trigger]:
    """Return the triggers of every app: what its ``protection`` module names."""
    return [
        trigger
        for config in apps.get_app_configs()
        if config.name.startswith("lungang.") and module_has_submodule(config.module, "protection")
        for trigger in import_module(f"{config.name}.protection").TRIGGERS
    ]


def missing(triggers: Iterable[Trigger]) -> list[str]:
    """Return the names of those that are not in place word for word: one that is there by name
    and does something else, or nothing, protects no row.
    """
    there = _in_place()
    return [
        trigger.name
        for trigger in triggers
        if not all(there.get(name) == what for name, what in _wanted(trigger).items())
    ]


def _in_place() -> dict[str, tuple[object, ...]]:
    """Return what the database says of its triggers, by name."""
    if connection.vendor == "sqlite":
        catalogue = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
    else:
        catalogue = (
            "SELECT t.tgname, t.tgrelid::regclass::text, t.tgtype::int, f.prosrc FROM pg_trigger t"
            " JOIN pg_proc f ON f.oid = t.tgfoid WHERE NOT t.tgisinternal"
            " AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgattr = ''"
        )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        return {row[0]: tuple(row[1:]) for row in cursor.fetchall()}


def _wanted(trigger: Trigger) -> dict[str, tuple[object, ...]]:
    """Return what :func:`_in_place` says of a trigger that is as it should be."""
    if connection.vendor == "sqlite":
        return {trigger.name: (trigger.table, _making(trigger)[-1])}
    body = _body(trigger)
    found: dict[str, tuple[object, ...]] = {
        trigger.name: (trigger.table, _ROW | _BEFORE | _EVENTS[trigger.event], body)
    }
    if trigger.event == "DELETE":
        found[f"{trigger.name}_all"] = (trigger.table, _BEFORE | _EVENTS["TRUNCATE"], body)
    return found


def _body(trigger: Trigger) -> str:
    """Return the body of a trigger's function on PostgreSQL."""
    said = trigger.says.replace("'", "''")
    row = "OLD" if trigger.event == "DELETE" else "NEW"
    return (
        f" BEGIN IF {trigger.refused_if or '1 = 1'} THEN RAISE EXCEPTION '{said}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END "
    )


def _making(trigger: Trigger) -> list[str]:
    if connection.vendor == "sqlite":
        said = trigger.says.replace("'", "''")
        condition = trigger.refused_if or "1 = 1"
        return [
            *_unmaking(trigger),
            f"CREATE TRIGGER {trigger.name} BEFORE {trigger.event} ON {trigger.table} "
            f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{said}'); END",
        ]
    making = [
        f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$${_body(trigger)}$$",
        f"CREATE OR REPLACE TRIGGER {trigger.name} BEFORE {trigger.event} ON {trigger.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {trigger.name}()",
    ]
    if trigger.event == "DELETE":  # TRUNCATE is no DELETE of rows
        making.append(
            f"CREATE OR REPLACE TRIGGER {trigger.name}_all BEFORE TRUNCATE ON {trigger.table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {trigger.name}()"
        )
    return making


def _unmaking(trigger: Trigger) -> list[str]:
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {trigger.name}"]
    names = [trigger.name, *([f"{trigger.name}_all"] if trigger.event == "DELETE" else [])]
    return [f"DROP TRIGGER IF EXISTS {name} ON {trigger.table}" for name in names]
