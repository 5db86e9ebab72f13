"""Django's handle on the app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Register(AppConfig):
    """发文登记."""

    name = "lungang.platform.register"
    label = "register"
    verbose_name = "发文登记"

    def ready(self) -> None:
        """See to it that the tables are protected after every migration."""
        post_migrate.connect(_protect, sender=self, dispatch_uid="register.protection")


def _protect(**_: Any) -> None:
    # After each migration and not in one: SQLite makes an altered table anew, without its triggers.
    from lungang.platform.register.protection import TRIGGERS
    from lungang.platform.triggers import install

    install(TRIGGERS)
