"""The copy to edit: well formed, the same each time, and with the edges of the PDF."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lungang.paperwork import Document, DocxRenderer, Kind, PdfRenderer, papers
from tests.paperwork.reading import MM, Page, pages
from tests.paperwork.swap import ISSUED, LONG, of, swap

RENDERER = DocxRenderer(ISSUED)


def test_every_part_is_well_formed_and_fonts_are_the_standard_s():
    for document in papers(swap(3)):
        made = RENDERER.render(document)
        assert made == RENDERER.render(document)
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            assert package.testzip() is None
            for name in package.namelist():
                ElementTree.fromstring(package.read(name))
            body = package.read("word/document.xml").decode()
        assert "仿宋_GB2312" in body
        assert "方正小标宋简体" in body


def office() -> str:
    """The office suite, or a skip with one clear line."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if not found or not _has_writer(found):
        pytest.skip("LibreOffice Writer is not installed: the DOCX is not measured")
    return found


def _has_writer(command: str) -> bool:
    real = os.path.realpath(command)
    return any(
        os.path.exists(os.path.join(folder, "libswlo.so"))
        for folder in (os.path.dirname(real), "/usr/lib/libreoffice/program")
    )


def printed(command: str, folder: Path, documents: Sequence[Document]) -> list[list[Page]]:
    """The pages of papers as the office suite prints their DOCX."""
    for n, document in enumerate(documents):
        (folder / f"{n}.docx").write_bytes(RENDERER.render(document))
    subprocess.run(
        [command, "--headless", f"-env:UserInstallation=file://{folder}/profile",
         "--convert-to", "pdf", "--outdir", str(folder),
         *(str(folder / f"{n}.docx") for n in range(len(documents)))],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return [pages(folder / f"{n}.pdf") for n in range(len(documents))]


@pytest.mark.slow
def test_libreoffice_keeps_the_edges_within_a_millimetre(tmp_path):
    made = swap(2)
    kinds = (Kind.REMOVAL, Kind.APPOINTMENT, Kind.TRANSFER_NOTICE, Kind.STATISTICS)
    documents = [of(made, kind) for kind in kinds]
    for document, office_pages in zip(
        documents, printed(office(), tmp_path, documents), strict=True
    ):
        kind = document.kind
        ours = pages(PdfRenderer(dated=ISSUED).render(document))
        assert len(office_pages) == len(ours), kind
        for theirs, page in zip(office_pages, ours, strict=True):
            assert theirs.width == pytest.approx(page.width, abs=0.2)
            for edge, pick in (("x0", min), ("x1", max)):
                here = pick(g[edge] for g in page.glyphs) * MM
                there = pick(g[edge] for g in theirs.glyphs) * MM
                assert there == pytest.approx(here, abs=1), (kind, edge)
            for rule in (r for r in page.rules if kind in (Kind.REMOVAL, Kind.APPOINTMENT)):
                near = [r for r in theirs.rules if abs(r[2] - rule[2]) < 1]
                assert near, (kind, rule)
                assert near[0][0] == pytest.approx(rule[0], abs=1)
                assert near[0][1] == pytest.approx(rule[1], abs=1)


@pytest.mark.slow
def test_libreoffice_breaks_pages_as_the_pdf_does(tmp_path):
    """Letters in three parts keep to a page, 版记 to the back, the date to one line."""
    other = LONG.replace("一", "二")
    documents = [
        *(of(swap(n), kind) for n in (1, 3, 30) for kind in (Kind.REMOVAL, Kind.APPOINTMENT)),
        *(of(swap(1, LONG, other), kind, LONG) for kind in Kind),
    ]
    for document, theirs in zip(documents, printed(office(), tmp_path, documents), strict=True):
        ours = pages(PdfRenderer(dated=ISSUED).render(document))
        assert len(theirs) == len(ours), document.key
        for page in theirs:
            told = ["".join(g["text"] for g in line) for line in page.lines()]
            assert "日" not in told, document.key
        if document.imprint:
            assert ["抄送" in page.text for page in theirs] == [
                "抄送" in page.text for page in ours
            ]


@pytest.mark.slow
def test_libreoffice_turns_the_number_of_a_turned_page(tmp_path):
    document = of(swap(30), Kind.ANNEX)
    (theirs,) = printed(office(), tmp_path, [document])
    for n, page in enumerate(theirs[:2], 1):
        turned = [g for g in page.glyphs if not g["upright"]]
        assert "".join(g["text"] for g in turned) == f"—{n}—"
        # An upright page has it 7 mm below the text, so here that much left of it (clause 8).
        assert max(g["x1"] for g in turned) * MM == pytest.approx(35 - 7, abs=1)
        if n % 2:
            edge, expected = max(g["bottom"] for g in turned), 210 - 26 - 14 * MM
        else:
            edge, expected = min(g["top"] for g in turned), 28 + 14 * MM
        assert edge * MM == pytest.approx(expected, abs=1)
