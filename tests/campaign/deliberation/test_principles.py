"""Principles and procedure: sent bound to what they rest on, decided by another, taken back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lungang.campaign.core.actions import open_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.desk import waiting
from lungang.campaign.deliberation.models import Principles
from lungang.campaign.deliberation.principles import bound_now, default_text, moved_since
from lungang.campaign.deliberation.queries import current_principles, decided_principles
from lungang.errors import InputError, NotNow, NotPermitted, Stale
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from tests.campaign.deliberation.room import OCCASION, TEXT, sign_in
from tests.factories import also
from tests.forms import form_to, forms_on

PAGE, PROPOSE = "/deliberation/principles/", "/deliberation/principles/propose/"


def phrases(actor, campaign):
    return [item.phrase for item in waiting(actor, campaign)]


def test_sent_they_are_bound_to_pool_pack_and_facts(room):
    row = room.propose()
    pool = room.campaign.pools.get()
    assert (row.pool, row.pack, row.roster_digest) == (
        pool, room.campaign.packs.get(), pool.run.roster_digest
    )  # fmt: skip
    assert (row.state, row.number, len(row.digest)) == ("proposed", 1, 64)
    assert Notice.objects.filter(office="leading_group", path=PAGE).count() == 1
    other = room.propose(text=TEXT + "三")
    assert other.digest != row.digest  # the words are bound as well
    assert Principles.objects.get(number=1).state == "replaced"


def test_only_the_sections_send_and_only_the_group_decides(room):
    for actor in (room.group, room.witness):
        with pytest.raises(NotPermitted):
            room.propose(actor)
    row = room.propose(room.organisation)
    for actor in (room.personnel, room.organisation, room.witness):
        with pytest.raises(NotPermitted):
            room.decide(row, actor)
        with pytest.raises(NotPermitted):
            room.take_back(row, actor)
    assert room.decide(row).state == "decided"


def test_without_a_true_pool_there_is_nothing_to_send(room):
    from lungang.campaign.screening.actions import send_back_pool

    room.county.change(room.county.roster)
    assert bound_now(room.campaign).pool is None
    with pytest.raises(NotNow, match="重新确认"):
        room.propose()
    send_back_pool(room.group, room.campaign, room.campaign.pools.get().pk, "再核")
    with pytest.raises(NotNow, match="还没有确认"):
        room.propose()


def test_words_and_occasion_are_asked(room):
    with pytest.raises(InputError, match="哪次会议"):
        room.propose(text="  ")


def test_bound_to_what_the_page_showed_or_refused(room):
    with pytest.raises(Stale) as refused:
        room.propose(binding="0" * 64)
    assert refused.value.subject == room.county.campaign
    assert not Principles.objects.exists()


def test_the_very_same_is_not_sent_twice(room):
    room.propose()
    with pytest.raises(NotNow, match="一字不差"):
        room.propose()
    assert Principles.objects.count() == 1


def test_whoever_sent_them_does_not_decide_them(room):
    both = also(room.personnel, Office.LEADING_GROUP)
    row = room.propose()
    with pytest.raises(NotNow, match="另一人"):
        room.decide(row, both)
    assert room.decide(row).decided_by == room.group.holding


def test_what_moved_after_they_were_sent_makes_them_stale_and_says_who(room):
    from lungang.campaign.screening.actions import send_back_pool

    row = room.propose()
    send_back_pool(room.group, room.campaign, room.campaign.pools.get().pk, "再核")
    assert moved_since(row) == ["应交流人员名单换过"]
    with pytest.raises(Stale) as refused:
        room.decide(row)
    assert [line.action for line in refused.value.since] == ["screening.send_back_pool"]
    assert refused.value.since[0].actor_name == room.group.name
    row.refresh_from_db()
    assert row.state == "proposed"


def test_rosters_that_moved_make_them_stale(room):
    row = room.propose()
    room.county.change(room.county.roster)
    with pytest.raises(Stale):
        room.decide(row)


def test_another_digest_than_the_page_showed_is_stale(room):
    from lungang.campaign.deliberation.actions import decide_principles

    row = room.propose()
    with pytest.raises(Stale):
        decide_principles(room.group, room.campaign, row.pk, "0" * 64)


def test_decided_ones_stand_until_the_group_decides_others(decided):
    first = decided_principles(decided.campaign)
    second = decided.propose(text=TEXT + "三")
    assert decided_principles(decided.campaign) == first
    assert current_principles(decided.campaign) == second
    decided.take_back(second)
    assert decided_principles(decided.campaign) == first
    third = decided.decide(decided.propose(text=TEXT + "四"))
    assert decided_principles(decided.campaign) == third
    first.refresh_from_db()
    assert first.state == "replaced"


def test_taken_back_with_a_reason_alone(decided):
    row = decided_principles(decided.campaign)
    with pytest.raises(InputError, match="原因"):
        decided.take_back(row, why=" ")
    taken = decided.take_back(row)
    assert (taken.state, taken.answer) == ("sent_back", "再议")
    assert decided_principles(decided.campaign) is None
    again = decided.propose()
    assert again.number == 2


@pytest.mark.parametrize("state", ["sent_back", "replaced"])
def test_what_is_not_with_the_group_is_not_decided(room, state):
    row = room.propose()
    with writing():
        Principles.objects.update(state=state)
    with pytest.raises(NotNow):
        room.decide(row)
    with pytest.raises(NotNow):
        room.take_back(row)
    row.refresh_from_db()
    assert row.state == state


def test_in_another_step_nothing_is_done(room):
    row = room.propose()
    open_step(room.group, room.campaign.pk, "screening", reason="再看一遍")
    for act in (lambda: room.propose(text="别的"), lambda: room.decide(row)):
        with pytest.raises(NotNow, match="第 6 步筛查"):
            act()


def test_on_record_without_a_word_of_the_reason_in_clear(decided):
    decided.take_back(decided_principles(decided.campaign), why="某人有新情况")
    lines = Entry.objects.filter(action__startswith="deliberation.")
    assert [line.action.partition(".")[2] for line in lines.order_by("seq")] == [
        "propose_principles", "decide_principles", "send_back_principles",
    ]  # fmt: skip
    assert not any("某人" in f"{line.summary}{line.details}" for line in lines)


# ---- on screen --------------------------------------------------------------------------------


def test_the_text_offered_is_the_packs_principles_and_the_procedure(client, room):
    text = default_text(room.campaign)
    assert "1．出一进一：为了保持编制数量和性质的稳定，实行“出一进一”原则。" in text
    assert text.endswith("在交流人员工作会上宣读发布。")
    page = sign_in(client, room.personnel).get(PROPOSE)
    assert "实行“出一进一”原则" in page.content.decode()


def test_a_section_sends_and_the_group_decides_on_screen(client, room):
    page = sign_in(client, room.personnel).get(PROPOSE)
    sent = form_to(page, PROPOSE, PROPOSE)
    data = sent.values | sent.hidden | {"occasion": OCCASION, "decided_on": "2004-12-13"}
    assert client.post(PROPOSE, data).status_code == 302
    row = Principles.objects.get()
    assert "1．出一进一" in row.text
    page = sign_in(client, room.group).get(PAGE)
    decide = reverse("deliberation:decide", args=[row.pk])
    form = form_to(page, PAGE, decide)
    assert client.post(decide, form.values | form.hidden).status_code == 302
    row.refresh_from_db()
    assert row.state == "decided"
    page = client.get(PAGE).content.decode()
    assert row.digest in page
    assert room.campaign.packs.get().digest in page


def test_who_may_not_is_offered_nothing(client, room):
    row = room.propose()
    page = sign_in(client, room.witness).get(PAGE)
    assert page.status_code == 200
    ours = [form for form in forms_on(page, PAGE) if form.action.startswith("/deliberation/")]
    assert not ours
    both = also(room.personnel, Office.LEADING_GROUP)
    page = sign_in(client, both).get(PAGE)
    assert "请领导小组的另一人定" in page.content.decode()
    decide = reverse("deliberation:decide", args=[row.pk])
    assert decide not in {form.action for form in forms_on(page, PAGE)}


def test_without_a_pool_the_page_says_what_is_missing(client, room):
    room.county.change(room.county.roster)
    page = sign_in(client, room.personnel).get(PROPOSE)
    assert "名单要重新送、重新确认" in page.content.decode()
    assert PROPOSE not in {form.action for form in forms_on(page, PROPOSE)}


def test_a_reason_left_out_comes_back_with_words(client, decided):
    row = decided_principles(decided.campaign)
    back = reverse("deliberation:send_back_principles", args=[row.pk])
    sign_in(client, decided.group)
    form = form_to(client.get(PAGE), PAGE, back)
    page = client.post(back, form.values | form.hidden | {"reason": ""})
    assert page.status_code == 422
    assert "请写明退回原因" in page.content.decode()
    assert client.post(back, form.values | form.hidden | {"reason": "再议"}).status_code == 302
    assert "再议" in client.get(PAGE).content.decode()


def test_desks_say_whose_turn_it_is(room):
    campaign = room.campaign
    assert phrases(room.personnel, campaign) == ["送领导小组审定原则和程序"]
    assert phrases(room.group, campaign) == []
    row = room.propose()
    assert phrases(room.personnel, campaign) == []
    assert phrases(room.group, campaign) == ["审定原则和程序"]
    room.decide(row)
    assert phrases(room.group, campaign) == ["列知悉名单"]
    assert phrases(room.organisation, campaign) == ["报本科室的定序数"]
    room.give(room.organisation, "123456")
    assert phrases(room.organisation, campaign) == []
    room.admit(room.personnel)
    assert phrases(room.group, campaign) == []
    room.give(room.personnel, "654321")
    assert phrases(room.personnel, campaign) == ["开联席会议"]
    assert phrases(room.organisation, campaign) == []  # not on the list
    row.refresh_from_db()
    room.take_back(row)
    assert phrases(room.personnel, campaign) == ["重送原则和程序"]
    assert phrases(room.witness, campaign) == []
    with writing():
        Campaign.objects.update(step="transfer")
    assert phrases(room.personnel, room.campaign) == []


def test_the_bar_leads_to_the_step(client, room):
    page = sign_in(client, room.witness).get("/").content.decode()
    assert 'href="/deliberation/"' in page
    start = client.get("/deliberation/").content.decode()
    assert "还没有送领导小组" in start
    room.decide()
    start = client.get("/deliberation/").content.decode()
    assert "第 1 次送审，领导小组已定" in start
    assert "还没有报：组织部干部科、人事局公务员管理科" in start
