"""Every message has its English, with the same placeholders, and the compiled copy is fresh."""

from __future__ import annotations

import io
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "src" / "lungang" / "locale" / "en" / "LC_MESSAGES"
# As in CONTRIBUTING.md; the last two are the verifier's words for what it compares and counts.
KEYWORDS = {"_": None, "gettext": None, "mark": None, "compare": (3,), "count": (2,)}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (FOLDER / "lungang.po").open("rb") as stream:
        return read_po(stream, locale="en")


@pytest.fixture(scope="module")
def messages() -> set[str]:
    found = extract_from_dir(ROOT / "src" / "lungang", keywords=KEYWORDS)
    return {str(message) for _file, _line, message, _comments, _context in found}


def placeholders(text: str) -> list[str]:
    return sorted(name for _text, name, _spec, _conv in string.Formatter().parse(text) if name)


def test_every_message_is_translated(catalogue: Catalog, messages: set[str]) -> None:
    known = {message.id for message in catalogue if message.string and not message.fuzzy}
    assert sorted(messages - known) == []


def test_nothing_is_translated_that_is_not_said(catalogue: Catalog, messages: set[str]) -> None:
    assert sorted({message.id for message in catalogue if message.id} - messages) == []
    assert not catalogue.obsolete


def test_placeholders_and_blanks_are_kept(catalogue: Catalog) -> None:
    for message in catalogue:
        if message.id:
            assert placeholders(message.id) == placeholders(message.string), message.id
            assert not any("一" <= sign <= "鿿" for sign in message.string.split(":")[0][:1])


def test_the_compiled_catalogue_is_fresh(catalogue: Catalog) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    assert (FOLDER / "lungang.mo").read_bytes() == compiled.getvalue()
