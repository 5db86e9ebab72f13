"""Whom a repair places otherwise is asked about by the law's steps, and papers wait for them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from lungang.campaign.core.kinds import desk_items
from lungang.campaign.deliberation.content import DecisionContent, fingerprint
from lungang.campaign.deliberation.engine import policy_of
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.procedure import actions
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.procedure.queries import in_hand, inquiries_for, taken_back
from lungang.campaign.transfer import actions as transfer
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.numbering import KINDS
from lungang.campaign.transfer.papers import document_of
from lungang.campaign.transfer.showing import board_of, late_units
from lungang.domain.records import encode
from lungang.errors import NotNow, NotPermitted
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from tests.campaign.procedure.asked import NO, YES, Procedure, with_steps
from tests.campaign.repairs.mended import Mending
from tests.campaign.transfer.released import Transfer, demo_plan, open_sealed, sign_in

pytestmark = pytest.mark.django_db
NEW = {"receiving_opinion", "talk", "inspection", "establishment"}
"""Steps that ask about the destination: another one is asked about anew."""
NOTICE = next(kind for kind in KINDS if kind.slug == "notice")


@pytest.fixture
def lawful(waiting: Procedure) -> Procedure:
    """The steps of the law in the pack, and the plan one of that pack: a repair asks for it."""
    with_steps(waiting.campaign)
    scenario = waiting.decision.scenario
    scenario.refresh_from_db()
    scenario.__dict__.pop("opened", None)
    plan = replace(demo_plan(), policy_digest=policy_of(scenario.opened).digest)
    content = DecisionContent(plan=plan, digest=fingerprint(plan), people=())
    with writing():
        Decision.objects.filter(pk=waiting.decision.pk).update(content=encode(content))
    waiting.decision = Decision.objects.get(pk=waiting.decision.pk)
    return waiting


@pytest.fixture
def first(released: Transfer) -> Journey:
    """Whose staying sends another elsewhere."""
    return Mending(released).redirecting()


@pytest.fixture
def sent(released: Transfer, first: Journey) -> Journey:
    """Somebody whom the repair, made known a moment ago, sends elsewhere."""
    mending = Mending(released)
    return mending.standing(meeting=mending.mend(first))[0]


def about(made: Procedure, journey: Journey) -> list[Inquiry]:
    return [row for row in in_hand(made.campaign) if row.opened.person == journey.person_key]


def test_whoever_goes_elsewhere_is_asked_about_anew(asked: Procedure, sent: Journey) -> None:
    rows = about(asked, sent)
    assert {row.opened.step for row in rows} == NEW
    receiving = next(row for row in rows if row.opened.step == "receiving_opinion")
    assert any(sent.to_name in value for _label, value in receiving.opened.shown)
    assert {row.due_at for row in rows} == {sent.meeting.notices_due}
    office = asked.asked(receiving, Office.UNIT_HEAD)
    assert receiving in inquiries_for(office, asked.campaign)
    assert "答复征询" in [one.phrase for one in desk_items(office, asked.campaign)]
    section = asked.section(Office(asked.asked(_of(rows, "talk")).office))
    assert "谈话、考察" in [one.phrase for one in desk_items(section, asked.campaign)]
    # Nothing of the plan as it was first released can be answered otherwise any more.
    changed = {row.person_key for row in asked.campaign.journeys.filter(meeting=sent.meeting)}
    assert {row.opened.person for row in in_hand(asked.campaign)} == changed


def _of(rows: list[Inquiry], step: str) -> Inquiry:
    return next(row for row in rows if row.opened.step == step)


def test_what_was_asked_about_the_former_destination_is_taken_back(
    asked: Procedure, first: Journey, sent: Journey
) -> None:
    back = taken_back(asked.campaign)
    gone = {(row.opened.person, row.opened.step) for row in back}
    assert {step for person, step in gone if person == sent.person_key} == NEW
    assert {step for person, step in gone if person == first.person_key} == {
        *NEW, "sending_opinion", "discipline",
    }  # fmt: skip
    assert {row.void_because for row in back} == {"补充公布改了去向，原来问的收回"}
    section = asked.county.personnel
    client = sign_in(Client(), section)
    open_sealed(client, section)
    page = client.get(reverse("procedure:matrix")).content.decode()
    assert "补充公布时收回的" in page
    assert "新去向的公文不出" in page


def test_no_paper_goes_out_before_everything_is_in(
    asked: Procedure, released: Transfer, sent: Journey
) -> None:
    section = released.section(sent)
    for act in (
        lambda: released.step(sent, "collect"),
        lambda: transfer.number_paper(
            section, released.campaign, sent.pk, "notice", "某〔2026〕1号"
        ),
        lambda: document_of(sent, NOTICE),
    ):
        with pytest.raises(NotNow, match="还没有都办妥"):
            act()
    page = sign_in(Client(), section).get(reverse("transfer:journey", args=[sent.pk]))
    assert "还没有都办妥" in page.content.decode()
    board = board_of(section, released.campaign, sent.meeting)
    turns = {line.journey.pk: line.turn for group in board.groups for line in group.lines}
    assert turns[sent.pk] == "等征询办妥"
    for row in about(asked, sent):
        asked.answer(row)
    assert document_of(sent, NOTICE).people
    assert released.step(sent, "collect").state == "unit_letter"


def test_a_dissent_holds_the_papers_until_it_is_dealt_with(
    asked: Procedure, released: Transfer, sent: Journey
) -> None:
    rows = about(asked, sent)
    for row in rows:
        asked.answer(row, NO if row.opened.step == "receiving_opinion" else YES)
    with pytest.raises(NotNow, match="还没有都办妥"):
        released.step(sent, "collect")
    receiving = _of(rows, "receiving_opinion")
    actions.override(asked.county.group, asked.campaign, receiving.pk, "领导小组研究，工作需要")
    assert released.step(sent, "collect").state == "unit_letter"


def test_what_goes_on_is_not_answered_otherwise(asked: Procedure, sent: Journey) -> None:
    row = _of(about(asked, sent), "establishment")
    asked.answer(row, NO)
    asked.answer(row, YES)
    with pytest.raises(NotNow, match="不再改答"):
        asked.answer(row, NO)


def test_who_was_released_first_is_not_asked_again(
    asked: Procedure, released: Transfer, sent: Journey
) -> None:
    other = released.campaign.journeys.filter(
        meeting__replaces=None, state="notice", revoked_in=None
    ).first()
    assert other is not None
    assert released.step(other, "collect").state == "unit_letter"
    row = next(row for row in asked.rows("discipline") if row.opened.person == other.person_key)
    with pytest.raises(NotPermitted):
        asked.answer(row, NO)


def test_a_unit_is_not_urged_while_the_law_is_waited_for(
    released: Transfer, sent: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing():
        released.campaign.journeys.exclude(pk=sent.pk).update(state="settled")
    monkeypatch.setattr(clock, "now", lambda: sent.meeting.report_due)
    assert late_units(released.section(sent), released.campaign) == {}


def test_another_repair_takes_back_what_the_first_one_asked(
    asked: Procedure, released: Transfer, sent: Journey
) -> None:
    waiting = about(asked, sent)
    Mending(released).mend(sent)
    states = {row.state for row in Inquiry.objects.filter(pk__in=[row.pk for row in waiting])}
    assert states == {"void"}
    assert about(asked, sent) == []


def test_a_repair_under_a_pack_without_steps_asks_nobody(
    waiting: Procedure, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting.confirm()
    made = Transfer(waiting.county, waiting.decision)
    made.release(held_at=clock.now())
    mending = Mending(made)
    one = mending.standing(meeting=mending.mend(mending.redirecting()))[0]
    assert not Inquiry.objects.exists()
    assert made.step(one, "collect").state == "unit_letter"
