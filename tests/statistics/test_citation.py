"""What a paper cites: documents and clauses, never the notes of whoever drew up a pack."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources

import pytest

from lungang.statistics.citation import clause_on_paper, document_on_paper, source_on_paper

ON, OWN = date(2004, 12, 15), "青榆委发〔2004〕20号"
SCHEME = (
    "县级机关公务员轮岗交流方案（拟）；类别见《在县级机关公务员轮岗交流工作会上的发言》"
    "（2004 年 12 月 16 日）第二部分第 1 点"
)
NOTES = ("拟定", "（拟）", "待核", "未核对", "未见", "凭记忆")


@pytest.mark.parametrize(
    ("source", "verified", "cited"),
    [
        (SCHEME, False, f"《县级机关公务员轮岗交流方案》（{OWN}）"),
        ("《转任规定》（2020），条号未核对；所列岗位的对应系拟定", False, "《转任规定》（2020）"),
        ("《暂行条例》（1993）第六十一条", True, "《暂行条例》（1993）第六十一条"),
        ("《暂行条例》（1993）第六十一条", False, "《暂行条例》（1993）"),
        ("《发言》（2004 年 12 月 16 日）第二部分第 3 点", True, f"{OWN}文件"),
        ("参照他县做法拟定", False, f"{OWN}文件"),
    ],
)  # fmt: skip
def test_a_source_is_its_documents(source, verified, cited):
    assert source_on_paper(source, verified=verified, on=ON, own=OWN) == cited


def test_a_document_of_the_day_before_is_cited_and_one_of_the_day_after_is_not():
    speech = "《发言》（2004 年 12 月 16 日）第二部分第 3 点"
    assert source_on_paper(speech, verified=True, on=date(2004, 12, 17)) == speech
    assert source_on_paper(speech, verified=True, on=ON) == ""


def test_remarks_in_brackets_go_and_other_brackets_stay():
    assert clause_on_paper("科长（主任）满 10 年的，跨部门交流（年限拟定）") == (
        "科长（主任）满 10 年的，跨部门交流"
    )
    assert clause_on_paper("暂缓（人数拟定）；回避的不受此限") == "暂缓；回避的不受此限"


@pytest.mark.parametrize(
    ("clause", "cited"),
    [
        ("国家公务员暂行条例第八十一条", "国家公务员暂行条例"),
        ("国家公务员申诉控告暂行规定（人核培发〔1995〕91号）第六条",
         "国家公务员申诉控告暂行规定（人核培发〔1995〕91号）"),
        ("《公务员转任规定》（2020）第一至四条", "《公务员转任规定》（2020）"),
    ],
)  # fmt: skip
def test_articles_nobody_read_are_not_cited(clause, cited):
    assert document_on_paper(clause, verified=False) == cited
    assert document_on_paper(clause, verified=True) == clause


@pytest.mark.parametrize("pack", ["county-2004", "present-law"])
def test_no_note_of_a_pack_that_comes_with_the_program_gets_onto_paper(pack):
    text = (resources.files("lungang.policy") / "packs" / f"{pack}.toml").read_text("utf-8")
    rows = tomllib.loads(text)["rule"]
    assert rows
    for row in rows:
        told = source_on_paper(row["source"], verified=row["verified"], on=ON, own=OWN)
        told += clause_on_paper(row["clause"])
        assert not [note for note in NOTES if note in told], told
        assert "《" in told or OWN in told
