"""A county with somebody in every office and something in every state, made by its own acts.

Unit A is the one whose people carry canaries: each personal field of a few of its people has a
value found nowhere else, so that a page that shows it is known by it.
"""

from __future__ import annotations

import io
import time
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.test import Client
from openpyxl import load_workbook

from lungang.campaign.core import actions as core
from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation import engine as deliberation
from lungang.campaign.deliberation.content import DecisionContent, ScenarioContent
from lungang.campaign.deliberation.models import Decision, Meeting, Principles, Reader, Scenario
from lungang.campaign.procedure.content import InquiryContent
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.procedure.wanted import desk_of
from lungang.campaign.repairs.content import CaseContent
from lungang.campaign.repairs.models import Case, Repair
from lungang.campaign.rosters import actions as rosters
from lungang.campaign.rosters.facts import person_key
from lungang.campaign.rosters.models import Return, Row
from lungang.campaign.rosters.states import ReturnState
from lungang.campaign.screening import actions as screening
from lungang.campaign.screening.actions.opinions import Answer
from lungang.campaign.screening.models import Pool, Result
from lungang.campaign.screening.pooling import frozen, standing
from lungang.campaign.screening.states import OpinionAnswer, PetitionKind
from lungang.campaign.transfer.models import AvoidanceDuty, Journey, WorkMeeting
from lungang.domain.plan import Move
from lungang.domain.records import encode
from lungang.exchange import Planner
from lungang.platform import clock
from lungang.platform.accounts.actions.invitations import digest_of
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.middleware import BEGUN, LAST_SEEN
from lungang.platform.accounts.models import Draft, Holding, Invitation, User
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.actions.checkpoint import make_checkpoint
from lungang.platform.audit.models import Entry
from lungang.platform.files.actions import store
from lungang.platform.guard import writing
from lungang.platform.jobs.actions import start
from lungang.platform.jobs.models import Job
from lungang.platform.jobs.registry import job as kind_of_job
from lungang.platform.jobs.running import Running
from lungang.platform.notices.models import Notice
from lungang.platform.organisation.models import SectionVersion, Unit
from lungang.policy.pack import load_policy
from lungang.policy.screening import screen
from tests.access.after_release import plant_meeting, plant_reviews
from tests.access.canaries import CELLS, SAID, plant
from tests.campaign.rosters.returns import county, make_return, make_units, workbook_of
from tests.factories import PASSWORD, make_actor, make_campaign, make_unit

A, B = "县国土资源和房屋管理局", "县教育委员会"
C, D, E, F = "县审计局", "县统计局", "县粮食局", "县农业局"
TOKEN = "a-link-for-the-tests"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

COUNTY = {
    "group": Office.LEADING_GROUP,
    "org": Office.ORGANISATION_SECTION,
    "per": Office.PERSONNEL_SECTION,
    "est": Office.ESTABLISHMENT_OFFICE,
    "dis": Office.DISCIPLINE,
    "sup": Office.SUPERVISION,
    "insp": Office.INSPECTOR,
    "obs": Office.OBSERVER,
    "sys": Office.SYSTEM_ADMIN,
    "sec": Office.SECURITY_ADMIN,
    "aud": Office.AUDITOR,
}
OF_UNITS = {"hr": Office.HR_OFFICER, "head": Office.UNIT_HEAD, "moved": Office.PERSON_MOVED}


class Browser(Client):
    """A client that asks and no more: it keeps no templates and hands on no fault."""

    def request(self, **request: Any) -> Any:
        response = self.handler(self._base_environ(**request))
        self.cookies.update(response.cookies)
        return response


@dataclass
class Who:
    """Somebody who asks: ``word`` of the table, the unit's letter where there is one."""

    word: str
    unit: str
    actor: Actor | None
    client: Client = field(default_factory=lambda: Browser())

    def __str__(self) -> str:
        return f"{self.word} {self.unit}".strip()


@dataclass
class Thing:
    """What an address is about, and whose it is: a unit's letter, an office's word, or neither."""

    args: tuple[Any, ...]
    unit: str = ""


