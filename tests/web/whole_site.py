"""A site with something on every page, founded as a demonstration is, by the acts of its offices.

``python -m tests.web.whole_site FOLDER`` makes it and leaves in ``FOLDER/whole.json`` the sessions
(one for each office, open) and the numbers of the things that addresses are about.
"""

from __future__ import annotations

import io
import json
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from lungang.demo import make_county
from lungang.domain.roster import Roster

UNITS = 14
"""Ten report, of which three wait and one is sent back; four have not begun."""
NAME = "whole.json"
PASSWORD = "correct horse battery staple"
TOKEN = "a-link-for-the-tests"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def part(roster: Roster) -> Roster:
    """The first units of the county, with the kin among them."""
    units = {unit.name for unit in roster.units[:UNITS]}
    people = tuple(person for person in roster.people if person.unit in units)
    ids = {person.id for person in people}
    return replace(
        roster,
        units=roster.units[:UNITS],
        people=people,
        sections=tuple(row for row in roster.sections if row.unit in units),
        kinships=tuple(k for k in roster.kinships if {k.person_id, k.relative_id} <= ids),
        wishes=tuple(w for w in roster.wishes if w.person_id in ids and w.unit in units),
    )


def make(folder: Path) -> None:
    from lungang.config import demo_site, running

    roster = part(make_county())
    demo_site.make_site(folder, roster, lambda _words: None)
    running.collect_static()
    things = _furnish(roster)
    (folder / NAME).write_text(json.dumps({"things": things, "sessions": _sessions()}))


def _furnish(roster: Roster) -> dict[str, Any]:
    things: dict[str, Any] = {}
    for furnish in (
        _rosters,
        _campaign,
        _screening,
        _jobs,
        _people,
        _units,
        _deliberation,
        _table,
        _log,
    ):
        things |= furnish(roster)
    return things


def holder(office: str, unit: int | None = None) -> Any:
    from lungang.platform.accounts.actor import Actor
    from lungang.platform.accounts.models import Holding

    found = Holding.objects.filter(office=office, unit=unit) if unit else Holding.objects.filter(
        office=office
    ).order_by("pk")  # fmt: skip
    row = found.select_related("user", "unit")[0]
    return Actor(row.user, row)


def _faulty(roster: Roster, unit: str) -> bytes:
    """Two cells wrong: a sex that the id contradicts, and a nature left out."""
    from openpyxl import load_workbook

    from lungang.config.demo_rosters import workbook

    book = load_workbook(io.BytesIO(workbook(roster, unit)))
    sheet = book["花名册"]
    heads = {str(cell.value).rstrip("*"): cell.column for cell in sheet[1]}
    sex = sheet.cell(3, heads["性别"])
    sex.value = "女" if sex.value == "男" else "男"
    sheet.cell(3, heads["编制性质"]).value = None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rosters(roster: Roster) -> dict[str, Any]:
    from lungang.campaign.core.models import Campaign
    from lungang.campaign.rosters import actions
    from lungang.campaign.rosters.models import Return
    from lungang.platform.accounts.models import Holding

    campaign = Campaign.objects.get()
    officers = list(Holding.objects.filter(office="hr_officer").order_by("unit"))
    late = officers[-1]
    name = roster.units[UNITS - 1].name
    draft = actions.upload(
        holder("hr_officer", late.unit_id), campaign, f"{name}.xlsx", _faulty(roster, name)
    )
    by_state = {sent.state: sent for sent in Return.objects.order_by("-pk")}
    accepted = by_state["accepted"]
    person = accepted.rows.filter(table="roster", authority="personnel_bureau").first()
    officer = holder("hr_officer", accepted.unit_id)
    texts = {"native_place": "青榆县城关镇"}
    correction = actions.ask_correction(officer, person.pk, texts, "籍贯照户口簿改。")
    actions.reveal_id(officer, campaign, person.pk, "与本人档案核对号码。")
    again = actions.reopen(
        holder("hr_officer", by_state["returned"].unit_id), by_state["returned"].pk
    )
    return {
        "empty": f"hr_officer_{officers[-2].unit_id}",
        "draft": [f"hr_officer_{late.unit_id}", str(draft.pk)],
        "draft_new": [f"hr_officer_{late.unit_id}", str(draft.pk), "roster"],
        "draft_row": str(draft.rows.filter(table="roster").first().pk),
        "again": [f"hr_officer_{again.unit_id}", str(again.pk)],
        "submitted": [f"hr_officer_{by_state['submitted'].unit_id}", str(by_state["submitted"].pk)],
        "accepted": [f"hr_officer_{accepted.unit_id}", str(accepted.pk)],
        "person": str(person.pk),
        "other_person": str(
            accepted.rows.filter(table="roster").exclude(pk=person.pk).first().pk
        ),
        "correction": str(correction.pk),
        "file": str(accepted.file_id),
    }  # fmt: skip


