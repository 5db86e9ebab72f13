"""Every pair of colours that the office writes with can be read (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import lungang

TOKENS = Path(lungang.__file__).parent / "web" / "static" / "css" / "tokens.css"
COLOURS = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})", TOKENS.read_text(encoding="utf-8")))
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-2") for ground in ("paper", "ground", "sunk", "head")),
    *(("ink-3", ground) for ground in ("paper", "ground", "head")),
    *((tone, f"{tone}-bg") for tone in ("ok", "warn", "bad", "seal", "brand")),
    *((tone, "paper") for tone in ("ok", "warn", "bad", "seal", "brand")),
    ("ink", "brand-bg"), ("ink-2", "brand-bg"), ("ink-2", "idle-bg"), ("ink", "bad-row"),
    ("ink-2", "bad-row"), ("bad", "bad-row"), ("brand", "bad-row"), ("brand", "ground"),
    ("paper", "brand"), ("on-dark", "brand-deep"), ("on-dark-2", "brand-deep"),
    ("brand-deep", "paper"), ("ink", "warn-bg"), ("ink", "seal-bg"), ("ink", "ok-bg"),
]  # fmt: skip
EDGES = [
    ("line-2", "paper"), ("line-2", "ground"), ("bad-line", "paper"), ("bad-line", "bad-row"),
    ("warn-line", "paper"), ("ink", "focus"), ("focus", "brand-deep"), ("bar", "paper"),
]  # fmt: skip


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(COLOURS[one]), luminance(COLOURS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text(ink, ground):
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_controls_and_rings(edge, ground):
    assert contrast(edge, ground) >= 3
