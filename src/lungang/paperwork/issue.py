"""Papers on disk: one PDF and one DOCX each, an index that serves as register, the font check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lungang.paperwork.coverage import Coverage, Finding, font_lines
from lungang.paperwork.document import Document
from lungang.paperwork.docx import DocxRenderer
from lungang.paperwork.files import CHECK_FILE, INDEX_FILE, file_stem
from lungang.paperwork.fonts import FontSet, font_set
from lungang.paperwork.pdf import PdfRenderer
from lungang.paperwork.register import Register, row_of
from lungang.paperwork.texts import refuse_unsafe

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Issued:
    """What was written: keys of the papers made and of those not made, and the font findings."""

    made: tuple[str, ...]
    left: tuple[str, ...]
    findings: tuple[Finding, ...]


def write_papers(
    documents: Iterable[Document],
    folder: Path,
    *,
    fonts: FontSet | None = None,
    dated: date | None = None,
    progress: Progress | None = None,
    total: int = 0,
    stems: Mapping[str, str] | None = None,
) -> Issued:
    """Write papers into a folder, with index and font check; one paper is in memory at a time.

    ``stems`` says the path of each paper's files by its key (:func:`file_stems` of all that a plan
    has), where some of them are written.

    A paper with a character that no font has is not made, and the check says so.

    Raises:
        InputError: a text holds what cannot be seen (:func:`refuse_unsafe`).
    """
    fonts = fonts or font_set()
    seen = Coverage(fonts)
    pdf, docx = PdfRenderer(fonts, dated), DocxRenderer(dated)
    rows, left = [], []
    for n, document in enumerate(documents, 1):
        refuse_unsafe(document)
        if seen.check(document):
            name = (stems or {}).get(document.key) or file_stem(document.key)
            stem = folder / name
            stem.parent.mkdir(parents=True, exist_ok=True)
            stem.with_name(stem.name + ".pdf").write_bytes(pdf.render(document))
            stem.with_name(stem.name + ".docx").write_bytes(docx.render(document))
            rows.append(row_of(document, stem=name))
        else:
            left.append(document.key)
        if progress:
            progress("papers", n, max(n, total))
    findings = seen.findings()
    (folder / INDEX_FILE).write_bytes(Register(tuple(rows)).to_csv())
    (folder / CHECK_FILE).write_text(check_text(fonts, findings), encoding="utf-8", newline="\n")
    made = tuple(row.key for row in rows)
    return Issued(made=made, left=tuple(left), findings=findings)


def check_text(fonts: FontSet, findings: Iterable[Finding]) -> str:
    """The font check in words."""
    used = "；".join(f"{role} {family}" for role, family in font_lines(fonts).items())
    lines = [f"所用字体：{used}。", ""]
    told = [finding.sentence() + "。" for finding in findings]
    return "\n".join([*lines, *(told or ["每个字都在首选字体里。"]), ""])
