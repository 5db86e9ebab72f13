"""The settings of a real site, with kinds of jobs to play with."""

from lungang.config.settings import *  # noqa: F403
from lungang.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.platform.jobs.played"]
