"""What a page of the outcomes says, read off its HTML as a reader would."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from lungang.platform.accounts.actor import Actor
from tests.campaign.transfer.released import sign_in

ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
SECTION = re.compile(r'<section class="card bt">.*?<h2[^>]*>(.*?)</h2>(.*?)</section>', re.DOTALL)


def answer(actor: Actor, name: str = "tables", *args: object, **query: str) -> Any:
    return sign_in(Client(), actor).get(reverse(f"outcomes:{name}", args=args), query)


def page(actor: Actor, name: str = "tables", *args: object, **query: str) -> str:
    got = answer(actor, name, *args, **query)
    assert got.status_code == 200, got.status_code
    return got.content.decode()


def status(actor: Actor, name: str = "tables", *args: object, **query: str) -> int:
    return answer(actor, name, *args, **query).status_code


def words(cell: str) -> str:
    return unescape(
        re.sub(r"<[^>]+>", "", re.sub(r'<span class="sr">.*?</span>', "", cell))
    ).strip()


def rows(html: str) -> list[list[str]]:
    """The cells of every line of every table."""
    return [[words(cell) for cell in CELL.findall(row)] for row in ROW.findall(html)]


def tables(html: str) -> dict[str, dict[str, int]]:
    """The five tables: by title, how many in each row."""
    return {
        words(title): {row[0]: int(row[1]) for row in rows(body) if row[1].isdecimal()}
        for title, body in SECTION.findall(html)
    }


def counts(html: str) -> list[list[int]]:
    return [list(table.values()) for table in tables(html).values()]


def widths(html: str) -> list[tuple[int, float]]:
    """How many, and the width of the bar beside, of every row of the five tables."""
    return [
        (int(words(count)), float(width))
        for _title, body in SECTION.findall(html)
        for count, width in re.findall(
            r'<td class="num">(.*?)</td><td class="b">.*?<rect width="([\d.]+)"', body, re.DOTALL
        )
    ]
