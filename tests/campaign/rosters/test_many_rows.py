"""A return of many rows is read, mended and decided on page by page."""

from __future__ import annotations

import re
from typing import Any

from django.urls import reverse

from lungang.campaign.rosters import actions
from lungang.campaign.rosters.models import Return, Row
from lungang.platform.guard import writing
from tests.campaign.rosters.desk import Desk, good
from tests.campaign.rosters.test_roster_pages import browser, queries_of
from tests.forms import send

INPUT = re.compile(r'<input name="c:([0-9a-f-]{36}):(\w+)" id="(c-[\w-]+)"')


def with_faulty(desk: Desk, count: int) -> Return:
    """A draft with rows of which all but the name is missing."""
    sent = desk.upload(good())
    last = sent.rows.filter(table="roster").order_by("-number")[0]
    with writing():
        Row.objects.bulk_create(
            Row(roster_return=sent, table="roster", sheet=last.sheet,
                number=last.number + n, cells={"name": f"某{n}"})
            for n in range(1, count + 1)
        )  # fmt: skip
    return sent


def body(page: Any) -> str:
    return page.content.decode()


def test_fifty_faulty_rows_a_page_each_saved_by_itself(desk: Desk) -> None:
    sent = with_faulty(desk, 120)
    client, here = browser(desk.officer), reverse("rosters:return", args=[sent.pk])
    seen: set[str] = set()
    for number, said in (("1", "第 1–50 行"), ("2", "第 51–100 行"), ("3", "第 101–120 行")):
        text = body(client.get(here, {"view": "problems", "page": number}))
        rows = {key for key, _field, _id in INPUT.findall(text)}
        assert len(rows) == (20 if number == "3" else 50)
        assert f"{said}，共 120 行有问题" in text
        assert not rows & seen
        seen |= rows
    key = next(key for key, field, _id in INPUT.findall(text) if field == "nature")
    page = send(client, f"{here}?view=problems&page=3", {f"c:{key}:nature": "行政编制"},
                action=reverse("rosters:edit", args=[sent.pk]))  # fmt: skip
    assert page.headers["Location"] == f"{here}?view=problems&page=3"
    assert Row.objects.get(pk=key).cells["nature"] == "行政编制"


def test_the_head_links_the_first_fifty_to_the_page_they_are_on(desk: Desk) -> None:
    sent = with_faulty(desk, 120)
    client, here = browser(desk.officer), reverse("rosters:return", args=[sent.pk])
    text = body(client.get(here, {"view": "problems", "page": "2"}))
    head = text[text.index('id="errors"') : text.index("</section>", text.index('id="errors"'))]
    links = re.findall(r'href="([^"]+)"', head)
    assert len(links) == 50
    assert "这里列前 50 处" in head
    assert links[0].startswith(f"{here}?view=problems&amp;at=")
    address, _sharp, place = links[0].replace("&amp;", "&").partition("#")
    assert f'id="{place}"' in body(client.get(address))
    last = sent.rows.filter(table="roster").order_by("-number")[0]
    there = body(client.get(here, {"view": "all", "at": f"{last.sheet}-{last.number}"}))
    assert f'id="row-{last.sheet}-{last.number}"' in there


def test_what_is_no_page_is_the_first_or_the_last_and_no_view_is_empty(desk: Desk) -> None:
    sent = with_faulty(desk, 60)
    client, here = browser(desk.officer), reverse("rosters:return", args=[sent.pk])
    assert "第 51–60 行" in body(client.get(here, {"view": "problems", "page": "99"}))
    for page in ("x", "9" * 5000, ""):
        assert "第 1–50 行" in body(client.get(here, {"view": "problems", "page": page}))
    assert "第 1–50 行，共 60 行有问题" in body(client.get(here, {"view": "zz"}))


def test_a_section_decides_on_a_hundred_a_page_and_comes_back_to_it(desk: Desk) -> None:
    sent = with_faulty(desk, 0)
    person = desk.person(sent)
    sent = actions.submit(desk.officer, sent.pk, warnings_seen=True)
    with writing():
        Row.objects.bulk_create(
            Row(roster_return=sent, table="roster", sheet=person.sheet, number=1000 + n,
                name=f"某{n}", authority=person.authority, cells={"name": f"某{n}"})
            for n in range(150)
        )  # fmt: skip
    client, here = browser(desk.personnel), reverse("rosters:return", args=[sent.pk])
    text = body(client.get(here, {"page": "2"}))
    boxes = re.findall(r'name="row" value="([^"]+)"', text)
    assert 50 <= len(boxes) <= 100
    assert set(re.findall(r'name="why:([^"]+)"', text)) == set(boxes)
    page = send(client, f"{here}?view=all&page=2", {"row": boxes[-1:], "reason": " "},
                action=reverse("rosters:send-back", args=[sent.pk]))  # fmt: skip
    assert page.status_code == 422
    assert f'value="{boxes[-1]}" form="decide" checked' in body(page)
    few = queries_of(lambda: client.get(here, {"page": "1"}))
    assert queries_of(lambda: client.get(here, {"page": "2"})) == few
