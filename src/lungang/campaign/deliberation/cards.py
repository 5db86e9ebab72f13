"""The card of one person: who, where to and why, what else, what is barred, what happened."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.deliberation.briefs import letter
from lungang.campaign.deliberation.content import MarkContent
from lungang.campaign.deliberation.engine import County
from lungang.campaign.deliberation.models import Mark
from lungang.campaign.deliberation.rows import Card, Event, Other, Table
from lungang.campaign.deliberation.states import MarkKind
from lungang.campaign.deliberation.told import by, place_of, said_of
from lungang.campaign.deliberation.working import Working, people_of, solved
from lungang.domain.movement import slots
from lungang.domain.plan import Alternative, Ask
from lungang.domain.roster import Person
from lungang.exchange.marks import NO_SLOTS, NOWHERE, bar_words
from lungang.exchange.planner import WhyNot
from lungang.i18n import gettext as told
from lungang.platform.accounts.models import Holding
from lungang.statistics.wording import bare_title, post_name, price

MOST_BARRED = 6
"""How many barred posts a card shows: those nearest to the person's own work. Every other is asked
about by its unit."""
COUNTED_UP_TO = 100
"""Largest pool in which every alternative is solved to count who would move otherwise. Of plans
that are equally good the tie-break takes one, and the engine's price counts on another: what the
card promises is what the meeting then sees. In larger pools the price's own count stands."""
_NEAR = {"same": 0, "similar": 1, "none": 2}


def card_of(table: Table, key: UUID) -> Card | None:
    """Return the card of somebody of the pool, None for anybody else."""
    row, working = table.person(key), table.sitting
    if row is None or working is None:
        return None
    citizen = working.engine.county.id_of_row[key]
    person = working.engine.county.roster.person[citizen]
    planner = working.planner
    explained = planner.explanation(citizen)
    ask: tuple[str, ...] = ()
    if working.slot_of[citizen] == citizen:
        ask = tuple(_ask(working, one) for one in planner.stay(citizen).ask)
    return Card(
        person=row,
        facts=tuple(_facts(working, person)),
        reasons=explained.reasons,
        alternatives=tuple(_other(working, citizen, one) for one in explained.alternatives),
        barred=tuple(_barred(working, person)),
        history=tuple(_history(working, working.key(citizen))),
        ask=ask,
    )


def why_not(table: Table, key: UUID, unit: str) -> tuple[str, ...]:
    """Say, a sentence a slot, why somebody does not go to a unit (by either of its names)."""
    working = table.sitting
    if working is None or table.person(key) is None:
        return ()
    county = working.engine.county
    citizen = county.id_of_row[key]
    full = next((name for name, short in county.short.items() if unit in (name, short)), "")
    if not full:
        return ()
    if full == county.roster.person[citizen].unit:
        return (_("这是本人现在的单位"),)
    said = []
    there = working.slot_of[citizen]
    if there != citizen and county.roster.person[there].unit == full:
        said.append(_("方案就是让他去这个单位"))
    for row in working.planner.why_not(citizen, full):
        where = _("{holder}的编制位（{post}）").format(
            holder=row.slot.holder,
            post=post_name(row.slot.section, row.slot.title, row.slot.level),
        )
        answer = _answer(working, citizen, row)
        said.append(_("{slot}：{answer}").format(slot=where, answer=answer))
    return tuple(said) or (told(NO_SLOTS),)


def units_to_ask(table: Table) -> list[str]:
    """Return the short names of the units that have a slot to give, in their order."""
    working = table.sitting
    if working is None:
        return list(dict.fromkeys(row.unit for row in table.people))
    county = working.engine.county
    giving = {county.roster.person[citizen].unit for citizen in working.slot_of}
    return [county.short[unit.name] for unit in county.roster.units if unit.name in giving]


def _answer(working: Working, citizen: str, row: WhyNot) -> str:
    if row.bar is not None:
        return bar_words(row.bar)
    if row.price is None:
        return told(NOWHERE)
    text = _("可以去，但全方案{price}，{n} 人去向改变")
    return text.format(price=_price(working, row.price), n=_changed(working, citizen, row.price))


def _price(working: Working, one: Alternative) -> str:
    return price(one, [row.title for row in working.engine.policy.priority_classes])


