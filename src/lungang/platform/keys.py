"""Which key serves which purpose: each use has its own, derived by HKDF (RFC 5869) with a label.

The files that they come from, and what is lost when one changes: :mod:`lungang.config.keyring`.
A key derived for one purpose tells nothing of another's, and no two purposes share one.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Purpose(StrEnum):
    """What a key is for. The value is the label it is derived under, for ever."""

    FIELDS = "fields"
    FILES = "files"
    SECRETS = "secrets"
    PERSON = "person"
    VEIL = "veil"
    DESK = "desk"


_OF_DATA = frozenset({Purpose.FIELDS, Purpose.FILES, Purpose.SECRETS})


def sealing_keys(purpose: Purpose) -> Mapping[bytes, bytes]:
    """Return the keys that seal for a purpose, by key id; the first seals, all open."""
    if purpose not in _OF_DATA:
        raise ValueError(f"nothing is sealed for {purpose}")
    return _ring(settings.SITE.keys.data, purpose)


def digest(purpose: Purpose, value: str) -> str:
    """Return the keyed digest of a value: equal values are told, none can be read or guessed."""
    ring = settings.SITE.keys
    root = {Purpose.PERSON: ring.index, Purpose.VEIL: ring.veil, Purpose.DESK: ring.index}
    return hmac.new(_derived(root[purpose], purpose), value.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=32)
def _ring(roots: tuple[bytes, ...], purpose: Purpose) -> Mapping[bytes, bytes]:
    keys = [_derived(root, purpose) for root in roots]
    return {hashlib.sha256(b"lungang key id" + key).digest()[:4]: key for key in keys}


@lru_cache(maxsize=32)
def _derived(root: bytes, purpose: Purpose) -> bytes:
    label = f"lungang {purpose} v1".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=label).derive(root)
