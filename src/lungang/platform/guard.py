"""Nothing is written to the office's tables but inside an action.

The database connection itself refuses: a forgotten ``.save()`` in a view is an error on the first
try, in tests and in service, instead of a hole in the audit log.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.base import BaseDatabaseWrapper

_inside: ContextVar[int] = ContextVar("inside_an_action", default=0)
_VERB = (
    r"(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|REPLACE\s+INTO"
    r"|MERGE\s+INTO|TRUNCATE(?:\s+TABLE)?|COPY)"
)
_WRITES = re.compile(_VERB + r'\s+(?:ONLY\s+)?(?:["\w]+\s*\.\s*)?["`\[]?(\w+)', re.I)
_COMMENT = re.compile(r"/\*.*?\*/|--[^\n]*", re.S)


class WroteOutsideAction(RuntimeError):
    """Code outside an action tried to write to a table of the office: a fault of the program."""


@contextmanager
def writing() -> Iterator[None]:
    """Allow writes: entered by the action layer alone, and by factories of tests."""
    token = _inside.set(_inside.get() + 1)
    try:
        yield
    finally:
        _inside.reset(token)


def is_writing() -> bool:
    """Whether an action is under way."""
    return _inside.get() > 0


@cache
def guarded_tables() -> frozenset[str]:
    """Return the tables of the office's own apps; those of libraries (sessions) are theirs."""
    return frozenset(
        model._meta.db_table
        for config in apps.get_app_configs()
        if config.name.startswith("lungang.")
        for model in config.get_models(include_auto_created=True)
    )


def refuse_stray_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Stand between Django and the database (``connection.execute_wrappers``)."""
    if not is_writing():
        # Anywhere in the text: WITH … DELETE, and a second statement behind a first.
        text = str(sql)
        for found in _WRITES.finditer(_COMMENT.sub(" ", text) if _commented(text) else text):
            if found[1].lower() in guarded_tables():
                raise WroteOutsideAction(
                    f"{found[1]}: write it in an action (lungang.platform.actions)"
                )
    return execute(sql, params, many, context)


def _commented(sql: str) -> bool:
    return "/*" in sql or "--" in sql


def watch(sender: Any, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Put the guard on a new connection."""
    if (
        connection.alias == DEFAULT_DB_ALIAS
        and refuse_stray_writes not in connection.execute_wrappers
    ):
        connection.execute_wrappers.append(refuse_stray_writes)
