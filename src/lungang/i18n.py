"""Messages in the user's language: Chinese as written in the code, English where asked for.

The source text is Chinese. English is chosen by :func:`speaking` where one process serves many
readers, else by ``LUNGANG_LANG``, else by the first of ``LC_ALL``,
``LC_MESSAGES`` and ``LANG`` that is set, if it begins with ``en``. What goes on record in a plan
(grounds, reasons) is Chinese whatever the language, so that the same plan is the same file.
"""

from __future__ import annotations

import gettext as _gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

_LOCALE = Path(__file__).parent / "locale"


_spoken: ContextVar[str] = ContextVar("language", default="")


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak ``"en"`` or ``"zh"`` here, whatever the environment asks."""
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


def language() -> str:
    """Return ``"en"`` or ``"zh"``, as the reader or else the environment asks now."""
    if spoken := _spoken.get():
        return spoken
    for name in ("LUNGANG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


@lru_cache(maxsize=2)
def _catalogue(code: str) -> _gettext.NullTranslations:
    if code == "zh":
        return _gettext.NullTranslations()
    return _gettext.translation("lungang", _LOCALE, languages=[code], fallback=True)


def gettext(message: str) -> str:
    """Return ``message`` (Chinese) in the user's language; fill placeholders after, not before."""
    return _catalogue(language()).gettext(message)


def mark(message: str) -> str:
    """Return ``message`` as it is: it is put into the user's language where it is shown.

    The extraction of messages knows this word (see CONTRIBUTING.md).
    """
    return message
