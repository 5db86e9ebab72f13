"""What the pages before the meeting share: the tabs under the heading."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from lungang.platform.pages import OfficeRequest, url_if_open


def tabs(request: OfficeRequest, here: str) -> list[tuple[Any, ...]]:
    """Return the tabs (label, address, is on) of the step that are there for this office."""
    pages = (
        ("start", _("商定")),
        ("principles", _("原则和程序")),
        ("readers", _("知悉名单")),
        ("readings", _("查看记录")),
    )
    return [
        (word, url, name == here)
        for name, word in pages
        if (url := url_if_open(request.actor, f"deliberation:{name}"))
    ]
