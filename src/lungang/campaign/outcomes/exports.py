"""The outcomes as files: the libraries' workbook, list and tables, as an office may have them."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from lungang.campaign.outcomes import access
from lungang.campaign.outcomes.results import Result
from lungang.paperwork import papers
from lungang.paperwork.document import Kind
from lungang.platform.accounts.actor import Actor
from lungang.platform.papers import rendered
from lungang.statistics import write_workbook_to
from lungang.statistics.workbook import csv_of

_OF_THE_LIST = ("统计表", "交流人员名单", "进出对照")
"""Sheets of the workbook that tell no more than the pages that every reader of the list has."""


@dataclass(frozen=True)
class File:
    """A file: its name in addresses, what it is called, which forms it has."""

    slug: str
    label: str
    forms: tuple[str, ...]


FILES = (
    File("workbook", _("结果统计"), ("xlsx",)),
    File("annex", _("交流人员名单"), ("pdf", "docx", "csv")),
    File("statistics", _("统计表"), ("pdf", "docx", "csv")),
    File("units", _("各单位进出对照"), ("csv",)),
)
_PAPERS = {"annex": Kind.ANNEX, "statistics": Kind.STATISTICS}
_SHEETS = {"annex": "交流人员名单", "statistics": "统计表", "units": "进出对照"}


def file_of(slug: str, form: str) -> File | None:
    """Return the file of an address."""
    return next((one for one in FILES if one.slug == slug and form in one.forms), None)


def content_of(actor: Actor, result: Result, file: File, form: str) -> bytes:
    """Return a file in one of its forms, as an office may have it."""
    if form == "xlsx":
        return _workbook(actor, result)
    if form == "csv":
        return csv_of(result.outcomes, _SHEETS[file.slug])
    (document,) = papers(result.dossier, only=[_PAPERS[file.slug]])
    return rendered(document, form, timezone.localdate(result.meeting.released_at))


def _workbook(actor: Actor, result: Result) -> bytes:
    """Return the workbook; whoever does not read screening gets no sheet that tells of it."""
    content = BytesIO()
    only = () if access.may_see_reasons(actor) else _OF_THE_LIST
    write_workbook_to(result.outcomes, content, only=only)
    return content.getvalue()
