"""A wrong set-up is refused in words."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from lungang.config import checks, running
from lungang.config.founding import found_site
from lungang.config.site import SETTINGS_FILE, load_site
from lungang.errors import InputError
from lungang.platform.audit.queries import verify_log
from lungang.platform.triggers import protections, removed


@pytest.fixture
def site(tmp_path):
    found_site(tmp_path / "site")
    return load_site(tmp_path / "site", {"DATABASE_URL": settings.SITE.database_url})


def faults(site):
    return [number for number, _text in checks._site_faults(site)]


def test_a_new_site_is_right(site):
    assert faults(site) == []


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"hosts": ("office.example",)}, "E003"),
        ({"https": True}, "E004"),
        ({"https": True, "hosts": ("*",)}, "E005"),
        ({"https": True, "hosts": (".example",)}, "E005"),
        ({"https": True, "hosts": ("a.example/b",)}, "E005"),
        ({"proxies": ("192.0.2.10",)}, "E010"),
        ({"https": True, "hosts": ("a.example",), "proxies": ("0.0.0.0/0",)}, "E009"),
        ({"https": True, "hosts": ("a.example",), "proxies": ("proxy.example",)}, "E009"),
        ({"https": True, "hosts": ("a.example",), "proxies": (1.5,)}, "E009"),
        ({"mail_server": "mail.example"}, "E006"),
        ({"mail_from": "lungang@example"}, "E006"),
        ({"clock_offset": timedelta(days=-8000)}, "E007"),
        ({"demo": True, "https": True, "hosts": ("office.example",)}, "E008"),
    ],
)
def test_settings_that_do_not_go_together(site, change, number):
    assert faults(replace(site, **change)) == [number]


def test_settings_that_do(site):
    right = {"https": True, "hosts": ("office.example",), "mail_server": "m", "mail_from": "l@m"}
    assert faults(replace(site, **right)) == []
    assert faults(replace(site, demo=True, clock_offset=timedelta(days=-8000))) == []


def test_keys_that_others_can_read_or_that_are_gone(site):
    site.audit_key.chmod(0o640)
    assert faults(site) == ["E001"]
    site.audit_key.unlink()
    assert faults(site) == ["E001"]


def test_folders_that_cannot_be_written(site):
    site.files.rmdir()
    assert faults(site) == ["E002"]


def test_the_folder_of_the_database(site, monkeypatch):
    url = f"sqlite:///{site.folder}/nowhere/lungang.db"
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", f"{site.folder}/nowhere/x.db")
    assert faults(replace(site, database_url=url)) == ["E002"]


@pytest.mark.django_db
def test_the_database_is_as_it_must_be():
    assert checks.databases_are_safe(databases=["default"]) == []
    assert checks.databases_are_safe() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_pragmas_that_lose_writes():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    try:
        (fault,) = checks.databases_are_safe(databases=["default"])
        assert "synchronous" in fault.msg
    finally:
        connection.close() if not connection.is_in_memory_db() else _restore()


def _restore():
    from lungang.config.databases import sqlite_pragmas

    with connection.cursor() as cursor:
        for pragma in filter(None, sqlite_pragmas().split(";")):
            cursor.execute(pragma)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_an_old_sqlite(monkeypatch):
    monkeypatch.setattr(checks.sqlite3, "sqlite_version_info", (3, 30, 0))
    assert "太旧" in "".join(
        fault.msg for fault in checks.databases_are_safe(databases=["default"])
    )


class Answers:
    """A cursor of a PostgreSQL that is set up otherwise."""

    def __init__(self, **answers):
        self.answers, self.asked = answers, ""

    def cursor(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_args):
        return None

    def execute(self, sql, params=()):
        self.asked = params[0] if params else "version"

    def fetchone(self):
        return (self.answers[self.asked],)


def test_postgresql():
    right = {"transaction_isolation": "repeatable read", "server_encoding": "UTF8"}
    assert list(checks._postgresql_faults(Answers(**right, version=180000))) == []
    wrong = {"transaction_isolation": "read committed", "server_encoding": "SQL_ASCII"}
    assert len(list(checks._postgresql_faults(Answers(**wrong, version=130000)))) == 3


def test_a_site_for_others_is_clean_and_silences_nothing(tmp_path, monkeypatch):
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # browsers' tests set it
    folder = tmp_path / "site"
    found_site(folder)
    path = folder / SETTINGS_FILE
    text = path.read_text("utf-8")
    text = text.replace("hosts = []", 'hosts = ["office.example"]')
    path.write_text(text.replace("https = false", "https = true"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "lungang.config", "check", "--deploy", "--database", "default",
         "--fail-level", "WARNING"],
        env={**os.environ, "LUNGANG_SITE": str(folder), "DATABASE_URL": "",
             "DJANGO_SETTINGS_MODULE": "lungang.config.settings"},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "(0 silenced)" in done.stdout


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_entry", "accounts_holding", "register_series"])
def test_a_database_without_its_triggers_is_refused(table):
    running.refuse_wrong_setup()
    triggers = [one for one in protections() if one.table == table]
    assert triggers
    with removed(triggers[:1]):
        with pytest.raises(InputError, match=triggers[0].name):
            running.refuse_wrong_setup()
        assert verify_log().unprotected == (triggers[0].name,)
    running.refuse_wrong_setup()
