"""Who may read the plan, the door before it, and the record of who read what."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings as django_settings

from lungang.campaign.deliberation import door
from lungang.campaign.deliberation.codes import new_code
from lungang.campaign.deliberation.models import Reader
from lungang.campaign.deliberation.queries import former_readers, readers, readings
from lungang.errors import NotNow, NotPermitted
from lungang.platform import clock
from lungang.platform.accounts.middleware import HOLDING
from lungang.platform.accounts.offices import Office
from lungang.platform.accounts.step_up import IN_DEMO
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from tests.campaign.deliberation.room import sign_in
from tests.campaign.deliberation.sample import DIGEST
from tests.factories import also, make_actor
from tests.forms import form_to, forms_on
from tests.platform.accounts.signing import give_totp

READERS, READINGS, DOOR, SHUT = (
    "/deliberation/readers/", "/deliberation/readings/", "/deliberation/door/",
    "/deliberation/door/shut/",
)  # fmt: skip


@pytest.fixture
def sealed(room, settings):
    """The office with a sealed page."""
    settings.ROOT_URLCONF = "tests.campaign.deliberation.sample"
    return room


def showed_factor(client):
    """As the second factor leaves a session when it was just shown."""
    import time

    session = client.session
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session.save()


def enter(client, actor, back="/sample/"):
    sign_in(client, actor)
    showed_factor(client)
    return client.post(f"{DOOR}?next={back}")


# ---- the list ---------------------------------------------------------------------------------


def test_the_group_lists_and_each_gets_a_code_of_the_own(room):
    codes = [room.admit(actor).code for actor in (room.personnel, room.organisation, room.witness)]
    county, digits, surname = codes[0].split("-")
    assert (county, surname, len(digits)) == ("青", room.personnel.user.name[0], 4)
    assert len({code.split("-")[1] for code in codes}) == 3
    assert [row.code for row in readers(room.campaign)] == codes


def test_nobody_else_lists_or_removes(room):
    reader = room.admit(room.witness)
    from lungang.campaign.deliberation.actions import remove_reader

    for actor in (room.personnel, room.organisation, room.witness):
        with pytest.raises(NotPermitted):
            room.admit(room.personnel, by=actor)
        with pytest.raises(NotPermitted):
            remove_reader(actor, room.campaign, reader.pk)


@pytest.mark.parametrize(
    "office", [Office.ESTABLISHMENT_OFFICE, Office.HR_OFFICER, Office.SUPERVISION, Office.AUDITOR]
)
def test_other_offices_cannot_be_listed(room, office):
    with pytest.raises(NotNow, match="可以列入的岗位"):
        room.admit(make_actor(office))


def test_nobody_is_on_it_twice(room):
    room.admit(room.personnel)
    with pytest.raises(NotNow, match="已在名单上"):
        room.admit(room.personnel)


def test_a_code_given_once_is_never_another_s(room, monkeypatch):
    from lungang.campaign.deliberation import codes
    from lungang.campaign.deliberation.actions import remove_reader

    monkeypatch.setattr(codes.secrets, "choice", min)
    first = room.admit(room.personnel)
    assert first.code.split("-")[1] == "0000"
    remove_reader(room.group, room.campaign, first.pk)
    assert new_code(room.campaign, room.personnel.user).split("-")[1] == "0001"
    assert room.admit(room.personnel).code != first.code


def test_an_office_that_ends_ends_the_place_on_the_list(client, sealed):
    reader = sealed.admit(sealed.personnel)
    assert enter(client, sealed.personnel).status_code == 302
    assert client.get("/sample/").status_code == 200
    with writing():
        sealed.personnel.holding.valid_to = clock.today()
        sealed.personnel.holding.save()
    assert client.get("/sample/").status_code == 404
    assert not readers(sealed.campaign).exists()
    assert former_readers(sealed.campaign) == [reader]
    page = sign_in(client, sealed.group).get(READERS).content.decode()
    assert "岗位已止" in page


def test_removed_the_door_shuts_at_once_and_stays_shut(client, sealed):
    from lungang.campaign.deliberation.actions import remove_reader

    reader = sealed.admit(sealed.personnel)
    enter(client, sealed.personnel)
    assert client.get("/sample/").status_code == 200
    remove_reader(sealed.group, sealed.campaign, reader.pk)
    assert client.get("/sample/").status_code == 404
    assert client.get(DOOR).status_code == 404
    sealed.admit(sealed.personnel)  # listed again, the door is to be opened again
    assert client.get("/sample/")["Location"].startswith(DOOR)


def test_listed_and_removed_on_screen(client, room):
    sign_in(client, room.group)
    form = form_to(client.get(READERS), READERS, f"{READERS}add/")
    page = client.post(f"{READERS}add/", form.values | form.hidden | {"holding": ""})
    assert page.status_code == 422
    assert "请选一个人" in page.content.decode()
    chosen = {"holding": str(room.personnel.holding.pk)}
    assert client.post(f"{READERS}add/", form.values | form.hidden | chosen).status_code == 302
    reader = Reader.objects.get()
    page = client.get(READERS)
    assert reader.code in page.content.decode()
    remove = f"{READERS}{reader.pk}/remove/"
    form = form_to(page, READERS, remove)
    assert client.post(remove, form.values | form.hidden).status_code == 302
    assert "已不在名单上" in client.get(READERS).content.decode()
    for actor in (room.personnel, room.witness):
        page = sign_in(client, actor).get(READERS)
        assert reader.code in page.content.decode()
        assert not [f for f in forms_on(page, READERS) if f.action.startswith(READERS)]


# ---- the door ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/sample/", "/bare/", DOOR])
def test_who_is_not_on_the_list_finds_nothing(client, sealed, path):
    nowhere = sign_in(client, sealed.personnel).get("/nowhere/")
    page = client.get(path)
    assert page.status_code == 404
    assert page.content == nowhere.content
    assert client.post(SHUT).status_code == 404
    assert not readings(sealed.campaign).exists()


def test_being_on_the_list_in_one_office_opens_nothing_in_another(client, sealed):
    other = also(sealed.personnel, Office.LEADING_GROUP)
    sealed.admit(sealed.personnel)
    enter(client, sealed.personnel)
    assert client.get("/sample/").status_code == 200
    session = client.session
    session[HOLDING] = other.holding.pk
    session.save()
    assert client.get("/sample/").status_code == 404


def test_a_second_factor_is_set_up_first(client, sealed):
    sealed.admit(sealed.personnel)
    sign_in(client, sealed.personnel)
    assert client.get("/sample/")["Location"] == f"{DOOR}?next=%2Fsample%2F"
    page = client.get(DOOR).content.decode()
    assert "还没有设验证器或安全钥匙" in page
    assert client.post(DOOR)["Location"] == "/accounts/second/"
    assert client.get("/sample/").status_code == 302
    assert not readings(sealed.campaign).exists()


def test_the_factor_is_asked_now_and_leads_back_to_the_door(client, sealed):
    sealed.admit(sealed.personnel)
    give_totp(sealed.personnel.user)
    sign_in(client, sealed.personnel)
    page = client.get(f"{DOOR}?next=/sample/")
    assert "核实身份" in page.content.decode()
    asked = client.post(f"{DOOR}?next=/sample/")["Location"]
    assert "/second/again/" in asked
    assert asked.endswith("%3Fnext%3D%2Fsample%2F")
    showed_factor(client)
    assert client.post(f"{DOOR}?next=/sample/")["Location"] == "/sample/"
    assert client.get("/sample/").status_code == 200


def test_shown_longer_ago_it_is_asked_again(client, sealed):
    import time

    sealed.admit(sealed.personnel)
    give_totp(sealed.personnel.user)
    sign_in(client, sealed.personnel)
    showed_factor(client)
    session = client.session
    old = time.time() - django_settings.ACCOUNT_REAUTHENTICATION_TIMEOUT - 1
    session["account_authentication_methods"] = [{"method": "mfa", "at": old}]
    session.save()
    assert "/second/again/" in client.post(DOOR)["Location"]


def test_in_the_demonstration_a_button_is_enough(client, sealed, settings):
    sealed.admit(sealed.personnel)
    sign_in(client, sealed.personnel)
    session = client.session
    session[IN_DEMO] = True
    session.save()
    assert client.post(DOOR)["Location"] == "/accounts/second/"  # only where the site is one
    settings.SITE = replace(settings.SITE, demo=True)
    assert client.post(f"{DOOR}?next=/sample/")["Location"] == "/sample/"
    assert client.get("/sample/").status_code == 200


def test_opened_the_session_has_another_key(client, sealed):
    sealed.admit(sealed.personnel)
    sign_in(client, sealed.personnel)
    showed_factor(client)
    before = client.cookies["sessionid"].value
    client.post(DOOR)
    assert client.cookies["sessionid"].value != before
    client.cookies["sessionid"] = before
    assert client.get("/sample/")["Location"].startswith("/accounts/")  # the old one is nobody's


def test_after_four_hours_it_is_shut(client, sealed, monkeypatch):
    sealed.admit(sealed.personnel)
    enter(client, sealed.personnel)
    now = clock.now()
    for passed, status in ((timedelta(hours=4, seconds=-30), 200), (timedelta(hours=4), 302)):
        monkeypatch.setattr(door.clock, "now", lambda then=now + passed: then)
        assert client.get("/sample/").status_code == status


def test_shut_by_hand_and_by_signing_out(client, sealed):
    sealed.admit(sealed.personnel)
    enter(client, sealed.personnel)
    page = client.get(DOOR)
    assert "自动合上" in page.content.decode()
    form = form_to(page, DOOR, SHUT)
    assert client.post(SHUT, form.values | form.hidden).status_code == 302
    assert client.get("/sample/")["Location"].startswith(DOOR)
    enter(client, sealed.personnel)
    client.post("/accounts/logout/")
    assert client.get("/sample/")["Location"].startswith("/accounts/login/")
    sign_in(client, sealed.personnel)
    assert client.get("/sample/")["Location"].startswith(DOOR)


@pytest.mark.parametrize(
    "back",
    ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)",
     "/deliberation/door/", "/accounts/logout/", "/nowhere/", "/enter/", "http:///evil.example"],
)  # fmt: skip
def test_the_door_leads_to_sealed_pages_alone(client, sealed, back):
    sealed.admit(sealed.personnel)
    assert enter(client, sealed.personnel, back)["Location"] in (
        "/deliberation/", "/deliberation/scenarios/",
    )  # fmt: skip


def test_the_door_says_who_is_on_the_list_and_what_is_recorded(client, sealed):
    reader = sealed.admit(sealed.personnel)
    sealed.admit(sealed.witness)
    sign_in(client, sealed.personnel)
    page = client.get(DOOR).content.decode()
    assert "知悉名单上 2 人" in page
    assert sealed.witness.user.name in page
    assert reader.code in page
    assert "记入审计" in page
    assert 'class="banner seal"' not in page


# ---- the banner, on each page -----------------------------------------------------------------


def test_the_banner_and_each_printed_sheet_show_code_and_digest(client, sealed):
    reader = sealed.admit(sealed.personnel)
    enter(client, sealed.personnel)
    page = client.get("/sample/").content.decode()
    banner, foot = page.split('class="banner seal"')[1], page.split('class="printfoot"')[1]
    for part in (banner[:600], foot):
        assert reader.code in part
        assert f"{DIGEST[:4]} {DIGEST[4:8]}" in part
    assert 'class="banner seal"' not in client.get("/deliberation/").content.decode()


def test_a_page_without_its_banner_is_not_handed_out(client, sealed):
    sealed.admit(sealed.personnel)
    enter(client, sealed.personnel)
    with pytest.raises(RuntimeError, match="banner"):
        client.get("/bare/")


# ---- the record -------------------------------------------------------------------------------


def test_every_opening_and_reading_is_on_record(client, sealed):
    reader = sealed.admit(sealed.personnel)
    enter(client, sealed.personnel)
    client.get("/sample/")
    client.get("/sample/")
    client.post("/sample/")  # a form that comes back shows the plan as well
    client.post(SHUT)
    lines = list(readings(sealed.campaign))
    assert [line.summary for line in lines][::-1] == [
        "打开密封的方案", *["查看密封的方案：样页"] * 3, "合上密封的方案",
    ]  # fmt: skip
    assert {line.details["code"] for line in lines} == {reader.code}
    assert not any(DIGEST[:8] in f"{line.summary}{line.details}" for line in lines)


def test_group_and_witness_read_the_record_and_nobody_else(client, sealed):
    reader = sealed.admit(sealed.personnel)
    other = sealed.admit(sealed.organisation)
    enter(client, sealed.personnel)
    client.get("/sample/")
    for actor in (sealed.group, sealed.witness):
        page = sign_in(client, actor).get(READINGS).content.decode()
        assert "查看密封的方案：样页" in page
        assert reader.code in page
        page = client.get(READINGS, {"reader": other.pk}).content.decode()
        assert "样页" not in page
    for actor in (sealed.personnel, sealed.organisation):
        assert sign_in(client, actor).get(READINGS).status_code == 404


def test_the_record_takes_as_many_queries_however_long_it_is(client, sealed):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    sealed.admit(sealed.personnel)
    enter(client, sealed.personnel)
    counts = []
    for _turn in range(2):
        for _again in range(4):
            client.get("/sample/")
        client.force_login(sealed.group.user)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(READINGS)
        counts.append(len(asked))
        enter(client, sealed.personnel)
    assert counts[0] == counts[1]
    assert Entry.objects.filter(action="deliberation.read_plan").count() == 8
