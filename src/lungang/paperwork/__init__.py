"""The official papers of a plan: one document model, as PDF of record and as DOCX to edit.

:func:`dossier` joins what is known, :func:`papers` composes the documents, :func:`write_papers`
writes them. What stands on paper is Chinese whatever the language of the user.
"""

from lungang.paperwork.campaign import CampaignFacts
from lungang.paperwork.compose import papers
from lungang.paperwork.coverage import Finding, coverage
from lungang.paperwork.document import Document, Kind
from lungang.paperwork.docx import DocxRenderer
from lungang.paperwork.dossier import Dossier, Supplement, dossier
from lungang.paperwork.facts_file import read_facts
from lungang.paperwork.fonts import FontSet, font_set
from lungang.paperwork.issue import Issued, write_papers
from lungang.paperwork.numbers import read_numbers
from lungang.paperwork.pdf import PdfRenderer

__all__ = [
    "CampaignFacts",
    "Document",
    "DocxRenderer",
    "Dossier",
    "Finding",
    "FontSet",
    "Issued",
    "Kind",
    "PdfRenderer",
    "Supplement",
    "coverage",
    "dossier",
    "font_set",
    "papers",
    "read_facts",
    "read_numbers",
    "write_papers",
]
