"""The folder of papers is the office's register: nothing entered or worked on there is lost."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lungang.domain.records import plan_from_json
from tests.cli.conftest import ASKED, SEED, Call, Said

FROM = ["--policy", "county-2004"]
FACTS = 'county = "青榆县"\nissued = 2004-12-16\norganisation_section = "干部二科"\n'


@pytest.fixture
def papers(planned: Path) -> Path:
    return planned / "papers"


def again(call: Call, roster: Path, *words: str | Path) -> Said:
    return call("papers", "方案", "--roster", roster, *FROM, *words)


def well(said: Said) -> Said:
    assert said.code == 0, said.err
    return said


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def index(papers: Path) -> list[dict[str, str]]:
    text = (papers / "目录.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def entered(papers: Path, encoding: str = "utf-8-sig", mark: str = ",") -> dict[str, str]:
    """Enter a number for every paper that bears one, and a column of the office's own."""
    rows = index(papers)
    for n, row in enumerate(rows):
        row["文号"] = "" if n < 3 else f"甲〔2004〕{n}号"
        row["送签人"] = f"王{n}"
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), delimiter=mark, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    (papers / "目录.csv").write_bytes(text.getvalue().encode(encoding))
    return {row["文件"]: row["文号"] for row in rows}


def test_numbers_given_for_some_leave_those_of_all_others(
    call: Call, roster: Path, papers: Path
) -> None:
    before = entered(papers)
    name = next(row["文件"] for row in index(papers) if row["文种"] == "调干通知")
    Path("号.toml").write_text(f'"{name}" = "乙〔2004〕1号"', encoding="utf-8")
    well(again(call, roster, "--numbers", "号.toml", "--only", "调干通知"))
    after = {row["文件"]: row["文号"] for row in index(papers)}
    assert after == {**before, name: "乙〔2004〕1号"}
    assert [row["送签人"] for row in index(papers)] == [f"王{n}" for n in range(len(after))]


def test_numbers_of_papers_not_made_again_are_entered_all_the_same(
    call: Call, roster: Path, papers: Path
) -> None:
    name = next(row["文件"] for row in index(papers) if row["文种"] == "免职通知")
    Path("号.toml").write_text(f'"{name}" = "乙〔2004〕1号"', encoding="utf-8")
    before = files(papers)
    said = well(again(call, roster, "--numbers", "号.toml", "--only", "调干通知"))
    assert "1 个文号记进了目录" in said.err
    said = well(again(call, roster, "--numbers", "号.toml", "--only", "调干通知"))
    assert "记进了目录" not in said.err
    assert next(row for row in index(papers) if row["文件"] == name)["文号"] == "乙〔2004〕1号"
    assert files(papers)[f"{name}.pdf"] == before[f"{name}.pdf"]


@pytest.mark.parametrize(("encoding", "mark"), [("gb18030", ","), ("utf-16", "\t"), ("utf-8", ";")])
def test_the_register_as_a_spreadsheet_saves_it(
    call: Call, roster: Path, papers: Path, encoding: str, mark: str
) -> None:
    before = entered(papers, encoding, mark)
    well(again(call, roster))
    assert {row["文件"]: row["文号"] for row in index(papers)} == before
    assert index(papers)[0]["送签人"] == "王0"


def test_numbers_from_a_workbook(call: Call, roster: Path, papers: Path) -> None:
    name = index(papers)[-1]["文件"]
    book = openpyxl.Workbook()
    for row in (["发文登记"], ["文件 ", "文号"], [name, "甲〔2004〕1号"]):
        book.worksheets[0].append(row)
    book.save("号.xlsx")
    shutil.copy("号.xlsx", papers / "目录.xlsx")
    assert "“方案/papers/目录.xlsx”没有读" in well(again(call, roster)).err
    well(again(call, roster, "--numbers", "号.xlsx"))
    assert index(papers)[-1]["文号"] == "甲〔2004〕1号"


