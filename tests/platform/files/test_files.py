"""Files: kept by content, whole or not at all, under names that harm nothing."""

from __future__ import annotations

import os
import re
import unicodedata
import zipfile
from io import BytesIO
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from lungang.campaign.rosters.forms import UploadForm
from lungang.errors import InputError, NotNow, NotPermitted
from lungang.platform import actions
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import ACTIONS, action
from lungang.platform.audit.models import Entry
from lungang.platform.files import storage
from lungang.platform.files.actions import store, sweep
from lungang.platform.files.actions.store import LARGEST
from lungang.platform.files.models import StoredFile
from lungang.platform.files.names import LONGEST, kind_of, safe_name
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Files of this test alone."""
    site = settings.SITE
    place = tmp_path / "site"
    monkeypatch.setattr(type(site), "files", property(lambda _site: place))
    place.mkdir()
    return place


@pytest.fixture
def actor():
    return make_actor(Office.HR_OFFICER)


def zipped(name):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "x")
    return made.getvalue()


XLSX = zipped("xl/workbook.xml")


def contents(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_is_stored_comes_back(folder, actor):
    file = store(actor, "花名册.xlsx", XLSX)
    assert (file.name, file.size, file.kind) == ("花名册.xlsx", len(XLSX), "xlsx")
    assert storage.content_of(file.sha256) == XLSX
    (place,) = contents(folder)
    assert place == folder / file.sha256[:2] / file.sha256[2:4] / file.sha256
    assert place.stat().st_mode & 0o377 == 0  # to be read by us alone, and written by nobody
    line = Entry.objects.get(action="files.store")
    assert line.details["sha256"] == file.sha256


def test_the_same_content_twice_is_two_files_and_one_content(folder, actor):
    first, second = store(actor, "甲.xlsx", XLSX), store(actor, "乙.xlsx", XLSX)
    assert first.pk != second.pk
    assert first.sha256 == second.sha256
    assert len(contents(folder)) == 1


def test_within_an_action_the_file_belongs_to_it(folder, actor, monkeypatch):
    monkeypatch.setattr(actions, "ACTIONS", dict(ACTIONS))

    @action("tests.upload")
    def upload(act, fails):
        file = store(act, "花名册.xlsx", XLSX)
        act.record(file, "上传", sha256=file.sha256)
        act.require(not fails)
        return file

    with pytest.raises(NotPermitted):
        upload(actor, True)
    assert not StoredFile.objects.exists()
    file = upload(actor, False)
    assert file.stored_by == actor.holding
    assert not Entry.objects.filter(action="files.store").exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.xlsx", b"", "空的"),
        ("大.txt", b"x" * (LARGEST + 1), "超过 20 MB"),
        ("程序.exe", b"MZ", "不是可以收的文件"),
        ("没有结尾", b"x", "不是可以收的文件"),
        ("假.xlsx", b"hello", "内容不是"),
        ("假.xlsx", zipped("word/document.xml"), "内容不是"),
        ("假.docx", XLSX, "内容不是"),
        ("假.pdf", XLSX, "内容不是"),
        ("假.csv", XLSX, "内容不是"),
        ("假.csv", b"\x00\x01\x02", "内容不是"),
        ("假.png", b"<svg onload=alert(1)>", "内容不是"),
        ("页.html", b"<html>", "不是可以收的文件"),
    ],
)
def test_what_is_not_taken_is_refused_in_words_and_leaves_nothing(
    folder, actor, name, content, words
):
    with pytest.raises(InputError, match=words):
        store(actor, name, content)
    assert contents(folder) == []
    assert not StoredFile.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.XLSX", XLSX, "xlsx"),
        ("a.csv", "姓名\n谭".encode("gb18030"), "csv"),
        ("a.csv", "姓名\n谭".encode("utf-16"), "csv"),
        ("a.txt", "姓名".encode(), "txt"),
        ("a.pdf", b"%PDF-1.7", "pdf"),
        ("a.jpeg", b"\xff\xd8\xff\xe0", "jpg"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "png"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
        ("a.zip", XLSX, "zip"),
        ("a.lrmx", b"<?xml version='1.0'?><Person/>", "lrmx"),
    ],
)
def test_kinds_by_content(name, content, kind):
    assert kind_of(name, content) == kind


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\用户\\花名册.xlsx", "花名册.xlsx"),
        ("..", "文件"),
        ("", "文件"),
        (".htaccess", "htaccess"),
        ("a\x00b\r\nSet-Cookie: x.txt", "abSet-Cookie x.txt"),
        ("花名册\u202excod.xlsx", "花名册xcod.xlsx"),
        ("CON.xlsx", "文件CON.xlsx"),
        ('a"b<c>|?*.xlsx', "abc.xlsx"),
        ("空 格 .xlsx ", "空 格.xlsx"),
        ("长" * 300 + ".xlsx", "长" * (LONGEST - 5) + ".xlsx"),
    ],
)
def test_names_lose_what_could_do_harm(name, kept):
    assert safe_name(name) == kept


@given(st.text(st.characters(exclude_categories=[])))
def test_any_name_becomes_one_name(name):
    kept = safe_name(name)
    assert 0 < len(kept) <= LONGEST
    assert kept == os.path.basename(kept)
    assert kept not in (".", "..")
    assert not {unicodedata.category(sign) for sign in kept} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    kept.encode()


def test_a_write_cut_off_leaves_no_half_content(folder, actor):
    for broken in ("os.fsync", "os.replace"):
        with patch(broken, side_effect=OSError("disk full")), pytest.raises(OSError, match="disk"):
            store(actor, "花名册.xlsx", XLSX)
        assert contents(folder) == []
        assert not StoredFile.objects.exists()
    assert store(actor, "花名册.xlsx", XLSX).size == len(XLSX)


def test_content_is_on_the_disk_before_it_has_its_name_and_the_name_before_the_row(folder, actor):
    done = []
    real_sync, real_replace = os.fsync, os.replace

    def sync(handle):
        done.append("sync folder" if os.path.isdir(f"/proc/self/fd/{handle}") else "sync content")
        real_sync(handle)

    def rename(*names):
        done.append("rename")
        real_replace(*names)

    with patch("os.fsync", sync), patch("os.replace", rename):
        store(actor, "花名册.xlsx", XLSX)
    assert done[-3:] == ["sync content", "rename", "sync folder"]


def test_damaged_content_is_not_given_out_and_is_mended_by_the_next_upload(folder, actor):
    file = store(actor, "花名册.xlsx", XLSX)
    place = storage.place_of(file.sha256)
    place.chmod(0o600)
    place.write_bytes(XLSX[:-1] + b"!")
    with pytest.raises(NotNow, match="与收到时不同"):
        storage.content_of(file.sha256)
    store(actor, "花名册.xlsx", XLSX)
    assert storage.content_of(file.sha256) == XLSX
    place.unlink()
    with pytest.raises(NotNow, match="不在了"):
        storage.content_of(file.sha256)


@pytest.mark.parametrize("digest", ["../../etc/passwd", "a" * 63, "A" * 64, "/" * 64])
def test_a_digest_names_no_other_place(digest):
    with pytest.raises(ValueError, match=re.escape(digest)):
        storage.place_of(digest)


def test_the_sweep_takes_what_no_row_names_and_nothing_else(folder, actor):
    kept = store(actor, "花名册.xlsx", XLSX)
    orphan = storage.place_of(storage.keep(b"left by an action that was undone"))
    fresh = storage.place_of(storage.keep(b"of an action that is under way"))
    draft = folder / "tmp" / "half"
    draft.write_bytes(b"half")
    old = storage.hours_ago(30)
    for path in (storage.place_of(kept.sha256), orphan, draft):
        os.utime(path, (old, old))
    assert sweep() == 2
    assert contents(folder) == sorted([storage.place_of(kept.sha256), fresh])
    assert sweep() == 0


def test_what_is_stored_again_is_young_again(folder, actor):
    place = storage.place_of(storage.keep(b"a,b"))
    old = storage.hours_ago(30)
    os.utime(place, (old, old))
    storage.keep(b"a,b")
    assert sweep() == 0


def test_a_damaged_or_missing_file_is_refused_in_words(actor):
    file = store(actor, "花名册.xlsx", XLSX)
    storage.place_of(file.sha256).unlink()
    with pytest.raises(NotNow, match="文件不在了"):
        storage.content_of(file.sha256)


@pytest.mark.parametrize("size", [1, LARGEST, 22 * 1024 * 1024])
def test_an_upload_stays_in_memory_or_is_not_kept(rf, size):
    file = SimpleUploadedFile("花名册.xlsx", b"9" * size)
    with patch("tempfile.NamedTemporaryFile", side_effect=AssertionError):
        request = rf.post("/", {"reason": "看", "file": file})
        (came,) = request.FILES.getlist("file")
    assert (came.name, came.size, request.POST["reason"]) == ("花名册.xlsx", size, "看")
    assert len(came.read()) == (size if size <= LARGEST else 0)
    assert not hasattr(came, "temporary_file_path")


def test_one_that_is_too_large_is_refused_in_the_words_of_its_form(rf):
    request = rf.post("/", {"file": SimpleUploadedFile("花名册.xlsx", b"9" * (LARGEST + 2**21))})
    form = UploadForm(request.POST, request.FILES)
    assert "这个文件太大" in form.errors["file"][0]
