"""The county of the access tests, made once and rolled back when the folder is left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from lungang.platform import clock
from lungang.web import context
from tests.access.world import World, make_world

HERE = Path(__file__).parent
MOMENT = clock.now()


class Standing:
    """The world as long as tests of this folder follow one another."""

    world: World | None = None
    stack = ExitStack()


@pytest.fixture(scope="module")
def _world_first(django_db_setup: None, django_db_blocker: Any) -> None:
    """Stand before the savepoint of the test, so that the world outlives it."""
    if Standing.world is None:
        Standing.stack.enter_context(django_db_blocker.unblock())
        Standing.stack.enter_context(transaction.atomic())
        Standing.world = make_world()


@pytest.fixture
def world(_world_first: None, db: None) -> World:
    """Everybody and everything; what a test does to it is undone after it."""
    assert Standing.world is not None
    return Standing.world


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Let the world go when the next test is of another folder."""
    yield
    if Standing.world is not None and (nextitem is None or HERE not in nextitem.path.parents):
        Standing.world = None
        transaction.set_rollback(True)
        Standing.stack.close()


@pytest.fixture(autouse=True)
def _one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages show the time: it stands still, so that two answers can be compared byte for byte."""
    monkeypatch.setattr(context, "clock", SimpleNamespace(now=lambda: MOMENT, today=clock.today))
