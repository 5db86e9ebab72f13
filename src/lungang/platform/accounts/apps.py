"""Django's handle on the app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class Accounts(AppConfig):
    """账号和岗位."""

    name = "lungang.platform.accounts"
    label = "accounts"
    verbose_name = "账号和岗位"

    def ready(self) -> None:
        """Listen where second factors come and go, and see to the table of failed tries."""
        from lungang.platform.accounts import second_factors, signing

        signing.listen()
        second_factors.listen()
        post_migrate.connect(_protect, sender=self, dispatch_uid="accounts.protection")
        post_migrate.connect(_make_cache_table, sender=self, dispatch_uid="lungang.cache")


def _protect(**_: Any) -> None:
    # After each migration and not in one: SQLite makes an altered table anew, without its triggers.
    from lungang.platform.accounts.protection import TRIGGERS
    from lungang.platform.triggers import install

    install(TRIGGERS)


def _make_cache_table(sender: Any, using: str, **_kwargs: Any) -> None:
    """Make the table in which all workers count failed tries together."""
    call_command("createcachetable", database=using, verbosity=0)
