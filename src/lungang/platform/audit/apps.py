"""Django's handle on the app."""

from django.apps import AppConfig


class Audit(AppConfig):
    """审计."""

    name = "lungang.platform.audit"
    label = "audit"
    verbose_name = "审计"
