"""The words and small parts that every page uses; available in all templates without loading.

Tags: ``{% icon "check" %}`` ``{% tag "ok" "已接收" %}`` ``{% state row %}`` ``{% form_key %}``
``{% keeps_draft %}`` ``{% seen row %}`` ``{% left_of due %}``. Filters, all of
:mod:`lungang.web.dates`: ``when``, ``brief``, ``moment``, ``day``, ``full_day``, ``long_day``,
``dotted``, ``month``, ``left``; and ``word``, ``listed``, ``office_title``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.drafts import FIELD, field_for
from lungang.platform.accounts.models import Holding
from lungang.platform.pages import key_for
from lungang.web import dates
from lungang.web.icons import ICONS
from lungang.web.tones import TONES

register = template.Library()
for _filter in (
    dates.when, dates.moment, dates.day, dates.full_day, dates.long_day, dates.dotted,
    dates.month, dates.left, dates.brief,
):  # fmt: skip
    register.filter(_filter.__name__, _filter)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return an icon as inline SVG: it is decoration beside a word, never alone."""
    pen = 'class="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false"'
    return mark_safe(f"<svg {pen}>{ICONS[name]}</svg>")  # noqa: S308 - our own constants


@register.simple_tag
def tag(tone: str, word: str, shape: str = "") -> SafeString:
    """Return a tag: a tone (ok, warn, bad, seal, brand, line, idle), a word, and a shape."""
    return _tag(tone, word if isinstance(word, SafeString) else str(word), shape)


@lru_cache(maxsize=512, typed=True)  # typed: a word that is HTML is not the text it looks like
def _tag(tone: str, word: str, shape: str) -> SafeString:
    drawn = icon(shape) if shape else ""
    return format_html('<span class="tag {}">{}{}</span>', tone, drawn, word)


@register.simple_tag
def state(row: models.Model, field: str = "state") -> SafeString:
    """Return the tag of a row's state: one word and one look for one state, everywhere."""
    return state_word(str(getattr(row, f"get_{field}_display")()))


@register.simple_tag
def state_word(word: str) -> SafeString:
    """Return the tag of a state given by its word (in Chinese, as :mod:`lungang.web.tones`)."""
    tone, shape = TONES.get(word, ("idle", ""))
    return tag(tone, gettext(word), shape)


@register.simple_tag(takes_context=True)
def form_key(context: Any) -> SafeString:
    """Return the hidden field that makes a form act once, and in the office it is shown to."""
    actor = getattr(getattr(context, "request", None), "actor", None) or Actor()
    return format_html('<input type="hidden" name="key" value="{}">', key_for(actor))


@register.simple_tag(takes_context=True)
def keeps_draft(context: Any) -> SafeString:
    """Return the hidden field of a form whose text outlives a locked screen: it names its page."""
    request = getattr(context, "request", None)
    if request is None:
        return SafeString()
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, field_for(request))


@register.simple_tag
def seen(row: Any) -> SafeString:
    """Return the hidden field that tells which version of a row the page showed."""
    return format_html('<input type="hidden" name="seen" value="{}">', row.version)


@register.simple_tag
def left_of(due: datetime) -> SafeString:
    """Return the time left until a deadline; where there is JavaScript it is renewed by minutes."""
    address = reverse("left", args=[int(due.timestamp())])
    query = "?in=en" if dates.in_english() else ""
    return format_html('<span data-left="{}{}">{}</span>', address, query, dates.left(due))


@register.filter
def page_window(page: Page[Any]) -> Iterable[int | str]:
    """Return the page numbers to show, with … for those between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.filter
def word(stored: object) -> str:
    """Translate a word that is stored or computed in Chinese (a choice's label, a step)."""
    return gettext(str(stored)) if stored else ""


@register.filter
def listed(names: Iterable[object]) -> str:
    """Join names as the reader's language does: 县财政局、县审计局."""
    return gettext("、").join(str(name) for name in names)


@register.filter
def office_title(holding: Holding | None) -> str:
    """Return an office as it is shown to the reader, with its unit where it has one."""
    if holding is None:
        return ""
    unit = [str(holding.unit)] if holding.unit_id else []
    return (" " if dates.in_english() else "").join([*unit, word(holding.get_office_display())])
