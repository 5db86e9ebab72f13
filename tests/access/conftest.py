"""The county of the access tests, made once a module and rolled back after it."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from lungang.platform import clock
from lungang.web import context
from tests.access.world import World, make_world


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Everybody and everything; a test that asks for it works in a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


MOMENT = clock.now()


@pytest.fixture(autouse=True)
def _one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages show the time: it stands still, so that two answers can be compared byte for byte."""
    monkeypatch.setattr(context, "clock", SimpleNamespace(now=lambda: MOMENT, today=clock.today))