def _campaign(roster: Roster) -> dict[str, Any]:
    from lungang.campaign.core import actions
    from lungang.campaign.core.models import Campaign

    campaign = Campaign.objects.get()
    actions.open_step(
        holder("organisation_section"), campaign.pk, "screening", reason="花名册大多已接收"
    )
    return {"task": str(campaign.tasks.filter(state="open").first().pk)}


def _screening(roster: Roster) -> dict[str, Any]:
    from lungang.campaign.core.models import Campaign
    from lungang.campaign.screening import actions
    from lungang.campaign.screening.models import Result
    from lungang.campaign.screening.states import PetitionKind
    from lungang.platform import clock

    campaign = Campaign.objects.get()
    section = holder("personnel_section")
    actions.run_screening(section, campaign)
    run = actions.run_screening(holder("organisation_section"), campaign)
    actions.ask_opinions(section, campaign, clock.now() + timedelta(days=5))
    must = Result.objects.filter(run=run, verdict__in=["must_exchange", "must_rotate"])
    mine = must.filter(authority="personnel_bureau").order_by("pk")
    asked = actions.petition(
        holder("hr_officer", mine[0].unit_id), campaign, mine[0].pk, PetitionKind.DEFER,
        "正在住院，出院后再交流。",
    )  # fmt: skip
    decided = actions.petition(
        section, campaign, mine[1].pk, PetitionKind.EXCLUDE, "明年三月到龄退休。"
    )
    actions.approve(holder("leading_group"), campaign, decided.pk, "情况属实。")
    return {
        "result": str(mine[2].pk),
        "of_unit": f"hr_officer_{mine[0].unit_id}",
        "asked": str(asked.pk),
        "decided": str(decided.pk),
    }


def _deliberation(roster: Roster) -> dict[str, Any]:
    """Principles with the group, and two who may read: as the acts leave them in their step."""
    from datetime import date

    from lungang.campaign.core.models import Campaign
    from lungang.campaign.deliberation.models import Principles, Reader
    from lungang.campaign.deliberation.principles import default_text
    from lungang.campaign.screening.models import Pool
    from lungang.campaign.screening.pooling import frozen, standing
    from lungang.platform import clock
    from lungang.platform.guard import writing

    campaign, section = Campaign.objects.get(), holder("personnel_section").holding
    group, now = holder("leading_group").holding, standing(Campaign.objects.get())
    with writing():
        pool = Pool.objects.create(
            campaign=campaign, run=now.run, number=1, digest=now.digest, state="replaced",
            people=frozen(now.people), proposed_at=clock.now(), proposed_by=section,
        )  # fmt: skip
        row = Principles.objects.create(
            campaign=campaign, number=1, text=default_text(campaign), pool=pool,
            occasion="领导小组第三次会议", decided_on=date(2004, 12, 13), pack=now.run.pack,
            roster_digest=now.run.roster_digest, digest="5a" * 32, proposed_at=clock.now(),
            proposed_by=section,
        )  # fmt: skip
        for number, office in enumerate(("personnel_section", "leading_group")):
            held = holder(office).holding
            Reader.objects.create(
                campaign=campaign, holding=held, code=f"青-041{number}-{held.user.name[0]}",
                listed_at=clock.now(), listed_by=group,
            )  # fmt: skip
    return {"principles": str(row.pk)}