def test_replacing_a_plan_does_not_lose_its_register(
    call: Call, roster: Path, papers: Path
) -> None:
    entered(papers)
    before = files(papers)
    words = ["plan", roster, *ASKED, "--seed", SEED, "--out", "方案", "--replace"]
    said = call(*words)
    assert said.code == 2
    assert "目录.csv" in said.err
    assert "--discard-papers" in said.err
    assert files(papers) == before
    well(call(*words, "--discard-papers"))
    assert not any(row["文号"] for row in index(papers))


def test_replacing_a_plan_keeps_its_facts_and_refuses_to_lose_edited_papers(
    call: Call, roster: Path, papers: Path
) -> None:
    Path("事项.toml").write_text(FACTS, encoding="utf-8")
    well(again(call, roster, "--facts", "事项.toml"))
    words = ["plan", roster, *ASKED, "--seed", SEED, "--out", "方案", "--replace"]
    well(call(*words))
    assert index(papers)[-1]["发文机关"].startswith("青榆县")
    edited = next(papers.rglob("*.docx"))
    edited.write_bytes(b"edited")
    said = call(*words)
    assert said.code == 2
    assert edited.name in said.err
    assert edited.read_bytes() == b"edited"


def test_facts_are_kept_beside_the_papers_and_used_by_default(
    call: Call, roster: Path, papers: Path
) -> None:
    Path("事项.toml").write_text(FACTS, encoding="utf-8")
    well(again(call, roster, "--facts", "事项.toml"))
    before = files(papers)
    assert 'county = "青榆县"' in before["公文事项.toml"].decode()
    well(again(call, roster))
    assert files(papers) == before
    well(again(call, roster, "--only", "免职通知"))
    assert files(papers) == before


def test_the_form_of_the_facts_is_filled_in_and_used(
    call: Call, roster: Path, papers: Path
) -> None:
    said = well(again(call, roster))
    assert "还空着：县名" in said.err
    assert "公文事项.toml" in said.err
    form = papers / "公文事项.toml"
    filled = form.read_text(encoding="utf-8").replace("# county", "county")
    form.write_text(filled + "# 老王填的\n", encoding="utf-8")
    said = well(again(call, roster))
    assert "县名" not in said.err
    assert index(papers)[-1]["发文机关"].startswith("青榆县")
    assert form.read_text(encoding="utf-8").endswith("# 老王填的\n")


def test_a_plan_tells_what_its_papers_still_lack(call: Call, roster: Path) -> None:
    said = well(call("plan", roster, *ASKED, "--seed", SEED, "--out", "方案"))
    assert "还空着：县名" in said.err
    assert f"lungang papers 方案 --roster {roster} --policy county-2004" in said.err


def test_a_county_that_changes_no_name_is_told(call: Call, roster: Path, papers: Path) -> None:
    Path("事项.toml").write_text('county = "青榆旗"', encoding="utf-8")
    assert "没有用上" in well(again(call, roster, "--facts", "事项.toml")).err


def test_some_papers_after_the_facts_changed_leave_no_orphan(
    call: Call, roster: Path, papers: Path
) -> None:
    names = set(files(papers))
    Path("事项.toml").write_text(FACTS, encoding="utf-8")
    said = well(again(call, roster, "--facts", "事项.toml", "--only", "单位介绍信"))
    assert "其余公文" not in said.out
    assert "其余公文还是照以前的开的" in said.err
    assert set(files(papers)) == names
    others = [row for row in index(papers) if row["文种"] == "免职通知"]
    assert others
    assert not any(row["发文机关"].startswith("青榆县") for row in others)
    well(again(call, roster))
    assert set(files(papers)) == names


