"""What tests of signing in share: the way through the door, and the six digits of an app."""

from __future__ import annotations

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse

from lungang.platform.accounts.adapter import SecondFactorAdapter
from tests.factories import PASSWORD


def sign_in(client: Client, user, password: str = PASSWORD, **more):
    data = {"login": user if isinstance(user, str) else user.username, "password": password}
    return client.post(reverse("account_login"), data | more)


def give_totp(user) -> str:
    """Give a second factor and return its secret."""
    secret = generate_totp_secret()
    Authenticator.objects.filter(user=user).delete()
    Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.TOTP,
        data={"secret": SecondFactorAdapter().encrypt(secret)},
    )
    return secret


def digits(secret: str, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))
