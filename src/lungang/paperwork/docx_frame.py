"""What surrounds the text of a DOCX: the page, its grid of lines, its footers, the package."""

from __future__ import annotations

from collections.abc import Mapping

from lungang.paperwork import layout, wordml
from lungang.paperwork.document import Document, Style
from lungang.paperwork.fonts import ROLES
from lungang.paperwork.wordml import FIRST_FOOTER, Form, part, tag, twips


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
    """Footers by type. A form that is torn in three has none; a letter none on its first page."""
    if document.style is Style.SLIPS:
        return {}
    made = {"default": _numbered("right"), "even": _numbered("left")}
    if document.style is Style.LETTER:
        # Imported here because the rule is drawn by the module that draws the other one.
        from lungang.paperwork.docx import letter_rule

        rules = sum(layout.pt(f"letter_rule_{name}") for name in ("thick", "thin", "apart"))
        foot = layout.pt("page_height") - layout.pt("letter_rule_foot") - rules
        empty = wordml.paragraph("", Form(pitch=1))
        made["first"] = part("ftr", letter_rule(foot, "thinThickSmallGap"), empty)
    return made


def _numbered(side: str) -> str:
    """7.5: 单页码居右空一字，双页码居左空一字, dashes on both sides."""
    size = layout.pt("page_no_size")
    font = ROLES["song"].standard
    inset = layout.count("page_no_inset") * size
    left, right = (0, inset) if side == "right" else (inset, 0)
    form = Form(pitch=size, align=side, left=left, right=right)
    runs = (
        wordml.run("— ", font, size) + wordml.page_field(font, size) + wordml.run(" —", font, size)
    )
    return part("ftr", wordml.paragraph(runs, form))


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
