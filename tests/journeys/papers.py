"""Papers as they come out of the browser: downloaded by a click, and really opened."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pdfplumber
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def download(page: Page, link: Locator) -> tuple[str, bytes]:
    """Click a link to a file; return the file's name and what is in it."""
    with page.expect_download() as started:
        link.click()
    done = started.value
    return done.suggested_filename, Path(done.path()).read_bytes()


def pdf_pages(content: bytes) -> list[str]:
    """Return the text of each page of a PDF, without its spaces."""
    with pdfplumber.open(io.BytesIO(content)) as paper:
        return [plain(page.extract_text()) for page in paper.pages]


def docx_text(content: bytes) -> str:
    """Return the text of a DOCX, every part of it, headers and feet too."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            if name.endswith(".xml"):
                tree = ElementTree.fromstring(package.read(name))
                found += [node.text or "" for node in tree.iter(f"{WORD}t")]
    return plain("".join(found))


def xlsx_cells(content: bytes) -> list[str]:
    """Return what stands in the cells of a workbook's sheets, and in their heads and feet."""
    book = load_workbook(io.BytesIO(content))
    cells = [
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    feet = [sheet.oddFooter for sheet in book]
    return cells + [part.text or "" for one in feet for part in (one.left, one.center, one.right)]


def plain(text: str) -> str:
    """Return a text without spaces; a Han character written by its radical's code is the same."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def as_printed(folder: Path, documents: Sequence[bytes]) -> list[list[str]]:
    """Return the pages of DOCX papers as the office suite prints them."""
    suite = shutil.which("soffice") or shutil.which("libreoffice")
    if suite is None:
        assert os.environ.get("CI") != "true", "no LibreOffice: see requirements/apt.txt"
        pytest.skip("LibreOffice is not installed: the DOCX papers are opened by their parts only")
    folder.mkdir()
    paths = [folder / f"{number}.docx" for number in range(len(documents))]
    for path, content in zip(paths, documents, strict=True):
        path.write_bytes(content)
    subprocess.run(
        [suite, "--headless", f"-env:UserInstallation=file://{folder}/profile",
         "--convert-to", "pdf", "--outdir", folder, *paths],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return [pdf_pages(path.with_suffix(".pdf").read_bytes()) for path in paths]
