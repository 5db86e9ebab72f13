"""Text is printed as it is or refused in words; characters that fonts lack are named."""

from __future__ import annotations

import csv
import io
import zipfile
from xml.etree import ElementTree

import pytest

from lungang.errors import InputError
from lungang.paperwork import (
    DocxRenderer,
    Kind,
    PdfRenderer,
    coverage,
    font_set,
    papers,
    write_papers,
)
from lungang.paperwork.files import file_stem
from lungang.paperwork.fonts import ROLES, unused_site_fonts
from lungang.paperwork.sfnt import characters
from tests.paperwork.reading import pages
from tests.paperwork.swap import ISSUED, of, renamed, swap

MEANT_AS_THEY_ARE = [
    "<b>",
    "{x}",
    "#eval(1)",
    "$x$",
    "@ref",
    '"引"',
    "*粗*",
    "_斜_",
    "\\n",
    "`代码`",
    "//注",
]
RARE = "昇堃喆玥珺璟㛃𬭊"


@pytest.mark.parametrize("name", MEANT_AS_THEY_ARE)
def test_signs_are_printed_as_they_are(name):
    document = of(renamed(swap(1), name), Kind.REMOVAL)
    text = "".join(page.text for page in pages(PdfRenderer(dated=ISSUED).render(document)))
    assert name in text
    with zipfile.ZipFile(io.BytesIO(DocxRenderer(ISSUED).render(document))) as package:
        tree = ElementTree.fromstring(package.read("word/document.xml"))
    assert name in "".join(tree.itertext())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("张\u202e三", "从右向左覆盖"),
        ("张\u200f三", "从右向左标记"),
        ("张\x07三", "控制字符"),
        ("张\u200b三", "零宽空格"),
    ],
)
def test_what_cannot_be_seen_is_refused_by_name(tmp_path, name, told):
    with pytest.raises(InputError, match=told) as caught:
        write_papers(papers(renamed(swap(1), name)), tmp_path)
    assert name not in str(caught.value)  # nor does the message turn the terminal around


def test_rare_characters_fall_back_and_are_named():
    found = coverage(papers(renamed(swap(1), RARE)), font_set())
    named = {one.character: one.font for one in found if one.role == "fang"}
    assert set(RARE) - set(named) <= set("昇堃喆玥珺璟")
    assert "喆" in named
    assert all(named.values())
    assert not any(one.missing for one in found)
    text = pages(PdfRenderer(dated=ISSUED).render(of(renamed(swap(1), RARE), Kind.REMOVAL)))[0].text
    assert RARE in text


def test_a_paper_with_a_character_of_no_font_is_not_made(tmp_path):
    made = renamed(swap(1), "张\U0002ceff")
    issued = write_papers(papers(made), tmp_path, dated=ISSUED)
    (missing,) = {one.character for one in issued.findings if one.missing}
    assert missing == "\U0002ceff"
    assert any("免职通知" in key for key in issued.left)
    assert not (tmp_path / f"{file_stem(issued.left[0])}.pdf").exists()
    assert "没有开出" in (tmp_path / "字体核对.txt").read_text(encoding="utf-8")


def test_each_role_has_a_font_and_its_licence_lies_beside_it():
    fonts = font_set()
    for role in ROLES:
        assert fonts.chain(role), role
        code = ord("县")
        assert code in fonts.characters(fonts.chain(role)[0])
    shipped = {path for faces in fonts.faces.values() for path, _n in faces}
    for path in shipped:
        if "fandol" in path.parts:
            assert (path.parent / "COPYING").is_file()
        elif path.parent.name == "noto":
            assert (path.parent / "OFL.txt").is_file()


def test_the_site_s_own_fonts_come_first(tmp_path):
    shipped = next(path for path, _n in font_set().faces["FandolKai"])
    (tmp_path / "site.otf").write_bytes(shipped.read_bytes())
    assert font_set(tmp_path).folders[0] == tmp_path
    assert unused_site_fonts(font_set(tmp_path)) is None
    with pytest.raises(InputError, match="不存在"):
        font_set(tmp_path / "none")
    with pytest.raises(InputError, match="是文件"):
        font_set(tmp_path / "site.otf")


def test_a_folder_without_any_font_of_use_is_named(tmp_path):
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    assert unused_site_fonts(font_set(tmp_path)) == tmp_path
    assert unused_site_fonts(font_set()) is None


def test_what_a_font_file_says_it_has():
    (path, index) = font_set().faces["FandolFang R"][0]
    has = characters(path, index)
    assert {ord(c) for c in "免职〔〕（），。1aA"} <= has
    assert ord("喆") not in has


def test_files_are_named_for_people_and_fit_every_file_system(tmp_path):
    assert file_stem("去向安排表") == "1 去向安排表"
    assert file_stem("任职通知/县/局:*?") == "8 任职通知/县／局：＊？"
    assert file_stem("任职通知/..") == "8 任职通知/_"
    long = file_stem("任职通知/" + "局" * 200)
    assert len(long.encode()) < 200
    assert long != file_stem("任职通知/" + "局" * 201)


def test_every_paper_is_there_twice_and_in_the_index(tmp_path):
    issued = write_papers(papers(swap(2)), tmp_path, dated=ISSUED)
    text = (tmp_path / "目录.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["文件"] for row in rows] == [file_stem(key) for key in issued.made]
    assert {row["文种"] for row in rows} == {kind.value for kind in Kind}
    for key in issued.made:
        assert (tmp_path / f"{file_stem(key)}.pdf").read_bytes()[:5] == b"%PDF-"
        assert (tmp_path / f"{file_stem(key)}.docx").read_bytes()[:2] == b"PK"
    assert not any(row["文号"] for row in rows)


def test_nothing_is_taken_for_a_formula(tmp_path):
    write_papers(papers(renamed(swap(1), "=1+1"), [Kind.REMOVAL]), tmp_path)
    rows = csv.reader(io.StringIO((tmp_path / "目录.csv").read_text(encoding="utf-8-sig")))
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@")]
