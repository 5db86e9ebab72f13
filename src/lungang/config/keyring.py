"""The site's keys: one file for each life-time, readable by nobody else, none made of another.

::

    keys/session.key   signs sessions and forms. Changed: everybody signs in again, no more
    keys/data.key      enciphers what lies on the disk: cells of rosters, files, second factors.
                       One key a line, the newest first; the others read what was written before
    keys/index.key     the digests by which a person is known without the id (blind index).
                       Changed: nobody is known any more
    keys/veil.key      the digests of personal values in the audit log. Forgotten: they are erased
    keys/audit.key     Ed25519, signs the checkpoints of the audit log

What each is used for, and the keys derived from it, is in :mod:`lungang.platform.keys`.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from lungang.errors import InputError
from lungang.i18n import gettext as _

SESSION_KEY = Path("keys", "session.key")
DATA_KEY = Path("keys", "data.key")
INDEX_KEY = Path("keys", "index.key")
VEIL_KEY = Path("keys", "veil.key")
AUDIT_KEY = Path("keys", "audit.key")
KEY_FILES = (SESSION_KEY, DATA_KEY, INDEX_KEY, VEIL_KEY, AUDIT_KEY)
LENGTH = 32
"""Bytes of a key."""


@dataclass(frozen=True)
class Keys:
    """The secrets of a site, but for the audit log's, which its own signer reads."""

    session: str = field(repr=False)
    data: tuple[bytes, ...] = field(repr=False)
    index: bytes = field(repr=False)
    veil: bytes = field(repr=False)


def make_keys(folder: Path) -> None:
    """Draw all keys of a new site; ``folder/keys`` is there.

    Raises:
        FileExistsError: one is there already; none is ever written over.
    """
    for path in (SESSION_KEY, DATA_KEY, INDEX_KEY, VEIL_KEY):
        _write(folder / path, new_key() + "\n")
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _write(folder / AUDIT_KEY, pem.decode())


def new_key() -> str:
    """Return a line for a key file: 32 random bytes in base64."""
    return base64.b64encode(secrets.token_bytes(LENGTH)).decode()


def read_keys(folder: Path) -> Keys:
    """Read a site's keys.

    Raises:
        InputError: one is missing, is none, or others can read it; says which, and what to do.
    """
    for path in KEY_FILES:
        if fault := fault_of(folder / path):
            raise InputError(fault)
    return Keys(
        session=_one(folder / SESSION_KEY).hex(),
        data=_lines(folder / DATA_KEY),
        index=_one(folder / INDEX_KEY),
        veil=_one(folder / VEIL_KEY),
    )


def fault_of(path: Path) -> str:
    """Say what is wrong with a key's file, or ""."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return _("缺密钥文件 {file}。请从备份里恢复，不要另造：造新的读不出旧数据").format(
            file=path
        )
    if mode & 0o077:
        return _("密钥文件 {file} 别人也能读。请运行 chmod 600 {file}").format(file=path)
    if path.parent.stat().st_mode & 0o077:
        return _("密钥文件夹 {folder} 别人也能进。请运行 chmod 700 {folder}").format(
            folder=path.parent
        )
    return ""


def _lines(path: Path) -> tuple[bytes, ...]:
    try:
        found = tuple(
            base64.b64decode(line.strip(), validate=True)
            for line in path.read_text(encoding="ascii").splitlines()
            if line.strip()
        )
    except (OSError, UnicodeDecodeError, binascii.Error) as error:
        raise _is_none(path) from error
    if not found or any(len(key) != LENGTH for key in found) or len(set(found)) < len(found):
        raise _is_none(path)
    return found


def _one(path: Path) -> bytes:
    key, *others = _lines(path)
    if others:
        raise _is_none(path)
    return key


def _is_none(path: Path) -> InputError:
    return InputError(
        _("密钥文件 {file} 读不懂，内容被改过。请从备份里恢复这个文件").format(file=path)
    )


def _write(path: Path, text: str) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
