"""Which forms keep what was typed, and that their pages offer it and fill it in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.http import QueryDict
from django.urls import reverse

import lungang
from lungang.campaign.core import actions
from lungang.campaign.core.queries import tasks_for
from lungang.platform import clock
from lungang.platform.accounts.actions.drafts import keep_draft
from lungang.platform.accounts.offices import Office
from tests.factories import make_actor, make_campaign, make_unit

TEMPLATES = {
    path.as_posix().partition("/templates/")[2]: path.read_text(encoding="utf-8")
    for path in Path(lungang.__file__).parent.rglob("templates/**/*.html")
}
KEEPS = {name for name, text in TEMPLATES.items() if "{% keeps_draft %}" in text}


def test_forms_with_long_typing_keep_it_and_no_others():
    assert {
        "deliberation/decided.html", "deliberation/meeting_form.html",
        "deliberation/principles.html", "deliberation/propose.html",
        "deliberation/scenarios.html",
        "core/form.html", "core/give_task.html", "core/settings.html", "core/task.html",
        "organisation/change.html",
        "repairs/release.html", "repairs/repair.html", "repairs/report.html",
        "reviews/ask.html", "reviews/review.html",
        "rosters/accept.html", "rosters/add.html", "rosters/check.html", "rosters/correct.html",
        "rosters/correct_check.html", "rosters/correction.html", "rosters/row.html",
        "screening/ask.html", "screening/petition.html", "screening/pool.html",
        "screening/unit.html", "transfer/duty.html", "transfer/hours.html",
        "transfer/journey.html",
    } == KEEPS  # fmt: skip


@pytest.mark.parametrize("name", sorted(KEEPS))
def test_the_page_of_a_form_that_keeps_offers(name):
    assert "components/draft.html" in TEMPLATES[name]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "field"),
    [("edit", "reason"), ("adopt", "decision"), ("calendar", "reason"), ("give", "note"),
     ("settings", "reason"), ("task", "reason"), ("task", "withdraw-reason")],
)  # fmt: skip
def test_pages_of_the_campaign_fill_it_in(client, address, field):
    section, campaign = make_actor(Office.ORGANISATION_SECTION), make_campaign()
    due = clock.now() + timedelta(days=7)
    actions.give_task(section, campaign.pk, "rosters", [make_unit().pk], due)
    words = [tasks_for(section, campaign)[0].pk] if address == "task" else []
    path = reverse(f"core:{address}", args=words)
    assert keep_draft(section, path, QueryDict(f"{field}=没写完的理由"))
    client.force_login(section.user)
    assert "没写完的理由" not in client.get(path).content.decode()
    page = client.get(path, {"draft": "1"}).content.decode()
    assert "没保存的内容已填回" in page
    assert "没写完的理由" in page
    assert f'name="{field}"' in page
