"""Colleagues of the two sections who are not on the list: their office's pages tell them nothing.

They see more than anybody else outside: desk, notices and background work of the very offices that
work the plan out.
"""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from lungang.campaign.deliberation import actions
from lungang.campaign.deliberation.jobs import KIND, TITLE
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.jobs.actions import start
from lungang.platform.jobs.actions.books import claim
from lungang.platform.jobs.execute import execute
from lungang.platform.jobs.models import Job
from lungang.platform.notices.models import Notice
from lungang.platform.notices.queries import notices_for
from tests.campaign.deliberation.room import sign_in
from tests.factories import make_actor

PAGES = (
    "/", "/notices/", "/deliberation/", "/deliberation/principles/", "/deliberation/door/",
    "/deliberation/scenarios/", "/deliberation/meetings/", "/deliberation/decision/",
    "/transfer/", "/transfer/release/", "/transfer/notices/", "/transfer/meeting/",
)  # fmt: skip
NEW = re.compile(rb'nonce="[^"]*"|name="(?:csrfmiddlewaretoken|key)" value="[^"]*"')
OUTSIDE = (Office.ORGANISATION_SECTION, Office.PERSONNEL_SECTION, Office.LEADING_GROUP,
           Office.DISCIPLINE, Office.SUPERVISION, Office.ESTABLISHMENT_OFFICE)  # fmt: skip


def seen_by(actor):
    client = sign_in(Client(), actor)
    found = {}
    for path in PAGES:
        answer = client.get(path)
        found[path] = (answer.status_code, NEW.sub(b"", answer.content))
    return found


@pytest.fixture
def noon(monkeypatch):
    """A clock that stands, so that pages differ by nothing but what they tell."""
    now = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    monkeypatch.setattr(clock, "now", lambda: now)


def test_nothing_of_the_plan_reaches_a_colleague_who_is_not_listed(noon, sitting):
    outside = {office: make_actor(office) for office in OUTSIDE}
    first = {office: seen_by(actor) for office, actor in outside.items()}

    def still_the_same():
        for office, actor in outside.items():
            now = seen_by(actor)
            assert [path for path in PAGES if now[path] != first[office][path]] == [], office

    job = start(
        sitting.personnel, KIND, TITLE, {"campaign": str(sitting.campaign.pk), "title": "乙"}
    )
    assert claim("tests") is not None
    execute(job.pk, Job.objects.get().attempts)
    still_the_same()
    client = sign_in(Client(), outside[Office.PERSONNEL_SECTION])
    assert client.get(f"/jobs/{job.pk}/").status_code == 404
    for verb in ("stop", "restart"):
        assert client.post(f"/jobs/{job.pk}/{verb}/").status_code == 404
    sitting.settle(sitting.scenario)
    decision = sitting.ask(sitting.scenario)
    still_the_same()
    actions.confirm(sitting.organisation, sitting.campaign, decision.pk, decision.opened.digest)
    still_the_same()
    actions.send_back(sitting.organisation, sitting.campaign, decision.pk, "再议")
    still_the_same()


def test_whoever_is_listed_is_told_and_not_by_mail(sitting):
    sitting.settle(sitting.scenario)
    sitting.ask(sitting.scenario)
    subject = "商定的方案要第二人确认"
    assert [row.subject for row in notices_for(sitting.organisation)][:1] == [subject]
    other = make_actor(Office.ORGANISATION_SECTION)
    assert subject not in [row.subject for row in notices_for(other)]
    assert all(row.mailed_at and row.holding_id for row in Notice.objects.filter(subject=subject))
