"""The auditor's pages: read alone, by the auditor alone; the witness takes checkpoints away."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lungang.platform.accounts.offices import Office
from lungang.platform.audit import log, witness
from lungang.platform.audit.actions.checkpoint import make_checkpoint
from lungang.platform.audit.models import Checkpoint, Entry, Result
from lungang.platform.audit.protection import TRIGGERS
from lungang.platform.guard import writing
from lungang.platform.triggers import removed
from tests.factories import make_actor

pytestmark = pytest.mark.django_db

READ = ("/audit/", "/audit/entries/0/", "/audit/verified/")
EVERY = (*READ, "/audit/checkpoints/")
POSTS = ("/audit/export/", "/audit/checkpoints/make/", "/audit/checkpoints/export/")
CITIZEN = "990101198001010011"


@pytest.fixture(autouse=True)
def _lines():
    for number in range(3):
        append(f"第{number}件", Office.HR_OFFICER)


def append(summary, office, **how):
    actor = make_actor(office)
    with transaction.atomic(), writing():
        return log.append(actor, how.pop("action", "audit.read"), summary=summary, **how)


@pytest.fixture
def auditor(client):
    actor = make_actor(Office.AUDITOR)
    client.force_login(actor.user)
    return client


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.mark.usefixtures("still_clock")
@pytest.mark.parametrize("office", [one for one in Office if one is not Office.AUDITOR])
def test_lines_are_the_auditors_alone(client, office):
    client.force_login(make_actor(office).user)
    nowhere = client.get("/audit/nowhere/")
    for url in READ:
        answer = client.get(url)
        assert (answer.status_code, answer.content) == (404, nowhere.content)
    witness_office = office is Office.DISCIPLINE
    assert client.get("/audit/checkpoints/").status_code == (200 if witness_office else 404)
    assert client.post("/audit/export/").status_code == 404
    for url in POSTS[1:]:
        assert (client.post(url).status_code == 404) is not witness_office
    assert Checkpoint.objects.exists() is witness_office


def test_nobody_without_signing_in(client):
    for url in EVERY:
        assert client.get(url).status_code == 302
    for url in POSTS:
        assert client.post(url).status_code == 302
    assert not Checkpoint.objects.exists()


def test_lines_newest_first_with_a_page_of_older_ones(auditor):
    for number in range(3, 60):
        append(f"第{number}件", Office.HR_OFFICER)
    page = text(auditor.get("/audit/"))
    assert page.index("第59件") < page.index("第10件")
    assert "第9件" not in page
    older = re.search(r'href="(\?[^"]*before=[^"]*)"', page)[1].replace("&amp;", "&")
    page = text(auditor.get(f"/audit/{older}"))
    assert "第9件" in page
    assert "第10件" not in page
    assert "before=" not in page


def test_filters(auditor):
    append("退回花名册", Office.PERSONNEL_SECTION, action="audit.export", result=Result.REFUSED)
    for query, there in (
        ("office=personnel_section", True),
        ("office=hr_officer", False),
        ("result=refused", True),
        ("result=done", False),
        ("action=audit.export", True),
        ("action=audit.read", False),
        ("since=2000-01-01&until=2100-01-01", True),
        ("since=2100-01-01", False),
        ("until=2000-01-01", False),
        ("word=退回", True),
        ("word=没有", False),
        ("before=1", False),
        ("before=x", True),
        ("before=99999999999999999999", True),
    ):
        assert ("退回花名册" in text(auditor.get(f"/audit/?{query}"))) is there, query
    page = text(auditor.get("/audit/?since=2000-13-01"))
    assert "自：" in page
    assert "没有符合的记录" in text(auditor.get("/audit/?word=没有"))


def test_a_line_with_its_proof(auditor):
    append("看了", Office.HR_OFFICER, reason="核<b>对", details={"id": log.veiled(CITIZEN)})
    line = Entry.objects.last()
    page = text(auditor.get(f"/audit/entries/{line.seq}/"))
    assert line.leaf in page
    assert line.previous in page
    assert "写了 5 个字" in page
    assert "核" not in page.partition("<main")[2].partition("</main>")[0].replace("核对", "")
    assert log.veiled(CITIZEN) in page
    assert CITIZEN not in page
    assert "还没有存证" in page
    made = make_checkpoint()
    assert made.root in text(auditor.get(f"/audit/entries/{line.seq}/"))
    assert auditor.get("/audit/entries/99/").status_code == 404


def test_the_state_of_the_log(auditor):
    make_checkpoint()
    assert "3 条记录、1 次存证" in text(auditor.get("/audit/verified/"))
    with removed(TRIGGERS), writing():
        Entry.objects.filter(seq=1).update(summary="别的")
    page = text(auditor.get("/audit/verified/"))
    assert "第 1 条的内容与它的校验值不符" in page
    assert 'href="/audit/entries/1/"' in page


def unzipped(response):
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment;")
    with zipfile.ZipFile(BytesIO(response.getvalue())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_export_is_on_record_in_itself_and_checks(auditor):
    files = unzipped(auditor.post("/audit/export/", {"key": "k"}))
    assert "记录 4 条，逐条核对无误。" in witness.check(files)
    assert "导出审计记录".encode() in files["entries.txt"]
    unzipped(auditor.post("/audit/export/", {"key": "k"}))  # the same form: one line
    assert Entry.objects.filter(action="audit.export").count() == 1


def test_the_witness_takes_checkpoints_without_lines(client):
    client.force_login(make_actor(Office.DISCIPLINE).user)
    first = unzipped(client.post("/audit/checkpoints/export/", {"key": "a"}))
    assert "entries.txt" not in first
    append("又一件", Office.HR_OFFICER)
    second = unzipped(client.post("/audit/checkpoints/export/", {"key": "b"}))
    words = witness.check(second, last=first["checkpoints.json"])
    assert "与上次留下的检查点相接（第 4 条处）。" in words
    page = text(client.get("/audit/checkpoints/"))
    assert Checkpoint.objects.last().root in page
    assert "/audit/entries" not in page
    assert 'href="/audit/"' not in page


def test_a_checkpoint_on_demand(auditor):
    for _press in range(2):  # the same form twice
        assert auditor.post("/audit/checkpoints/make/", {"key": "a"}).status_code == 302
    assert Checkpoint.objects.count() == 1
    line = Entry.objects.get(action="audit.make_checkpoint")
    assert line.actor_office == Office.AUDITOR
    assert Checkpoint.objects.get().size == line.seq + 1  # it covers who asked for it


def test_pages_change_nothing_and_forms_are_no_links(auditor):
    lines = Entry.objects.count()
    for url in EVERY:
        auditor.get(url)
    for url in POSTS:
        assert auditor.get(url).status_code == 405
    for url in READ:
        assert auditor.post(url).status_code == 405
    assert Entry.objects.count() == lines


def test_the_number_of_queries_does_not_grow(auditor):
    def queries(url):
        with CaptureQueriesContext(
            connection,
        ) as caught:
            auditor.get(url)
        return len(caught)

    make_checkpoint()
    queries(EVERY[0])  # the first page of a session writes it
    few = [queries(url) for url in EVERY]
    for number in range(45):
        append(f"第{number}件", Office.HR_OFFICER)
    make_checkpoint()
    assert [queries(url) for url in EVERY] == few
