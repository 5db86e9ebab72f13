"""Every action that can stand in the log has a word on its pages, and no Latin name is shown."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection, transaction

import lungang
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import ACTIONS
from lungang.platform.audit import log, words
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from tests.factories import make_actor

ROOT = Path(lungang.__file__).parent


def registered() -> set[str]:
    """The program's own actions; tests make theirs under ``tests.``."""
    for path in ROOT.rglob("actions/*.py"):
        import_module(".".join(("lungang", *path.relative_to(ROOT).with_suffix("").parts)))
    return {name for name in ACTIONS if not name.startswith("tests.")}


def recorded() -> set[str]:
    """The names of details that the source puts on record."""
    found = {"arguments", "asked", "username", "what", "address"}
    for path in ROOT.rglob("actions/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "record":
                found |= {keyword.arg for keyword in node.keywords if keyword.arg}
    return found - {"reason"}


def test_every_action_has_a_word_and_no_word_is_left_over():
    assert registered() == set(words.ACTIONS)
    assert len(registered()) > 60
    assert not [word for word in words.ACTIONS.values() if str(word).isascii()]


def test_every_detail_has_a_word():
    assert recorded() <= set(words.DETAILS)


@pytest.mark.django_db
def test_the_pages_show_words_short_digests_and_no_names(client):
    actor = make_actor(Office.HR_OFFICER)
    with transaction.atomic(), writing():
        log.append(
            actor, "rosters.edit_cells", subject=("rosters.Return", "7", 2), summary="改了两格",
            details={"rows": 2, "person": log.veiled("x"), "fields": ["a", "b"], "before": {}},
        )  # fmt: skip
    line = Entry.objects.last()
    client.force_login(make_actor(Office.AUDITOR).user)
    listed = client.get("/audit/").content.decode()
    assert "改花名册" in listed
    assert "rosters.edit_cells" not in re.sub(r'value="[^"]*"', "", listed)
    page = client.get(f"/audit/entries/{line.seq}/").content.decode()
    shown = page.partition("<main")[2].partition("<details")[0]
    assert "花名册 " in shown
    for word in ("行数", "本人（摘要）", "哪几栏", "每一条记录都有校验码"):
        assert word in shown
    assert log.veiled("x")[:12] + "…" in shown
    assert not re.search(r"[0-9a-f]{64}", shown)
    assert line.leaf in page  # whole, for those who check by hand


@pytest.mark.django_db
def test_the_page_of_the_site_speaks_in_words_and_local_time(client):
    client.force_login(make_actor(Office.SYSTEM_ADMIN).user)
    page = client.get("/accounts/site/").content.decode()
    shown, _details, technical = page.rpartition("<details")
    for name in ("journal_mode", "synchronous", "foreign_keys", "mmap_size", "SQLite", "UTC"):
        assert name not in shown
    assert "北京时间" in shown
    if connection.vendor == "sqlite":
        assert "journal_mode" in technical


def test_cells_of_a_roster_are_named_as_its_sheet_does():
    details = {"fields": ["native_place", "x"], "before": {"sex": "1"}}
    told = dict(words.details_in_words(details, "rosters.edit_cells"))
    assert told == {"哪几栏": "籍贯、x", "改前（摘要）": "性别 1"}


NOTE = "“摘要”是个人信息加密算出的一串字"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("details", "explained"),
    [
        ({"person": log.veiled}, True),
        ({"before": {"name": log.veiled}, "rows": 1}, True),
        ({"before": {}, "rows": 2}, False),
        ({"sha256": "0" * 64}, False),
        ({}, False),
    ],
)
def test_digests_are_explained_where_one_is_shown(client, details, explained):
    actor = make_actor(Office.HR_OFFICER)
    with transaction.atomic(), writing():
        log.append(actor, "rosters.edit_cells", summary="改", details=_veiling(details))
    client.force_login(make_actor(Office.AUDITOR).user)
    page = client.get(f"/audit/entries/{Entry.objects.last().seq}/").content.decode()
    assert (NOTE in page) == explained


def _veiling(value):
    """Put digests where a case names how one is made: only a site has the key."""
    if isinstance(value, dict):
        return {key: _veiling(item) for key, item in value.items()}
    return value("x") if callable(value) else value


def test_what_is_called_a_digest_is_what_is_veiled():
    assert {key for key, word in words.DETAILS.items() if "摘要" in str(word)} == words.VEILED
