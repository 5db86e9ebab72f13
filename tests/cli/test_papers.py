"""Papers come with every plan, whole or not at all, and are made again, all or some."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from lungang.domain.records import plan_from_json
from tests.cli.conftest import ASKED, SEED, Call

FROM = ["--policy", "county-2004"]


def made(call: Call, roster: Path) -> Path:
    said = call("plan", roster, *ASKED, "--seed", SEED, "--out", "方案")
    assert said.code == 0, said.err
    return Path("方案/papers")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_plan_gives_the_same_papers_again(call: Call, roster: Path) -> None:
    papers = made(call, roster)
    before = files(papers)
    assert sum(name.endswith(".pdf") for name in before) > 5
    said = call("papers", "方案", "--roster", roster, *FROM)
    assert said.code == 0, said.err
    assert files(papers) == before


def test_some_papers_again_with_facts_and_numbers(call: Call, roster: Path) -> None:
    papers = made(call, roster)
    before = files(papers)
    rows = list(csv.DictReader(io.StringIO(before["目录.csv"].decode("utf-8-sig"))))
    key = next(row["文件"] for row in rows if row["文种"] == "调干通知")
    Path("号.toml").write_text(f'"{key}" = "青组调字〔2004〕9号"', encoding="utf-8")
    Path("事项.toml").write_text('county = "青榆县"\nissued = 2004-12-16', encoding="utf-8")
    more = ["--numbers", "号.toml", "--facts", "事项.toml", "--only", "调干通知"]
    said = call("papers", "方案", "--roster", roster, *FROM, *more)
    assert said.code == 0, said.err
    after = files(papers)
    changed = {name for name in after if after[name] != before[name]}
    assert changed
    assert all("调干通知" in name or "/" not in name for name in changed)
    assert "青组调字〔2004〕9号" in after["目录.csv"].decode("utf-8-sig")


def test_a_plan_takes_the_facts_of_its_papers(call: Call, roster: Path) -> None:
    Path("事项.toml").write_text('county = "青榆县"\nissued = 2004-12-16', encoding="utf-8")
    more = ["--seed", SEED, "--facts", "事项.toml"]
    said = call("plan", roster, *ASKED, *more, "--out", "方案")
    assert said.code == 0, said.err
    before = files(Path("方案/papers"))
    assert "青榆县" in before["目录.csv"].decode("utf-8-sig")
    said = call("papers", "方案", "--roster", roster, *FROM, "--facts", "事项.toml")
    assert said.code == 0, said.err
    assert files(Path("方案/papers")) == before
    Path("事项.toml").write_text("country = 1", encoding="utf-8")
    assert call("plan", roster, *ASKED, *more, "--out", "另一").code == 2
    assert not Path("另一").exists()


def numbered(index: Path, kind: str, encoding: str = "utf-8-sig") -> None:
    """Enter a number for the first paper of a kind, as an office does in its spreadsheet."""
    rows = index.read_bytes().decode("utf-8-sig").split("\r\n")
    at = next(n for n, row in enumerate(rows) if f",{kind}," in row)
    rows[at] += "青〔2004〕1号"
    index.write_bytes("\r\n".join(rows).encode(encoding))


def test_an_index_that_a_spreadsheet_saved_again_is_still_ours(call: Call, roster: Path) -> None:
    index = made(call, roster) / "目录.csv"
    numbered(index, "调干通知", "gb18030")
    said = call("papers", "方案", "--roster", roster, *FROM)
    assert said.code == 0, said.err
    assert "青〔2004〕1号" in index.read_bytes().decode("utf-8-sig")


def test_a_number_of_a_paper_that_bears_none_is_not_lost_in_silence(
    call: Call, roster: Path
) -> None:
    index = made(call, roster) / "目录.csv"
    numbered(index, "统计表")
    said = call("papers", "方案", "--roster", roster, *FROM)
    assert said.code == 2
    assert "统计表" in said.err
    assert "青〔2004〕1号" in index.read_bytes().decode("utf-8-sig")


def test_the_papers_of_one_person(call: Call, roster: Path) -> None:
    papers = made(call, roster)
    moved = plan_from_json(Path("方案/plan.json").read_bytes()).moves[0]
    said = call("papers", "方案", "--roster", roster, *FROM, "--person", moved.person_id)
    assert said.code == 0, said.err
    assert any(moved.name in name for name in files(papers))


def test_what_somebody_else_put_there_is_never_deleted(call: Call, roster: Path) -> None:
    papers = made(call, roster)
    (papers / "扫描件.pdf").write_bytes(b"signed")
    assert call("papers", "方案", "--roster", roster, *FROM).code == 0
    assert (papers / "扫描件.pdf").read_bytes() == b"signed"
    said = call("plan", roster, *ASKED, "--seed", SEED, "--out", "方案", "--replace")
    assert said.code == 2
    assert (papers / "扫描件.pdf").read_bytes() == b"signed"


def test_refusals_in_words(call: Call, roster: Path) -> None:
    assert "没有方案" in call("papers", "无", "--roster", roster, *FROM).err
    made(call, roster)
    for words, told in (
        (["--only", "奖状"], "没有“奖状”这种公文"),
        (["--person", "无此人"], "没有"),
        (["--fonts", "无"], "不存在"),
        (["--numbers", "无.csv"], "找不到"),
    ):
        said = call("papers", "方案", "--roster", roster, *FROM, *words)
        assert said.code != 0, words
        assert told in said.err, words
    said = call("papers", "方案", "--roster", roster, "--policy", "present-law")
    assert "不是依据" in said.err
