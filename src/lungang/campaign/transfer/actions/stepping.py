"""The steps of one person's move: each leaves a receipt of who handed what to whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.actions.tasks import advance
from lungang.campaign.core.models import Campaign, TaskState
from lungang.campaign.transfer import access
from lungang.campaign.transfer.actions.numbering import number_by_hand, refuse_taken
from lungang.campaign.transfer.guarding import held_until
from lungang.campaign.transfer.handover import ITEMS, missing
from lungang.campaign.transfer.lawful import why_waits
from lungang.campaign.transfer.models import Journey, Receipt
from lungang.campaign.transfer.numbering import KINDS, refuse_number
from lungang.campaign.transfer.queries import ARRIVALS, HANDOVERS, LETTERS, OWED, journeys_for
from lungang.campaign.transfer.slips import why_no_appointment
from lungang.campaign.transfer.states import JOURNEYS, SLIPS, STEPS
from lungang.campaign.transfer.terms import next_due
from lungang.errors import InputError, NotNow
from lungang.platform.accounts.offices import SECTION_OF
from lungang.platform.actions import Act, action
from lungang.platform.notices.actions import send


@dataclass(frozen=True)
class Hand:
    """What is written on a receipt: who took it, a paper's number and date, why late or early.

    ``at`` is when it was, if it is entered afterwards. Left empty, the office's own words stand.

    Of a handover also what of :data:`~lungang.campaign.transfer.handover.ITEMS` was handed over,
    and what becomes of the rest.
    """

    taker: str = ""
    paper: str = ""
    day: date | None = None
    note: str = ""
    handed: tuple[str, ...] = ()
    rest: str = ""
    at: datetime | None = None


WORDS = {
    "collect": "领调干通知",
    "bring": "送单位介绍信",
    "letter": "开科室介绍信，交原单位政工人员",
    "hand": "科室介绍信交本人",
    "hand_over": "交接，三方签字",
    "report": "报到",
    "remove": "记原单位免职",
    "appoint": "记新单位任职",
}
"""What stands on record of each act."""
DATED = frozenset({"remove", "appoint"})
ONE_BY_ONE = frozenset(WORDS) - {"collect"}
"""Steps taken with one person; notices are handed out for a whole unit at once."""


@action("transfer.step")
def step(
    act: Act, campaign: Campaign, pk: UUID, verb: str, hand: Hand, *, seen: int | None = None
) -> Journey:
    """Take one step (``verb`` of the table) with one person.

    Raises:
        NotPermitted: not this office's person, or not its step.
        NotNow: the person stands elsewhere, or it was done.
        InputError: it is late and no reason is given, a number or a date is missing, or the
            handover is not signed by three, or not gone through to the end.
    """
    act.require(access.may_act(act.actor) and verb in ONE_BY_ONE)
    journey = act.lock(journeys_for(act.actor, campaign), pk, seen=seen)
    act.require(access.may_do(act.actor, journey, verb))
    require_step(act, campaign, *STEPS)
    _take(act, journey, verb, hand)
    act.record(journey, WORDS[verb], reason=hand.note.strip())
    _follow(act, campaign, journey, verb)
    return journey


@action("transfer.collect")
def collect(
    act: Act,
    campaign: Campaign,
    people: Iterable[UUID],
    taker: str,
    note: str,
    at: datetime | None = None,
) -> Journey:
    """Put on record that the head of a sending unit took the notice of some of its people.

    Raises:
        NotPermitted: people of another section.
        NotNow: one of them has it.
        InputError: nobody is ticked, they are of several units, nobody is named as taking it, or
            it is late and no reason is given.
    """
    act.require(access.may_run(act.actor))
    rows = [act.lock(journeys_for(act.actor, campaign), pk) for pk in dict.fromkeys(people)]
    for journey in rows:
        act.require(access.may_do(act.actor, journey, "collect"))
    require_step(act, campaign, *STEPS)
    if not rows:
        raise InputError(_("没有勾人。请勾选领了通知的人"))
    if len({journey.from_unit_id for journey in rows}) > 1:
        raise InputError(_("勾了几个单位的人。一个单位的负责人只领本单位的通知"))
    if not taker.strip():
        raise InputError(_("没有写谁领的。请写领通知的人"))
    for journey in rows:
        _take(act, journey, "collect", Hand(taker=taker, note=note, at=at))
        act.record(journey, WORDS["collect"], reason=note.strip())
    return rows[0]


@action("transfer.unseat")
def unseat(
    act: Act, campaign: Campaign, pk: UUID, day: date, paper: str, reason: str,
    *, seen: int | None = None,
) -> Journey:  # fmt: skip
    """Record that somebody was removed from the new post again (M13).

    Raises:
        NotPermitted: not the new unit's HR officer.
        NotNow: not appointed yet, or removed already, or the number stands on another paper.
        InputError: before the time that the post is held at least, and no reason is given; before
            the appointment or in days to come; or no number.
    """
    act.require(access.may_act(act.actor))
    journey = act.lock(journeys_for(act.actor, campaign), pk, seen=seen)
    act.require(access.may_do(act.actor, journey, "unseat"))
    require_step(act, campaign, *STEPS)
    JOURNEYS.after("unseat", journey.state)
    if journey.unseated_on is not None:
        raise NotNow(_("新任职务已经免去，只记一次"))
    assert journey.appointed_on is not None
    if day < journey.appointed_on:
        raise InputError(_("免职日期在任职以前。请核对"))
    if day > timezone.localdate(act.at):
        raise InputError(_("日期在以后。文件发了再记"))
    if not paper.strip():
        raise InputError(_("没有写文号。请写免职文件的文号"))
    refuse_number(act.actor, paper.strip())
    refuse_taken(act, journey, paper.strip())
    until = held_until(journey)
    if until is not None and day < until and not reason.strip():
        raise InputError(
            _("任职不满规定时间：{from_} 任职，至少到 {until}。提前免去要写明理由").format(
                from_=journey.appointed_on, until=until
            )
        )
    journey.unseated_on = day
    journey.save()
    hand = Hand(paper=paper, day=day, note=reason)
    _receipt(act, journey, "unseat", hand, until is not None and day < until)
    act.record(journey, "记免去新任职务", reason=reason.strip(), day=day.isoformat())
    return journey


def _take(act: Act, journey: Journey, verb: str, hand: Hand) -> None:
    state = JOURNEYS.after(verb, journey.state)
    if journey.receipts.filter(act=verb).exists():
        raise NotNow(_("这一步已经记过，只记一次"))
    if why := why_waits(journey):
        raise NotNow(why)
    if verb == "appoint" and (why := why_no_appointment(journey)):
        raise NotNow(why)
    at = _moment(act, journey, hand)
    due = next_due(journey)
    late = due is not None and at > due
    if late and not hand.note.strip():
        raise InputError(_("已经过了时限，照记为过时。请写明原因"))
    if verb in DATED:
        hand = _dated(act, journey, verb, hand)
        setattr(journey, "removed_on" if verb == "remove" else "appointed_on", hand.day)
        if journey.removed_on and journey.appointed_on:
            state = JOURNEYS.after("settle", journey.state)
    if verb == "hand_over":
        _gone_through(hand)
    journey.state = state
    journey.save()
    _receipt(act, journey, verb, hand, late)


def _gone_through(hand: Hand) -> None:
    names = set(_names(hand.taker))
    if len(names) != 3 or not all(_is_name(name) for name in names):
        raise InputError(_("交接要三方签字。请写移交人、接收人、监交人三个人的名字，用顿号隔开"))
    if set(hand.handed) - ITEMS.keys():
        raise InputError(_("交接清单里没有这一项。请重新打开这一页"))
    left = missing(hand.handed)
    if left and not hand.rest.strip():
        text = _("没有勾：{items}。交清了就勾上；没有这一项或者另外处理的，写明怎样处理")
        raise InputError(text.format(items=_("；").join(_(item) for item in left)))


def _names(text: str) -> list[str]:
    told = text.replace(",", "、").replace("，", "、").split("、")
    return [name.strip() for name in told if name.strip()]


def _dated(act: Act, journey: Journey, verb: str, hand: Hand) -> Hand:
    day = hand.day or timezone.localdate(act.at)
    if not hand.paper.strip():
        raise InputError(_("没有写文号。请先编号，或写文件上的文号"))
    kind = next(kind for kind in KINDS if kind.verb == verb)
    number_by_hand(act, journey, kind, hand.paper)
    if day > timezone.localdate(act.at):
        raise InputError(_("日期在以后。文件发了再记"))
    if day < timezone.localdate(journey.terms.held_at):
        raise InputError(_("日期在宣读名单以前。请照文件上的日期写"))
    return replace(hand, day=day)


def _is_name(text: str) -> bool:
    """Whether a text can be somebody's name: letters, and the dot of names of other peoples."""
    return all(sign.isalpha() or sign in "·•. " for sign in text)


