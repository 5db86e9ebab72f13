"""Papers made when they are asked for, not kept: the PDF of record, or a DOCX to edit."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.http import HttpResponse
from django.utils.translation import gettext as _

from lungang.errors import NotNow
from lungang.paperwork import (
    Document,
    DocxRenderer,
    FontSet,
    PdfRenderer,
    coverage,
    font_set,
)
from lungang.platform.files.answers import saved
from lungang.platform.files.models import Kind

FORMS = {Kind.PDF.value: Kind.PDF, Kind.DOCX.value: Kind.DOCX}
"""The forms a paper is had in, by the end of its address."""


def rendered(paper: Document, form: str, dated: date) -> bytes:
    """Return a paper in one of the :data:`FORMS`; the same paper and date give the same bytes.

    Raises:
        NotNow: no font has one of its characters: a PDF of record would show an empty box.
    """
    if FORMS[form] is Kind.DOCX:
        return DocxRenderer(dated).render(paper)
    fonts = _fonts()
    missing = sorted({one.character for one in coverage([paper], fonts) if one.missing})
    if missing:
        raise NotNow(
            _(
                "各字体都没有“{signs}”，PDF 会缺字，没有开出。请取 DOCX；"
                "要 PDF，请系统管理员装上有这个字的字体"
            ).format(signs="、".join(missing))
        )
    return PdfRenderer(fonts, dated).render(paper)


def paper_answer(paper: Document, form: str, dated: date, name: str) -> HttpResponse:
    """Answer with a paper to be saved under a name (without its end)."""
    return saved(rendered(paper, form, dated), f"{name}.{form}", FORMS[form])


@lru_cache(maxsize=1)
def _fonts() -> FontSet:
    return font_set()
