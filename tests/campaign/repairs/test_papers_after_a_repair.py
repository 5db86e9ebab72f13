"""What becomes of papers and their numbers when a released plan is repaired."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lungang.campaign.core.kinds import desk_items
from lungang.campaign.transfer import actions as transfer
from lungang.campaign.transfer.models import Journey, Paper
from lungang.campaign.transfer.numbering import KINDS, issues_of
from lungang.campaign.transfer.papers import document_of
from lungang.campaign.transfer.queries import work_meeting
from lungang.errors import InputError, NotNow
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from lungang.platform.register.actions import give_word, replace
from tests.campaign.repairs.mended import Mending
from tests.campaign.transfer.released import deadlines, sign_in, somebody

pytestmark = pytest.mark.django_db


def test_papers_are_void_and_issued_anew_under_numbers_of_their_own(mending: Mending) -> None:
    mates, journey = _mates(mending)
    section = mending.transfer.section(journey)
    give_word(_security(), "某调字", section.office)
    for kind in ("notice", "section-letter"):
        mending.transfer.bring_to(journey, "collect") if kind == "section-letter" else None
        transfer.number_paper(section, mending.campaign, journey.pk, kind)
    mate = mates[0]
    paper = issues_of(mate)["notice"].paper
    assert paper is not None
    mending.mend(journey)
    paper.refresh_from_db()
    mate = mending.standing(pk=mate.pk)[0]
    issue = issues_of(mate)["notice"]
    assert (issue.paper, issue.void) == (None, (paper,))
    assert issue.meeting == work_meeting(mending.campaign)
    assert (paper.number.state, bool(paper.number.void_reason)) == ("void", True)
    assert mate.terms == issue.meeting
    phrases = [one.phrase for one in desk_items(section, mending.campaign)]
    assert "重开作废的公文" in phrases
    again = transfer.number_paper(section, mending.campaign, mate.pk, "notice")
    phrases = [one.phrase for one in desk_items(section, mending.campaign)]
    assert "重开作废的公文" not in phrases
    assert again.number.number == paper.number.number + 2
    assert again.number.replaces == paper.number
    journey.refresh_from_db()
    with pytest.raises(NotNow, match="撤销"):
        transfer.number_paper(section, mending.campaign, journey.pk, "notice")
    for kind in KINDS:
        with pytest.raises(NotNow, match="撤销"):
            document_of(journey, kind)
    said = document_of(mate, next(kind for kind in KINDS if kind.slug == "notice"))
    assert journey.name not in repr(said)
    assert mate.name in repr(said)
    assert str(again) in repr(said)


def test_a_repair_voids_the_number_that_stands_and_no_older_one(mending: Mending) -> None:
    mates, journey = _mates(mending)
    section = mending.transfer.section(journey)
    give_word(_security(), "某调字", section.office)
    first = transfer.number_paper(section, mending.campaign, journey.pk, "notice").number
    second = replace(section, first.pk, "日期写错", 2026, "调干通知")
    mending.mend(journey)
    second.refresh_from_db()
    assert second.state == "void"
    mate = mending.standing(pk=mates[0].pk)[0]
    assert issues_of(mate)["notice"].number == ""
    third = transfer.number_paper(section, mending.campaign, mate.pk, "notice").number
    assert third.replaces == second
    gone = issues_of(mate)["notice"].gone
    told = [str(one) for one in (first, second, third)]
    assert [(one.number, one.by) for one in gone] == list(itertools.pairwise(told))


def test_a_number_by_hand_of_a_void_paper_is_not_used_again(mending: Mending) -> None:
    mates, journey = _mates(mending)
    section, number = mending.transfer.section(journey), "某调〔2026〕7号"
    transfer.number_paper(section, mending.campaign, journey.pk, "notice", number)
    mending.mend(journey)
    with pytest.raises(NotNow, match="作废的公文"):
        transfer.number_paper(section, mending.campaign, mates[0].pk, "notice", number)
    transfer.number_paper(section, mending.campaign, mates[0].pk, "notice", "某调〔2026〕8号")
    gone = issues_of(mending.standing(pk=mates[0].pk)[0])["notice"].gone
    assert [(one.number, one.by) for one in gone] == [(number, "某调〔2026〕8号")]


def test_a_slip_made_out_anew_takes_the_place_of_the_void_one(mending: Mending) -> None:
    with writing():
        mending.campaign.work_meetings.update(slips=True)
    office = mending.transfer.county.office(Office.ESTABLISHMENT_OFFICE)
    give_word(_security(), "青编字", office.office)
    journey = mending.redirecting()
    mending.report(journey)
    keys = mending.compute().known("changed")
    for row in mending.standing(person_key__in=keys):
        transfer.issue_slip(office, mending.campaign, row.pk, "exit")
    mending.ask()
    mending.confirm()
    new = next(one for one in mending.standing(meeting=mending.release()) if one.replaces_id)
    transfer.issue_slip(office, mending.campaign, new.pk, "exit")
    issue = issues_of(new)["exit-slip"]
    assert issue.paper is not None
    assert issue.paper.number.replaces == issue.void[0].number


def test_papers_after_a_repair_cite_what_made_it_known(mending: Mending) -> None:
    journey = mending.redirecting()
    meeting = mending.mend(journey)
    day = timezone.localdate(meeting.held_at)
    cited = f"{day.year}年{day.month}月{day.day}日补充公布（某人〔2026〕12号）"
    new = next(
        one for one in mending.standing(meeting=meeting)
        if one.replaces is not None and one.to_unit_id != one.replaces.to_unit_id
    )  # fmt: skip
    for slug in ("notice", "appointment"):
        assert cited in _printed(new, slug)
    # Who leaves a unit was decided by the joint meeting, where the repair changed nobody's leaving.
    anew = issues_of(new)["removal"].meeting == meeting
    assert ("补充公布" in _printed(new, "removal")) == anew
    same = next(one for one in mending.standing() if issues_of(one)["notice"].meeting != meeting)
    assert "补充公布" not in _printed(same, "notice")


def test_what_names_one_person_tells_the_deadlines_that_hold(mending: Mending) -> None:
    mates, journey = _mates(mending)
    mending.report(journey)
    mending.compute()
    mending.ask()
    mending.confirm()
    mending.release(deadlines=deadlines(clock.now() + timedelta(days=20)))
    mate = mending.standing(pk=mates[0].pk)[0]
    due = timezone.localtime(mate.terms.report_due)
    assert issues_of(mate)["section-letter"].meeting != mate.terms
    for slug in ("notice", "section-letter"):
        assert f"{due.month}月{due.day}日" in _printed(mate, slug)


def _printed(journey: Journey, slug: str) -> str:
    return repr(document_of(journey, next(kind for kind in KINDS if kind.slug == slug)))


def _security():
    return somebody(Office.SECURITY_ADMIN)


def _mates(mending: Mending):
    """Somebody whose notice names others who are not touched by the repair, and those others."""
    for journey in mending.standing():
        mates = [
            one
            for one in mending.standing(from_unit=journey.from_unit_id, authority=journey.authority)
            if one.pk != journey.pk
        ]
        if mates:
            return mates, journey
    raise AssertionError("no shared notice in the county")


def test_a_paper_that_says_the_same_holds_on(mending: Mending) -> None:
    mending.report(mending.standing()[0])
    keys = mending.compute().known("changed")
    ends = {one.from_unit_id for one in mending.standing(person_key__in=keys)}
    far = next(one for one in mending.standing() if one.from_unit_id not in ends)
    section = mending.transfer.section(far)
    transfer.number_paper(section, mending.campaign, far.pk, "notice", "某调〔2026〕1号")
    mending.ask()
    mending.confirm()
    mending.release()
    assert issues_of(far)["notice"].number == "某调〔2026〕1号"
    assert Paper.objects.get().revoked_in is None
    far.refresh_from_db()
    assert far.reissued_in is None


def test_it_is_made_known_after_it_was_confirmed_under_a_number_as_documents_have(
    mending: Mending,
) -> None:
    mending.report(mending.standing()[0])
    mending.compute()
    mending.ask()
    mending.confirm()
    with pytest.raises(InputError, match="两人确认以前"):
        mending.release(held_at=mending.row.second_at - timedelta(minutes=2))
    for paper in ("七号文", "某人[2026]12号", "9"):
        with pytest.raises(InputError, match="不像文号"):
            mending.release(paper=paper)
    mending.release()


def test_a_removal_is_each_persons_own_and_stands_when_anothers_move_is_repaired(
    mending: Mending,
) -> None:
    one, other = _two_leaving_one_unit(mending)
    unit = mending.transfer.of_unit(one.from_unit_id)
    removal = next(kind for kind in KINDS if kind.slug == "removal")
    mending.transfer.bring_to(one, "report")
    one.refresh_from_db()
    mending.transfer.step(one, "remove", paper="某任〔2026〕5号")
    assert issues_of(other)["removal"].paper is None
    with pytest.raises(NotNow, match="还没有报到"):
        transfer.number_paper(unit, mending.campaign, other.pk, "removal", "某任〔2026〕5号")
    one.refresh_from_db()
    said = repr(document_of(one, removal))
    assert one.name in said
    assert other.name not in said
    mending.mend(other)
    one.refresh_from_db()
    assert issues_of(one)["removal"].number == "某任〔2026〕5号"


def test_a_paper_that_is_out_without_a_number_is_to_be_recalled(mending: Mending) -> None:
    journey = mending.standing()[0]
    mending.transfer.bring_to(journey, "collect")
    mending.mend(journey)
    client = sign_in(Client(), mending.transfer.section(journey))
    page = client.get(reverse("transfer:journey", args=[journey.pk])).content.decode()
    assert "作废，已发出的收回" in page
    assert "为什么去那里" not in page


def _two_leaving_one_unit(mending: Mending) -> tuple[Journey, Journey]:
    rows = mending.standing()
    for one in rows:
        for other in rows:
            if one.pk != other.pk and one.from_unit_id == other.from_unit_id:
                return one, other
    raise AssertionError("nobody leaves together")
