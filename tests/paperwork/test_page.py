"""The rendered page against GB/T 9704-2012, read back from the PDF."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pdfplumber
import pytest

from lungang.paperwork import Document, Kind, PdfRenderer, layout, papers
from lungang.paperwork.document import Paragraph, Signature, Style
from lungang.paperwork.setting import kept_with_signature, tightness
from tests.paperwork.reading import MM, font, pages
from tests.paperwork.swap import ACROSS, ISSUED, LONG, THERE, mixed, of, swap

RENDERER = PdfRenderer(dated=ISSUED)


def full_page() -> Document:
    """A paper that is nothing but text."""
    return Document(
        kind=Kind.STATISTICS,
        key="统计表",
        style=Style.TABLE,
        organ="县人事局",
        title=(),
        people=(),
        body=(Paragraph(text="轮岗交流" * 7 * 60, flush=True),),
    )


def test_every_measure_has_its_clause_and_mark():
    for name, measure in layout.measures().items():
        assert measure.clause, name
        assert measure.mark in layout.MARKS - {"remembered"}, name
        assert measure.unit in ("mm", "pt", "n"), name
    assert layout.mm("margin_left") + layout.mm("text_width") + layout.mm("margin_right") == 210
    assert layout.mm("margin_top") + layout.mm("text_height") + layout.mm("margin_bottom") == 297


def test_a_full_page_has_22_lines_of_28_characters():
    first = pages(RENDERER.render(full_page()))[1]
    lines = first.lines()
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}
    heights = [line[0]["matrix"][5] * MM for line in lines]
    pitches = [above - below for above, below in pairwise(heights)]
    assert all(abs(pitch - 225 / 22) < 0.05 for pitch in pitches)
    assert lines[0][0]["x0"] * MM == pytest.approx(28, abs=0.2)
    assert lines[0][-1]["x1"] * MM == pytest.approx(184, abs=0.3)


@pytest.mark.parametrize("landscape", [False, True])
def test_whose_copy_it_is_stands_at_the_foot_of_every_page(landscape):
    foot = "密封　读者码 青-0001-某"
    whole = PdfRenderer(dated=ISSUED).render(
        replace(full_page(), body=full_page().body * 3, landscape=landscape, foot=foot)
    )
    with pdfplumber.open(io.BytesIO(whole)) as paper:
        assert len(paper.pages) >= 3
        for page in paper.pages:
            last = max(page.chars, key=lambda glyph: glyph["bottom"])
            assert (page.height - last["bottom"]) * MM == pytest.approx(14, abs=1)
            assert foot.split("　")[1] in page.extract_text().replace("　", " ")


def test_the_page_is_a4_and_the_text_3_hao_fangsong():
    page = pages(RENDERER.render(full_page()))[1]
    assert (page.width, page.height) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))
    assert {(font(g), round(g["size"], 1)) for g in page.lines()[3]} == {("FandolFang-Regular", 16)}


def test_page_numbers_stand_outside_7_mm_below_the_text():
    one, two = pages(RENDERER.render(full_page()))[:2]
    for page, side in ((one, "right"), (two, "left")):
        number = [g for g in page.glyphs if g["size"] == pytest.approx(14)]
        assert "".join(g["text"] for g in number) in ("—1—", "—2—")
        assert {font(g) for g in number} == {"NotoSerifSC-Regular"}
        baseline = page.height - number[0]["matrix"][5] * MM
        assert baseline - 0.293 * 14 * MM == pytest.approx(262 + 7, abs=0.2)  # the dash's top
        edge = number[-1]["x1"] * MM if side == "right" else number[0]["x0"] * MM
        assert edge == pytest.approx(184 - 14 * MM if side == "right" else 28 + 14 * MM, abs=0.6)


def test_the_head_of_a_file():
    document = of(swap(1), Kind.REMOVAL)
    page = pages(RENDERER.render(document))[0]
    mark = page.of("青榆县财政局文件")
    assert {font(g) for g in mark} == {"NotoSerifCJKsc-Bold"}
    assert {tuple(round(v, 2) for v in g["non_stroking_color"]) for g in mark} == {
        (0.84, 0.0, 0.06)
    }
    assert min(g["x0"] for g in mark) * MM >= 28
    assert max(g["x1"] for g in mark) * MM <= 184
    ((left, right, top, _bottom),) = page.rules
    assert (left, right) == (pytest.approx(28, abs=0.1), pytest.approx(184, abs=0.1))
    number = page.of("〔2004〕")
    below = page.height - number[0]["matrix"][5] * MM
    assert 4 < top - below < 4 + 225 / 22  # 4 mm below the line that the number stands in
    title = page.of("关于免去")
    assert {(font(g), round(g["size"])) for g in title} == {("NotoSerifCJKsc-Bold", 22)}


def test_the_mark_stands_35_mm_below_the_text_area_by_its_ink():
    image = pytest.importorskip("PIL.Image")
    document = of(swap(1), Kind.REMOVAL)
    with pdfplumber.open(io.BytesIO(RENDERER.render(document))) as pdf:
        try:
            shot = pdf.pages[0].to_image(resolution=254).original.convert("L")
        except Exception as error:  # no renderer of pages on this machine
            pytest.skip(f"pages cannot be drawn here: {error}")
    assert isinstance(shot, image.Image)
    dark = [
        y for y in range(shot.height) if min(shot.crop((0, y, shot.width, y + 1)).tobytes()) < 140
    ]
    assert dark[0] / 10 == pytest.approx(72, abs=0.3)


def test_the_head_of_a_letter():
    document = of(swap(1), Kind.TRANSFER_NOTICE)
    page = pages(RENDERER.render(document))[0]
    rules = sorted(page.rules, key=lambda rule: rule[2])
    assert len(rules) == 4
    assert all(
        (r[0], r[1]) == (pytest.approx(20, abs=0.1), pytest.approx(190, abs=0.1)) for r in rules
    )
    weights = [rule[3] - rule[2] for rule in rules]
    assert weights[0] > weights[1]  # 上粗下细
    assert weights[2] < weights[3]  # 上细下粗
    assert rules[3][3] == pytest.approx(297 - 20, abs=0.1)
    assert page.of("号")[0]["x1"] * MM <= 184.1
    assert "— 1 —" not in page.text.replace(" ", " ")


def test_the_imprint_ends_with_the_text_area():
    document = of(swap(1), Kind.APPOINTMENT)
    last = pages(RENDERER.render(document))[-1]
    thick, thin, foot = sorted(last.rules, key=lambda rule: rule[2])
    assert foot[3] == pytest.approx(262, abs=0.1)
    assert [round(r[3] - r[2], 2) for r in (thick, thin, foot)] == [0.35, 0.25, 0.35]
    copies = last.of("抄送")
    assert {round(g["size"]) for g in copies} == {14}
    assert copies[0]["x0"] * MM == pytest.approx(28 + 14 * MM, abs=0.2)


def filled(lines: int) -> Document:
    """A removal of so many lines of text; eight of them stand on its first page."""
    text = tuple(Paragraph(text="正文" * 12) for _n in range(lines))
    return replace(of(swap(1), Kind.REMOVAL), body=text)


def test_the_imprint_stands_on_the_back_and_what_is_blank_before_it_has_no_number():
    def numbers(document: Document) -> list[tuple[bool, bool]]:
        made = pages(RENDERER.render(document))
        return [("抄送" in page.text, f"— {n} —" in page.text) for n, page in enumerate(made, 1)]

    text, imprint = (False, True), (True, True)
    assert numbers(of(swap(1), Kind.REMOVAL)) == [text, imprint]
    assert numbers(filled(12)) == [text, imprint]
    assert numbers(filled(40)) == [text, text, text, imprint]
    full = [n for n in range(20, 30) if len(numbers(filled(n))) == 4]
    assert numbers(filled(full[0])) == [text, text, (False, False), (True, False)]


def first_with(document: Document, word: str) -> int:
    """The page, from 1, that a word stands on first."""
    made = pages(RENDERER.render(document))
    return next(n for n, page in enumerate(made, 1) if word in page.text)


@pytest.mark.parametrize("kind", [Kind.REMOVAL, Kind.APPOINTMENT])
def test_a_short_notice_closes_up_and_is_signed_on_its_first_page(kind):
    """7.3.5.5: 所剩空白处不能容下印章、成文日期时，可以采取调整行距、字距的措施解决。"""
    for count in (1, 2):
        document = of(swap(count), kind)
        assert first_with(document, "2004年12月16日") == 1, count
    tight = tightness(document)
    assert layout.pt("line_least") / layout.line_pitch() <= tight < 1
    lines = pages(RENDERER.render(document))[0].lines()
    text = next(n for n, line in enumerate(lines) if line[0]["text"] == "各")
    below = [line[0]["matrix"][5] for line in lines[text + 1 : text + 4]]  # after the line of 主送
    for one, other in pairwise(below):
        assert one - other == pytest.approx(tight * layout.line_pitch(), abs=0.2)
    assert tightness(of(swap(5), kind)) == 1  # over by much: at the standard's own pitch
    assert first_with(of(swap(5), kind), "2004年12月16日") == 2


def test_as_few_lines_as_there_may_be_stand_with_a_signature_of_a_longer_notice():
    for count in (4, 5, 6):
        made = pages(RENDERER.render(of(swap(count), Kind.REMOVAL)))
        signed = next(page for page in made if "2004年12月16日" in page.text)
        lines = ["".join(g["text"] for g in line) for line in signed.lines()]
        assert lines.index("青榆县财政局") >= 2 or signed is made[0], count


def test_the_copies_of_a_letter_are_set_in_4_hao():
    made = pages(RENDERER.render(of(swap(1), Kind.TRANSFER_NOTICE)))
    assert {round(g["size"]) for g in made[-1].of("抄送：青榆县交通局")} == {14}


def test_no_page_of_a_letter_holds_its_copies_alone():
    body = of(swap(1, going=ACROSS), Kind.TRANSFER_NOTICE)
    for n in range(6):
        more = tuple(Paragraph(text="再一行") for _n in range(n))
        made = pages(RENDERER.render(replace(body, body=(*more, *body.body))))
        assert "抄送" in made[-1].text
        assert "2004年12月16日" in made[-1].text


def test_the_total_of_a_table_stands_out():
    page = pages(RENDERER.render(of(swap(1), Kind.STATISTICS)))[0]
    assert {font(g) for g in page.of("每项合计")} == {"NotoSansSC-Regular"}
    assert {font(g) for g in page.of("任职情况")} == {"FandolFang-Regular"}


def test_short_cells_stay_in_one_line_beside_names_of_forty_characters():
    document = of(swap(3, LONG, LONG.replace("一", "二")), Kind.DESTINATIONS)
    page = pages(RENDERER.render(document))[0]
    for word in ("主任科员", "从事专业", "对应换出人", "会议意见", "财务科科长"):
        assert len({round(g["matrix"][5]) for g in page.of(word)}) == 1, word


def test_the_date_ends_four_characters_from_the_edge():
    page = pages(RENDERER.render(of(swap(1), Kind.REMOVAL)))[0]
    date = [line for line in page.lines() if "".join(g["text"] for g in line) == "2004年12月16日"][
        -1
    ]
    step = 156 / 28
    assert date[-1]["x1"] * MM == pytest.approx(184 - 4 * step, abs=1.2)


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3, 30])
@pytest.mark.parametrize(("here", "there"), [("县财政局", THERE), (LONG, LONG.replace("一", "二"))])
def test_nothing_leaves_the_text_area_and_every_first_page_has_text(count, here, there):
    for document in papers(swap(count, here, there)):
        for n, page in enumerate(pages(RENDERER.render(document))):
            left, right = (35, 260) if document.landscape else (28, 184)
            # The number of a turned page stands beside the text area (8).
            held = [g for g in page.glyphs if g["matrix"][0] > 0.5]
            assert min(g["x0"] for g in held) * MM >= left - 0.3, document.key
            # A stop at the end of a line is set half as wide as its box.
            inked = [g for g in held if g["text"] not in "，。、；：）"]
            assert max(g["x1"] for g in inked) * MM <= right + 0.6, document.key
            foot = 184 if document.landscape else 271.5
            assert max(g["bottom"] for g in held) * MM <= foot, document.key
            if n == 0 and document.style is Style.FILE:
                begin = document.body[0].text[:6]  # type: ignore[union-attr]
                assert begin in page.text.replace(" ", ""), document.key


def test_letters_in_three_parts_keep_to_a_page():
    made = swap(1, LONG, LONG.replace("一", "二"))
    for kind in (Kind.UNIT_LETTER, Kind.SECTION_LETTER):
        (page,) = pages(RENDERER.render(of(made, kind, LONG)))
        for part in ("存", "回", "经办人", "批准人"):
            assert part in page.text
        lines = sorted(g["matrix"][5] for g in page.of("经办人"))
        assert lines[0] > 0
    (page,) = pages(RENDERER.render(of(swap(1), Kind.SECTION_LETTER)))
    assert page.text.count("人介字〔2004〕") == 2  # the same number on both lines of tearing


def test_the_same_paper_is_the_same_file():
    document = of(mixed(), Kind.TRANSFER_NOTICE)
    again = PdfRenderer(dated=ISSUED).render(document)
    assert RENDERER.render(document) == again
    assert b"pdfaid:part" in again


def test_words_that_lead_to_a_list_are_not_left_without_it() -> None:
    items = [Paragraph(text=f"某{n}同志某科科长职务；") for n in "甲乙"]
    paper = Document(
        kind=Kind.REMOVAL,
        key="免职通知/某局",
        style=Style.LETTER,
        organ="某局",
        title=("通知",),
        body=(Paragraph(text="经研究决定，免去："), *items),
        signature=Signature(organ=("某局",), date="2004年12月16日"),
        people=(),
    )
    assert kept_with_signature(paper) == 1
    paper = replace(paper, body=(Paragraph(text="经研究决定，免去某某。"), *items))
    assert kept_with_signature(paper) == 2
