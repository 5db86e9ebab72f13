"""What the office gives: the facts of a campaign, document numbers, the register it fills in."""

from __future__ import annotations

import csv
import io
from dataclasses import fields, replace
from datetime import date

import pytest

from lungang.errors import InputError
from lungang.paperwork import CampaignFacts, Kind, papers, read_facts, read_numbers
from lungang.paperwork.facts_file import blanks, facts_form
from lungang.paperwork.files import file_stem, file_stems, identity
from lungang.paperwork.manifest import Filed, Manifest
from lungang.paperwork.register import Register, read_register, row_of
from tests.paperwork.swap import FACTS, HERE, renamed, swap

KEY = f"免职通知/{HERE}"
OTHER = "免职通知/县交通局"


def facts_of(text):
    return read_facts("事项.toml", text.encode())


def test_facts_of_a_campaign_from_a_file():
    facts = facts_of('county = "青榆县"\nissued = 2004-12-16\nvalid_days = 3')
    assert (facts.issued, facts.valid_days) == (date(2004, 12, 16), 3)
    assert facts_of('\ufeffcounty = "青榆县"').county == "青榆县"
    assert read_facts("x", 'county = "青榆县"'.encode("gb18030")).county == "青榆县"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("country = 'x'", "没有“country”"),
        ("issued = '2004'", "issued"),
        ("issued = 0204-12-16", "年份"),
        ("valid_days = 0", "valid_days = 0"),
        ("valid_days = -5", "valid_days = -5"),
        ("valid_days = 1_000_000_000", "天数"),
        ("valid_days = true", "valid_days"),
        ("meeting = '会'\ncounty = ", "第 2 行"),
        ("county = 青榆县", "第 1 行第 10 列"),
        ("county = 1", "county"),
        ("county = '青榆'", "末一字"),
        ("letters_due = ''", "letters_due"),
        ("meeting = ' '", "meeting"),
        (f"meeting = '{'会' * 61}'", "太长"),
        ("issued = 2004-12-16\nreport_by = 2004-12-15", "report_by = 2004-12-15 早于 issued"),
        ("meeting_date = 2004-12-17\nissued = 2004-12-16", "早于 meeting_date"),
        ("county = '青\u202e榆县'", "“county”里有看不见的字符 U+202E"),
        ('meeting = "联席\\n会议"', "U+000A"),
        ("\0", "不是文字"),
    ],
)
def test_facts_that_cannot_be_are_refused_with_file_and_key(wrong, told):
    with pytest.raises(InputError) as caught:
        facts_of(wrong)
    assert told in str(caught.value)
    assert "事项.toml" in str(caught.value)
    assert "\u202e" not in str(caught.value)


@pytest.mark.parametrize("facts", [CampaignFacts(), FACTS, CampaignFacts(valid_days=3)])
def test_the_form_of_the_facts_is_read_back(facts):
    form = facts_form(facts)
    assert facts_of(form) == facts
    assert all(field.name in form for field in fields(CampaignFacts))
    filled = facts_form(CampaignFacts()).replace("# county", "county").replace("# valid", "valid")
    assert facts_of(filled) == CampaignFacts(county="青榆县", valid_days=3)


def test_blanks_are_named():
    roster = swap(1).facts.roster
    assert blanks(FACTS, roster) == ("报到日期", "介绍信有效天数")
    assert blanks(CampaignFacts(), roster)[:2] == ("县名", "组织部门的全称")


SAVED = [
    f"文件,文号\n{KEY},甲〔2004〕1号\n".encode("gb18030"),
    f"文件\t文号\n{KEY}\t甲〔2004〕1号\n".encode("utf-16"),
    f"文件;文号\r\n{KEY};甲〔2004〕1号\r\n".encode("utf-8-sig"),
    f"发文登记\n\n 文 件 ,文号 \n {KEY}.pdf , 甲〔2004〕1号 \n".encode(),
    f"文件,文号\n{file_stem(KEY)},甲〔2004〕1号\n".encode(),
]


