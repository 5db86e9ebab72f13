"""Handing a file to a browser to be saved."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from lungang.platform.files.models import Kind
from lungang.platform.files.names import MIME


def workbook(content: bytes, name: str) -> HttpResponse:
    """Answer with a workbook to be saved under a name."""
    return saved(content, name, Kind.XLSX)


def saved(content: bytes, name: str, kind: Kind) -> HttpResponse:
    """Answer with a file of a kind to be saved under a name."""
    response = HttpResponse(content, content_type=MIME[kind])
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
