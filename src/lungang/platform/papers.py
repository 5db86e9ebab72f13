"""Papers made when they are asked for, not kept: the PDF of record, or a DOCX to edit."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.http import HttpResponse

from lungang.paperwork import Document, DocxRenderer, FontSet, PdfRenderer, font_set
from lungang.platform.files.answers import saved
from lungang.platform.files.models import Kind

FORMS = {Kind.PDF.value: Kind.PDF, Kind.DOCX.value: Kind.DOCX}
"""The forms a paper is had in, by the end of its address."""


def rendered(paper: Document, form: str, dated: date) -> bytes:
    """Return a paper in one of the :data:`FORMS`; the same paper and date give the same bytes."""
    if FORMS[form] is Kind.DOCX:
        return DocxRenderer(dated).render(paper)
    return PdfRenderer(_fonts(), dated).render(paper)


def paper_answer(paper: Document, form: str, dated: date, name: str) -> HttpResponse:
    """Answer with a paper to be saved under a name (without its end)."""
    return saved(rendered(paper, form, dated), f"{name}.{form}", FORMS[form])


@lru_cache(maxsize=1)
def _fonts() -> FontSet:
    return font_set()
