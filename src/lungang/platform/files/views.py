"""A file goes out as it came in, to be saved, never to be shown inside the office's pages."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from lungang.platform.files import access, storage
from lungang.platform.files.models import Kind, StoredFile
from lungang.platform.files.names import MIME
from lungang.platform.pages import OfficeRequest, page


@page(access.may_ask, campaign=False)
def download(request: OfficeRequest, pk: UUID) -> HttpResponse:
    """Send a file, if its app lets this office have it and it is still what it was."""
    file = StoredFile.objects.filter(pk=pk).first()
    if file is None or not access.may_have(request.actor, file):
        raise Http404
    return attachment(storage.content_of(file.sha256), file.name, Kind(file.kind))


def attachment(content: bytes, name: str, kind: Kind) -> HttpResponse:
    """Return an answer that a browser saves under a name (RFC 6266, RFC 5987), whatever it is."""
    header = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        content,
        content_type=MIME[kind],
        headers={
            "Content-Disposition": header,
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
