"""The wording of the trade: one, two and many people; posts, levels, cadre authority, numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lungang.errors import InputError
from lungang.paperwork import CampaignFacts, Kind, Supplement, papers, read_numbers
from lungang.paperwork.breaking import title_lines
from lungang.paperwork.campaign import formal
from lungang.paperwork.numbers import refuse_unknown
from lungang.paperwork.phrases import hold
from lungang.paperwork.texts import texts
from lungang.statistics.facts import Facts
from tests.paperwork.swap import ACROSS, FACTS, HERE, LONG, mixed, of, swap, text


def titles(made, kind):
    return [one.title_text for one in papers(made, [kind])]


def test_titles_name_one_two_or_the_first_of_many():
    assert titles(swap(1), Kind.REMOVAL)[0] == "青榆县财政局关于免去张三同志职务的通知"
    assert titles(swap(2), Kind.REMOVAL)[0] == "青榆县财政局关于免去欧阳修远、张三同志职务的通知"
    assert titles(swap(3), Kind.REMOVAL)[0] == "青榆县财政局关于免去李喆等同志职务的通知"
    assert titles(swap(1), Kind.APPOINTMENT)[0] == "青榆县财政局关于张三同志任职的通知"
    assert titles(swap(3), Kind.APPOINTMENT)[0] == "青榆县财政局关于李喆等同志任职的通知"


def test_removal_takes_post_and_rank_away_together():
    assert "免去张三同志财务科科长、主任科员职务。" in text(of(swap(1), Kind.REMOVAL))
    many = text(of(swap(3), Kind.REMOVAL))
    assert "欧阳修远同志财务科科长、主任科员职务；" in many
    assert many.rstrip().endswith("职务。")


def test_a_notice_cites_the_campaign_s_own_document_and_never_that_of_no_county():
    packs = text(of(swap(1), Kind.TRANSFER_NOTICE))
    assert "根据岚委发〔2004〕20 号文件规定，经" in packs
    own = replace(FACTS, document_number="青榆委发〔2004〕20 号")
    assert "根据青榆委发〔2004〕20号文件规定，经" in text(
        of(swap(1, facts=own), Kind.TRANSFER_NOTICE)
    )
    nobodys = replace(FACTS, document_number="×委发〔2004〕20号")
    told = text(of(swap(1, facts=nobodys), Kind.TRANSFER_NOTICE))
    assert told.startswith("经组织人事联席会议")


def test_a_rank_of_today_is_no_post():
    made = swap(1, going={"rank": "一级主任科员"})
    assert "免去张三同志财务科科长职务、一级主任科员职级。" in text(of(made, Kind.REMOVAL))


def test_appointment_gives_the_post_that_corresponds_and_holds_half_a_year():
    told = text(of(swap(1), Kind.APPOINTMENT))
    assert "张三同志任＿＿＿＿科长、主任科员。" in told
    assert "至少保持半年" in told


def test_the_section_is_named_only_if_the_policy_says_so():
    assert "任财务科科长、" in text(of(swap(1, section=True), Kind.APPOINTMENT))
    assert "财务科" not in text(of(swap(1), Kind.APPOINTMENT))


def test_a_case_across_levels_says_so_on_every_paper_and_gets_no_title():
    made = swap(1, going=ACROSS)
    told = text(of(made, Kind.APPOINTMENT, "县交通局"))
    assert "张三同志任科员。" in told
    assert "新任职务待本单位有空缺职数时再定" in told
    assert "任科长" not in told
    mine = next(move.person_id for move in made.facts.moves if move.from_unit == HERE)
    for document in papers(made, person=mine):
        said = "".join(words for _role, words in texts(document))
        assert "张三" in said
        assert "跨层次" in said or "待核定" in said, document.key
        tables = (Kind.DESTINATIONS, Kind.ANNEX, Kind.STATISTICS)
        assert "新任职务待" in said or document.kind in tables
    for document in papers(swap(1)):
        assert "跨层次" not in "".join(words for _role, words in texts(document))


def test_what_is_left_to_be_filled_in_by_hand_runs_into_its_stop():
    for kind in (Kind.UNIT_LETTER, Kind.SECTION_LETTER):
        letter = of(swap(1, facts=CampaignFacts()), kind)
        said = "".join(words for _role, words in texts(letter))
        assert "工资发至" in said
        assert not [stop for stop in "。，；" if f"　{stop}" in said], kind


def test_people_of_both_authorities_in_one_unit_make_two_notices_and_two_letters():
    made = mixed()
    notices = [one for one in papers(made, [Kind.TRANSFER_NOTICE]) if HERE in one.key]
    assert [one.organ for one in notices] == ["中共青榆县委组织部", "青榆县人事局"]
    assert [len(one.people) for one in notices] == [2, 2]
    assert "送我部干部科" in text(notices[0])
    assert "送我局公务员管理科" in text(notices[1])
    letters = [one for one in papers(made, [Kind.UNIT_LETTER]) if HERE in one.key]
    assert [one.recipients for one in letters] == [
        "中共青榆县委组织部干部科",
        "青榆县人事局公务员管理科",
    ]


def test_each_paper_is_issued_by_its_organ():
    organs = {kind: {one.organ for one in papers(swap(1), [kind])} for kind in Kind}
    assert organs[Kind.TRANSFER_NOTICE] == {"青榆县人事局"}
    assert organs[Kind.SECTION_LETTER] == {"青榆县人事局公务员管理科"}
    for kind in (Kind.UNIT_LETTER, Kind.REMOVAL, Kind.APPOINTMENT):
        assert organs[kind] == {"青榆县财政局", "青榆县交通局"}


def test_slips_go_to_the_old_unit_and_the_new_one_where_the_law_has_them():
    made = swap(1)
    out, into = (list(papers(made, [kind])) for kind in (Kind.EXIT_SLIP, Kind.ENTRY_SLIP))
    assert [one.recipients for one in out] == ["青榆县财政局", "青榆县交通局"]
    assert [one.recipients for one in into] == ["青榆县交通局", "青榆县财政局"]
    for exit_slip, entry_slip in zip(out, into, strict=True):
        assert exit_slip.people == entry_slip.people
        assert [slip.part for slip in entry_slip.slips] == ["存　根", "", "回　执"]
        told = entry_slip.slips[1].blocks[0]
        assert "使用行政编制" in getattr(told, "text", "")
        assert "腾出行政编制" in getattr(exit_slip.slips[1].blocks[0], "text", "")
    assert {one.organ for one in (*out, *into)} == {"机构编制委员会办公室"}
    without = replace(made.facts.policy, procedure=())
    bare = replace(made, facts=Facts(made.facts.plan, made.facts.roster, without))
    assert not list(papers(bare, [Kind.EXIT_SLIP, Kind.ENTRY_SLIP]))


def test_what_nobody_has_said_stays_blank():
    made = swap(1, facts=CampaignFacts())
    notice = of(made, Kind.TRANSFER_NOTICE)
    assert notice.organ == "　　　　人事局"
    assert notice.signature is not None
    assert notice.signature.date == "　　　　年　　月　　日"
    assert notice.number == "人调字〔　　　〕　　号"


def test_numbers_from_the_register():
    key = f"调干通知/{HERE}（人事局）"
    made = swap(1, numbers={key: "青人调字〔2004〕17号"})
    assert of(made, Kind.TRANSFER_NOTICE).number == "青人调字〔2004〕17号"
    csv = f"文件,文号\n{key},青人调字〔2004〕17号\n其他,\n".encode("utf-8-sig")
    assert read_numbers("目录.csv", csv) == {key: "青人调字〔2004〕17号"}
    assert read_numbers("n.toml", f'"{key}" = "甲"'.encode()) == {key: "甲"}
    with pytest.raises(InputError, match="给了两件"):
        read_numbers("n.toml", b'a = "1"\nb = "1"')
    with pytest.raises(InputError, match="没有着落"):
        refuse_unknown({"x": "1"}, frozenset({key}))
    # A spreadsheet of Chinese Windows saves the index in the encoding of the country.
    assert read_numbers("目录.csv", f"文件,文号\n{key},甲\n".encode("gb18030")) == {key: "甲"}
    for wrong in (b"a,b\n1,2\n", b"\xff\xfe\xff"):
        with pytest.raises(InputError):
            read_numbers("n.csv", wrong)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("县财政局", "青榆县财政局"),
        ("县委组织部", "中共青榆县委组织部"),
        ("县委员会", "青榆县委员会"),
        ("青榆县档案局", "青榆县档案局"),
        ("共青团青榆县委员会", "共青团青榆县委员会"),
    ],
)
def test_names_as_a_seal_has_them(name, full):
    assert formal(name, "青榆县") == full
    assert formal(name, "") == name


def test_titles_break_between_words():
    assert title_lines(("县人事局", "关于", "通知"), 20) == ("县人事局关于通知",)
    names = (
        "青榆县国土资源和房屋管理局",
        "关于",
        "免去",
        "阿卜杜拉木、",
        "欧阳修远同志",
        "职务的",
        "通知",
    )
    lines = title_lines(names, 19)
    assert "".join(lines) == "".join(names)
    assert len(lines) == 2
    assert not lines[1].startswith(("、", "去", "于"))
    long = title_lines((LONG, "关于", "张三同志", "任职的", "通知"), 19)
    assert len(long) == 3
    assert all(len(line) <= 19 for line in long)


def test_how_long_an_appointment_is_held():
    assert [hold(n) for n in (6, 12, 24, 5, 36)] == ["半年", "一年", "两年", "5个月", "3年"]


def test_a_repaired_destination_is_given_by_what_made_it_known():
    """The joint meeting did not decide it, and a paper does not say that it did."""
    made = swap(2)
    first, second = (move.person_id for move in made.facts.moves if move.from_unit == HERE)
    later = {first: Supplement(date(2004, 12, 28), "青人〔2004〕31号")}
    both = replace(made, supplements=later)
    told = text(of(both, Kind.TRANSFER_NOTICE))
    assert (
        "经组织人事联席会议2004年12月15日研究决定，并按照2004年12月28日补充公布"
        "（青人〔2004〕31号）的交流人员去向，调你单位"
    ) in told
    alone = replace(made, supplements=later | {second: Supplement(date(2004, 12, 30))})
    told = text(of(alone, Kind.TRANSFER_NOTICE))
    assert "按照2004年12月28日补充公布（青人〔2004〕31号）、2004年12月30日补充公布的" in told
    assert "联席会议" not in told
    told = text(of(alone, Kind.REMOVAL))
    assert told.startswith(
        "根据2004年12月28日补充公布（青人〔2004〕31号）、2004年12月30日补充公布的"
    )
    assert "联席会议" not in told
    assert text(of(both, Kind.REMOVAL)).startswith(
        "根据组织人事联席会议2004年12月15日研究确定、2004年12月28日补充公布"
    )
