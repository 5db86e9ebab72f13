"""The browser's fixtures, for the tests of pages, and a site with something on every page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys import site
from tests.web import whole_site
from tests.web.browser import *  # noqa: F403


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the address of the site, and what :mod:`tests.web.whole_site` told of it."""
    folder = tmp_path_factory.mktemp("whole") / "site"
    site.run_module("tests.web.whole_site", folder)
    told = json.loads((folder / whole_site.NAME).read_text())
    told["things"]["token"] = whole_site.TOKEN
    with site.served(folder) as address:
        yield address, told
