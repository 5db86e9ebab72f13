"""Duties of avoidance that the plan leaves open: on the desk of the section in charge alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lungang.campaign.core.kinds import desk_items
from lungang.campaign.transfer import actions
from lungang.campaign.transfer.actions.duties import Dealt
from lungang.campaign.transfer.models import AvoidanceDuty
from lungang.campaign.transfer.queries import duties_for
from lungang.errors import InputError, NotNow, NotPermitted
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import SECTION_OF, Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from tests.campaign.transfer.released import Transfer, demo_plan, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def duty(released: Transfer) -> AvoidanceDuty:
    """The one of the demo county: a couple in one organ, whom the plan could not part."""
    return AvoidanceDuty.objects.get()


def in_charge(made: Transfer, duty: AvoidanceDuty) -> Actor:
    return made.county.office(SECTION_OF[duty.authority])


def other_section(made: Transfer, duty: AvoidanceDuty) -> Actor:
    return next(one for one in (made.personnel, made.organisation) if one != in_charge(made, duty))


def settle(made: Transfer, duty: AvoidanceDuty, how: str = "arrange", **said: Any) -> AvoidanceDuty:
    by = said.pop("actor", None) or in_charge(made, duty)
    told = {"day": clock.today(), "paper": "青人〔2026〕30号", "reason": "改任政工室"} | said
    return actions.settle_duty(by, made.campaign, duty.pk, Dealt(how, **told))


def phrases(actor: Actor, made: Transfer) -> list[str]:
    return [one.phrase for one in desk_items(actor, made.campaign)]


def test_before_the_release_nobody_has_it(decided: Transfer) -> None:
    assert not AvoidanceDuty.objects.exists()
    decided.release()
    (of,) = demo_plan().open_duties
    row = AvoidanceDuty.objects.get()
    assert (row.name, row.unit_name, row.clause) == (of.name, of.unit, of.clause)
    assert row.due_on.isoformat() == of.deadline
    assert row.authority == decided.county.rows[of.person_id].authority


def test_it_is_on_the_desk_of_the_section_in_charge_until_dealt_with(
    released: Transfer, duty: AvoidanceDuty
) -> None:
    by, said = in_charge(released, duty), f"安排回避：{duty.name}"
    assert said in phrases(by, released)
    item = next(one for one in desk_items(by, released.campaign) if one.phrase == said)
    assert item.due_at is not None
    assert item.due_at.date() == duty.due_on
    settle(released, duty)
    assert said not in phrases(by, released)
    row = duties_for(by, released.campaign).get()
    assert (row.state, row.paper, row.settled_on) == ("arranged", "青人〔2026〕30号", clock.today())
    assert (row.reason, row.settled_by) == ("改任政工室", by.holding)
    with pytest.raises(NotNow):
        settle(released, duty)


def test_somebody_left_in_place_may_be_arranged_for_later(
    released: Transfer, duty: AvoidanceDuty
) -> None:
    assert settle(released, duty, "stay", reason="没有合适的职位").state == "stays"
    with pytest.raises(NotNow):
        settle(released, duty, "stay")
    assert settle(released, duty, "arrange").state == "arranged"


def test_nobody_else_is_told(released: Transfer, duty: AvoidanceDuty) -> None:
    offices = [
        other_section(released, duty), released.county.group,
        *(released.county.office(one) for one in (
            Office.DISCIPLINE, Office.SUPERVISION, Office.ESTABLISHMENT_OFFICE)),
        *(released.county.office(one, duty.unit_name) for one in (
            Office.HR_OFFICER, Office.UNIT_HEAD)),
    ]  # fmt: skip
    settle(released, duty, "stay", reason="没有合适的职位")
    for actor in offices:
        assert not duties_for(actor, released.campaign).exists()
        assert not [one for one in phrases(actor, released) if duty.name in one]
        client = sign_in(Client(), actor)
        assert client.get(reverse("transfer:duty", args=[duty.pk])).status_code == 404
        assert duty.name not in client.get(reverse("transfer:board")).content.decode()
        with pytest.raises(NotPermitted):
            settle(released, duty, actor=actor)
    assert not Notice.objects.filter(subject__contains=duty.name).exists()
    for entry in Entry.objects.filter(action="transfer.settle_duty"):
        told = f"{entry.summary}{entry.details}{getattr(entry, 'reason', '')}"
        assert duty.name not in told
        assert "合适" not in told


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": None}, {"paper": " "}, {"reason": " "}, {"how": "place"}, {"paper": "文" * 61},
        {"day": "tomorrow"},
    ],
)  # fmt: skip
def test_what_says_nothing_is_refused(
    released: Transfer, duty: AvoidanceDuty, wrong: dict[str, Any]
) -> None:
    if wrong.get("day") == "tomorrow":
        wrong = {"day": clock.today() + timedelta(days=1)}
    with pytest.raises(InputError):
        settle(released, duty, **wrong)
    assert AvoidanceDuty.objects.get().state == "open"


def test_it_is_dealt_with_on_its_page_and_stands_on_the_board(
    released: Transfer, duty: AvoidanceDuty
) -> None:
    by = in_charge(released, duty)
    client, path = sign_in(Client(), by), reverse("transfer:duty", args=[duty.pk])
    page = client.get(path).content.decode()
    assert duty.clause in page
    said = {
        "how": "stay",
        "paper": "会议纪要",
        "day": clock.today().isoformat(),
        "reason": "另行研究",
    }
    bad = client.post(path, said | {"reason": " ", "seen": duty.version})
    assert bad.status_code == 422
    assert "会议纪要" in bad.content.decode()
    assert client.post(path, said | {"seen": duty.version})["Location"] == reverse("transfer:board")
    board = client.get(reverse("transfer:board")).content.decode()
    assert duty.name in board
    assert "仍在原位" in board


def test_the_outcomes_count_them_and_name_nobody_new(
    released: Transfer, duty: AvoidanceDuty
) -> None:
    settle(released, duty)
    with writing():
        released.campaign.__class__.objects.update(step="outcomes")
    client = sign_in(Client(), released.county.group)
    page = client.get(reverse("outcomes:reasons")).content.decode()
    assert "方案没有去向的 1 人，已另行安排 1 人，仍在原位 0 人" in page