def forged(plan: Path, change: Any) -> None:
    data = json.loads((plan / "plan.json").read_text(encoding="utf-8"))
    change(data)
    (plan / "plan.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["moves"][0].update(to_unit=data["moves"][0]["from_unit"]),
        lambda data: data["moves"][0].update(name="假名"),
        lambda data: data["moves"].append(data["moves"][0]),
        lambda data: data["moves"].clear(),
        lambda data: data["slots"][0].update(title="局长"),
    ],
)
def test_no_paper_is_made_from_a_forged_plan(
    call: Call, roster: Path, planned: Path, change: Any
) -> None:
    before = files(planned / "papers")
    forged(planned, change)
    said = again(call, roster)
    assert said.code == 3
    assert "不实" in said.err
    assert files(planned / "papers") == before


def respelt(roster: Path, old: str, new: str) -> None:
    book = openpyxl.load_workbook(roster)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == old:
                    cell.value = new
    book.save(roster)


def test_the_spelling_of_a_name_is_corrected_and_its_number_kept(
    call: Call, roster: Path, planned: Path, papers: Path
) -> None:
    moved = plan_from_json((planned / "plan.json").read_bytes()).moves[0]
    entered(papers)
    old = next(row for row in index(papers) if f"/{moved.name}（" in row["文件"])
    respelt(roster, moved.name, "王堃珺")
    said = well(again(call, roster, "--person", "王堃珺"))
    assert f"{moved.name} 改为 王堃珺" in said.err
    new = next(row for row in index(papers) if "/王堃珺（" in row["文件"])
    assert (new["文号"], new["送签人"]) == (old["文号"], old["送签人"])
    assert not any(f"/{moved.name}（" in name for name in files(papers))
    well(again(call, roster))
    assert not any(f"/{moved.name}（" in name for name in files(papers))


def test_another_change_of_the_roster_is_told_from_another_pack(
    call: Call, roster: Path, papers: Path
) -> None:
    said = call("papers", "方案", "--roster", roster, "--policy", "present-law")
    assert "不是依据政策包" in said.err
    respelt(roster, "汉族", "满族")
    said = again(call, roster)
    assert said.code == 2
    assert "不是依据这份花名册" in said.err


def test_dead_drafts_are_swept_and_strangers_named(
    call: Call, roster: Path, planned: Path, papers: Path
) -> None:
    dead = planned / ".lungang-draft-abcd1234"
    (dead / "new").mkdir(parents=True)
    (planned.parent / ".lungang-draft-abcd1235").mkdir()
    words = ["plan", roster, *ASKED, "--seed", SEED, "--out", "方案", "--replace"]
    well(call(*words))
    assert not list(planned.parent.rglob(".lungang-draft-*"))
    dead.mkdir()
    well(again(call, roster))
    assert not dead.exists()
    (papers / "便条.txt").write_text("note", encoding="utf-8")
    (papers / "~$任职通知.docx").touch()
    said = call(*words)
    assert said.code == 2
    assert "papers/便条.txt" in said.err


def test_other_files_stay_and_edited_ones_are_named(call: Call, roster: Path, papers: Path) -> None:
    (papers / "便条.txt").write_text("note", encoding="utf-8")
    (papers / "~$任职通知.docx").touch()
    edited = sorted(papers.glob("*/*.docx"))[-1]
    well(again(call, roster))
    edited.write_bytes(b"edited")
    said = again(call, roster)
    assert said.code == 2
    assert edited.name in said.err
    assert edited.read_bytes() == b"edited"
    well(again(call, roster, "--only", "去向安排表"))
    well(again(call, roster, "--replace"))
    assert edited.read_bytes()[:2] == b"PK"
    assert (papers / "便条.txt").read_text(encoding="utf-8") == "note"


