"""Django's handle on the app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Audit(AppConfig):
    """审计."""

    name = "lungang.platform.audit"
    label = "audit"
    verbose_name = "审计"

    def ready(self) -> None:
        """See to it that the tables are protected after every migration."""
        post_migrate.connect(_protect, sender=self, dispatch_uid="audit.protection")


def _protect(**_: Any) -> None:
    # After each migration and not in one: SQLite makes an altered table anew, without its triggers.
    from lungang.platform.audit.protection import TRIGGERS
    from lungang.platform.triggers import install

    install(TRIGGERS)
