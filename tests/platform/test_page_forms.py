"""A form's key and version: its own space, its own office, and never left out."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from lungang.campaign.core.actions import open_step
from lungang.errors import NotNow, Stale
from lungang.platform import clock
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import Office
from lungang.platform.accounts.queries import actor_for
from lungang.platform.guard import writing
from lungang.platform.pages import key_for, perform, seen
from tests.factories import LONG_AGO, make_actor, make_campaign

pytestmark = pytest.mark.django_db


def sent(actor, **fields):
    return SimpleNamespace(actor=actor, POST=fields)


def key_used(actor, **fields):
    return perform(sent(actor, **fields), lambda actor, key: key)


def test_no_form_can_use_a_key_of_the_system():
    actor = make_actor(Office.SUPERVISION)
    start = f"form:{actor.user.pk}:{actor.holding.pk}:"
    assert key_used(actor, key="due:1:2:late") == start + "due:1:2:late"
    assert key_used(actor, key="job:1") == start + "job:1"
    assert key_used(actor) is None


def test_a_form_of_another_office_of_the_same_person_is_refused():
    actor = make_actor(Office.SUPERVISION)
    other = make_actor(Office.LEADING_GROUP)
    assert key_used(actor, key=key_for(actor))
    with pytest.raises(NotNow, match="岗位"):
        key_used(actor, key=key_for(other))


@pytest.mark.parametrize("value", ["", "x", "-1", "²", "1" * 10])
def test_a_version_that_cannot_be_read_is_refused(value):
    assert seen(sent(None, seen="3")) == 3
    actor, campaign = make_actor(Office.PERSONNEL_SECTION), make_campaign()
    with pytest.raises(Stale):
        open_step(actor, campaign.pk, "screening", seen=seen(sent(actor, seen=value)))


def test_no_other_office_takes_the_place_of_one_that_ended():
    actor = make_actor(Office.SUPERVISION)
    assert actor_for(actor.user, None).office == Office.SUPERVISION  # nothing was chosen
    with writing():
        Holding.objects.create(user=actor.user, office=Office.INSPECTOR, valid_from=LONG_AGO)
        Holding.objects.filter(pk=actor.holding.pk).update(valid_to=clock.today())
    assert actor_for(actor.user, actor.holding.pk).holding is None