@pytest.mark.parametrize("step", [1, 4])
def test_a_run_that_fails_while_swapping_leaves_everything(
    call: Call, roster: Path, papers: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    before = files(papers)
    Path("事项.toml").write_text(FACTS, encoding="utf-8")
    rename, left = Path.rename, [step]

    def full(self: Path, target: Any) -> Any:
        left[0] -= "new" in self.parts
        if left[0] == 0:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    said = again(call, roster, "--facts", "事项.toml", "--only", "免职通知")
    assert said.code == 1
    assert "磁盘满了" in said.err
    assert files(papers) == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--person", ""], "--person 后面是空的"),
        (["--person", " "], "--person 后面是空的"),
        (["--numbers", "夹"], "“夹”是文件夹"),
        (["--facts", "夹"], "“夹”是文件夹"),
        (["--facts", "坏.toml"], "“坏.toml”第 1 行第 10 列"),
        (["--numbers", "坏.toml"], "“坏.toml”第 1 行第 10 列"),
        (["--fonts", "坏.toml"], "是文件"),
    ],
)
def test_refused_in_words_before_anything_is_written(
    call: Call, roster: Path, papers: Path, words: list[str], told: str
) -> None:
    Path("夹").mkdir()
    Path("坏.toml").write_text("county = 青榆县", encoding="utf-8")
    before = files(papers)
    said = again(call, roster, *words)
    assert said.code == 2
    assert told in said.err
    assert files(papers) == before


def test_who_has_no_such_paper_is_told_why(
    call: Call, roster: Path, planned: Path, county: Any
) -> None:
    moved = {move.person_id for move in plan_from_json((planned / "plan.json").read_bytes()).moves}
    stays = {row.person_id for row in plan_from_json((planned / "plan.json").read_bytes()).stays}
    other = next(one.id for one in county.people if one.id not in moved | stays)
    said = again(call, roster, "--person", other)
    assert said.code == 2
    assert "没有要为他开的公文" in said.err


def test_kinds_by_any_of_their_names(
    call: Call, roster: Path, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for word in ("4 调干通知", "transfer-notice", "调干通知"):
        said = well(again(call, roster, "--only", word))
        assert "：调干通知 " in said.out
    monkeypatch.setenv("LUNGANG_LANG", "en")
    assert "transfer-notice (调干通知)" in again(call, roster, "--only", "x").err


def test_papers_that_are_a_file_or_lie_elsewhere(
    call: Call, roster: Path, planned: Path, papers: Path
) -> None:
    shutil.move(papers, "别处")
    papers.symlink_to(Path("别处").resolve())
    well(again(call, roster))
    well(again(call, roster, "--only", "统计表"))
    assert papers.is_symlink()
    papers.unlink()
    papers.write_text("x", encoding="utf-8")
    said = again(call, roster)
    assert said.code == 2
    assert "是文件" in said.err


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_is_named(call: Call, roster: Path, planned: Path) -> None:
    planned.chmod(0o555)
    try:
        for words in ([], ["--only", "统计表"]):
            said = again(call, roster, *words)
            assert said.code == 2
            assert "“方案”不让写" in said.err or str(planned) in said.err
            assert "lungang-draft" not in said.err
    finally:
        planned.chmod(0o755)


def test_one_rule_of_rights_for_all_results(call: Call, roster: Path) -> None:
    before = os.umask(0o027)
    try:
        well(call("plan", roster, *ASKED, "--seed", SEED, "--out", "方案"))
        well(again(call, roster, "--only", "统计表"))
        well(call("screen", roster, *ASKED, "-o", "筛查.xlsx"))
    finally:
        os.umask(before)
    for path in (Path("方案"), *Path("方案").rglob("*"), Path("筛查.xlsx")):
        assert path.stat().st_mode & 0o777 == (0o750 if path.is_dir() else 0o640), path


def test_a_pack_that_ships_is_no_file_in_the_folder_where_we_stand(
    call: Call, roster: Path, planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(planned)
    well(call("plan", roster, *ASKED, "--seed", SEED, "--out", "../方案", "--replace"))


def test_a_wrong_folder_of_fonts_is_told_before_the_work(
    call: Call, roster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LUNGANG_FONTS", "无")
    monkeypatch.setattr("lungang.cli.plan.read", None)  # nothing is read, let alone solved
    said = call("plan", roster, *ASKED, "--seed", SEED, "--out", "方案")
    assert said.code == 2
    assert "字体文件夹“无”不存在" in said.err
