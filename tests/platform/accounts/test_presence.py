"""A screen left alone locks, what was typed comes back, and rights are read anew each time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.http import HttpResponse, QueryDict
from django.test import Client, RequestFactory
from django.urls import path, reverse

from lungang.config import urls as real
from lungang.platform import clock
from lungang.platform.accounts import access, actions, drafts
from lungang.platform.accounts.actions.drafts import (
    forget_draft,
    forget_old_drafts,
    keep_draft,
    typed,
)
from lungang.platform.accounts.models import Draft, Holding
from lungang.platform.accounts.offices import Office
from lungang.platform.accounts.queries import actor_for
from lungang.platform.accounts.step_up import require_second_factor_now
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.organisation.models import Unit
from lungang.platform.pages import page
from tests.factories import LONG_AGO, PASSWORD, make_actor, make_unit
from tests.platform.accounts.signing import digits, give_totp, sign_in

pytestmark = pytest.mark.django_db
FORM = "/units/new/"
ENTERED = {
    "code": "G7",
    "name": "县粮食局",
    "kind": "institution",
    "order": "3",
    "day": "2004-03-01",
}


def of_page(path):
    """What the forms of a page carry that keeps drafts."""
    return {drafts.FIELD: drafts.field_for(RequestFactory().get(path))}


TYPED = ENTERED | of_page(FORM)


@page(access.is_anybody, campaign=False)
def sealed(request):
    return require_second_factor_now(request) or HttpResponse("sealed")


urlpatterns = [path("sealed/", sealed), *real.urlpatterns]


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


@pytest.fixture
def editor(client):
    actor = make_actor(Office.ESTABLISHMENT_OFFICE)
    sign_in(client, actor.user)
    return actor


def later(**span):
    return time_machine.travel(clock.now() + timedelta(**span), tick=False)


def text(response):
    return response.content.decode()


def test_reading_keeps_a_screen_open(client, editor):
    for minutes in (10, 20, 30):
        with later(minutes=minutes):
            assert client.get(FORM).status_code == 200


def test_a_quarter_of_an_hour_locks(client, editor):
    with later(minutes=15):
        locked = client.get(FORM + "?a=1")
    assert locked["Location"] == "/accounts/login/?locked=idle&next=%2Funits%2Fnew%2F%3Fa%3D1"
    assert locked["Clear-Site-Data"] == '"cache", "storage"'
    assert "屏幕已锁" in text(client.get(locked["Location"]))
    assert client.get(FORM)["Location"].startswith("/accounts/login/?next=")
    assert Entry.objects.get(action="accounts.sign_out").details == {"why": "锁屏"}


def test_what_the_page_asks_by_itself_does_not_keep_it_open(client, editor):
    with later(minutes=10):
        client.get(FORM, HTTP_X_PASSIVE="1")
    with later(minutes=16):
        assert client.get(FORM).status_code == 302


def test_eight_hours_are_the_end_however_busy(client, editor):
    for minutes in range(10, 480, 10):
        with later(minutes=minutes):
            assert client.get(FORM).status_code == 200
    with later(hours=8, seconds=1):
        assert client.get(FORM).status_code == 302


def test_what_was_typed_comes_back_after_signing_in(client, editor):
    with later(minutes=16):
        locked = client.post(FORM, TYPED | {"key": "k" * 32, "csrfmiddlewaretoken": "c"})
        assert "locked=draft" in locked["Location"]
        assert "点“继续填”" in text(client.get(locked["Location"]))
        assert Unit.objects.count() == 0
        back = sign_in(client, editor.user, next=FORM)
        assert back["Location"] == FORM
        offered = text(client.get(FORM))
        assert "你有没保存的内容" in offered
        assert of_page(FORM)[drafts.FIELD] in offered
        assert 'value="县粮食局"' in text(client.get(FORM + "?draft=1"))
        assert Draft.objects.get().fields == {name: [value] for name, value in ENTERED.items()}
        assert client.post(FORM, TYPED).status_code == 302
    assert Unit.objects.count() == 1
    assert not Draft.objects.exists()


def test_a_form_that_is_sent_back_keeps_its_draft(client, editor):
    with later(minutes=16):
        client.post(FORM, TYPED)
        sign_in(client, editor.user)
        client.post(FORM, TYPED | {"name": ""})
    assert Draft.objects.count() == 1


def test_the_second_draft_of_a_form_replaces_the_first(client, editor):
    for minutes, name in ((16, "甲局"), (40, "乙局")):
        with later(minutes=minutes):
            client.post(FORM, TYPED | {"name": name})
            sign_in(client, editor.user)
    assert Draft.objects.get().fields["name"] == ["乙局"]


def test_the_person_comes_back_to_the_page_of_the_form(client, editor):
    with later(minutes=16):
        referer = "http://testserver/units/?on=2004-01-01"
        locked = client.post(FORM, ENTERED, HTTP_REFERER=referer)
        assert locked["Location"].endswith("locked=idle&next=%2Funits%2F")
    assert not Draft.objects.exists()  # the form did not ask for it


def test_passwords_and_keys_are_never_kept(client, editor):
    with later(minutes=16):
        given = {"oldpassword": PASSWORD, "password1": "x"} | of_page("/accounts/password/")
        client.post("/accounts/password/", given)
        assert not Draft.objects.exists()
    sign_in(client, editor.user)
    with later(minutes=16):
        again = {"password": "x", "again": "plain words"} | of_page("/accounts/invitation/abc/")
        client.post("/accounts/invitation/abc/", again)
        assert not Draft.objects.exists()
    sign_in(client, editor.user)
    with later(minutes=16):
        secret = {"password": "x", "Password2": "x", "otp": "123456", "key": "k", "seen": "3"}
        client.post(FORM, secret | of_page(FORM))
    assert not Draft.objects.exists()


def test_what_is_no_typing_is_not_kept(client, editor):
    for data in ({"name": ""}, {"name": "多" * 200_001}):
        with later(minutes=16):
            client.post(FORM, data | of_page(FORM))
        assert not Draft.objects.exists()
        sign_in(client, editor.user)


def test_a_forged_form_leaves_no_draft(editor):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor.user)
    strict.get(FORM)
    with later(minutes=16):
        out = strict.post(FORM, TYPED)
        assert out["Location"].startswith("/accounts/login/?locked=idle")
    assert not Draft.objects.exists()


def test_a_post_to_nowhere_locks_too(client, editor):
    with later(minutes=16):
        assert client.post("/nowhere/", TYPED)["Location"].startswith("/accounts/login/?locked")
    assert client.get(FORM).status_code == 302


def test_a_draft_is_the_holders_alone_and_can_be_dropped(client, editor):
    with later(minutes=16):
        client.post(FORM, TYPED)
        other = Client()
        sign_in(other, make_actor(Office.ESTABLISHMENT_OFFICE).user)
        assert "没保存的内容" not in text(other.get(FORM))
        drop = reverse("accounts:drop_draft", args=[Draft.objects.get().pk])
        assert other.post(drop).status_code == 404
        sign_in(client, editor.user)
        assert client.post(drop)["Location"] == FORM
    assert not Draft.objects.exists()


def test_no_page_offers_the_draft_of_another(client, editor):
    with later(minutes=16):
        client.post(FORM, TYPED)
        sign_in(client, editor.user)
        assert "没保存的内容" not in text(client.get("/units/"))
        assert "县粮食局" not in text(client.get("/units/?draft=1"))


def test_a_page_named_by_nobody_keeps_nothing(client, editor):
    with later(minutes=16):
        locked = client.post(FORM, ENTERED | {drafts.FIELD: "/units/:forged"})
        assert "locked=idle" in locked["Location"]
    assert not Draft.objects.exists()


def test_no_citizen_id_is_kept_wherever_it_was_typed(client, editor):
    for number, spelt in enumerate(
        ("999912197001011234", "９９９９１２１９７００１０１１２３Ｘ".replace("Ｘ", "X"),
         "9999 1219 7001 0112 3x", "999912700101123")
    ):  # fmt: skip
        with later(minutes=16 * (number + 1)):
            client.post(
                FORM, TYPED | {"name": f"证号{spelt}，核过", "id": "99991219", "c:7:id": "9"}
            )
            kept = Draft.objects.get().fields
            assert kept["name"] == ["证号〔证号没有存〕，核过"]
            assert not {"id", "c:7:id"} & set(kept)
            sign_in(client, editor.user)


def test_telephone_and_document_numbers_stay():
    said = "岚组干〔2004〕7 号，电话 023-58290001、13900000000，20041216"
    assert typed(QueryDict(f"reason={said}"))["reason"] == [said]


def test_two_forms_of_a_page_forget_only_their_own_draft(editor):
    keep_draft(editor, "/page/", QueryDict("remark=a&seen=1"))
    forget_draft(editor, "/page/", {"seen": "1", "name": "b"})
    assert Draft.objects.exists()
    forget_draft(editor, "/page/", {"seen": "1", "remark": ""})
    assert not Draft.objects.exists()


def test_a_week_later_a_draft_is_offered_no_more_and_deleted(client, editor):
    for where, hours in ((FORM, 7 * 24), ("/young/", 7 * 24 - 1)):
        with later(hours=-hours):
            keep_draft(editor, where, QueryDict("name=a"))
    assert "没保存的内容" not in text(client.get(FORM))
    assert forget_old_drafts() == 1
    assert Draft.objects.get().path == "/young/"
    assert forget_old_drafts() == 0


def test_a_person_of_two_offices_is_offered_each_draft_in_its_office(client, editor):
    with writing():
        second = Holding.objects.create(
            user=editor.user, office=Office.ORGANISATION_SECTION, valid_from=LONG_AGO
        )
    keep_draft(actor_for(editor.user, editor.holding.pk), "/units/new/", QueryDict("name=a"))
    request = RequestFactory().get("/units/new/?draft=1")
    request.actor = actor_for(editor.user, second.pk)
    assert drafts.kept(request) is None
    assert drafts.initial_from(request) == {}
    request.actor = actor_for(editor.user, editor.holding.pk)
    assert drafts.initial_from(request) == {"name": "a"}


def test_an_ended_office_has_no_effect_on_the_next_request(client, editor):
    assert client.get(FORM).status_code == 200
    admin = make_actor(Office.SECURITY_ADMIN)
    actions.end_office(admin, editor.holding.pk, day=date.today(), reason="调离")
    assert client.get(FORM).status_code == 404


def test_a_person_of_two_offices_chooses_first(client):
    actor = make_actor(Office.ESTABLISHMENT_OFFICE)
    unit = make_unit("县粮食局")
    with writing():
        second = Holding.objects.create(
            user=actor.user, office=Office.HR_OFFICER, unit=unit, valid_from=LONG_AGO
        )
    sign_in(client, actor.user)
    assert client.get(FORM)["Location"] == "/accounts/offices/?next=%2Funits%2Fnew%2F"
    assert "县粮食局政工人员" in text(client.get("/accounts/offices/"))
    before = client.session.session_key
    chosen = client.post("/accounts/offices/", {"holding": actor.holding.pk, "next": FORM})
    assert chosen["Location"] == FORM
    assert client.session.session_key != before
    assert client.get(FORM).status_code == 200
    client.post("/accounts/offices/", {"holding": second.pk, "next": "https://elsewhere.example"})
    assert client.get(FORM).status_code == 404
    other = make_actor(Office.DISCIPLINE).holding
    for wrong in (other.pk, "x", ""):
        assert client.post("/accounts/offices/", {"holding": wrong}).status_code == 404


def test_a_person_without_office_is_told(client):
    actor = make_actor(Office.DISCIPLINE)
    with writing():
        actor.holding.delete()
    sign_in(client, actor.user)
    assert "现在没有岗位" in text(client.get("/accounts/offices/"))
    assert client.get("/").status_code == 200


def test_own_settings(client, editor):
    assert "没有设" in text(client.get("/accounts/settings/"))
    page = client.post("/accounts/settings/", {"loose_rows": "on", "language": "en"})
    assert page.cookies["language"].value == "en"
    editor.user.refresh_from_db()
    assert (editor.user.prefers_loose_rows, editor.user.keyboard_shortcuts) == (True, False)
    assert client.post("/accounts/settings/", {"language": "fr"}).status_code == 200


# ---- the second factor, now -------------------------------------------------------------------


@pytest.mark.urls(__name__)
def test_the_second_factor_is_asked_for_before_what_is_sealed(client, editor):
    assert client.get("/sealed/")["Location"] == reverse("mfa_index")
    secret = give_totp(editor.user)
    asked = client.get("/sealed/?a=1")["Location"]
    assert asked == "/accounts/second/again/?next=%2Fsealed%2F%3Fa%3D1"
    shown = client.post(asked, {"code": digits(secret)})
    assert shown["Location"] == "/sealed/?a=1"
    assert text(client.get("/sealed/")) == "sealed"
    with later(minutes=6):
        assert client.get("/sealed/").status_code == 302


@pytest.mark.urls(__name__)
def test_a_password_alone_is_no_second_factor(client, editor):
    give_totp(editor.user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get("/sealed/").status_code == 302


@pytest.mark.urls(__name__)
def test_a_key_is_asked_for_where_there_is_no_app(client, editor):
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=editor.user, type="webauthn", data={"name": "钥匙"})
    assert client.get("/sealed/")["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))
