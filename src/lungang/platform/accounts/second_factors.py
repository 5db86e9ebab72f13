"""What a second factor is made of lies sealed, bound to its account and kind.

allauth keeps it as JSON in a column of its own table. Here the whole of it is sealed when a row is
saved and opened when one is read: neither the row of another account nor one that was written past
this program opens, so a key that somebody put into the database lets nobody in.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

from allauth.mfa.models import Authenticator
from django.db.models.signals import post_init, post_save, pre_save
from django.utils.translation import gettext as _

from lungang.platform.keys import Purpose
from lungang.platform.sealing import Unsealable, open_text, seal_text

_SEALED = "sealed"


class Unopened(dict[str, Any]):
    """The content of a row that does not open: whoever needs it is refused, the row can go."""

    def __missing__(self, name: str) -> NoReturn:
        """Refuse.

        Raises:
            Unsealable: always.
        """
        raise Unsealable(_("二次验证打不开：不是这个账号的，或被改过。请安全管理员重置账号"))


def listen() -> None:
    """Seal and open rows of second factors as they are saved and read."""
    for signal, receiver in ((pre_save, _seal), (post_save, _open), (post_init, _open)):
        signal.connect(receiver, sender=Authenticator, dispatch_uid="lungang.sealed")


def _seal(instance: Authenticator, **_kwargs: Any) -> None:
    if isinstance(instance.data, Unopened):
        raise Unsealable(_("二次验证打不开：不是这个账号的，或被改过。请安全管理员重置账号"))
    text = json.dumps(instance.data)
    instance.data = {_SEALED: seal_text(Purpose.SECRETS, text, _place(instance))}


def _open(instance: Authenticator, **_kwargs: Any) -> None:
    if instance.pk is None or "data" not in instance.__dict__:
        return
    try:
        instance.data = json.loads(
            open_text(Purpose.SECRETS, str(instance.data.get(_SEALED, "")), _place(instance))
        )
    except (Unsealable, AttributeError):
        instance.data = Unopened()


def _place(instance: Authenticator) -> str:
    return f"second factor {instance.type} of account {instance.user_id}"
