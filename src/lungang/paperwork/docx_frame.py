"""What surrounds the text of a DOCX: the page, its grid of lines, its footers, the package."""

from __future__ import annotations

from collections.abc import Mapping

from lungang.paperwork import layout, wordml
from lungang.paperwork.document import Document, Style
from lungang.paperwork.docx_sheet import frame
from lungang.paperwork.fonts import ROLES
from lungang.paperwork.wordml import FIRST_FOOTER, Form, border, part, tag, twips


def section(document: Document) -> str:
    """The page: A4, margins of 5.2.1.

    There is no grid (docGrid): LibreOffice moves the first line of a page down by half a line
    where there is one. Lines have an exact pitch and characters their spacing instead, which
    gives 22 by 28 all the same.
    """
    tall, wide = layout.pt("page_height"), layout.pt("page_width")
    upright = ("margin_top", "margin_right", "margin_bottom", "margin_left")
    turned = ("margin_left", "margin_top", "margin_right", "margin_bottom")
    names = turned if document.landscape else upright
    top, right, bottom, left = (twips(layout.pt(name)) for name in names)
    page: dict[str, object] = {"w": twips(wide), "h": twips(tall)}
    if document.landscape:
        page = {"w": twips(tall), "h": twips(wide), "orient": "landscape"}
    kinds = list(footers(document))
    references = "".join(
        f'<w:footerReference w:type="{kind}" r:id="rId{FIRST_FOOTER + n}"/>'
        for n, kind in enumerate(kinds)
    )
    return tag(
        "sectPr",
        references,
        tag("pgSz", **page),
        tag(
            "pgMar",
            top=top,
            right=right,
            bottom=bottom,
            left=left,
            header=0,
            footer=twips(_footer_distance()),
            gutter=0,
        ),
        tag("titlePg") if "first" in kinds else "",
    )


def _footer_distance() -> float:
    # From the lower edge of the sheet to that of the line whose dash stands 7 mm below the text.
    return layout.pt("margin_bottom") - layout.pt("page_no_gap") - 0.62 * layout.pt("page_no_size")


def footers(document: Document) -> Mapping[str, str]:
    """Footers by type. What is torn in three has none; a letter none on its first page."""
    torn = document.style is Style.SLIPS
    if torn and not document.annexes:
        return {}
    if document.landscape:
        return {
            "default": _turned(odd=True, foot=document.foot),
            "even": _turned(odd=False, foot=document.foot),
        }
    words = document.foot
    made = {"default": _numbered("right", words), "even": _numbered("left", words)}
    empty = wordml.paragraph("", Form(pitch=1))
    if torn:
        made["first"] = part("ftr", empty)
    if document.style is Style.LETTER:
        foot = layout.pt("page_height") - layout.pt("letter_rule_foot") - layout.letter_rules()
        made["first"] = part("ftr", letter_rule(foot, "thinThickSmallGap"), empty)
    return made


def letter_rule(top: float, kind: str) -> str:
    """The red double rule of a letter (10.1), 170 mm long and centred on the sheet."""
    wide = layout.pt("letter_rule_width")
    left = (layout.pt("page_width") - wide) / 2
    rule = border("top", 4.5, layout.RED, kind=kind)
    return wordml.paragraph("", Form(pitch=3, frame=frame(x=left, y=top, wide=wide), borders=rule))


def _digits() -> str:
    size, font = layout.pt("page_no_size"), ROLES["song"].standard
    return (
        wordml.run("— ", font, size) + wordml.page_field(font, size) + wordml.run(" —", font, size)
    )


def _numbered(side: str, foot: str = "") -> str:
    """7.5: 单页码居右空一字，双页码居左空一字, dashes on both sides; words below."""
    size = layout.pt("page_no_size")
    inset = layout.count("page_no_inset") * size
    left, right = (0, inset) if side == "right" else (inset, 0)
    form = Form(pitch=size, align=side, left=left, right=right)
    number = wordml.paragraph(_digits(), form)
    return part("ftr", number, _words(foot)) if foot else part("ftr", number)


def _words(foot: str) -> str:
    size = layout.pt("reader_size")
    text = wordml.run(foot, ROLES["song"].standard, size)
    return wordml.paragraph(text, Form(pitch=size + 2, align="center"))


def _turned(odd: bool, foot: str = "") -> str:
    """8 横排表格: the number where an upright page has it, the sheet being turned.

    A floating cell with its text turned clockwise is the one way that Word and LibreOffice share.
    """
    size = layout.pt("page_no_size")
    inset = layout.count("page_no_inset") * size
    low = layout.pt("margin_bottom") - layout.pt("page_no_gap")  # from the short edge to the dash
    tall = layout.pt("turned_number")
    top = layout.pt("margin_left") + inset
    if odd:
        top = layout.pt("page_width") - layout.pt("margin_right") - inset - tall
    text = wordml.paragraph(_digits(), Form(pitch=size, align="right" if odd else "left"))
    cell = wordml.turned_cell(text, x=low - size, y=top, wide=size, tall=tall)
    return part("ftr", cell, _words(foot) if foot else wordml.paragraph("", Form(pitch=1)))


def packed(document: Document, body: str, made: Mapping[str, str], on: str) -> bytes:
    """The whole file."""
    font = ROLES["fang"].standard
    size = round(layout.pt("body_size") * 2)
    defaults = tag(
        "rPr",
        tag("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font),
        tag("sz", val=size),
        tag("szCs", val=size),
        tag("lang", val="zh-CN", eastAsia="zh-CN"),
    )
    return wordml.package(
        body=part("document", tag("body", body)),
        footers=made,
        styles=part("styles", tag("docDefaults", tag("rPrDefault", defaults))),
        settings=part(
            "settings",
            tag("evenAndOddHeaders"),
            tag("characterSpacingControl", val="doNotCompress"),
        ),
        title=document.title_text,
        author=document.organ,
        on=on,
    )
