"""The browser's fixtures, for the tests of pages."""

from tests.web.browser import *  # noqa: F403
