"""The door: who comes in, who is kept out, and what is on record of it."""

from __future__ import annotations

import statistics
import time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import get_hasher
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from lungang.platform.accounts import actions
from lungang.platform.accounts.models import User
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from tests.factories import PASSWORD, make_actor
from tests.platform.accounts.signing import digits, give_totp, sign_in

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


@pytest.fixture
def user():
    return make_actor(Office.ORGANISATION_SECTION).user


def text(response):
    return response.content.decode()


def test_the_right_password_opens_and_is_on_record(client, user):
    assert sign_in(client, user)["Location"] == "/"
    assert client.get("/accounts/settings/").status_code == 200
    line = Entry.objects.get(action="accounts.sign_in")
    assert (line.result, line.actor_id) == ("done", str(user.pk))


def test_the_session_key_changes_at_the_door(client, user):
    client.get(LOGIN)
    client.cookies["sessionid"] = "planted-by-somebody-else-0123456"
    sign_in(client, user)
    first = client.cookies["sessionid"].value
    assert first != "planted-by-somebody-else-0123456"


def test_a_failure_is_on_record_without_the_name(client, user):
    page = sign_in(client, user, "错的口令")
    assert "登录名或口令不对" in text(page)
    line = Entry.objects.get(action="accounts.sign_in")
    assert line.result == "refused"
    assert user.username not in str(line.details) + line.summary + line.actor_name


def test_nobody_learns_whether_a_name_is_known(client, user):
    known = text(sign_in(client, user.username, "错的口令"))
    unknown = text(sign_in(client, "nobody-is-so-called", "错的口令"))
    blank = [page.replace(name, "") for page, name in (
        (known, user.username), (unknown, "nobody-is-so-called")
    )]  # fmt: skip
    tokens = [page.split('name="csrfmiddlewaretoken" value="') for page in blank]
    assert [part[64:] for part in tokens[0][1:]] == [part[64:] for part in tokens[1][1:]]


