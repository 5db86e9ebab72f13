"""版记 of the DOCX (7.4), at the foot of the last face."""

from __future__ import annotations

from lungang.paperwork import layout, wordml
from lungang.paperwork.breaking import width
from lungang.paperwork.document import Imprint, Style
from lungang.paperwork.docx_sheet import Sheet, frame
from lungang.paperwork.wordml import border


def write_imprint(sheet: Sheet, imprint: Imprint) -> None:
    """Add 版记 at a place of its own, its last rule on the lower edge of the text area.

    A file whose text ends on the front of a sheet has it on the back (6.2 双面印刷, 7.4). Which
    side that is, is reckoned from the length of the text; whoever edits it sees to the break.
    """
    size, pitch = layout.pt("imprint_size"), layout.pt("imprint_pitch")
    inset = layout.count("imprint_inset") * size
    room = layout.pt("text_width") - 2 * inset
    told = [f"抄送：{'，'.join(imprint.copies)}。"] if imprint.copies else []
    told += [f"{imprint.organ}\t{imprint.date}印发"] if imprint.organ else []
    hanging = [3 * size if text.startswith("抄送：") else 0 for text in told]
    lines = [
        -int(-(width(text) * size - hang) // (room - hang))
        for text, hang in zip(told, hanging, strict=True)
    ]
    at = layout.pt("margin_top") + layout.pt("text_height") - sum(lines) * pitch
    if sheet.document.style is Style.FILE and sheet.last_page() % 2:
        sheet.text("", pitch=1, new_page=True)
    rules = [("imprint_thick", at)]
    for n, (text, hang, count) in enumerate(zip(told, hanging, lines, strict=True), 1):
        sheet.text(
            text,
            size=size,
            pitch=pitch,
            left=inset + hang,
            right=inset,
            first=-hang,
            tabs=wordml.tag("tab", val="right", pos=wordml.twips(inset + room)),
            frame=frame(x=layout.pt("margin_left"), y=at, wide=layout.pt("text_width")),
        )
        sheet.text("", pitch=1)
        at += count * pitch
        rules.append(("imprint_thick" if n == len(told) else "imprint_thin", at))
    if sheet.document.style is not Style.LETTER:  # 10.1 不加分隔线
        for weight, at in rules:
            _rule(sheet, weight, at)


def _rule(sheet: Sheet, weight: str, at: float) -> None:
    sheet.text(
        "",
        pitch=1,
        borders=border("top", layout.pt(weight)),
        frame=frame(x=layout.pt("margin_left"), y=at, wide=layout.pt("text_width")),
    )
    # LibreOffice takes a frame for one only if common text follows it.
    sheet.text("", pitch=1)
