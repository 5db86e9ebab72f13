"""The office answers."""

from __future__ import annotations

import pytest

from lungang.platform.accounts.offices import Office
from tests.factories import make_actor, make_campaign

pytestmark = pytest.mark.django_db


def test_workbench(client):
    actor = make_actor(Office.HR_OFFICER)
    make_campaign()
    client.force_login(actor.user)
    page = client.get("/")
    assert page.status_code == 200
    assert actor.name in page.content.decode()


def test_nobody_sees_it_without_signing_in(client):
    assert client.get("/").status_code == 302
