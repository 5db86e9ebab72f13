"""The pages of repairs as people press them, and the story told after the release."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from lungang.campaign.core.kinds import desk_items
from lungang.campaign.deliberation.door import short
from lungang.campaign.repairs.models import Repair
from lungang.campaign.repairs.views import acts
from lungang.campaign.transfer.queries import work_meeting
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.jobs.actions.books import claim
from lungang.platform.jobs.execute import execute
from lungang.platform.jobs.models import Job
from tests.campaign.deliberation.test_readers_and_door import showed_factor
from tests.campaign.repairs.mended import Mending
from tests.campaign.transfer.released import open_sealed, sign_in, somebody
from tests.forms import form_to

pytestmark = pytest.mark.django_db


def inside(actor) -> Client:
    client = sign_in(Client(), actor)
    open_sealed(client, actor)
    showed_factor(client)
    return client


def press(client: Client, page: str, address: str, **data: str):
    """Send a form as the page shows it, with some of it filled in."""
    answer = client.get(page)
    form = form_to(answer, page, address)
    assert form is not None, f"no form to {address} on {page}"
    return client.post(address, form.values | form.hidden | data)


def test_from_the_report_to_what_is_made_known(mending: Mending) -> None:
    journey = mending.redirecting()
    first = inside(mending.transfer.section(journey))
    other = (
        mending.organisation
        if mending.transfer.section(journey) is mending.personnel
        else mending.personnel
    )
    second = inside(other)
    report = reverse("repairs:report")
    person = first.get(reverse("transfer:journey", args=[journey.pk])).content.decode()
    assert f"{report}?person={journey.pk}" in person
    assert first.get(f"{report}?person={journey.pk}").context["form"]["person"].value() == str(
        journey.pk
    )
    answer = press(first, report, report, person=str(journey.pk), kind="illness",
                   reason="住院，有县医院证明", said_by="单位政工人员")  # fmt: skip
    page = reverse("repairs:repair", args=[Repair.objects.get().pk])
    assert answer["Location"] == page
    assert "住院" in second.get(page).content.decode()
    assert press(first, page, f"{page}compute/").status_code == 302
    shown = first.get(page)
    content = Repair.objects.get().opened
    assert len(shown.context["shown"].changed) == content.plan.certificate.total[0]
    assert shown.context["shown"].is_even
    assert short(content.digest) in shown.content.decode()
    assert press(first, page, f"{page}ask/").status_code == 302
    assert form_to(first.get(page), page, f"{page}confirm/") is None
    assert [item.phrase for item in desk_items(other, mending.campaign)].count(
        "确认公布以后的修补"
    ) == 1
    assert press(second, page, f"{page}confirm/").status_code == 302
    known = f"{page}release/"
    said = {
        "how": "notice", "paper": "某人〔2026〕12号", "sure": "1", "place": "",
        "held_at": f"{localtime(clock.now()):%Y-%m-%dT%H:%M}",
        "notices": "", "letters": "", "section": "", "report": "",
        "notices_hours": "2", "letters_hours": "4", "section_hours": "6", "report_hours": "24",
    }  # fmt: skip
    missing = press(second, known, known, **{**said, "paper": ""})
    assert missing.status_code == 422
    assert "没有写文号" in missing.content.decode()
    assert press(second, known, known, **said)["Location"] == reverse("transfer:board")
    assert Repair.objects.get().state == "released"
    again = second.get(known).content.decode()
    assert "不等公布" in again
    board = second.get(reverse("transfer:board")).content.decode()
    assert "已撤销" in board
    assert f"{journey.name}</a>" in board
    begun = mending.standing(meeting=work_meeting(mending.campaign))
    new = second.get(reverse("transfer:journey", args=[begun[0].pk])).content.decode()
    assert f"原定到{begun[0].replaces.to_name}，已撤销" in new
    old = second.get(reverse("transfer:journey", args=[begun[0].replaces_id])).content.decode()
    assert f"改到{begun[0].to_name}" in old
    stays = second.get(reverse("transfer:journey", args=[journey.pk])).content.decode()
    assert f"本人留在{journey.from_name}" in stays
    assert "住院" not in board + new + old + stays
    assert "某人〔2026〕12号" in second.get(reverse("transfer:meeting")).content.decode()
    gone = second.get(reverse("transfer:paper", args=[journey.pk, "section-letter", "docx"]))
    assert gone.status_code == 409
    assert "撤销" in gone.content.decode()


def test_what_is_reported_is_seen_by_the_list_alone(mending: Mending) -> None:
    journey = mending.standing()[0]
    row = mending.report(journey)
    mending.compute()
    for office in (Office.PERSONNEL_SECTION, Office.SUPERVISION, Office.DISCIPLINE):
        client = sign_in(Client(), somebody(office))
        for address in (reverse("repairs:home"), reverse("repairs:repair", args=[row.pk])):
            assert client.get(address).status_code == 404
        board = client.get(reverse("transfer:board")).content.decode()
        assert "公布以后的情况" not in board
        assert not any("修补" in item.phrase for item in desk_items(
            somebody(office), mending.campaign))  # fmt: skip


def test_whoever_has_reported_moves_again_only_when_that_is_said(mending: Mending) -> None:
    journey = mending.standing()[2]
    mending.arrive(*[one for one in mending.standing() if one.pk != journey.pk])
    row = mending.report(journey)
    client = inside(mending.personnel)
    page = reverse("repairs:repair", args=[row.pk])
    refused = press(client, page, f"{page}compute/")
    assert refused.status_code == 422
    assert "已报到的人都不动，就没有方案" in refused.content.decode()
    form = form_to(refused, page, f"{page}compute/")
    assert form.hidden["again"] == "1"
    assert client.post(f"{page}compute/", form.values | form.hidden).status_code == 302
    assert "已报到，再动" in client.get(page).content.decode()


def test_a_case_is_taken_back_on_the_page_with_its_reason(mending: Mending) -> None:
    journey = mending.standing()[0]
    row = mending.report(journey)
    section = mending.transfer.section(journey)
    other = mending.organisation if section == mending.personnel else mending.personnel
    page = reverse("repairs:repair", args=[row.pk])
    back = f"{page}withdraw/"
    assert form_to(inside(other).get(page), page, back) is None
    client = inside(section)
    missing = press(client, page, back, case=str(row.cases.get().pk))
    assert missing.status_code == 422
    assert "没有写撤回的原因" in missing.content.decode()
    form = form_to(client.get(page), page, back)
    said = form.values | form.hidden | {"case": str(row.cases.get().pk), "reason": "本人又表示服从"}
    for _again in range(2):
        assert client.post(back, said)["Location"] == page
    assert inside(other).post(back, said).status_code == 404
    shown = client.get(page).content.decode()
    assert "本人又表示服从" in shown
    assert "已撤回的" in shown
    assert form_to(client.get(page), page, back) is None


def conflicting(mending: Mending):
    """A case that leaves no plan while whoever has reported is kept, and whom that names."""
    journey = mending.standing()[2]
    there = [one for one in mending.standing() if one.pk != journey.pk]
    mending.arrive(*there)
    return mending.report(journey), [journey, *there]


def worked_off() -> Job:
    """Do the job that waits."""
    job = claim("tests")
    assert job is not None
    execute(job.pk, job.attempts)
    job.refresh_from_db()
    return job


def test_of_a_large_county_too_those_who_reported_may_move_again(
    mending: Mending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "LARGE", 0)
    row, people = conflicting(mending)
    client = inside(mending.personnel)
    page = reverse("repairs:repair", args=[row.pk])
    assert press(client, page, f"{page}compute/").status_code == 302
    assert form_to(client.get(page), page, f"{page}compute/").hidden.get("again") is None
    job = worked_off()
    assert job.state == "failed"
    assert not any(one.name in job.message for one in people), "the plan is not in the job's words"
    for actor in (mending.personnel, mending.organisation):
        shown = inside(actor).get(page)
        assert shown.status_code == 200
        assert "已报到的人都不动，就没有方案" in shown.content.decode()
        form = form_to(shown, page, f"{page}compute/")
        assert form.hidden["again"] == "1"
    form = form_to(client.get(page), page, f"{page}compute/")
    assert client.post(f"{page}compute/", form.values | form.hidden).status_code == 302
    assert worked_off().state == "done"
    made = client.get(page).content.decode()
    assert "已报到，再动" in made
    assert "就没有方案" not in made


def test_what_a_job_found_is_not_held_against_other_cases(
    mending: Mending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "LARGE", 0)
    row, people = conflicting(mending)
    client = inside(mending.personnel)
    page = reverse("repairs:repair", args=[row.pk])
    press(client, page, f"{page}compute/")
    worked_off()
    assert "就没有方案" in client.get(page).content.decode()
    mending.report(people[1])
    assert "就没有方案" not in client.get(page).content.decode()
    assert form_to(client.get(page), page, f"{page}compute/").hidden.get("again") is None


def test_a_stale_repair_says_what_changed(mending: Mending) -> None:
    row = mending.report(mending.standing()[1])
    mending.compute()
    mending.ask()
    goes = next(one for one in mending.standing() if one.person_key in mending.row.known("changed"))
    client = inside(mending.organisation)
    page = reverse("repairs:repair", args=[row.pk])
    form = form_to(client.get(page), page, f"{page}confirm/")
    mending.transfer.bring_to(goes, "report")
    refused = client.post(f"{page}confirm/", form.hidden)
    assert refused.status_code == 409
    assert goes.name in refused.content.decode()
    assert f"已报到{goes.to_name}" in refused.content.decode()
    assert form_to(client.get(page), page, f"{page}confirm/") is None
    answer = press(client, page, f"{page}send-back/", reason="有人已报到")
    assert answer.status_code == 302
    assert "有人已报到" in client.get(page).content.decode()


def test_what_cannot_be_taken_back_asks_for_the_second_factor_anew(mending: Mending) -> None:
    row = mending.report(mending.standing()[0])
    mending.compute()
    page = reverse("repairs:repair", args=[row.pk])
    client = sign_in(Client(), mending.personnel)
    open_sealed(client, mending.personnel)  # the door is open, for hours perhaps
    assert press(client, page, f"{page}ask/")["Location"].startswith("/accounts/")
    assert mending.row.state == "computed"
    mending.ask()
    mending.confirm()
    known = f"{page}release/"
    asked = press(client, known, known, place="县委三楼会议室", sure="1")["Location"]
    assert asked.startswith("/accounts/")
    assert mending.row.state == "confirmed"
    showed_factor(client)
    again = client.get(f"{known}?draft=1").context["form"]
    assert again["place"].value() == "县委三楼会议室"  # what was typed is there again
