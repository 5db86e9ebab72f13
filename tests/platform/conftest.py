"""What tests of the platform share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platform import at_once


@pytest.fixture
def place(tmp_path: Path) -> Iterator[at_once.Place]:
    """A site of its own, for programs that run at once."""
    with at_once.place(tmp_path / "site") as made:
        yield made
