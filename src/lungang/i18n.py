"""Messages in the user's language: Chinese as written in the code, English where asked for.

The source text is Chinese. English is chosen by ``LUNGANG_LANG``, else by the first of ``LC_ALL``,
``LC_MESSAGES`` and ``LANG`` that is set, if it begins with ``en``. What goes on record in a plan
(grounds, reasons) is Chinese whatever the language, so that the same plan is the same file.
"""

from __future__ import annotations

import gettext as _gettext
import os
from functools import lru_cache
from pathlib import Path

_LOCALE = Path(__file__).parent / "locale"


def language() -> str:
    """Return ``"en"`` or ``"zh"``, as the environment asks now."""
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