@dataclass
class World:
    campaign: Campaign
    units: dict[str, Unit]
    people: list[Who]
    things: dict[str, list[Thing]] = field(default_factory=dict)
    step: str = "screening"
    pages: dict[tuple[str, str, str, str], Any] = field(default_factory=dict)
    forms: dict[tuple[Any, ...], dict[str, str]] = field(default_factory=dict)

    def who(self, word: str, unit: str = "") -> Who:
        return next(one for one in self.people if (one.word, one.unit) == (word, unit))

    def actor(self, word: str, unit: str = "") -> Actor:
        actor = self.who(word, unit).actor
        assert actor is not None
        return actor

    def thing(self, kind: str, pk: Any, unit: str = "") -> None:
        self.things.setdefault(kind, []).append(Thing((pk,), unit))


@cache
def content_of(unit: str) -> bytes:
    book = load_workbook(io.BytesIO(workbook_of(county(), unit)))
    if unit == A:
        plant(
            book,
            *(_who_must_move(word) for word in ("personnel_bureau", "organisation_department")),
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _who_must_move(authority: str) -> str:
    """The citizen id of the first of unit A who must exchange, under an authority."""
    verdicts = screen(county(), load_policy("county-2004")).of
    return next(
        person.id
        for person in county().people_of[A]
        if person.authority.value == authority and verdicts[person.id].verdict == "must_exchange"
    )


def make_world() -> World:
    """Make the county; every act in it is the act of the office whose act it is."""
    campaign = make_campaign()
    named = make_units(county().units)
    units = {letter: named[name] for letter, name in zip("ABCDEF", (A, B, C, D, E, F), strict=True)}
    world = World(campaign, units, _people(units))
    _sign_in(world.people)
    _accounts(world)
    _organisation(world)
    _tasks(world)
    _returns(world)
    _corrections(world)
    _screening(world)
    _deliberation(world)
    _procedure(world)
    _transfer(world)
    plant_meeting(world)
    plant_reviews(world)
    _jobs(world)
    _rest(world)
    return world


def _people(units: dict[str, Unit]) -> list[Who]:
    found = [Who(word, "", make_actor(office)) for word, office in COUNTY.items()]
    for letter, unit in units.items():
        found += [Who(w, letter, make_actor(office, unit)) for w, office in OF_UNITS.items()]
    with writing():
        nobody = User(username="nobody", name="无岗位")
        nobody.set_password(PASSWORD)
        nobody.save()
    return [*found, Who("nobody", "", Actor(user=nobody)), Who("anonymous", "", None)]


def _sign_in(people: list[Who]) -> None:
    for one in people:
        if one.actor is not None and one.actor.user is not None:
            one.client.force_login(one.actor.user, backend=BACKEND)
            session = one.client.session
            session[BEGUN] = session[LAST_SEEN] = int(time.time())
            session.save()


def _accounts(world: World) -> None:
    officer = world.actor("hr", "A")
    with writing():
        Invitation.objects.create(
            user=world.actor("nobody").user,
            digest=digest_of(TOKEN),
            made_at=clock.now(),
            expires_at=clock.now() + timedelta(days=1),
        )
        User.objects.filter(pk=officer.user.pk).update(phone=SAID["officer_phone"])
        draft = Draft.objects.create(
            user=officer.user, holding=officer.holding, path="/", fields={}, saved_at=clock.now()
        )
        off = User.objects.create(username="away", name="停用", password="!", is_active=False)
    world.thing("draft", draft.pk, "A")
    world.thing("account", officer.user.pk)
    world.thing("account off", off.pk)
    world.thing("holding", officer.holding.pk)
    world.things["token"] = [Thing((TOKEN,))]


def _organisation(world: World) -> None:
    world.thing("unit", world.units["A"].pk)
    from lungang.platform.organisation.actions import add_section

    add_section(
        world.actor("est"), world.units["C"].pk, name="审计股", deputy="", day=clock.today()
    )
    world.thing("section", SectionVersion.objects.get().section_id)


def _tasks(world: World) -> None:
    due = clock.now() + timedelta(days=9)
    keys = [unit.pk for unit in world.units.values()]
    core.give_task(world.actor("per"), world.campaign.pk, "rosters", keys, due)
    world.thing("task", world.campaign.tasks.get(unit=world.units["E"]).pk, "E")
    world.units["G"] = make_unit("县新设局")  # owes nothing yet


OWN_WORK = "tests.personal"


@kind_of_job(OWN_WORK)
def _own_work(running: Running) -> None:
    """Long work of an office's own, of which others know nothing."""


def _returns(world: World) -> None:
    org, per, officer = world.actor("org"), world.actor("per"), world.actor("hr", "A")
    first = rosters.upload(officer, world.campaign, "国土局.xlsx", content_of(A))
    rosters.submit(officer, first.pk, warnings_seen=True, remark=SAID["remark"])
    row = first.rows.filter(table="roster", authority=org.authority).first()
    rosters.return_(org, first.pk, "重填", {row.pk: SAID["return_row"]})
    again = rosters.reopen(officer, first.pk)
    rosters.submit(officer, again.pk, warnings_seen=True)
    rosters.accept_all_mine(org, again.pk)
    rosters.accept_all_mine(per, again.pk)
    other = rosters.upload(world.actor("hr", "B"), world.campaign, "教委.xlsx", content_of(B))
    rosters.submit(world.actor("hr", "B"), other.pk, warnings_seen=True)
    rosters.accept_all_mine(org, other.pk)
    rosters.accept_all_mine(per, other.pk)
    world.things["unit drafting"] = [Thing((), "C")]
    world.things["unit fresh"] = [Thing((), "F")]
    states = {"C": ReturnState.DRAFT, "D": ReturnState.SUBMITTED, "E": ReturnState.SUBMITTED}
    made = {
        letter: make_return(world.campaign, world.units[letter], content_of(name), states[letter])
        for letter, name in (("C", C), ("D", D), ("E", E))
    }
    with writing():  # as the acts would leave them that these returns were not made by
        for letter, state in (("C", "begun"), ("D", "submitted"), ("E", "submitted")):
            world.campaign.tasks.filter(unit=world.units[letter]).update(state=state)
    rosters.return_(per, made["E"].pk, SAID["return"], {})
    for letter, sent in (("A", first), ("A", again), ("B", other), *made.items()):
        sent.refresh_from_db()
        world.thing(f"return {sent.state}", sent.pk, letter)
        if sent.state == ReturnState.ACCEPTED:
            world.thing("return accepted A" if letter == "A" else "return at rest", sent.pk, letter)
        _rows(world, sent, letter)


def _rows(world: World, sent: Return, letter: str) -> None:
    for word in ("org", "per"):
        mine = sent.rows.filter(table="roster", authority=world.actor(word).authority).first()
        if mine is not None:
            world.thing(f"row {sent.state}", mine.pk, letter)
            world.thing(f"row {sent.state} {word}", mine.pk, letter)
    for kind in ("kin", "wish"):
        if (found := sent.rows.filter(table=kind).first()) is not None:
            world.thing(f"{kind} {sent.state}", found.pk, letter)


def person_of(world: World, word: str) -> Row:
    """The canaried person of unit A under a section's authority, in the accepted return."""
    rows = Row.objects.filter(
        roster_return__unit=world.units["A"], roster_return__state="accepted", table="roster"
    )
    name = CELLS["name"] if word == "per" else CELLS["name_org"]
    return rows.get(name=name)


def _corrections(world: World) -> None:
    officer = world.actor("hr", "A")
    for word in ("org", "per"):
        made = rosters.ask_correction(
            officer, person_of(world, word).pk, {"native_place": SAID["corrected"]},
            SAID[f"correction_{word}"],
        )  # fmt: skip
        world.things[f"correction {word}"] = [Thing((made.pk,), "A")]
    rosters.reveal_id(officer, world.campaign, person_of(world, "per").pk, SAID["reveal"])


def _screening(world: World) -> None:
    core.open_step(world.actor("group"), world.campaign.pk, "screening")
    campaign, per, group = world.campaign, world.actor("per"), world.actor("group")
    screening.run_screening(per, campaign)
    run = screening.run_screening(world.actor("org"), campaign)
    must = Result.objects.filter(run=run, verdict__in=["must_exchange", "must_rotate"])
    free = run.results.exclude(verdict__in=["must_exchange", "must_rotate"]).filter(
        unit=world.units["A"]
    )
    world.thing("result free", free.first().pk, "A")
    screening.ask_opinions(per, campaign, clock.now() + timedelta(days=5))
    own = list(must.filter(unit=world.units["A"]).order_by("pk"))
    officer = world.actor("hr", "A")
    decided = screening.petition(
        officer, campaign, own[0].pk, PetitionKind.EXCLUDE, SAID["petition_decided"]
    )
    screening.refuse(group, campaign, decided.pk, SAID["petition_answer"])
    world.thing("result decided", own[0].pk, "A")
    screening.send_back_pool(group, campaign, _pool(world, 1).pk, SAID["pool_answer"])
    world.thing("pool", _pool(world, 2).pk)
    told = [Answer(own[0].pk, OpinionAnswer.DEFER, SAID["opinion"])]
    screening.give_opinions(officer, campaign, told)
    world.thing("petition hr", campaign.petitions.get(state="asked").pk, "A")
    theirs = must.filter(unit=world.units["B"], authority=per.authority).first()
    asked = screening.petition(per, campaign, theirs.pk, PetitionKind.DEFER, SAID["petition_b"])
    world.thing("petition per", asked.pk, "B")
    _results(world, must)


def _results(world: World, must: Any) -> None:
    """Somebody of each unit and authority who must move, and for whom nothing is asked."""
    asked = world.campaign.petitions.filter(state="asked").values("person_key")
    for letter in "AB":
        for word in ("org", "per"):
            one = must.filter(unit=world.units[letter], authority=world.actor(word).authority)
            if (result := one.exclude(person_key__in=asked).order_by("pk").first()) is not None:
                world.thing(f"result {word}", result.pk, letter)


def _pool(world: World, number: int) -> Pool:
    """A pool as the personnel section sends it when the rosters of all units are in."""
    now = standing(world.campaign)
    with writing():
        return Pool.objects.create(
            campaign=world.campaign, run=now.run, number=number, digest=now.digest,
            people=frozen(now.people), proposed_at=clock.now(),
            proposed_by=world.actor("per").holding,
        )  # fmt: skip


def _deliberation(world: World) -> None:
    """Principles as the personnel section sends them, and three who may read the plan."""
    pool = world.campaign.pools.select_related("run").get(number=2)
    with writing():
        row = Principles.objects.create(
            campaign=world.campaign, number=1, text="一、出一进一。", occasion="第三次会议",
            decided_on=date(2004, 12, 13), pool=pool, pack=world.campaign.packs.get(),
            roster_digest=pool.run.roster_digest, digest="a" * 64, proposed_at=clock.now(),
            proposed_by=world.actor("per").holding,
        )  # fmt: skip
    world.thing("principles", row.pk)
    for number, word in enumerate(("group", "org", "per")):
        with writing():
            reader = Reader.objects.create(
                campaign=world.campaign, holding=world.actor(word).holding,
                code=f"青-{number:04}-某", listed_at=clock.now(),
                listed_by=world.actor("group").holding,
            )  # fmt: skip
        _opens_the_door(world.who(word), reader)
    world.thing("reader", reader.pk)
    _plan(world, row)


def _plan(world: World, principles: Principles) -> None:
    """A scenario, an open meeting, and a decided plan that was sent back: as acts leave them."""
    county = deliberation.county_of(world.campaign)
    planner = Planner(
        county.roster, load_policy("county-2004"), seed="七三\n一九", settled=county.settled
    )
    plan, by = planner.plan(), world.actor("per").holding
    content = ScenarioContent(
        title=SAID["scenario"], changes="", pack_text=principles.pack.text,
        seed="七三\n一九", plan=plan,
    )  # fmt: skip
    with writing():
        scenario = Scenario.objects.create(
            campaign=world.campaign, principles=principles, number=1, content=encode(content),
            computed_at=clock.now(), computed_by=by,
        )  # fmt: skip
        meeting = Meeting.objects.create(
            campaign=world.campaign, principles=principles, number=1, held_at=clock.now(),
            place="一会议室", chair=SAID["chair"], present=[SAID["present"]],
            opened_at=clock.now(), opened_by=by,
        )  # fmt: skip
        decided = DecisionContent(plan=plan, digest=content.digest, people=())
        decision = Decision.objects.create(
            campaign=world.campaign, meeting=meeting, scenario=scenario, number=1,
            content=encode(decided), state="sent_back", answer=SAID["plan_answer"],
            first_at=clock.now(), first_by=by,
        )  # fmt: skip
    world.thing("scenario", scenario.pk)
    world.thing("meeting", meeting.pk)
    world.thing("decision", decision.pk)


INQUIRIES = {
    "A": ("sending_opinion", Office.UNIT_HEAD), "B": ("receiving_opinion", Office.UNIT_HEAD),
    "talk": ("talk", Office.PERSONNEL_SECTION), "dis": ("discipline", Office.DISCIPLINE),
    "est": ("establishment", Office.ESTABLISHMENT_OFFICE),
}  # fmt: skip
"""What is asked of whom: a unit by its letter, an office, the section that takes the talk."""


def _procedure(world: World) -> None:
    """Somebody is asked about at every step of the law; the asked offices' doors are open."""
    by = world.actor("per").holding
    for word, (step, office) in INQUIRIES.items():
        unit = world.units[word].pk if word in world.units else None
        content = InquiryContent(
            step=step, person=f"{step:064}", name=SAID["asked"], unit=A, asked="某",
            shown=(("姓名", SAID["asked"]),),
        )  # fmt: skip
        with writing():
            row = Inquiry.objects.create(
                campaign=world.campaign, decision=Decision.objects.get(), matter=f"{step:064}",
                desk=desk_of(world.campaign, office, unit), content=encode(content),
                asked_at=clock.now(), asked_by=by, due_at=clock.now() + timedelta(days=2),
            )  # fmt: skip
        world.thing(f"asked {word}", row.pk, word if unit else "")
    world.things["asked unit"] = [Thing((), "A")]
    for word, letter in (("hr", "A"), ("head", "A"), ("dis", ""), ("est", "")):
        one = world.who(word, letter)
        assert one.actor is not None
        assert one.actor.user is not None
        assert one.actor.holding is not None
        session = one.client.session
        _shows_second_factor(session, one.actor.user.pk)
        session["inquiries_opened"] = (one.actor.holding.pk, clock.now().timestamp())
        session.save()


STATES = {
    "notice": ("per", "A", "F"), "notice org": ("org", "A", "F"),
    "unit_letter": ("per", "A", "F"), "section_letter": ("org", "A", "F"),
    "hand_letter": ("per", "A", "F"), "handover": ("org", "A", "F"), "report": ("per", "F", "A"),
    "arrived": ("per", "A", "F"), "arrived new": ("org", "F", "A"), "settled": ("per", "F", "A"),
}  # fmt: skip
"""People under way: where each stands, under which section, from which unit to which."""


def _transfer(world: World) -> None:
    """The plan read out, and somebody at every step; one with a move that papers are made of."""
    decision, slots = Decision.objects.get(), {}
    plan = decision.opened.plan
    plain = [slot for slot in plan.slots if slot.holder not in CELLS.values()]
    for unit in (A, B):
        slots[unit] = next(slot for slot in plain if slot.unit == unit)
    screened = {row.person_id: row for row in plan.screened}
    person = county().person[slots[A].id]
    move = Move(
        person_id=person.id, name=person.name, from_unit=A, to_unit=F, slot=slots[B].id,
        level=person.level, slot_level=slots[B].level, title_waits=True, nature=person.nature,
        rank=person.rank, practised_specialty=person.practised_specialty,
        slot_specialty=slots[B].practised_specialty, authority=person.authority, cost={},
    )  # fmt: skip
    assert person.id in screened
    there = replace(slots[B], unit=F)
    told = replace(plan, moves=(move,), slots=(slots[A], there))
    content = DecisionContent(plan=told, digest="3" * 64, people=())
    now, by = clock.now(), world.actor("per").holding
    with writing():
        read_out = Decision.objects.create(
            campaign=world.campaign, meeting=decision.meeting, scenario=decision.scenario,
            number=2, content=encode(content), state="sent_back", first_at=now, first_by=by,
        )  # fmt: skip
        meeting = WorkMeeting.objects.create(
            campaign=world.campaign, decision=read_out, digest="3" * 64, held_at=now, place="礼堂",
            notices_due=now - timedelta(minutes=5), letters_due=now + timedelta(hours=4),
            section_due=now + timedelta(hours=5), report_due=now + timedelta(days=4),
            hold_months=6, released_at=now, released_by=by,
        )  # fmt: skip
    key = person_key(person.id)
    authority = person.authority.value
    _repair(world, read_out, key)
    with writing():
        duty = AvoidanceDuty.objects.create(
            campaign=world.campaign, meeting=meeting, person_key="d" * 64, name="某回避",
            authority="personnel_bureau", unit=world.units["A"], unit_name=A,
            clause="回避规定第八条", due_on=clock.today(),
        )  # fmt: skip
    world.thing("duty", duty.pk, "A")
    world.thing("released", meeting.pk)
    world.thing("way", _way(world, meeting, 1, "notice", authority, ("A", "F"), key).pk, "A")
    with writing():
        Holding.objects.filter(pk=world.actor("moved", "A").holding.pk).update(person_id=key)
    for number, (state, (word, old, new)) in enumerate(STATES.items(), 2):
        of = world.actor(word).authority
        row = _way(world, meeting, number, state.split()[0], of.value, (old, new), f"{number:064}")
        world.thing(f"way {state}", row.pk, "A")


def _repair(world: World, decision: Decision, key: str) -> None:
    """Something that came up with somebody after the release, before a repair is computed."""
    told = CaseContent(
        person=key, kind="illness", follows="stay", unit=F, reason=SAID["case"], said_by="某",
        day="2004-12-17",
    )  # fmt: skip
    by = world.actor("per").holding
    with writing():
        row = Repair.objects.create(
            campaign=world.campaign, repairs=decision, number=1, opened_at=clock.now(),
            opened_by=by,
        )  # fmt: skip
        Case.objects.create(
            repair=row, content=encode(told), reported_at=clock.now(), reported_by=by
        )
    world.thing("repair", row.pk)


def _way(
    world: World, meeting: WorkMeeting, number: int, state: str, authority: str,
    ends: tuple[str, str], key: str,
) -> Journey:  # fmt: skip
    old, new = (world.units[letter] for letter in ends)
    with writing():
        return Journey.objects.create(
            campaign=world.campaign, meeting=meeting, number=number, person_key=key,
            name=f"某{number:02}", authority=authority, new_authority=authority, from_unit=old,
            from_name="甲局", to_unit=new, to_name="乙局", state=state, holds=True,
            appointed_on=clock.today() if state == "settled" else None,
        )  # fmt: skip


def _shows_second_factor(session: Any, user: int) -> None:
    session["account_authentication_methods_user"] = str(user)
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time() + 900}]


