"""Starting the office: from a site's folder to a Django that is fit to work, or a refusal."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from lungang.config.site import Site, load_site
from lungang.errors import InputError
from lungang.i18n import gettext as _

SETTINGS = "lungang.config.settings"


def start(folder: Path) -> Site:
    """Set Django up for a site, in this process and those it starts.

    Raises:
        InputError: there is no site, or its settings are wrong.
    """
    site = load_site(folder.absolute())  # refused here, in words, before Django hides it
    os.environ["LUNGANG_SITE"] = str(folder.absolute())
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django

    django.setup()
    return site


def refuse_wrong_setup() -> None:
    """Run the system checks, and see that the database protects what must not change.

    Raises:
        InputError: something is wrong; says everything that is.
    """
    from django.core.checks import ERROR, run_checks

    faults = [
        str(message.msg) for message in run_checks(databases=["default"]) if message.level >= ERROR
    ]
    faults += _unprotected()
    if faults:
        raise InputError("\n".join(faults))


def _unprotected() -> list[str]:
    from lungang.platform.triggers import missing, protections

    if pending_migrations():
        return []  # they are made with the migrations
    return [
        _(
            "数据库里没有保护记录的触发器 {name}：有人动过数据库，或者没有恢复完整。"
            "请从完整的备份恢复，并告诉纪委监察局"
        ).format(name=name)
        for name in missing(protections())
    ]


def refuse_unmigrated() -> None:
    """Refuse a database that is not as this version of the program needs it.

    Raises:
        InputError: it has to be migrated, or belongs to a newer version.
    """
    if pending_migrations():
        raise InputError(
            _("数据库还没有升到这一版。请备份后运行 lungang serve --migrate（会先留一份副本）")
        )


def pending_migrations() -> int:
    """Return how many migrations are to be made."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> Path | None:
    """Bring the database to this version; return the copy made before, where there was anything.

    On PostgreSQL the copy is the site's own business (pg_dump).
    """
    from django.core.management import call_command

    if not pending_migrations():
        return None
    copy = _copy_sqlite()
    call_command("migrate", interactive=False, verbosity=0)
    return copy


def _copy_sqlite() -> Path | None:
    from django.db import connection

    if connection.vendor != "sqlite" or not connection.introspection.table_names():
        return None
    source = Path(str(connection.settings_dict["NAME"]))
    target = source.with_name(f"{source.stem}-{datetime.now():%Y%m%d-%H%M%S-%f}.db")
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)
    return target


def collect_static() -> None:
    """Put the pages' assets where WhiteNoise serves them."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
