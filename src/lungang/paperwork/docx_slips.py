"""Letters of introduction as DOCX: stub, letter and receipt on one page."""

from __future__ import annotations

from lungang.paperwork import layout, wordml
from lungang.paperwork.document import Document, Paragraph, Slip
from lungang.paperwork.docx_sheet import Sheet


def slips(document: Document) -> Sheet:
    """Write the three parts, smaller where names are long, the letter filling what is left.

    The room above the letter's signature is for the seal.
    """
    least = layout.count("slip_least")
    full = layout.pt("text_height") - layout.pt("slip_letter_pitch")  # in reserve: other fonts
    for percent in range(100, least - 1, -4):
        written = _written(document, percent / 100, 0)
        if written.used <= full:
            break
    return _written(document, written.scale, max(0.0, full - written.used))


def _written(document: Document, scale: float, spare: float) -> Sheet:
    sheet = Sheet(document, scale)
    for n, slip in enumerate(document.slips):
        if n:
            _tear_line(sheet)
        _slip(sheet, slip, spare)
    return sheet


def _tear_line(sheet: Sheet) -> None:
    gap = layout.pt("slip_gap") * sheet.scale
    sheet.blank(1, pitch=gap)
    dashes = "- " * 12
    sheet.text(
        f"{dashes} {sheet.document.number} {dashes}".strip(),
        role="song",
        size=layout.pt("slip_size"),
        pitch=layout.pt("slip_pitch"),
        align="center",
    )
    sheet.blank(1, pitch=gap)


def _slip(sheet: Sheet, slip: Slip, spare: float) -> None:
    small = bool(slip.part)
    size = layout.pt("slip_size" if small else "body_size") * sheet.scale
    pitch = layout.pt("slip_pitch" if small else "slip_letter_pitch") * sheet.scale
    if small:
        title = layout.pt("slip_title")
        sheet.text(slip.part, role="hei", size=title, pitch=title * 1.6, align="center")
    else:
        sheet.title((slip.title,))
    if slip.recipients:
        sheet.text(f"{slip.recipients}：", size=size, pitch=pitch)
    for block in slip.blocks:
        if isinstance(block, Paragraph):
            indent = 0 if block.flush else layout.count("indent")
            sheet.text(block.text, size=size, pitch=pitch, align="both", indent=indent)
        else:
            sheet.table(block)
            sheet.blank(1, pitch=layout.pt("table_gap"))
    if not small:
        sheet.blank(1, pitch=layout.pt("slip_seal") * sheet.scale + spare)
    if slip.signature.organ:
        sheet.signature(slip.signature, small=small, edge=layout.count("slip_date_inset"))
        if slip.foot:
            sheet.text(slip.foot, size=size, pitch=pitch)
    else:
        tab = wordml.tag("tab", val="right", pos=wordml.twips(layout.pt("text_width")))
        sheet.text(f"{slip.foot}\t{slip.signature.date}", size=size, pitch=pitch, tabs=tab)
