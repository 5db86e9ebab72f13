"""Review: who may ask until when, who answers by when, and that the move goes on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lungang.campaign.core.calendar import Calendar
from lungang.campaign.core.kinds import desk_items
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.reviews import actions
from lungang.campaign.reviews.law import law_on, laws
from lungang.campaign.reviews.models import Review
from lungang.campaign.reviews.paper import reasons_paper
from lungang.campaign.reviews.periods import last_day, period_of, said
from lungang.campaign.reviews.queries import reviews_for
from lungang.errors import InputError, NotNow, NotPermitted
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import SECTION_OF, Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from tests.campaign.repairs.mended import Mending
from tests.campaign.reviews.asked import WANTS, WHY, ask, in_days, moved, told
from tests.campaign.transfer.released import Transfer, sign_in
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


def test_the_law_is_the_one_in_force_on_the_day():
    assert "暂行条例" in law_on(date(2004, 12, 16)).name
    assert law_on(date(2005, 12, 31)) == law_on(date(2004, 12, 16))
    assert law_on(date(2006, 1, 1)).reply_clause == "公务员法第九十一条"
    assert law_on(date(2026, 1, 1)).ask_clause == "公务员法第九十五条"
    assert all((law.ask_days, law.reply_days) == (30, 30) for law in laws())


def test_the_day_it_begins_does_not_count_and_a_day_of_rest_is_not_the_last():
    calendar = Calendar({date(2026, 6, 10): False, date(2026, 6, 11): True})
    assert last_day(calendar, date(2026, 5, 12), 30) == date(2026, 6, 11)
    assert last_day(calendar, date(2026, 5, 11), 30) == date(2026, 6, 11)


def test_the_clock_runs_from_the_letter_in_the_own_hand_and_anew_from_the_removal(
    released: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = released.one()
    assert period_of(journey).until is None
    assert not period_of(journey).is_over
    released.bring_to(journey, "hand")
    first = period_of(journey)
    assert first.since == clock.today()
    assert first.until is not None
    assert first.until >= clock.today() + timedelta(days=30)
    in_days(monkeypatch, 40)
    assert period_of(journey).is_over
    for verb in ("hand_over", "report"):
        released.step(journey, verb, note="住院")
    released.step(journey, "remove")
    again = period_of(journey)
    assert again.since == clock.today()
    assert not again.is_over


def test_the_person_asks_and_the_section_in_charge_answers(released: Transfer) -> None:
    journey = released.one(authority="organisation_department")
    state = journey.state
    person = moved(journey)
    asked = ask(released, journey, person)
    assert (asked.state, asked.on_paper, asked.wants, asked.reason) == ("asked", False, WANTS, WHY)
    day = timezone.localtime(asked.due_at).date()
    assert clock.today() + timedelta(days=30) <= day <= clock.today() + timedelta(days=40)
    notice = Notice.objects.filter(office=SECTION_OF[journey.authority]).first()
    assert notice is not None
    assert notice.path == f"/reviews/{asked.pk}/"
    assert journey.name not in notice.subject + notice.body
    with pytest.raises(NotPermitted):
        actions.answer(released.personnel, released.campaign, asked.pk, "keep", "照原去向")
    done = actions.answer(released.organisation, released.campaign, asked.pk, "keep", "照原去向")
    answered = Notice.objects.get(holding=person.holding)
    assert (answered.path, answered.subject) == (f"/reviews/{asked.pk}/", "复核申请有了答复")
    assert (done.state, done.reply, done.answered_by) == (
        "kept", "照原去向", released.organisation.holding,
    )  # fmt: skip
    journey.refresh_from_db()
    assert journey.state == state, "review stops nothing and moves nobody"
    lines = Entry.objects.filter(action__startswith="reviews.")
    assert [line.action for line in lines.order_by("seq")] == [
        "reviews.ask", "reviews.answer", "reviews.answer",
    ]  # fmt: skip
    assert not any(WHY in str(line.details) or journey.name in line.summary for line in lines)
    with pytest.raises(NotNow):
        actions.answer(released.organisation, released.campaign, asked.pk, "change", "另去")
    with pytest.raises(NotNow, match="只复核一次"):
        ask(released, journey, person)


def test_the_move_goes_on_while_it_is_asked(released: Transfer) -> None:
    journey = released.one()
    ask(released, journey)
    assert released.bring_to(journey, "report").state == "arrived"


def test_nobody_asks_for_another(released: Transfer) -> None:
    journey = released.one(authority="organisation_department")
    namesake = make_actor(Office.PERSON_MOVED, journey.from_unit, journey.name)
    for actor in (namesake, released.old(journey), released.personnel, released.county.group):
        with pytest.raises(NotPermitted):
            ask(released, journey, actor)
    assert not Review.objects.exists()


def test_who_reads_a_request(released: Transfer) -> None:
    journey = released.one(authority="organisation_department")
    person = moved(journey)
    asked = ask(released, journey, person)
    office = released.county.office
    readers = (released.organisation, released.county.group, office(Office.DISCIPLINE), person)
    others = (
        released.personnel, office(Office.SUPERVISION), office(Office.ESTABLISHMENT_OFFICE),
        released.old(journey), released.new(journey),
        moved(released.campaign.journeys.exclude(pk=journey.pk)[0]),
    )  # fmt: skip
    assert all(list(reviews_for(actor, released.campaign)) == [asked] for actor in readers)
    assert all(not reviews_for(actor, released.campaign) for actor in others)


def test_wants_and_reasons_must_be_there(released: Transfer) -> None:
    for wrong in ({"wants": " "}, {"reason": "  "}):
        with pytest.raises(InputError, match="要求和理由"):
            ask(released, released.one(), **wrong)


def test_late_it_is_refused_with_the_day_on_which_it_ended(
    released: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = released.bring_to(released.one(), "hand")
    until = period_of(journey).until
    assert until is not None
    in_days(monkeypatch, 45)
    with pytest.raises(InputError, match=f"{said(until)} 已经止"):
        ask(released, journey)
    asked = ask(released, journey, why_late="住院")
    assert asked.came_late
    section = released.section(journey)
    with pytest.raises(InputError, match=f"{said(until)} 已经止"):
        actions.answer(section, released.campaign, asked.pk, "keep", "照原去向")
    refused = actions.answer(section, released.campaign, asked.pk, "refuse", "没有正当理由")
    assert refused.state == "refused"


def test_late_it_may_be_taken_with_a_reason_on_record(
    released: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = released.bring_to(released.one(), "hand")
    in_days(monkeypatch, 45)
    asked = ask(released, journey, why_late="地震断路")
    section = released.section(journey)
    done = actions.answer(section, released.campaign, asked.pk, "keep", "维持", "断路属实")
    assert (done.state, done.why_taken) == ("kept", "断路属实")


def test_what_came_in_time_is_never_refused_for_its_time(released: Transfer) -> None:
    journey = released.bring_to(released.one(), "hand")
    asked = ask(released, journey, why_late="用不着")
    assert asked.why_late == ""
    with pytest.raises(NotNow, match="没有过期"):
        actions.answer(released.section(journey), released.campaign, asked.pk, "refuse", "不")


def test_on_paper_the_day_on_which_it_came_in_counts(
    released: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = released.bring_to(released.one(), "hand")
    section, came = released.section(journey), clock.today()
    in_days(monkeypatch, 45)
    for wrong in (came - timedelta(days=1), clock.today() + timedelta(days=1)):
        with pytest.raises(InputError, match="以后、今天以前"):
            actions.ask(section, released.campaign, journey.pk, told(received_on=wrong))
    asked = actions.ask(section, released.campaign, journey.pk, told(received_on=came))
    assert (asked.on_paper, asked.received_on, asked.came_late) == (True, came, False)
    assert asked.is_overdue, "its thirty days are over since"


def test_a_late_reply_stays_late(released: Transfer, monkeypatch: pytest.MonkeyPatch) -> None:
    journey = released.one()
    asked = ask(released, journey)
    assert not asked.is_overdue
    in_days(monkeypatch, 60)
    done = actions.answer(released.section(journey), released.campaign, asked.pk, "keep", "维持")
    in_days(monkeypatch, -60)
    assert done.is_overdue


def test_it_is_taken_back_and_asked_anew(released: Transfer) -> None:
    journey = released.one()
    person, section = moved(journey), released.section(journey)
    asked = ask(released, journey, person)
    with pytest.raises(NotPermitted):
        actions.withdraw(section, released.campaign, asked.pk)
    assert actions.withdraw(person, released.campaign, asked.pk).state == "withdrawn"
    with pytest.raises(NotNow):
        actions.answer(section, released.campaign, asked.pk, "keep", "维持")
    written = ask(released, journey, section)
    with pytest.raises(NotPermitted):
        actions.withdraw(released.old(journey), released.campaign, written.pk)
    assert actions.withdraw(section, released.campaign, written.pk).state == "withdrawn"


def test_a_revoked_move_is_neither_kept_nor_asked_about(released: Transfer) -> None:
    mending = Mending(released)
    journey = mending.movable()
    person, section = moved(journey), released.section(journey)
    asked = ask(released, journey, person)
    mending.mend(journey, follows="elsewhere")
    with pytest.raises(NotNow, match="不能答复维持"):
        actions.answer(section, released.campaign, asked.pk, "keep", "照原去向")
    (new,) = mending.standing(person_key=journey.person_key)
    items = desk_items(person, released.campaign)
    assert [item.url for item in items if item.phrase == "看本人的去向和理由"] == [
        f"/transfer/{new.pk}/"
    ]
    assert [item.url for item in items if item.phrase == "不服的，申请复核"] == [
        f"/reviews/of/{new.pk}/"
    ]
    client = sign_in(Client(), person)
    assert client.get(f"/reviews/of/{journey.pk}/reasons.docx").status_code == 404
    assert client.get(f"/reviews/of/{new.pk}/reasons.docx").status_code == 200
    page = sign_in(Client(), section).get(f"/reviews/{asked.pk}/").content.decode()
    assert 'value="keep"' not in page
    assert 'value="change"' in page
    done = actions.answer(section, released.campaign, asked.pk, "change", f"改到{new.to_name}")
    assert done.state == "changed"


def test_a_second_request_written_beside_is_told_so_and_kept(released: Transfer) -> None:
    journey = released.one()
    person = moved(journey)
    client = sign_in(Client(), person)
    address = f"/reviews/of/{journey.pk}/"
    assert client.get(address).status_code == 200
    ask(released, journey, person)
    journey.refresh_from_db()
    said = {"seen": journey.version, "wants": "换个近的单位", "reason": WHY}
    beside = client.post(address, said)
    assert beside.status_code == 422
    page = beside.content.decode()
    assert "已经申请过复核" in page
    assert "换个近的单位" in page


def test_the_list_was_read_out_on_the_day_of_the_meeting_not_of_its_entry(
    decided: Transfer,
) -> None:
    """The meeting may be put on record days after it was held."""
    long_ago = clock.now() - timedelta(days=3)
    with writing():
        Decision.objects.update(first_at=long_ago, second_at=long_ago)
    held = clock.now() - timedelta(days=2)
    decided.release(held_at=held)
    journey, day = decided.one(), timezone.localdate(held)
    with pytest.raises(InputError, match="以后、今天以前"):
        ask(decided, journey, decided.section(journey), received_on=day - timedelta(days=1))
    asked = ask(decided, journey, decided.section(journey), received_on=day)
    assert asked.received_on == day
    assert f"{day.year}年{day.month}月{day.day}日" in repr(reasons_paper(journey).body[-1])


def test_somebody_who_did_not_confirm_the_plan_replies(released: Transfer) -> None:
    """公务员申诉规定: 复核由原承办人以外的人办."""
    journey = released.one()
    section = released.section(journey)
    asked = ask(released, journey)
    colleague = make_actor(section.office, None, "旁科员")
    shown = page_of(section, asked)
    assert "请本科室的旁科员答复" in shown
    assert "答复维持" not in shown
    for outcome in ("keep", "change"):
        with pytest.raises(NotNow, match="旁科员"):
            actions.answer(section, released.campaign, asked.pk, outcome, "照原去向")
    asked.refresh_from_db()
    assert asked.is_open
    assert "答复维持" in page_of(colleague, asked)
    actions.answer(colleague, released.campaign, asked.pk, "keep", "照原去向")
    line = Entry.objects.get(action="reviews.answer", result="done")
    assert "原承办人" not in line.summary
    assert "由确认方案的人答复" not in page_of(colleague, asked)


def test_where_the_section_has_nobody_else_that_is_on_record(released: Transfer) -> None:
    journey = released.one()
    section = released.section(journey)
    asked = ask(released, journey)
    gone = make_actor(section.office, None, "旁科员")
    with writing():
        gone.user.is_active = False
        gone.user.save()
    shown = page_of(section, asked)
    assert "本科室没有原承办人以外的人，由你答复" in shown
    assert "复核由原承办人以外的人办" not in shown
    done = actions.answer(section, released.campaign, asked.pk, "keep", "照原去向")
    assert done.state == "kept"
    line = Entry.objects.get(action="reviews.answer")
    assert "本科室没有原承办人以外的人" in line.summary
    assert "由确认方案的人答复" in page_of(moved(journey), asked)


def page_of(actor: Actor, row: Review) -> str:
    return sign_in(Client(), actor).get(f"/reviews/{row.pk}/").content.decode()
