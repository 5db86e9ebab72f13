"""The few words of WordprocessingML (ECMA-376, part 1) that our papers need, as text.

Written directly and not through a library: a paper takes a millisecond instead of forty, and the
same paper is the same file, byte for byte.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def tag(name: str, *content: str, **attributes: object) -> str:
    """An element of the ``w`` namespace with attributes of it; None leaves one out."""
    told = "".join(
        f" w:{key}={quoteattr(str(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(content)
    return f"<w:{name}{told}>{inner}</w:{name}>" if inner else f"<w:{name}{told}/>"


def twips(points: float) -> int:
    """Points as twentieths of a point."""
    return round(points * 20)


def run(text: str, font: str, size: float, spacing: float = 0.0, colour: str = "") -> str:
    """Text in one font for all scripts; ``spacing`` between characters and ``size`` in points."""
    return f"<w:r>{_run_properties(font, size, spacing, colour)}{_text(text)}</w:r>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'.replace(
        "\t", '</w:t><w:tab/><w:t xml:space="preserve">'
    )


@lru_cache(maxsize=256)
def _run_properties(font: str, size: float, spacing: float, colour: str) -> str:
    half = round(size * 2)
    return tag(
        "rPr",
        tag("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font, hint="eastAsia"),
        tag("color", val=colour) if colour else "",
        tag("spacing", val=twips(spacing)) if spacing else "",
        tag("sz", val=half),
        tag("szCs", val=half),
    )


def page_field(font: str, size: float) -> str:
    """The number of the page."""
    properties = _run_properties(font, size, 0, "")
    return "".join(
        f"<w:r>{properties}{part}</w:r>"
        for part in (
            tag("fldChar", fldCharType="begin"),
            "<w:instrText>PAGE</w:instrText>",
            tag("fldChar", fldCharType="end"),
        )
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """How a paragraph stands; lengths in points. ``borders`` are elements of ``pBdr`` in order.

    ``frame`` holds the attributes of a ``framePr``: a paragraph at a place of its own.
    """

    pitch: float
    align: str = "left"
    first: float = 0
    left: float = 0
    right: float = 0
    keep: bool = False
    new_page: bool = False
    frame: Mapping[str, object] | None = None
    borders: str = ""
    tabs: str = ""


def paragraph(runs: str, form: Form) -> str:
    """A paragraph of exactly pitched lines with no space around it."""
    indent = {"left": twips(form.left), "right": twips(form.right)}
    if form.first < 0:
        indent["hanging"] = twips(-form.first)
    elif form.first:
        indent["firstLine"] = twips(form.first)
    properties = tag(
        "pPr",
        tag("keepNext") + tag("keepLines") if form.keep else "",
        tag("pageBreakBefore") if form.new_page else "",
        tag("framePr", **form.frame) if form.frame else "",
        tag("widowControl", val=0),
        tag("pBdr", form.borders) if form.borders else "",
        tag("tabs", form.tabs) if form.tabs else "",
        tag("autoSpaceDE", val=0),
        tag("autoSpaceDN", val=0),
        tag("snapToGrid", val=0),
        tag("spacing", before=0, after=0, line=twips(form.pitch), lineRule="exact"),
        tag("ind", **indent) if any(indent.values()) else "",
        tag("jc", val=form.align),
    )
    return tag("p", properties, runs)


def border(side: str, points: float, colour: str = "000000", kind: str = "single") -> str:
    """One border; its weight is told in eighths of a point."""
    return tag(side, val=kind, sz=max(2, round(points * 8)), space=0, color=colour)


def cell(content: str, wide: float, merge: str = "") -> str:
    """A cell; ``merge`` is ``restart`` or ``continue`` where rows are joined."""
    return tag(
        "tc",
        tag(
            "tcPr",
            tag("tcW", w=twips(wide), type="dxa"),
            tag("vMerge", val=merge) if merge else "",
            tag("vAlign", val="center"),
        ),
        content,
    )


def row(cells: Sequence[str], head: bool = False) -> str:
    """A row, never torn by the end of a page; a head is repeated on each."""
    return tag("tr", tag("trPr", tag("cantSplit"), tag("tblHeader") if head else ""), *cells)


def table(
    rows: Sequence[str],
    widths: Sequence[float],
    borders: str,
    pad: float,
    inset: float,
) -> str:
    """A table of fixed columns, centred; lengths in points."""
    margins = {"top": pad, "left": inset, "bottom": pad, "right": inset}
    return tag(
        "tbl",
        tag(
            "tblPr",
            tag("tblW", w=sum(map(twips, widths)), type="dxa"),
            tag("jc", val="center"),
            tag("tblBorders", borders),
            tag("tblLayout", type="fixed"),
            tag("tblCellMar", *(tag(s, w=twips(m), type="dxa") for s, m in margins.items())),
        ),
        tag("tblGrid", *(tag("gridCol", w=twips(wide)) for wide in widths)),
        *rows,
    )


def turned_cell(content: str, *, x: float, y: float, wide: float, tall: float) -> str:
    """A cell at a place of the page, its text turned clockwise; lengths in points."""
    place = {"horzAnchor": "page", "vertAnchor": "page", "tblpX": twips(x), "tblpY": twips(y)}
    sides = ("top", "left", "bottom", "right")
    return tag(
        "tbl",
        tag(
            "tblPr",
            tag("tblpPr", **place),
            tag("tblW", w=twips(wide), type="dxa"),
            tag("tblLayout", type="fixed"),
            tag("tblCellMar", *(tag(side, w=0, type="dxa") for side in sides)),
        ),
        tag("tblGrid", tag("gridCol", w=twips(wide))),
        tag(
            "tr",
            tag("trPr", tag("trHeight", val=twips(tall), hRule="exact")),
            tag(
                "tc",
                tag(
                    "tcPr",
                    tag("tcW", w=twips(wide), type="dxa"),
                    tag("textDirection", val="tbRl"),
                ),
                content,
            ),
        ),
    )


def box(points: float) -> str:
    """Borders of one weight all round and between all cells."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(border(side, points) for side in sides)


