"""Reading a rendered paper back: where the glyphs are, in millimetres, in which font and size."""

from __future__ import annotations

import io
from collections import defaultdict
from pathlib import Path
from typing import Any

import pdfplumber

MM = 25.4 / 72


class Page:
    """One page: its glyphs and rules, lengths in millimetres."""

    def __init__(self, page: Any) -> None:
        self.width, self.height = page.width * MM, page.height * MM
        self.glyphs = [c for c in page.chars if c["text"].strip()]
        self.rules = [
            (r["x0"] * MM, r["x1"] * MM, r["top"] * MM, r["bottom"] * MM)
            for r in page.rects + page.lines
            if r["x1"] - r["x0"] > 300
        ]
        self.text = "".join(c["text"] for c in page.chars).replace("\n", "")

    def lines(self, size: float = 16) -> list[list[dict[str, Any]]]:
        """Glyphs of one size, line by line from the top."""
        rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for glyph in self.glyphs:
            if abs(glyph["size"] - size) < 0.1:
                rows[round(glyph["matrix"][5])].append(glyph)
        return [sorted(rows[y], key=lambda g: g["x0"]) for y in sorted(rows, reverse=True)]

    def of(self, word: str) -> list[dict[str, Any]]:
        """The glyphs of the first place where a word stands."""
        told = "".join(g["text"] for g in self.glyphs)
        at = told.index(word)
        return self.glyphs[at : at + len(word)]


def pages(source: bytes | Path) -> list[Page]:
    """The pages of a PDF."""
    with pdfplumber.open(io.BytesIO(source) if isinstance(source, bytes) else source) as pdf:
        return [Page(page) for page in pdf.pages]


def font(glyph: dict[str, Any]) -> str:
    """The name of the glyph's font without the mark of a subset."""
    return str(glyph["fontname"]).split("+")[-1]
