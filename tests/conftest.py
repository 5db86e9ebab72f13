"""What all tests share: property tests are never timed, for the machine may be busy.

``--on-database`` runs what touches the database and needs no browser: the second time over, on
PostgreSQL (see tests/postgres.py).
"""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import pytest
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from lungang.platform import clock
from lungang.platform.audit import protection as audit
from lungang.platform.guard import writing
from lungang.platform.register import protection as register
from lungang.platform.triggers import removed

settings.register_profile(
    "lungang", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("lungang")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Left so by a shell that runs the suite in the background, and handed on to every process
    # that a test starts: the Ctrl-C of a test would be lost.
    signal.signal(signal.SIGINT, signal.default_int_handler)

HERE = Path(__file__).parent
ON_DATABASE = [HERE / name for name in ("platform", "campaign", "web", "access", "config")]
DATABASE = {"db", "transactional_db", "client", "place"}
BROWSER = {"live_server", "browser", "page"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--on-database", action="store_true", help="only what touches the database, no browser"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--on-database"):
        return
    chosen = [item for item in items if _touches_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen


def _touches_the_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return (
        any(folder in item.path.parents for folder in ON_DATABASE)
        and (item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE))
        and not fixtures & BROWSER
        and item.get_closest_marker("browser") is None
    )


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if (
        session.config.getoption("--on-database")
        and exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED
    ):
        session.exitstatus = pytest.ExitCode.OK  # what was asked for needs no database


_clear_tables = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


def _clear_protected_tables(self: Any) -> None:
    """Clear the tables after a test with real transactions: nothing that the office may do."""
    with writing(), removed((*audit.TRIGGERS, *register.TRIGGERS)):
        _clear_tables(self)


TransactionTestCase._fixture_teardown = _clear_protected_tables  # type: ignore[attr-defined]


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the office's clock: pages that are compared byte for byte all show one minute."""
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
