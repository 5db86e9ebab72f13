"""A sealed page on paper: whose copy it is, and of which plan, stands on every sheet."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime

from django.contrib.staticfiles import finders
from django.template import engines
from playwright.sync_api import Browser

CODE, DIGEST = "岚-0417-赵", "9f3c 21ab"
PAGE = """{% extends "deliberation/sealed.html" %}{% block h1 %}某页{% endblock %}
{% block content %}<table>{% for n in rows %}<tr><td>第 {{ n }} 行</td></tr>{% endfor %}</table>
{% endblock %}"""
STYLES = ("tokens", "office", "forms", "tables", "parts")


def test_code_and_digest_stand_on_every_sheet(chromium: Browser) -> None:
    facts = {
        "rows": range(150), "reader_code": CODE, "sealed_digest": DIGEST,
        "now": datetime(2004, 12, 20, 1, tzinfo=UTC),
    }  # fmt: skip
    page = chromium.new_page()
    page.set_content(engines["django"].from_string(PAGE).render(facts))
    for name in (*STYLES, "print"):
        page.add_style_tag(path=finders.find(f"css/{name}.css"))
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    page.close()
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=paper, capture_output=True)
    sheets = [sheet for sheet in told.stdout.decode().split("\f") if sheet.strip()]
    assert len(sheets) > 2
    for sheet in sheets:
        assert CODE in sheet
        assert DIGEST in sheet
