"""Checkpoints: what the log was at a moment, signed (C2SP tlog-checkpoint and signed-note).

::

    lungang-audit-5f0c6a1b                          the log, named after its key
    1204                                            how many lines
    5Yh2…=                                          the Merkle root over them, base64

    — lungang-audit-5f0c6a1b nRkq…                  key id and Ed25519 signature, base64

https://github.com/C2SP/C2SP/blob/main/tlog-checkpoint.md
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)
from django.utils.translation import gettext as _

from lungang.errors import InputError

ED25519 = b"\x01"
"""The algorithm's number in a key id and in a written key (C2SP signed-note)."""


class Signer:
    """The site's key."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.name = f"lungang-audit-{hashlib.sha256(self.public).hexdigest()[:8]}"

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256 over name, algorithm and key."""
        text = self.name.encode() + b"\n" + ED25519 + self.public
        return hashlib.sha256(text).digest()[:4]

    @property
    def written(self) -> str:
        """The public key as one line of text: what the witness keeps."""
        key = base64.b64encode(ED25519 + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{key}"

    def note(self, size: int, root: bytes) -> str:
        """Return the signed checkpoint of a log's size and root."""
        text = f"{self.name}\n{size}\n{base64.b64encode(root).decode()}\n"
        signature = base64.b64encode(self.key_id + self._key.sign(text.encode())).decode()
        return f"{text}\n— {self.name} {signature}\n"


def load_signer(path: Path) -> Signer:
    """Read the site's key.

    Raises:
        InputError: it is not there, is none, or others can read it.
    """
    try:
        if path.stat().st_mode & 0o077:
            raise InputError(
                _("密钥文件 {file} 别人也能读。请运行 chmod 600 {file}").format(file=path)
            )
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise InputError(_("读不到密钥文件 {file}").format(file=path)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise InputError(_("读不到密钥文件 {file}").format(file=path))
    return Signer(key)
