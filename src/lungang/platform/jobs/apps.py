"""Django's handle on the app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Jobs(AppConfig):
    """后台任务."""

    name = "lungang.platform.jobs"
    label = "jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        """Find the kinds of jobs of all apps (their modules ``jobs``)."""
        autodiscover_modules("jobs")