def test_a_known_and_an_unknown_name_take_the_same_time(client, user, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
    with writing():
        user.set_password(PASSWORD)
        user.save()

    def took(name):
        begun = time.perf_counter()
        sign_in(client, name, "错的口令")
        return time.perf_counter() - begun

    took(user.username)
    pairs = [(took(user.username), took("nobody")) for _ in range(7)]
    known, unknown = (statistics.median(side) for side in zip(*pairs, strict=True))
    assert abs(known - unknown) < 0.5 * known  # without the decoy hash it is a tenth


def test_passwords_are_kept_by_argon2(settings):
    from lungang.config import settings as real

    assert real.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    settings.PASSWORD_HASHERS = real.PASSWORD_HASHERS
    assert get_hasher().algorithm == "argon2"


def test_five_failures_lock_for_every_worker(client, user):
    for _ in range(5):
        sign_in(client, user, "错的口令")
    page = sign_in(Client(), user)  # the right one, from another browser
    assert "请 15 分钟后再试" in text(page)
    assert Entry.objects.filter(result="refused").count() == 6
    assert Entry.objects.filter(details__what="锁定").count() == 1


def test_the_lock_is_one_whatever_the_case_of_the_name_or_the_host(client, user):
    for _ in range(5):
        sign_in(client, user, "错的口令")
    page = client.post(
        LOGIN, {"login": user.username.upper(), "password": PASSWORD}, HTTP_HOST="localhost"
    )
    assert "请 15 分钟后再试" in text(page)


def test_a_success_does_not_wipe_the_failures(client, user):
    for _ in range(4):
        sign_in(client, user, "错的口令")
    sign_in(client, user)
    client.post("/accounts/logout/")
    sign_in(client, user, "错的口令")
    assert "请 15 分钟后再试" in text(sign_in(client, user))


def test_failures_are_counted_in_the_database(client, user, settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    sign_in(client, user, "错的口令")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM lungang_cache")
        assert cursor.fetchone()[0] > 0


def test_a_disabled_account_is_out_at_once(client, user):
    sign_in(client, user)
    actions.disable_account(make_actor(Office.SECURITY_ADMIN), user.pk, reason="离职")
    assert client.get("/accounts/settings/").status_code == 302
    assert Client().get("/accounts/inactive/").status_code == 200
    assert sign_in(client, user).status_code in (200, 302)
    assert client.get("/accounts/settings/").status_code == 302


def test_leaving_clears_the_browser_and_is_on_record(client, user):
    sign_in(client, user)
    assert client.get("/accounts/logout/").status_code == 200
    page = client.post("/accounts/logout/")
    assert page["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/accounts/settings/").status_code == 302
    assert Entry.objects.get(action="accounts.sign_out").details == {"why": "退出"}


def test_a_changed_password_ends_other_sessions(client, user):
    other = Client()
    sign_in(other, user)
    sign_in(client, user)
    new = "另一句 只有自己 记得的话"
    page = client.post(
        "/accounts/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert page.status_code == 302
    assert client.get("/accounts/settings/").status_code == 200
    assert other.get("/accounts/settings/").status_code == 302
    assert Entry.objects.filter(action="accounts.change_password").count() == 1
    assert sign_in(Client(), user, new).status_code == 302


def test_a_wrong_old_password_changes_nothing(client, user):
    sign_in(client, user)
    page = client.post(
        "/accounts/password/", {"oldpassword": "x", "password1": "短", "password2": "别"}
    )
    assert "现在的口令不对" in text(page)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_reset_password", "mfa_login_webauthn"]
)
def test_what_the_office_does_not_have_is_not_there(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["signup/", "email/", "password/reset/", "2fa/"])
def test_addresses_of_allauth_that_are_left_out(client, path):
    assert client.get(f"/accounts/{path}").status_code == 404


# ---- second factor ----------------------------------------------------------------------------


def test_the_second_factor_is_asked_for(client, user):
    secret = give_totp(user)
    assert sign_in(client, user)["Location"] == reverse("mfa_authenticate")
    assert client.get("/accounts/settings/").status_code == 302
    page = client.get(reverse("mfa_authenticate"))
    assert "验证码" in text(page)
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "验证码不对" in text(wrong)
    assert Entry.objects.filter(details__what="二次验证").count() == 1
    assert client.post(reverse("mfa_authenticate"), {"code": digits(secret)}).status_code == 302
    assert client.get("/accounts/settings/").status_code == 200


def test_a_code_is_good_once(client, user):
    secret = give_totp(user)
    code = digits(secret)
    for browser, status in ((client, 302), (Client(), 200)):
        sign_in(browser, user)
        assert browser.post(reverse("mfa_authenticate"), {"code": code}).status_code == status


def test_a_person_sets_up_an_app_and_gets_codes(client, user):
    sign_in(client, user)
    page = client.get(reverse("mfa_activate_totp"))
    assert page["Location"].startswith(reverse("account_reauthenticate"))
    client.post(page["Location"], {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    assert "data:image/svg+xml" in text(page)
    secret = client.session["mfa.totp.secret"]
    page = client.post(reverse("mfa_activate_totp"), {"code": digits(secret)})
    assert page["Location"] == reverse("mfa_view_recovery_codes")
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in stored
    assert "还有 10 个没有用过" in text(client.get(page["Location"]))
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 200
    for name in ("mfa_index", "mfa_generate_recovery_codes", "mfa_deactivate_totp",
                 "mfa_list_webauthn", "mfa_add_webauthn"):  # fmt: skip
        assert client.get(reverse(name)).status_code == 200, name
    client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=user).exists()


def test_second_factors_are_on_record(client, user, django_capture_on_commit_callbacks):
    sign_in(client, user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    with django_capture_on_commit_callbacks(execute=True):
        code = digits(client.session["mfa.totp.secret"])
        client.post(reverse("mfa_activate_totp"), {"code": code})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))
    told = Entry.objects.filter(action="accounts.second_factor").values_list("summary", flat=True)
    assert list(told) == ["设二次验证", "设二次验证", "换备用码", "撤二次验证", "撤二次验证"]


ADMIN_PAGES = {
    Office.SYSTEM_ADMIN: "/accounts/site/",
    Office.SECURITY_ADMIN: "/accounts/people/",
    Office.AUDITOR: "/",
}


@pytest.mark.parametrize("office", ADMIN_PAGES)
def test_administrators_do_nothing_before_they_have_one(client, office):
    user = make_actor(office).user
    Authenticator.objects.all().delete()
    sign_in(client, user)
    for path in (ADMIN_PAGES[office], "/accounts/settings/"):
        assert client.get(path)["Location"] == reverse("mfa_index")
    assert "要先设好二次验证" in text(client.get(reverse("mfa_index")))
    give_totp(user)
    assert client.get(ADMIN_PAGES[office]).status_code == 200


def test_an_administrator_keeps_the_last_one(client):
    user = make_actor(Office.SECURITY_ADMIN).user
    secret = give_totp(user)
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": digits(secret)})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.post(reverse("mfa_deactivate_totp"))
    assert "管理员不能没有二次验证" in text(page)
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_names_differ_in_more_than_case():
    with writing():
        User.objects.create(username="Wang", name="王某")
    assert User.objects.get_by_natural_key("wang").name == "王某"
