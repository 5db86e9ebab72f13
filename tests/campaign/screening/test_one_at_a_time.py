"""While the rules run, the pages show how far they are, and nobody starts them a second time."""

from __future__ import annotations

import pytest

from lungang.platform.jobs.actions.books import claim
from lungang.platform.jobs.execute import execute
from lungang.platform.jobs.models import Job, JobState
from tests.forms import forms_on, opened, press, send

START = "/screening/run/"


def page(client, actor, path="/screening/"):
    client.force_login(actor.user)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer


def starts(client, actor):
    """Whether the page of an office has the button that starts a screening."""
    answer = page(client, actor)
    return START in [form.action for form in forms_on(answer, "/screening/")]


@pytest.mark.parametrize("again", [False, True])
def test_the_button_gives_way_to_the_progress(client, county, again):
    if again:
        county.screen()
    assert starts(client, county.personnel)
    form = opened(client, "/screening/", START)
    other = opened(client, "/screening/", START)
    job = press(client, form).url
    for actor in (county.personnel, county.organisation):
        assert not starts(client, actor)
        text = page(client, actor).content.decode()
        assert "还没有筛查" not in text
        assert f"{job}stop/" in text
        assert "等候" in text
    text = page(client, county.group).content.decode()
    assert "还没有筛查" not in text
    assert "正在" in text
    assert "stop/" not in text
    client.force_login(county.personnel.user)
    refused = press(client, other)
    assert refused.status_code == 409
    assert "没有另起一次" in refused.content.decode()
    assert Job.objects.count() == 1
    claimed = claim("w")
    execute(claimed.pk, claimed.attempts)
    assert Job.objects.get().state == JobState.DONE
    assert county.campaign.screenings.count() == 1 + again
    assert starts(client, county.organisation)


def test_the_other_section_stops_what_hangs(client, county):
    client.force_login(county.personnel.user)
    job = send(client, "/screening/", action=START).url
    client.force_login(county.organisation.user)
    assert send(client, "/screening/", action=f"{job}stop/").status_code == 302
    assert Job.objects.get().state == JobState.CANCELLED
    assert starts(client, county.organisation)


def test_the_job_is_named_in_chinese_and_shown_in_the_readers_language(client, county):
    client.force_login(county.personnel.user)
    client.cookies["language"] = "en"
    answer = client.post("/screening/run/")
    job = Job.objects.get()
    assert job.title == "筛查"
    assert "Screening" in client.get(answer.url).content.decode()