@pytest.mark.parametrize("content", SAVED)
def test_a_register_is_read_however_a_spreadsheet_saved_it(content):
    assert read_numbers("目录.csv", content) == {KEY: "甲〔2004〕1号"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (f"文件,文号\n{KEY},1\n{KEY},2\n", "第 2 行和第 3 行是同一件"),
        (f"文件,文号,文号\n{KEY},1,2\n", "“文号”一列有两个"),
        (f"文件,文号\n{KEY},=HYPERLINK(1)\n", "第 2 行的文号“=HYPERLINK(1)”像是公式"),
        (f"文件,文号\n{KEY},{'9' * 500}\n", "第 2 行的文号太长"),
        (f"文件,文号\n{KEY},组〔2004〕　　号\n", "还有空着的地方"),
        (f'文件,文号\n{KEY},"a\nb"\n', "第 2 行的文号里有看不见的字符 U+000A"),
        (f"文件,文号\n{KEY},a\u202eb\n", "U+202E"),
        (f"文件,文号\n{KEY},1\n{OTHER},1\n", "给了两件"),
        (f"文件,文号\n{KEY},{'9' * 200_000}\n", "第 2 行读不出来"),
        ("姓名,单位\n", "要有“文件”“文号”两列"),
    ],
)
def test_numbers_that_cannot_be_are_refused_with_their_row(content, told):
    with pytest.raises(InputError) as caught:
        read_numbers("号.csv", content.encode())
    assert told in str(caught.value)
    assert "号.csv" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('"免职通知/县 = 1', "第 1 行"),
        (f'"{KEY}" = "a\\u202eb"', "U+202E"),
        (f'"{KEY}" = "1"\n"{file_stem(KEY)}" = "2"', "写了两次"),
        ("a = 1", "的样子"),
    ],
)
def test_numbers_in_toml_are_judged_too(content, told):
    with pytest.raises(InputError, match=r"号\.toml") as caught:
        read_numbers("号.toml", content.encode())
    assert told in str(caught.value)


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_what_the_office_entered_outlives_a_run():
    made = {one.key: row_of(one) for one in papers(swap(1), [Kind.REMOVAL])}
    new = Register().updated(made, made, (), {}).to_csv().decode("utf-8-sig").splitlines()
    assert len(new) == 3
    filled = [new[0] + ",送签人", new[1] + "甲,老王", new[2] + ",", "3,公函,另一件,,,,乙,老李"]
    register = read_register("目录.csv", "\n".join(filled).encode("gb18030"))
    assert register.filled
    again = rows(register.updated(made, [OTHER], (), {KEY: "甲", OTHER: "丙"}).to_csv())
    assert [(row["文号"], row["送签人"]) for row in again] == [
        ("甲", "老王"), ("丙", ""), ("乙", "老李"),
    ]  # fmt: skip
    left = rows(register.updated(made, [], [KEY, OTHER], {}).to_csv())
    assert [row["文号"] for row in left] == ["甲", "乙"]


def test_a_paper_remains_known_when_a_name_or_a_fact_is_corrected():
    before, after = swap(1), renamed(swap(1), "张叁")
    facts = swap(1, facts=replace(FACTS, personnel_section="干部二科", county="青梧县"))
    known = [identity(one) for one in papers(before)]
    assert [identity(one) for one in papers(after)] == known
    assert [identity(one) for one in papers(facts)] == known
    assert [one.key for one in papers(facts)] == [one.key for one in papers(before)]


def test_names_that_some_file_system_takes_for_one_are_told_apart():
    keys = ["任职通知/县Ａ局", "任职通知/县a局", "任职通知/县A局.", "任职通知/县B局"]
    stems = file_stems(keys)
    assert len({stem.casefold() for stem in stems.values()}) == 4
    assert stems[keys[3]] == "8 任职通知/县B局"
    assert file_stems(reversed(keys)) == stems


def test_a_manifest_is_read_back_and_a_broken_one_is_empty():
    manifest = Manifest({"x": Filed("任职通知/甲", {"8 任职通知/甲.pdf": "00"})})
    assert Manifest.from_json(manifest.to_json().encode()) == manifest
    for broken in (b"", b"[]", b'{"papers": 1}', b'{"papers": {"x": 1}}', b"[" * 100_000):
        assert Manifest.from_json(broken) == Manifest()
