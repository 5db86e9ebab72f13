"""Django's handle on the app."""

from django.apps import AppConfig


class Jobs(AppConfig):
    """后台任务."""

    name = "lungang.platform.jobs"
    label = "jobs"
    verbose_name = "后台任务"