def _opens_the_door(one: Who, reader: Reader) -> None:
    """Leave the session as the second factor and the door leave it."""
    assert one.actor is not None
    assert one.actor.user is not None
    session = one.client.session
    _shows_second_factor(session, one.actor.user.pk)
    session["sealed_plan_opened"] = (str(reader.pk), clock.now().timestamp())
    session.save()


def _jobs(world: World) -> None:
    world.thing("job per", start(world.actor("per"), OWN_WORK, "某").pk)
    world.thing("job hr", _interrupted(world.actor("hr", "A"), OWN_WORK).pk, "A")
    world.thing("job alone", _interrupted(world.actor("per"), "screening.run").pk)


def _interrupted(actor: Actor, kind: str) -> Job:
    with writing():
        return Job.objects.create(
            kind=kind, title="某", holding=actor.holding, queued_at=clock.now(),
            state="interrupted",
        )  # fmt: skip


def _rest(world: World) -> None:
    for word, office, letter in (("hr", Office.HR_OFFICER, "A"), ("group", "leading_group", "")):
        unit = world.units.get(letter)
        notice = Notice.objects.filter(office=office, unit=unit).first()
        assert notice is not None
        world.thing(f"notice {word}", notice.pk, letter)
    make_checkpoint()
    store(world.actor("hr", "A"), "国土局.xlsx", content_of(A))  # the log has grown since
    world.thing("entry", Entry.objects.order_by("seq").first().seq)
    world.campaign.refresh_from_db()
