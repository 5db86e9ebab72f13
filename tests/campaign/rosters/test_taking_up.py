"""An accepted roster goes back for what no correction covers; who is not changed stays accepted."""

from __future__ import annotations

import pytest

from lungang.campaign.core.models import TaskState
from lungang.campaign.rosters import actions
from lungang.errors import NotNow, NotPermitted
from tests.campaign.rosters.desk import Desk


def test_what_was_corrected_and_accepted_stays(desk: Desk) -> None:
    sent = desk.accepted()
    corrected, gone, *_others = sent.rows.filter(table="roster", authority="personnel_bureau")
    asked = actions.ask_correction(desk.officer, corrected.pk, {"remark": "改"}, "笔误")
    with pytest.raises(NotNow, match="先审更正"):
        actions.take_up(desk.personnel, sent.pk, "漏了人")
    actions.approve_correction(desk.personnel, asked.pk)
    with pytest.raises(NotPermitted):
        actions.take_up(desk.officer, sent.pk, "漏了人")
    with pytest.raises(NotNow, match="没有写退回原因"):
        actions.take_up(desk.personnel, sent.pk, " ")
    sent.refresh_from_db()
    assert actions.take_up(desk.personnel, sent.pk, "多了一人").state == "returned"
    desk.task.refresh_from_db()
    assert desk.task.state == TaskState.RETURNED
    draft = actions.reopen(desk.officer, sent.pk)
    assert draft.rows.get(person_key=corrected.person_key).cells["remark"] == "改"
    assert {row.state for row in draft.rows.filter(table="roster")} == {"accepted"}
    actions.remove_row(desk.officer, draft.rows.get(person_key=gone.person_key).pk)
    again = actions.submit(desk.officer, draft.pk, warnings_seen=True)
    assert again.state == "accepted"  # nobody is left to be accepted
    desk.task.refresh_from_db()
    assert desk.task.state == TaskState.ACCEPTED
