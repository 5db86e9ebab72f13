"""Filling in the forms of the table: what they hold already, and what ``@words`` stand for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lungang.campaign.rosters.models import Row as RosterRow
from lungang.campaign.screening.answering import handle
from lungang.campaign.screening.models import Petition, Result
from lungang.campaign.screening.pooling import standing
from lungang.campaign.screening.queries import MUST
from lungang.platform import clock
from tests.access.table import Row
from tests.access.world import C, Thing, Who, World, content_of

UNITS = "单位代码,单位名称,类别\nN7,县另设局,政府部门\n"


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
        "@scenario": lambda: str(world.things["scenario"][0].args[0]),
        "@pool": lambda: _of_pool(world),
        "@observer": lambda: str(world.actor("obs").holding.pk),
        "@witness": lambda: str(world.actor("dis").holding.pk),
        "@today": lambda: clock.today().isoformat(),
        "@unanswered": lambda: str(standing(world.campaign).unanswered),
        "@tomorrow": lambda: (clock.today() + timedelta(days=1)).isoformat(),
        "@soon": lambda: _moment(3),
        "@later": lambda: _moment(12),
        "@workbook": lambda: SimpleUploadedFile("花名册.xlsx", content_of(C)),
        "@units": lambda: SimpleUploadedFile("单位.csv", UNITS.encode()),
    }[word]()


def _moment(days: int) -> str:
    return f"{timezone.localtime(clock.now() + timedelta(days=days)):%Y-%m-%dT%H:%M}"


def _of_pool(world: World) -> str:
    """The row of somebody who must exchange."""
    key = world.campaign.pools.get(number=2).people[0]["person_key"]
    row = RosterRow.objects.filter(person_key=key, roster_return__state="accepted").first()
    assert row is not None
    return str(row.pk)


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
    return f"{handle(mine.order_by('pk').first().person_key)}-answer"
