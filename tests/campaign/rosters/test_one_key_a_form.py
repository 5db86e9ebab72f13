"""The forms of rows carry one key and one version, whatever the columns of rosters are called."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lungang.campaign.rosters import actions
from tests.campaign.rosters.desk import make_desk
from tests.forms import opened, press, send

pytestmark = pytest.mark.django_db


def signed_in(client, actor):
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_change_to_the_key_post_cell_leaves_the_forms_own_key_alone(client):
    desk = make_desk()
    row = desk.person(desk.upload())
    url = reverse("rosters:row", args=[row.pk])
    form = opened(signed_in(client, desk.officer), url)
    assert form.hidden["key"].startswith(f"{desk.officer.holding.pk}.")
    assert press(client, form, form.values | {"cell-key": "是"}).status_code == 302
    row.refresh_from_db()
    assert row.cells["key"] == "是"
    assert opened(client, url).values["cell-key"] == "是"


def test_a_section_with_everybody_accepted_may_still_send_the_roster_back(client):
    desk = make_desk()
    sent = desk.submitted()
    actions.accept_all_mine(desk.organisation, sent.pk)
    where, url = (reverse(f"rosters:{name}", args=[sent.pk]) for name in ("return", "send-back"))
    signed_in(client, desk.organisation)
    assert send(client, where, {"reason": "漏了一人"}, action=url).status_code == 302
    sent.refresh_from_db()
    assert sent.state == "returned"
