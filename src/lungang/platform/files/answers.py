"""Handing a file to a browser to be saved."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from lungang.platform.files.models import Kind
from lungang.platform.files.names import MIME


def workbook(content: bytes, name: str) -> HttpResponse:
    """Answer with a workbook to be saved under a name."""
    return _saved(content, name, Kind.XLSX)


def document(content: bytes, name: str) -> HttpResponse:
    """Answer with a Word document to be saved under a name."""
    return _saved(content, name, Kind.DOCX)


def _saved(content: bytes, name: str, kind: Kind) -> HttpResponse:
    response = HttpResponse(content, content_type=MIME[kind])
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
