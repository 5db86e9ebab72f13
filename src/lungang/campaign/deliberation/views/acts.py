"""What can be done about the chosen person: the buttons of the card, and what they ask first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lungang.campaign.deliberation.cards import units_to_ask
from lungang.campaign.deliberation.rows import DECIDED, Card, Other, PersonRow, Table
from lungang.campaign.deliberation.screen import Asked

AGREED = "同意拟定的去向"
"""What 定为 says where nothing else is written: literal, for it goes on record."""


@dataclass(frozen=True)
class Offers:
    """The card's buttons. What cannot be pressed now says why; each asks by an address of its own.

    ``reason`` is what stands in the field of 定为 at first: that the proposal is kept; why it was
    made is in the plan. Whoever decides otherwise writes why, and so does whoever decides what
    another's mark brought about.
    """

    decide: str
    reason: str
    why_no_decide: str
    why_no_pin: str
    why_no_change: str
    why_no_withdraw: str
    forbid_url: str
    swap_url: str
    stay_url: str
    others: tuple[tuple[Other, str], ...]


def offers(table: Table, card: Card, url_of: Callable[..., str]) -> Offers:
    """Return what the card offers."""
    person = card.person
    settled = person.state == DECIDED
    decided = _("已经定下，要改先撤回")
    return Offers(
        decide=person.to_unit,
        reason=AGREED if _as_proposed(table, person) else "",
        why_no_decide=decided if settled else "" if person.slot else _("没有去处可定"),
        why_no_pin=_why_no_pin(person, decided if settled else ""),
        why_no_change=decided if settled else "",
        why_no_withdraw="" if person.marks else _("没有定过，没有可撤回的"),
        forbid_url=url_of(do="forbid"),
        swap_url=url_of(do="swap"),
        stay_url=url_of(do="stay"),
        others=tuple((one, url_of(do="decide", slot=one.slot)) for one in card.alternatives),
    )


def _as_proposed(table: Table, person: PersonRow) -> bool:
    """Whether the person goes where the scenario proposed at first."""
    working = table.sitting
    if working is None:
        return True
    citizen = working.engine.county.id_of_row[person.key]
    return working.slot_of[citizen] == working.engine.proposed[citizen]


def _why_no_pin(person: PersonRow, settled: str) -> str:
    if settled:
        return settled
    if person.slot is None:
        return _("没有去处，不能钉住")
    return _("已经钉住") if {"pin", "swap"} & set(person.marks) else ""


@dataclass(frozen=True)
class Doing:
    """An act that asks something first: its kind, its heading, the choices, what they are called.

    ``choices`` are (value, word, is chosen); ``also`` is a second button (kind, word).
    """

    kind: str
    title: str
    button: str
    name: str = ""
    label: str = ""
    choices: tuple[tuple[str, str, bool], ...] = ()
    needs_reason: bool = True
    other: Other | None = None
    also: tuple[str, str] | None = None
    close_url: str = ""
    hint: str = ""
    possible: bool = True
    hidden: tuple[tuple[str, str], ...] = field(default=())


def doing(table: Table, card: Card, asked: Asked, url_of: Callable[..., str]) -> Doing | None:
    """Return what the address says is being done, None where that cannot be done now."""
    if card.person.state == DECIDED:
        return None
    make = {"decide": _decide, "forbid": _forbid, "swap": _swap, "stay": _stay}.get(asked.doing)
    return make(table, card, asked, url_of(do=None, slot=None)) if make else None


def _decide(table: Table, card: Card, asked: Asked, close: str) -> Doing | None:
    other = next((one for one in card.alternatives if one.slot == asked.slot), None)
    if other is None:
        return None
    return Doing(
        kind="decide",
        title=_("改去 {unit}").format(unit=other.unit),
        button=_("定为{unit}").format(unit=other.unit),
        other=other,
        also=("pin", _("钉在这里")),
        close_url=close,
        hidden=(("slot", str(other.slot)),),
        hint=_("与拟定不同，请写明为什么。"),
    )


def _forbid(table: Table, card: Card, asked: Asked, close: str) -> Doing:
    person = card.person
    units = [unit for unit in units_to_ask(table) if unit != person.unit]
    return Doing(
        kind="forbid",
        title=_("不让 {name} 去哪里").format(name=person.name),
        button=_("禁去"),
        name="unit",
        label=_("单位"),
        choices=tuple((unit, unit, unit == person.to_unit) for unit in units),
        close_url=close,
    )


def _swap(table: Table, card: Card, asked: Asked, close: str) -> Doing:
    person = card.person
    others = [one for one in table.people if _may_swap(table, person, one)]
    return Doing(
        kind="swap",
        title=_("{name} 与谁换去处").format(name=person.name),
        button=_("对调"),
        name="other",
        label=_("与谁"),
        choices=tuple(
            (str(one.key), f"{one.name}　{one.unit} → {one.to_unit or _('未能安排')}", False)
            for one in sorted(others, key=lambda one: (one.unit, one.name))
        ),
        needs_reason=False,
        close_url=close,
        hint="" if others else _("没有人可以与此人对调：去处都有一条原则不许。"),
        possible=bool(others),
    )


def _may_swap(table: Table, one: PersonRow, other: PersonRow) -> bool:
    """Whether each of two may have what the other gets now, as far as they alone go."""
    if other.key == one.key or other.state == DECIDED or other.slot is None or one.slot is None:
        return False
    working = table.sitting
    if working is None:
        return one.unit != other.unit
    ids = working.engine.county.id_of_row
    pairs = ((one, other), (other, one))
    return all(
        there.slot is not None and working.planner.bar(ids[row.key], ids[there.slot]) is None
        for row, there in pairs
    )


def _stay(table: Table, card: Card, asked: Asked, close: str) -> Doing:
    return Doing(
        kind="stay",
        title=_("{name} 留在 {unit}").format(name=card.person.name, unit=card.person.unit),
        button=_("定为留任"),
        close_url=close,
        hint=_("留任以后，他的编制位不再给别人，环要重新连。"),
    )
