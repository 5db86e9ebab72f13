"""What was typed is not lost: not to a new screening, nor to somebody who decided first."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.urls import reverse

from lungang.campaign.screening import actions, queries
from lungang.campaign.screening.pooling import standing
from lungang.campaign.screening.states import PetitionKind
from lungang.platform.accounts.actions.drafts import keep_draft
from lungang.platform.accounts.models import Draft
from lungang.platform.accounts.offices import Office
from tests.factories import make_actor
from tests.forms import form_to, opened, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def screened(county):
    county.screen()
    return county


def first(county):
    results = queries.results_for(county.personnel, county.campaign).order_by("strokes")
    must = results.filter(verdict="must_exchange", authority="personnel_bureau")
    return must.first()


def ask(county):
    return actions.petition(
        county.personnel, county.campaign, first(county).pk, PetitionKind.DEFER, "援建"
    )


def test_a_draft_of_a_petition_is_offered_after_a_new_screening(client, screened):
    old = reverse("screening:ask", args=[first(screened).pk])
    keep_draft(screened.personnel, old, QueryDict("kind=defer&reason=没写完的理由"))
    screened.screen()
    new = reverse("screening:ask", args=[first(screened).pk])
    client.force_login(screened.personnel.user)
    led = client.get(old)
    assert (led.status_code, led.url) == (302, new)
    assert "继续填" in client.get(new).content.decode()
    page = client.get(new, {"draft": "1"})
    assert "没写完的理由" in page.content.decode()
    form = form_to(page, new, new)
    assert form is not None
    assert press(client, form, {"kind": "defer", "reason": "写完了"}).status_code == 302
    assert not Draft.objects.exists()


def test_a_late_decision_keeps_what_was_written(client, screened):
    asked = ask(screened)
    page = reverse("screening:petition", args=[asked.pk])
    client.force_login(screened.group.user)
    form = opened(client, page, f"{page}decide/")
    actions.approve(make_actor(Office.LEADING_GROUP), screened.campaign, asked.pk, "属实")
    answer = press(client, form, {"act": "refuse", "reason": "查无此事"})
    said = answer.content.decode()
    assert answer.status_code == 409
    for words in ("查无此事", "你看到的", "待审", "现在的", "已同意", "属实"):
        assert words in said, words


def test_a_pool_sent_back_too_late_keeps_the_reason(client, screened):
    now = standing(screened.campaign)
    pool = actions.propose_pool(screened.personnel, screened.campaign, now.digest)
    page, back = reverse("screening:pool"), reverse("screening:send_back", args=[pool.pk])
    client.force_login(screened.group.user)
    form = opened(client, page, back)
    other = make_actor(Office.LEADING_GROUP)
    actions.confirm_pool(
        other, screened.campaign, pool.pk, now.digest, without_opinion=now.unanswered
    )
    answer = press(client, form, {"reason": "名单少了一人"})
    said = answer.content.decode()
    assert answer.status_code == 409
    for words in ("你看到的", "待确认", "已确认"):
        assert words in said, words
    again = form_to(answer, page, back)
    assert again is not None
    assert again.values["reason"].strip() == "名单少了一人"
    assert press(client, again, again.values).status_code == 302
