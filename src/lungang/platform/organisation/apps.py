"""Django's handle on the app."""

from django.apps import AppConfig


class Organisation(AppConfig):
    """机构编制."""

    name = "lungang.platform.organisation"
    label = "organisation"
    verbose_name = "机构编制"
