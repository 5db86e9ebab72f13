"""What lies on the disk cannot be read from the disk: AES-256-GCM under the site's data key.

A sealed value is an envelope::

    1 byte      version of this form, 1
    4 bytes     which key (its id)
    12 bytes    nonce, random
    rest        ciphertext and tag

The tag also covers where the value belongs: an envelope copied to another place does not open. Of a
field the place is table and column, not the row, for Django tells a field its value and not its
row: an insider who writes into the database can swap envelopes between rows of one
column, or put back an older one. What he cannot is read or make them. A file's place is its digest;
a second factor's is its account and kind (:mod:`lungang.platform.accounts.second_factors`). Text
envelopes are base64 of it. What is sealed cannot be
searched or sorted by the database; what lists need stands beside it in columns of its own.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext as _

from lungang.errors import LungangError
from lungang.platform.keys import Purpose, sealing_keys

VERSION = b"\x01"
_ID, _NONCE = 4, 12
_HEAD = len(VERSION) + _ID + _NONCE


class Unsealable(LungangError):
    """A sealed value does not open: its key is gone, it was altered, or it is of another place."""


def seal(purpose: Purpose, content: bytes, place: str) -> bytes:
    """Return the envelope of some content that belongs to ``place``."""
    key_id, key = next(iter(sealing_keys(purpose).items()))
    nonce = os.urandom(_NONCE)
    return VERSION + key_id + nonce + AESGCM(key).encrypt(nonce, content, _bound(place))


def unseal(purpose: Purpose, envelope: bytes, place: str) -> bytes:
    """Return the content of an envelope.

    Raises:
        Unsealable: it does not open.
    """
    key = sealing_keys(purpose).get(envelope[1 : 1 + _ID])
    if envelope[:1] != VERSION or key is None or len(envelope) < _HEAD:
        raise Unsealable(_("有数据是用另一把密钥加密的，打不开。请从备份里恢复 keys/data.key"))
    nonce = envelope[1 + _ID : _HEAD]
    try:
        return AESGCM(key).decrypt(nonce, envelope[_HEAD:], _bound(place))
    except InvalidTag as error:
        raise Unsealable(_("有数据被改过，打不开。请从备份里恢复")) from error


def seal_text(purpose: Purpose, text: str, place: str) -> str:
    """Return the envelope of a text, as text."""
    return base64.b64encode(seal(purpose, text.encode(errors="surrogatepass"), place)).decode()


def open_text(purpose: Purpose, sealed: str, place: str) -> str:
    """Return the text of an envelope.

    Raises:
        Unsealable: it does not open.
    """
    try:
        envelope = base64.b64decode(sealed, validate=True)
    except (binascii.Error, ValueError):
        envelope = b""
    return unseal(purpose, envelope, place).decode(errors="surrogatepass")


def _bound(place: str) -> bytes:
    return f"lungang {place}".encode()


class SealedTextField(models.TextField):  # type: ignore[type-arg]
    """Text that is sealed in the database. It may be asked whether it is NULL, and nothing else."""

    @property
    def place(self) -> str:
        """Where its values belong: table and column."""
        return f"{self.model._meta.db_table}.{self.column}"

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse to be searched: the database holds nothing that could be compared."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_transform(self, lookup_name: str) -> Any:
        """Refuse, for the same reason."""
        return None

    def get_prep_value(self, value: Any) -> Any:
        """Seal; empty stays empty, which tells nothing."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        text = self.written(value)
        return seal_text(Purpose.FIELDS, text, self.place) if text else ""

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> Any:
        """Open what the database holds."""
        if value is None:
            return None
        return self.read(open_text(Purpose.FIELDS, value, self.place) if value else "")

    def written(self, value: Any) -> str:
        """Return a value as the text that is sealed."""
        return str(value)

    def read(self, text: str) -> Any:
        """Return the value of a text that was sealed."""
        return text


class SealedJSONField(SealedTextField):
    """A JSON value that is sealed in the database."""

    _pyi_private_set_type: Any  # what django-stubs reads
    _pyi_private_get_type: Any
    empty_strings_allowed = False

    def written(self, value: Any) -> str:
        """Return a value as JSON."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder)

    def read(self, text: str) -> Any:
        """Return the value of a JSON text."""
        return json.loads(text)

    def to_python(self, value: Any) -> Any:
        """Leave a value as it is: forms and fixtures give Python's values."""
        return value

    def formfield(self, **kwargs: Any) -> Any:
        """Have no field in forms of its own."""
        return models.Field.formfield(self, **kwargs)