def part(name: str, *content: str) -> str:
    """A part of the package whose root is an element of the ``w`` namespace."""
    inner = "".join(content)
    return f'{_HEADER}<w:{name} xmlns:w="{_W}" xmlns:r="{_R}">{inner}</w:{name}>'


def package(
    body: str,
    footers: Mapping[str, str],
    styles: str,
    settings: str,
    title: str,
    author: str,
    on: str,
) -> bytes:
    """The file: ``footers`` by type (default, even, first); ``on`` is its date (ISO 8601)."""
    names = {kind: f"footer{n}" for n, kind in enumerate(footers, 1)}
    parts = {
        "[Content_Types].xml": _content_types(names.values()),
        "_rels/.rels": _relations(
            (f"{_R}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(title, author, on),
        "word/document.xml": body,
        "word/styles.xml": styles,
        "word/settings.xml": settings,
        "word/_rels/document.xml.rels": _relations(
            (f"{_R}/styles", "styles.xml"),
            (f"{_R}/settings", "settings.xml"),
            *((f"{_R}/footer", f"{name}.xml") for name in names.values()),
        ),
        **{f"word/{names[kind]}.xml": text for kind, text in footers.items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


FIRST_FOOTER = 3
"""Footers are the relations after styles and settings, so the first is ``rId3``."""


def _relations(*pairs: tuple[str, str]) -> str:
    told = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(pairs, 1)
    )
    return f'{_HEADER}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _content_types(footers: Iterable[str]) -> str:
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings"}
    kinds |= dict.fromkeys(footers, "footer")
    told = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        f'{_HEADER}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )


def _core(title: str, author: str, on: str) -> str:
    terms = "http://purl.org/dc/terms/"
    stamped = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{on}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{_HEADER}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="{terms}"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"{stamped}</cp:coreProperties>"
    )
