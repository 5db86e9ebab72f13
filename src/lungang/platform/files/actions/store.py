"""Taking a file in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lungang.errors import InputError
from lungang.platform.accounts.actor import Actor
from lungang.platform.actions import Act, action
from lungang.platform.files import storage
from lungang.platform.files.models import StoredFile
from lungang.platform.files.names import kind_of, safe_name

LARGEST = 20 * 1024 * 1024


def store(by: Act | Actor, name: str, content: bytes) -> StoredFile:
    """Take a file in and return its row.

    Inside an action pass the :class:`Act`: the action's own line says what was done, and should
    name ``sha256=file.sha256``. Alone, pass the actor: storing is then an action by itself.

    Raises:
        InputError: it is empty, too large, of a kind that is not taken, or not what its name says.
    """
    if isinstance(by, Act):
        return _store(by, name, content)
    return _store_alone(by, name, content)


@action("files.store")
def _store_alone(act: Act, name: str, content: bytes) -> StoredFile:
    act.require(act.actor.office is not None or bool(act.actor.system))
    file = _store(act, name, content)
    act.record(file, "收到文件", sha256=file.sha256, size=file.size)
    return file


def _store(act: Act, name: str, content: bytes) -> StoredFile:
    shown = safe_name(name)
    if not content:
        raise InputError(_("“{name}”是空的，没有收").format(name=shown))
    if len(content) > LARGEST:
        raise InputError(
            _("“{name}”超过 {limit} MB，没有收。请删去图片再传").format(
                name=shown, limit=LARGEST // 1024 // 1024
            )
        )
    kind = kind_of(shown, content)
    return StoredFile.objects.create(
        name=shown,
        sha256=storage.keep(content),
        size=len(content),
        kind=kind,
        stored_at=act.at,
        stored_by=act.actor.holding,
    )
