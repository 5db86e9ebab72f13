"""Where allauth asks us: nobody signs up, what happens is on record, and the words are ours."""

from __future__ import annotations

import unicodedata
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lungang.platform.accounts import access
from lungang.platform.accounts.actions import change_password, note_failure, sign_in, sign_out
from lungang.platform.accounts.middleware import begin
from lungang.platform.accounts.models import User
from lungang.platform.accounts.queries import actor_for
from lungang.platform.accounts.step_up import STRONG
from lungang.platform.keys import Purpose
from lungang.platform.sealing import open_text, seal_text


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # it carries no types
    """Accounts are made by the security administrator alone."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("登录名或口令不对，请核对后再登录。"),
        "too_many_login_attempts": _("试错的次数多了，请 15 分钟后再试。"),
        "rate_limited": _("试的次数多了，请过几分钟再试。"),
        "enter_current_password": _("现在的口令不对，请重新填写。"),
        "incorrect_password": _("口令不对，请重新填写。"),
        "incorrect_code": _("验证码不对，请看验证器上现在的六位数。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def login(self, request: Any, user: User) -> None:
        """Sign in under a new session key, and put it on record."""
        super().login(request, user)
        begin(request)
        request.actor = actor_for(user, None)
        sign_in(request.actor, getattr(request, "sign_in_by", "口令"), address_of(request))

    def logout(self, request: Any) -> None:
        """Put on record that the person leaves."""
        sign_out(request.actor, "退出")
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        """Change the own password by the action; ``user`` then carries the new digest."""
        saved = change_password(self.request.actor, password)
        user.password, user.version = saved.password, saved.version

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse where too many tries failed, before any password is looked at."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note_failure(credentials.get("username", ""), "锁定", address_of(request))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Put the failure on record."""
        note_failure(credentials.get("username", ""), "口令", address_of(request))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count by name alone: another name of the same host is no second chance."""
        name = unicodedata.normalize("NFKC", str(credentials.get("username", "")))
        return name.strip().casefold()


def address_of(request: HttpRequest) -> str:
    """Return the address that a request comes from, as the site's proxies tell it."""
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # it carries no types
    """Secrets of second factors are stored enciphered; administrators always keep one."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("管理员不能没有二次验证。先加一个，再撤这一个。"),
        "cannot_generate_recovery_codes": _("先设好二次验证，再要备用码。"),
        "incorrect_code": _("验证码不对，请看验证器上现在的六位数。"),
    }

    def encrypt(self, text: str) -> str:
        """Encipher a secret; to its account it is bound as its row is saved (second_factors)."""
        return seal_text(Purpose.SECRETS, text, "second factor")

    def decrypt(self, encrypted_text: str) -> str:
        """Decipher it."""
        return open_text(Purpose.SECRETS, encrypted_text, "second factor")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether it may go: the last one of an administrator may not."""
        user = authenticator.user
        if not access.needs_second_factor(actor_for(user, None)):
            return True
        others = Authenticator.objects.filter(user=user, type__in=STRONG)
        return bool(others.exclude(pk=authenticator.pk).exists())


def enciphered(text: str) -> str:
    """Encipher a text that waits for a moment in the session, as the secret of a link does."""
    return seal_text(Purpose.SECRETS, text, "session")


def deciphered(text: str) -> str:
    """Decipher it."""
    return open_text(Purpose.SECRETS, text, "session")