def _facts(working: Working, person: Person) -> Iterator[str]:
    roster = working.engine.county.roster
    on = roster.reference_date
    post = post_name(person.post.section, person.post.title, person.level)
    years, months = divmod(max(0, person.months_in_post(on)), 12)
    spans = ((_("{n} 年"), years), (_("{n} 个月"), months))
    held = " ".join(text.format(n=n) for text, n in spans if n)
    text = _("{unit}{post}，任现职 {held}")
    yield text.format(unit=working.engine.county.short[person.unit], post=post, held=held or "0")
    text = _("{sex}，{age} 岁，{education}，{diploma}，从事{work}，{nature}")
    yield text.format(
        sex=_(person.sex.label),
        age=person.age(on),
        education=_(person.education.label),
        diploma=person.diploma_specialty or _("文凭专业没有填"),
        work=person.practised_specialty or _("专业没有填"),
        nature=_(person.nature.label),
    )
    screened = working.planner.screening.of[person.id]
    if screened.ground is not None:
        yield _("列入交流：{rule}").format(rule=screened.ground.title)


def _changed(working: Working, citizen: str, one: Alternative) -> int:
    """Return how many go elsewhere once somebody is pinned to another slot."""
    if len(working.slot_of) > COUNTED_UP_TO:
        return one.changed
    pin = MarkContent(kind=MarkKind.PIN, person=working.key(citizen), slot=working.key(one.slot))
    held = [mark.opened for mark in working.marks]
    then = slots(solved(working.engine, working.scenario, working.stamp, [*held, pin]))
    return sum(then[key] != slot for key, slot in working.slot_of.items())


def _other(working: Working, citizen: str, one: Alternative) -> Other:
    county = working.engine.county
    holder = county.roster.person[one.slot]
    return Other(
        slot=county.row_of[one.slot].pk,
        unit=county.short[holder.unit],
        section=holder.post.section,
        title=bare_title(holder.post.section, holder.post.title, holder.level),
        changed=_changed(working, citizen, one),
        worse=_price(working, one),
    )


def _barred(working: Working, person: Person) -> Iterator[Other]:
    """Yield the posts nearest to the person's work that a principle or a mark bars."""
    county, policy = working.engine.county, working.engine.policy
    people = county.roster.person
    near = sorted(
        (people[citizen] for citizen in working.slot_of if people[citizen].unit != person.unit),
        key=lambda holder: (
            _NEAR[
                policy.specialties.affinity(person.practised_specialty, holder.practised_specialty)
            ],
            person.level is not holder.level,
        ),
    )
    shown = 0
    for holder in near:
        bar = working.planner.bar(person.id, holder.id)
        if bar is None or shown == MOST_BARRED:
            continue
        shown += 1
        yield Other(
            slot=county.row_of[holder.id].pk,
            unit=county.short[holder.unit],
            section=holder.post.section,
            title=bare_title(holder.post.section, holder.post.title, holder.level),
            bar=bar_words(bar),
        )


def _ask(working: Working, one: Ask) -> str:
    text = (
        _("{unit}{name}（{verdict}，本人有志愿）")
        if one.volunteer
        else _("{unit}{name}（{verdict}）")
    )
    short = working.engine.county.short
    return text.format(unit=short[one.unit], name=one.name, verdict=_(one.verdict.label))


# ---- what happened --------------------------------------------------------------------------


def _history(working: Working, key: str) -> Iterator[Event]:
    """Yield what happened about a person, newest first."""
    scenario, county = working.scenario, working.engine.county
    rows = scenario.marks.select_related("made_by__user", "withdrawn_by__user")
    about = (mark for mark in rows if key in people_of(mark.opened))
    events = [event for mark in about for event in events_of(county, mark)]
    pool, own = scenario.principles.pool, county.id_of_key[key]
    first = working.engine.proposed[own]
    words = _("没有安排去处") if first == own else _("提出：{to}").format(to=place(county, first))
    events.append(
        Event(
            at=scenario.computed_at,
            words=_("方案{name}{words}").format(name=letter(scenario.number), words=words),
            who=who(scenario.computed_by),
        )
    )
    if pool.decided_at is not None and pool.decided_by is not None:
        said = _("领导小组确认列入交流")
        events.append(Event(at=pool.decided_at, words=said, who=who(pool.decided_by)))
    yield from sorted(events, key=lambda event: event.at, reverse=True)


def events_of(county: County, mark: Mark) -> Iterator[Event]:
    """Yield that a mark was made and, where it was, taken back."""
    content = mark.opened
    words = words_of(county, content)
    yield Event(at=mark.made_at, words=words, who=who(mark.made_by))
    if mark.withdrawn_at is not None and mark.withdrawn_by is not None:
        said = _("撤回：{words}").format(words=words)
        yield Event(at=mark.withdrawn_at, words=said, who=who(mark.withdrawn_by))


def words_of(county: County, mark: MarkContent) -> str:
    """Say what a mark says, and why: 定为交通局计划财务科科长（接邓显荣），理由：…."""
    return str(said_of(county, mark))


def place(county: County, slot: str) -> str:
    """Say in words which slot: 交通局计划财务科科长（接邓显荣）."""
    return str(place_of(county, slot))


def who(holding: Holding) -> str:
    """Say who it was: the office and the person."""
    return str(by(holding))
