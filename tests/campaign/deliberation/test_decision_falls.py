"""A decided plan falls with the principles that it was made on; a released one holds them."""

from __future__ import annotations

import pytest

from lungang.campaign.deliberation.content import DecisionContent, ScenarioContent
from lungang.campaign.deliberation.desk import waiting
from lungang.campaign.deliberation.models import Decision, Meeting, Scenario
from lungang.campaign.deliberation.queries import decided_principles, scenarios, standing_decision
from lungang.domain.records import encode
from lungang.errors import NotNow
from lungang.platform import clock
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from tests.campaign.deliberation.room import TEXT, sign_in
from tests.campaign.transfer.released import demo_plan


@pytest.fixture(params=["asked", "confirmed", "released"])
def planned(decided, request):
    """A room with a scenario on its principles and a decision made of it."""
    now, principles = clock.now(), decided_principles(decided.campaign)
    plan = demo_plan()
    computed = ScenarioContent(title="某", changes="", pack_text="", seed="", plan=plan)
    content = DecisionContent(plan=plan, digest=computed.digest, people=())
    with writing():
        meeting = Meeting.objects.create(
            campaign=decided.campaign, principles=principles, number=1, held_at=now,
            place="三楼会议室", chair="某", opened_at=now, opened_by=decided.personnel.holding,
        )  # fmt: skip
        scenario = Scenario.objects.create(
            campaign=decided.campaign, principles=principles, number=1,
            content=encode(computed), computed_at=now,
            computed_by=decided.personnel.holding,
        )  # fmt: skip
        second = None if request.param == "asked" else decided.organisation.holding
        decided.decision = Decision.objects.create(
            campaign=decided.campaign, meeting=meeting, scenario=scenario, number=1,
            content=encode(content), state=request.param, first_at=now,
            first_by=decided.personnel.holding, second_by=second,
        )  # fmt: skip
    decided.state = request.param
    return decided


def refused(act):
    with pytest.raises(NotNow, match="已经宣读发布"):
        act()


def test_taken_back_the_decision_falls_unless_it_is_released(planned):
    row = decided_principles(planned.campaign)
    if planned.state == "released":
        refused(lambda: planned.take_back(row))
        assert standing_decision(planned.campaign) == planned.decision
        return
    planned.take_back(row)
    planned.decision.refresh_from_db()
    assert planned.decision.state == "sent_back"
    assert standing_decision(planned.campaign) is None
    lines = Entry.objects.filter(action="deliberation.send_back_principles")
    assert [line.subject_type for line in lines.order_by("seq")] == [
        "deliberation.Meeting", "deliberation.Decision", "deliberation.Principles",
    ]  # fmt: skip
    assert not any("plan" in str(line.details) for line in lines)


def test_the_first_page_tells_of_the_release_and_of_nothing_before(client, planned):
    planned.admit(planned.organisation)
    page = sign_in(client, planned.organisation).get("/deliberation/").content.decode()
    told = [words in page for words in ("名单已经宣读发布", "方案还没有发布", "等两科")]
    assert told == ([True, False, False] if planned.state == "released" else [False, True, True])


def test_the_other_section_s_desk_asks_to_confirm_it(planned):
    for actor in (planned.personnel, planned.organisation):
        planned.admit(actor)
    asked = [item.phrase for item in waiting(planned.organisation, planned.campaign)]
    assert ("确认商定的方案" in asked) == (planned.state == "asked")
    own = [item.phrase for item in waiting(planned.personnel, planned.campaign)]
    assert "确认商定的方案" not in own


def test_others_decided_the_decision_falls_and_the_scenarios_are_not_of_them(planned):
    if planned.state == "released":
        refused(lambda: planned.propose(text=TEXT + "三"))
        return
    new = planned.decide(planned.propose(text=TEXT + "三"))
    assert standing_decision(planned.campaign) is None
    assert not scenarios(new).exists()
