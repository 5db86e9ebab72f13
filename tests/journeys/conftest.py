"""The browser's fixture, and a site that is really served."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys import site
from tests.web.browser import chromium

__all__ = ["chromium"]


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo county's office on its first morning: accounts, campaign, tasks, and no roster."""
    folder = tmp_path_factory.mktemp("journey") / "site"
    site.run("found", folder)
    return folder
