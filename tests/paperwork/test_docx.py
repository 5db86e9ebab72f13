"""The copy to edit: well formed, the same each time, and with the edges of the PDF."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from xml.etree import ElementTree

import pytest

from lungang.paperwork import DocxRenderer, Kind, PdfRenderer, papers
from tests.paperwork.reading import MM, pages
from tests.paperwork.swap import ISSUED, of, swap

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


@pytest.mark.slow
def test_libreoffice_keeps_the_edges_within_a_millimetre(tmp_path):
    command = office()
    made = swap(2)
    kinds = (Kind.REMOVAL, Kind.APPOINTMENT, Kind.TRANSFER_NOTICE, Kind.STATISTICS)
    for kind in kinds:
        (tmp_path / f"{kind.order}.docx").write_bytes(RENDERER.render(of(made, kind)))
    subprocess.run(
        [command, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "pdf", "--outdir", str(tmp_path),
         *map(str, tmp_path.glob("*.docx"))],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    for kind in kinds:
        office_pages = pages(tmp_path / f"{kind.order}.pdf")
        ours = pages(PdfRenderer(dated=ISSUED).render(of(made, kind)))
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