def _moment(act: Act, journey: Journey, hand: Hand) -> datetime:
    """Return when a hand was: as said, not before the one before it, or now."""
    if hand.at is None:
        return act.at
    # The establishment office's slips are beside the steps: none of them waits for one.
    last = journey.receipts.exclude(act__in=SLIPS).order_by("-at").first()
    # People write minutes: what happened within the same one is not before.
    before = (last.at if last else journey.terms.held_at).replace(second=0, microsecond=0)
    if hand.at > act.at:
        raise InputError(_("写的时间在以后。办了再记"))
    if hand.at < before:
        raise InputError(_("写的时间在前一步以前。请核对"))
    return hand.at


def _receipt(act: Act, journey: Journey, verb: str, hand: Hand, late: bool) -> None:
    section = SECTION_OF[journey.authority].label
    givers = {
        "collect": (section, f"{journey.from_name}负责人"),
        "bring": (f"{journey.from_name}政工人员", section),
        "letter": (section, f"{journey.from_name}政工人员"),
        "hand": (f"{journey.from_name}政工人员", journey.name),
        "report": (journey.name, journey.to_name),
    }
    giver, taker = givers.get(verb, ("", ""))
    named = hand.taker.strip()
    assert act.actor.holding is not None
    Receipt.objects.create(
        journey=journey,
        act=verb,
        at=hand.at or act.at,
        entered_at=act.at,
        by=act.actor.holding,
        giver=giver,
        taker=f"{taker} {named}".strip() if taker else named,
        paper=hand.paper.strip(),
        day=hand.day,
        is_late=late,
        note=hand.note.strip(),
        handed=list(hand.handed),
        rest=hand.rest.strip(),
    )


def _follow(act: Act, campaign: Campaign, journey: Journey, verb: str) -> None:
    """End the units' tasks with their last person, and copy who takes a person over."""
    if (kind := _ENDED_BY.get(verb)) is not None:
        finish(act, campaign, kind, journey)
    if verb == "letter" and journey.crosses:
        send(act, SECTION_OF[journey.new_authority], None, "抄送：有人转由你科管理",
             path=reverse("transfer:journey", args=[journey.pk]))  # fmt: skip


_ENDED_BY = {"bring": LETTERS, "hand_over": HANDOVERS, "report": ARRIVALS}
"""Which task of a unit a step may end."""


def finish(act: Act, campaign: Campaign, kind: str, journey: Journey) -> None:
    """End a unit's task where nobody waits for it any more."""
    end, waiting = OWED[kind]
    unit = getattr(journey, f"{end}_id")
    if campaign.journeys.filter(**{end: unit}, state__in=waiting).exists():
        return
    task = campaign.tasks.filter(kind=kind, unit=unit, state=TaskState.OPEN).first()
    if task is not None:
        advance(act, advance(act, task, TaskState.SUBMITTED), TaskState.ACCEPTED)
