"""The pages of the inquiries in a real browser: accessible, narrow, zoomed, by keyboard."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore

from lungang.campaign.deliberation.models import Reader
from lungang.campaign.procedure import actions
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.transfer.actions import issue_slip
from lungang.campaign.transfer.slips import why_no_slip
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from tests.campaign.procedure.asked import NO, Procedure
from tests.campaign.transfer.released import Transfer
from tests.factories import make_actor, make_unit
from tests.web.browser import DESK, PHONE, assert_keeps_to_the_house, picture

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def both(page: Any, name: str) -> None:
    picture(page, f"{name}-1440")
    assert_keeps_to_the_house(page)
    page.set_viewport_size(PHONE)
    picture(page, f"{name}-375")
    page.set_viewport_size(DESK)


def opened(visit: Any, actor: Actor, path: str) -> Any:
    """Come to a page with either door open."""
    page = visit(actor, "/notices/")
    (cookie,) = [row for row in page.context.cookies() if "session" in row["name"]]
    session = SessionStore(cookie["value"])
    reader = Reader.objects.filter(holding=actor.holding).first()
    now = clock.now().timestamp()
    session["sealed_plan_opened"] = (str(reader.pk) if reader else "", now)
    session["inquiries_opened"] = (actor.holding.pk, now)
    session.save()
    page.goto(page.url.split("/notices/")[0] + path)
    return page


def test_the_table_and_one_answer(lawful: Procedure, visit) -> None:
    both(opened(visit, lawful.county.personnel, "/procedure/"), "procedure-before")
    lawful.ask()
    rows = {step: lawful.rows(step) for step in ("talk", "discipline", "sending_opinion")}
    for row in rows["sending_opinion"][3:] + rows["discipline"][5:]:
        with writing():
            Inquiry.objects.filter(pk=row.pk).update(
                state="answered", answered_at=clock.now(),
                answer={"consents": True, "words": "", "by": "某", "on": "", "with_whom": ""},
            )  # fmt: skip
    lawful.answer(rows["sending_opinion"][0], NO)
    lawful.answer(rows["sending_opinion"][1], NO)
    actions.override(
        lawful.county.group, lawful.campaign, rows["sending_opinion"][1].pk, "工作需要"
    )
    with writing():
        late = [row.pk for row in rows["discipline"][:2]]
        Inquiry.objects.filter(pk__in=late).update(due_at=clock.now() - timedelta(hours=2))
    both(opened(visit, lawful.county.personnel, "/procedure/"), "procedure-matrix")
    both(opened(visit, lawful.county.organisation, "/deliberation/decision/"), "procedure-decision")
    talk = rows["talk"][0]
    both(opened(visit, lawful.asked(talk), f"/procedure/{talk.pk}/"), "procedure-talk")
    no = rows["sending_opinion"][0]
    both(opened(visit, lawful.county.group, f"/procedure/{no.pk}/"), "procedure-override")


def test_an_office_of_namesakes_alone(lawful: Procedure, visit) -> None:
    name = lawful.decision.opened.plan.moves[0].name
    make_actor(Office.DISCIPLINE, None, name)
    lawful.ask()
    row = next(row for row in lawful.rows("discipline") if row.opened.name == name)
    both(opened(visit, lawful.county.personnel, "/procedure/"), "procedure-namesake")
    both(opened(visit, lawful.county.group, f"/procedure/{row.pk}/"), "procedure-clear")


def test_an_asked_office(asked: Procedure, visit) -> None:
    row = asked.one("receiving_opinion")
    officer = asked.asked(row)
    both(visit(officer, "/"), "procedure-unit-desk")
    both(visit(officer, "/procedure/mine/"), "procedure-door")
    both(opened(visit, officer, "/procedure/mine/"), "procedure-mine")
    both(opened(visit, officer, f"/procedure/mine/{row.pk}/"), "procedure-inquiry")
    both(
        opened(visit, make_actor(Office.HR_OFFICER, make_unit("县闲局")), "/procedure/mine/"),
        "procedure-none",
    )


def test_the_slips(released: Transfer, visit) -> None:
    office = released.county.office(Office.ESTABLISHMENT_OFFICE)
    rows = list(released.campaign.journeys.all())
    for number, row in enumerate(rows[:9], 1):
        issue_slip(office, released.campaign, row.pk, "exit", f"青编出〔2026〕{number}号")
    ready = next(row for row in rows[:9] if not why_no_slip(row, "entry"))
    issue_slip(office, released.campaign, ready.pk, "entry", "青编入〔2026〕1号")
    both(visit(office, "/transfer/slips/"), "procedure-slips")