def _table(roster: Roster) -> dict[str, Any]:
    """A scenario, a meeting over it, and two marks of the meeting, as their acts leave them."""
    from lungang.campaign.core.models import Campaign
    from lungang.campaign.deliberation.content import MarkContent, ScenarioContent
    from lungang.campaign.deliberation.engine import county_of
    from lungang.campaign.deliberation.models import Mark, Meeting, Principles, Scenario
    from lungang.domain.records import encode
    from lungang.exchange import Planner
    from lungang.platform import clock
    from lungang.platform.guard import writing
    from lungang.policy.pack import parse_policy

    campaign, section = Campaign.objects.get(), holder("personnel_section").holding
    principles = Principles.objects.select_related("pack").get()
    county, pack = county_of(campaign), principles.pack
    policy = parse_policy(pack.text.encode(), pack.name)
    plan = Planner(county.roster, policy, seed="七三", settled=county.settled).plan()
    key = {citizen: row.person_key for citizen, row in county.row_of.items()}
    content = ScenarioContent(
        title="照现行规则", changes="", pack_text=pack.text, seed="七三", plan=plan
    )
    with writing():
        scenario = Scenario.objects.create(
            campaign=campaign, principles=principles, number=1, content=encode(content),
            computed_at=clock.now(), computed_by=section,
        )  # fmt: skip
        meeting = Meeting.objects.create(
            campaign=campaign, principles=principles, number=1, held_at=clock.now(),
            place="第二会议室", chair="常务副县长 某", present=["干部科 甲", "公务员管理科 乙"],
            agenda="研究去向", opened_at=clock.now(), opened_by=section,
        )  # fmt: skip
        for number, kind in enumerate(("pin", "decide")[: len(plan.moves)]):
            move = plan.moves[number]
            mark = MarkContent(
                kind=kind, person=key[move.person_id], slot=key[move.slot], reason="会议研究",
                act=kind,
            )  # fmt: skip
            Mark.objects.create(
                meeting=meeting, scenario=scenario, number=number + 1, content=encode(mark),
                made_at=clock.now(), made_by=section,
            )  # fmt: skip
    return {"scenario": str(scenario.pk), "meeting": str(meeting.pk)}


def _jobs(roster: Roster) -> dict[str, Any]:
    from lungang.campaign.core.models import Campaign
    from lungang.platform import clock
    from lungang.platform.guard import writing
    from lungang.platform.jobs.models import Job

    section = holder("personnel_section")
    with writing():
        job = Job.objects.create(
            kind="screening.run", title="按规则筛查", holding=section.holding,
            queued_at=clock.now(), state="interrupted",
            arguments={"campaign": str(Campaign.objects.get().pk)},
        )  # fmt: skip
    return {"job": str(job.pk)}


def _people(roster: Roster) -> dict[str, Any]:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP
    from django.contrib.auth.hashers import make_password

    from lungang.platform import clock
    from lungang.platform.accounts.actions.invitations import invite
    from lungang.platform.accounts.models import Holding, User
    from lungang.platform.guard import writing
    from lungang.platform.notices.models import Notice

    officer = holder("hr_officer")
    guarded = holder("inspector").user
    with writing():
        User.objects.update(password=make_password(PASSWORD))
        invite(officer.user, TOKEN, clock.now())
        TOTP.activate(guarded, SECRET)
        RecoveryCodes.activate(guarded)
    key = Authenticator.objects.create(
        user=guarded, type="webauthn", data={"name": "办公室的钥匙", "credential": {}}
    )
    return {
        "account": officer.user.pk,
        "holding": officer.holding.pk,
        "notice": str(Notice.objects.filter(office="personnel_section").first().pk),
        "key": key.pk,
        "guarded": guarded.username,
        "disabled": Holding.objects.filter(office="unit_head")[0].user_id,
    }


def _units(roster: Roster) -> dict[str, Any]:
    from lungang.platform.organisation.models import SectionVersion

    section = SectionVersion.objects.filter(valid_to=None).first()
    return {"unit": section.section.unit_id, "section": section.section_id}


def _log(roster: Roster) -> dict[str, Any]:
    from lungang.platform.audit.actions.checkpoint import make_checkpoint
    from lungang.platform.audit.models import Entry

    make_checkpoint()
    return {"entry": Entry.objects.filter(action="rosters.ask_correction").first().seq}


def _sessions() -> dict[str, str]:
    """An open session for each account, by its sign-in name."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from lungang.campaign.deliberation.models import Reader
    from lungang.platform import clock
    from lungang.platform.accounts.middleware import BEGUN, HOLDING, IN_DEMO, LAST_SEEN
    from lungang.platform.accounts.models import Holding

    found = {}
    now = int(time.time())
    for row in Holding.objects.select_related("user"):
        session = SessionStore()
        session[SESSION_KEY] = str(row.user_id)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = row.user.get_session_auth_hash()
        session[HOLDING], session[IN_DEMO] = row.pk, True
        session[BEGUN] = session[LAST_SEEN] = now
        session["account_authentication_methods_user"] = str(row.user_id)
        session["account_authentication_methods"] = [
            {"method": "password", "at": now + 900, "reauthenticated": True}
        ]
        reader = Reader.objects.filter(holding=row).first()
        if reader is not None:  # the door before the sealed plan stands open
            session["sealed_plan_opened"] = (str(reader.pk), clock.now().timestamp())
        session.save()
        found[row.user.username] = str(session.session_key)
    return found


if __name__ == "__main__":
    make(Path(sys.argv[1]))
