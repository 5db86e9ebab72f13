"""A paper of record never goes out with an empty box in the place of a character."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lungang.errors import NotNow
from lungang.paperwork import Kind
from lungang.paperwork.document import Document, Paragraph
from lungang.platform.papers import rendered
from tests.paperwork.swap import of, swap

DATED = date(2004, 12, 15)
NOWHERE = "\U0003fffd"  # a plane that no font has


def notice(text: str) -> Document:
    paper = of(swap(1), Kind.TRANSFER_NOTICE)
    return replace(paper, body=(*paper.body, Paragraph(text=text)))


def test_a_character_that_no_font_has_is_named_and_nothing_is_made() -> None:
    assert rendered(notice("余国辉"), "pdf", DATED).startswith(b"%PDF")
    with pytest.raises(NotNow, match=f"各字体都没有“{NOWHERE}”"):
        rendered(notice(f"余{NOWHERE}辉"), "pdf", DATED)


def test_the_paper_to_edit_is_had_all_the_same() -> None:
    assert rendered(notice(f"余{NOWHERE}辉"), "docx", DATED).startswith(b"PK")
