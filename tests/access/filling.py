"""Filling in the forms of the table: what they hold already, and what ``@words`` stand for."""

from __future__ import annotations

from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lungang.campaign.rosters.models import Row as RosterRow
from lungang.campaign.screening.models import Petition, Result
from lungang.campaign.screening.queries import MUST
from lungang.platform import clock
from tests.access.table import Row
from tests.access.world import C, Thing, Who, World, content_of


def filled(world: World, row: Row, who: Who, thing: Thing | None) -> dict[str, Any]:
    return {
        _key(world, key, who, thing): _value(world, value, who, thing)
        for key, value in row.data.items()
    }


def _key(world: World, key: str, who: Who, thing: Thing | None) -> str:
    if "@row" in key:
        return key.replace("@row", str(_rows(thing).first().pk))
    return _opinion(world, who) if key == "@opinion" else key


def _value(world: World, value: str, who: Who, thing: Thing | None) -> Any:
    if not value.startswith("@"):
        return value
    word, _blank, letter = value.partition(" ")
    if word == "@unit":
        return str(world.units[letter].pk)
    if word == "@holding":
        return str(who.actor.holding.pk) if who.actor and who.actor.holding else ""
    if word == "@mine":
        mine = _rows(thing).filter(table="roster", state="pending")
        authority = who.actor.authority if who.actor and who.actor.is_section else None
        return str((mine.filter(authority=authority) if authority else mine).first().pk)
    return {
        "@observer": lambda: str(world.actor("obs").holding.pk),
        "@today": lambda: clock.today().isoformat(),
        "@tomorrow": lambda: (clock.today() + timedelta(days=1)).isoformat(),
        "@soon": lambda: _moment(3),
        "@later": lambda: _moment(12),
        "@workbook": lambda: SimpleUploadedFile("花名册.xlsx", content_of(C)),
    }[word]()


def _moment(days: int) -> str:
    return f"{timezone.localtime(clock.now() + timedelta(days=days)):%Y-%m-%dT%H:%M}"


def _rows(thing: Thing | None) -> Any:
    assert thing is not None
    return RosterRow.objects.filter(roster_return=thing.args[0]).order_by("sheet", "number")


def _opinion(world: World, who: Who) -> str:
    """The field of an answer about somebody of the unit for whom nothing was asked."""
    asked = Petition.objects.filter(state="asked").values("person_key")
    mine = Result.objects.filter(
        run=world.campaign.screenings.order_by("-number").first(), verdict__in=MUST,
        unit=world.units.get(who.unit or "A"),
    ).exclude(person_key__in=asked)  # fmt: skip
    return f"p{mine.order_by('pk').first().pk.hex}-answer"


def form_on(html: str, where: str, url: str) -> dict[str, str] | None:
    """What the form on a page holds that is sent to an address; None without one."""
    reader = _Forms(where.partition("?")[0])
    reader.feed(html)
    for name in reader.to.get(url, ()):
        if name in reader.fields:
            return {k: v for k, v in reader.fields[name].items() if k != "csrfmiddlewaretoken"}
    return None


class _Forms(HTMLParser):
    """Forms by name: what is in their fields, and the addresses that they or a button send to."""

    UNSENT = frozenset({"submit", "button", "file", "image", "reset"})

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where, self.here = where, ""
        self.fields: dict[str, dict[str, str]] = {}
        self.to: dict[str, list[str]] = {}
        self.open: tuple[str, str] | None = None  # the form and name of a textarea or a list

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.here = given.get("id", f"form {len(self.fields)}")
            self.fields[self.here] = {}
            if given.get("method", "").lower() == "post":
                self.to.setdefault(given.get("action") or self.where, []).append(self.here)
        of, name = given.get("form", self.here), given.get("name", "")
        if tag in ("button", "input") and "formaction" in given:
            self.to.setdefault(given["formaction"], []).append(of)
        elif tag == "input" and name and given.get("type") not in self.UNSENT:
            if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                ticked = given.get("type") in ("radio", "checkbox")
                self._put(of, name, given.get("value", "on" if ticked else ""))
        elif tag in ("textarea", "select") and name:
            self.open = of, name
            self._put(of, name, "")
        elif tag == "option" and self.open and "selected" in given:
            self._put(*self.open, given.get("value", ""))

    def _put(self, of: str, name: str, value: str) -> None:
        self.fields.setdefault(of, {})[name] = value

    def handle_data(self, data: str) -> None:
        if self.open and self.lasttag == "textarea":
            of, name = self.open
            self._put(of, name, (self.fields[of][name] + data).lstrip("\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.here = ""
        if tag in ("textarea", "select"):
            self.open = None
