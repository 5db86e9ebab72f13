"""The paper of record: PDF/A-2u by typst, the same bytes for the same paper."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path

import typst

from lungang.paperwork.document import Document
from lungang.paperwork.fonts import FontSet, font_set
from lungang.paperwork.setting import settled


class PdfRenderer:
    """Renders papers as PDF. One renderer serves for many papers: its fonts are loaded once."""

    def __init__(self, fonts: FontSet | None = None, dated: date | None = None) -> None:
        self._fonts = fonts or font_set()
        moment = dated or date(2000, 1, 1)
        self._stamp = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
        self._data = self._fonts.as_data()
        template = Path(str(resources.files(__package__).joinpath("paper.typ")))
        self._compiler = typst.Compiler(
            template,
            root=template.parent,
            font_paths=self._fonts.found,
            ignore_system_fonts=True,
        )

    def render(self, document: Document) -> bytes:
        """Return one paper as PDF/A-2u (ISO 19005-2); its text goes over as data, never markup."""
        data = json.dumps(settled(document, self._data), ensure_ascii=False)
        made = self._compiler.compile(
            sys_inputs={"paper": data},
            format="pdf",
            pdf_standards="a-2u",
            timestamp=self._stamp,
        )
        assert isinstance(made, bytes)
        return made
