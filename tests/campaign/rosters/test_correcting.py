"""An accepted person's change is a correction, with a reason, decided by the person's section."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lungang.campaign.rosters import actions
from lungang.campaign.rosters.facts import county_roster, person_key
from lungang.campaign.rosters.states import CorrectionState
from lungang.errors import InputError, NotNow, NotPermitted, Stale
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.notices.models import Notice
from tests.campaign.rosters.desk import Desk
from tests.factories import also


def test_approved_it_holds_and_the_return_stays_as_sent(desk: Desk) -> None:
    sent = desk.accepted()
    row = desk.person(sent)
    texts = {"practised_specialty": "税务", "name": row.name}
    asked = actions.ask_correction(desk.officer, row.pk, texts, "岗位调整")
    assert set(asked.after) == {"practised_specialty"}
    assert Notice.objects.filter(office="personnel_section", path__contains=str(asked.pk)).exists()
    before = county_roster(desk.campaign)
    actions.approve_correction(desk.personnel, asked.pk, seen=asked.version)
    after = county_roster(desk.campaign)
    key = next(key for key, one in after.row_of.items() if one.pk == row.pk)
    assert before.roster.person[key].practised_specialty != "税务"
    assert after.roster.person[key].practised_specialty == "税务"
    row.refresh_from_db()
    assert row.cells["practised_specialty"] != "税务"
    entry = Entry.objects.get(action="rosters.approve_correction")
    assert "税务" not in str(entry.details)


def test_refused_with_a_reason(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    asked = actions.ask_correction(desk.officer, row.pk, {"remark": "改"}, "笔误")
    with pytest.raises(NotNow, match="不同意的原因"):
        actions.refuse_correction(desk.personnel, asked.pk, " ")
    done = actions.refuse_correction(desk.personnel, asked.pk, "没有依据")
    assert (done.state, done.answer) == (CorrectionState.REFUSED, "没有依据")
    lines = Entry.objects.filter(subject_id=str(asked.pk)).order_by("seq")
    assert [line.reason for line in lines] == ["笔误", "没有依据"]
    for act in (actions.approve_correction, actions.refuse_correction):
        with pytest.raises(NotNow):
            act(desk.personnel, asked.pk, "再审")
    assert county_roster(desk.campaign).roster.people


def test_only_the_section_of_the_person_decides(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    asked = actions.ask_correction(desk.officer, row.pk, {"remark": "改"}, "笔误")
    for actor in (desk.organisation, desk.officer):
        with pytest.raises(NotPermitted):
            actions.approve_correction(actor, asked.pk)
    with pytest.raises(NotPermitted):
        actions.ask_correction(desk.stranger, row.pk, {"remark": "改"}, "笔误")
    with pytest.raises(NotPermitted):
        actions.ask_correction(desk.organisation, row.pk, {"remark": "改"}, "笔误")


def test_what_a_correction_needs(desk: Desk) -> None:
    sent = desk.submitted()
    row = desk.person(sent)
    with pytest.raises(NotNow, match="还没有全部接收"):
        actions.ask_correction(desk.officer, row.pk, {"remark": "改"}, "笔误")
    actions.accept_all_mine(desk.organisation, sent.pk)
    actions.accept_all_mine(desk.personnel, sent.pk)
    row.refresh_from_db()
    with pytest.raises(NotNow, match="没有改动"):
        actions.ask_correction(desk.officer, row.pk, {"name": row.name}, "笔误")
    with pytest.raises(NotNow, match="理由"):
        actions.ask_correction(desk.officer, row.pk, {"remark": "改"}, "")
    with pytest.raises(NotNow, match="会有 1 处错误"):
        actions.ask_correction(desk.officer, row.pk, {"nature": ""}, "笔误")
    asked = actions.ask_correction(desk.officer, row.pk, {"remark": "改"}, "笔误", seen=row.version)
    with pytest.raises(NotNow, match="待审"):
        actions.ask_correction(desk.officer, row.pk, {"remark": "再改"}, "笔误")
    with pytest.raises(Stale):
        actions.approve_correction(desk.personnel, asked.pk, seen=asked.version - 1)


def test_a_corrected_id_is_the_person_from_now_on(desk: Desk) -> None:
    row = desk.person(desk.accepted())
    old = row.cells["id"]
    new = next(i for i in neighbours(old) if i != old)
    asked = actions.ask_correction(desk.officer, row.pk, {"id": new}, "号码抄错")
    actions.approve_correction(desk.personnel, asked.pk)
    row.refresh_from_db()
    assert row.person_key == person_key(new)
    assert set(county_roster(desk.campaign).row_of) & {old, new} == {new}
    assert old not in str(list(Entry.objects.values()))


def neighbours(citizen_id: str) -> list[str]:
    """Ids of the same birth and sex with other serials."""
    from lungang.intake.values import check_digit

    found = []
    for serial in range(1 if int(citizen_id[16]) % 2 else 2, 1000, 2):
        digits = f"{citizen_id[:14]}{serial:03d}"
        found.append(digits + check_digit(digits))
    return found[-3:]


def test_reading_an_id_needs_a_reason_and_is_recorded(desk: Desk) -> None:
    sent = desk.submitted()
    row = desk.person(sent)
    with pytest.raises(InputError, match="没有写理由"):
        actions.reveal_id(desk.personnel, desk.campaign, row.pk, "")
    assert actions.reveal_id(desk.personnel, desk.campaign, row.pk, "核对档案").pk == row.pk
    entry = Entry.objects.get(action="audit.read", result="done")
    assert (entry.reason, entry.actor_office) == ("核对档案", "personnel_section")
    with pytest.raises(NotPermitted):
        actions.reveal_id(desk.stranger, desk.campaign, row.pk, "看看")


@pytest.mark.parametrize("decide", [actions.approve_correction, actions.refuse_correction])
def test_a_correction_is_not_decided_by_who_asked(desk: Desk, decide: Callable[..., Any]) -> None:
    row = desk.person(desk.accepted())
    asked = actions.ask_correction(desk.officer, row.pk, {"remark": "改"}, "笔误")
    with pytest.raises(NotNow, match="不能自己批"):
        decide(also(desk.officer, Office.PERSONNEL_SECTION), asked.pk, "好")
    assert decide(desk.personnel, asked.pk, "好").state != CorrectionState.ASKED
