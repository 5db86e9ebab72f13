"""Papers on disk: one PDF and one DOCX each, an index that serves as register, the font check."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lungang.paperwork.coverage import Coverage, Finding, font_lines
from lungang.paperwork.document import Document
from lungang.paperwork.docx import DocxRenderer
from lungang.paperwork.files import CHECK_FILE, INDEX_FILE, KEY_COLUMN, NUMBER_COLUMN, file_stem
from lungang.paperwork.fonts import FontSet, font_set
from lungang.paperwork.pdf import PdfRenderer
from lungang.paperwork.texts import refuse_unsafe

COLUMNS = ("序号", "文种", KEY_COLUMN, "发文机关", "主送", "涉及人员", NUMBER_COLUMN)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Issued:
    """What was written: keys of the papers made and of those not made, and the font findings."""

    made: tuple[str, ...]
    left: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A paper's line in the index."""

    kind: str
    key: str
    organ: str
    recipients: str
    subject: str
    number: str

    @classmethod
    def of(cls, document: Document) -> Entry:
        """The line of a paper; a number that is only a blank form stays blank."""
        given = "" if "　" in document.number else document.number
        return cls(
            kind=document.kind.value,
            key=document.key,
            organ=document.organ,
            recipients=document.recipients,
            subject=document.subject,
            number=given,
        )


def write_papers(
    documents: Iterable[Document],
    folder: Path,
    *,
    fonts: FontSet | None = None,
    dated: date | None = None,
    progress: Progress | None = None,
    total: int = 0,
) -> Issued:
    """Write papers into a folder, with index and font check; one paper is in memory at a time.

    A paper with a character that no font has is not made, and the check says so.

    Raises:
        InputError: a text holds what cannot be seen (:func:`refuse_unsafe`).
    """
    fonts = fonts or font_set()
    seen = Coverage(fonts)
    pdf, docx = PdfRenderer(fonts, dated), DocxRenderer(dated)
    entries, left = [], []
    for n, document in enumerate(documents, 1):
        refuse_unsafe(document)
        if seen.check(document):
            stem = folder / file_stem(document.key)
            stem.parent.mkdir(parents=True, exist_ok=True)
            stem.with_name(stem.name + ".pdf").write_bytes(pdf.render(document))
            stem.with_name(stem.name + ".docx").write_bytes(docx.render(document))
            entries.append(Entry.of(document))
        else:
            left.append(document.key)
        if progress:
            progress("papers", n, max(n, total))
    findings = seen.findings()
    (folder / INDEX_FILE).write_bytes(index(entries))
    (folder / CHECK_FILE).write_text(check_text(fonts, findings), encoding="utf-8", newline="\n")
    made = tuple(entry.key for entry in entries)
    return Issued(made=made, left=tuple(left), findings=findings)


def index(entries: Iterable[Entry]) -> bytes:
    """The index as CSV that spreadsheets open; filled in, it is what ``--numbers`` reads."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for n, entry in enumerate(entries, 1):
        cells = (entry.kind, entry.key, entry.organ, entry.recipients, entry.subject, entry.number)
        writer.writerow((n, *map(_plain, cells)))
    return stream.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t" and cell else cell


def check_text(fonts: FontSet, findings: Iterable[Finding]) -> str:
    """The font check in words."""
    used = "；".join(f"{role} {family}" for role, family in font_lines(fonts).items())
    lines = [f"所用字体：{used}。", ""]
    told = [finding.sentence() + "。" for finding in findings]
    return "\n".join([*lines, *(told or ["每个字都在首选字体里。"]), ""])
