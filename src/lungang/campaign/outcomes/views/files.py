"""Workbook, list and tables as files."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from lungang.campaign.outcomes import access, actions
from lungang.campaign.outcomes.exports import content_of, file_of
from lungang.campaign.outcomes.views.people import result_of
from lungang.platform.files.answers import saved
from lungang.platform.files.models import Kind
from lungang.platform.pages import OfficeRequest, page, perform


@page(access.may_see_people, methods=("POST",))
def download(request: OfficeRequest, what: str, form: str) -> HttpResponse:
    """Hand out a file; that it was taken is put on record."""
    result, file = result_of(request), file_of(what, form)
    if file is None:
        raise Http404
    content = content_of(request.actor, result, file, form)
    perform(request, actions.note_download, request.campaign, what, form)
    return saved(content, f"{request.campaign.county}{file.label}.{form}", Kind(form))
