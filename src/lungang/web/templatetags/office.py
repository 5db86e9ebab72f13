"""The words and small parts that every page uses; available in all templates without loading.

``{% icon "check" %}`` ``{% tag "ok" "已接收" %}`` ``{% state row %}`` ``{% form_key %}``
``{% seen row %}`` and the filters ``when``, ``day``, ``long_day``, ``left``, ``masked``.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.db import models
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lungang.platform import clock
from lungang.web.icons import ICONS
from lungang.web.tones import TONES

register = template.Library()
WEEKDAYS = "一二三四五六日"


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return an icon as inline SVG: it is decoration beside a word, never alone."""
    pen = 'class="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false"'
    return mark_safe(f"<svg {pen}>{ICONS[name]}</svg>")  # noqa: S308 - our own constants


@register.simple_tag
def tag(tone: str, word: str, shape: str = "") -> SafeString:
    """Return a tag: a tone (ok, warn, bad, seal, brand, line, idle), a word, and a shape."""
    drawn = icon(shape) if shape else ""
    return format_html('<span class="tag {}">{}{}</span>', tone, drawn, word)


@register.simple_tag
def state(row: models.Model, field: str = "state") -> SafeString:
    """Return the tag of a row's state: one word and one look for one state, everywhere."""
    word = str(getattr(row, f"get_{field}_display")())
    tone, shape = TONES.get(word, ("idle", ""))
    return tag(tone, word, shape)


@register.simple_tag
def form_key() -> SafeString:
    """Return the hidden field that makes a form act once, however often it is sent."""
    return format_html('<input type="hidden" name="key" value="{}">', secrets.token_urlsafe(24))


@register.simple_tag
def seen(row: Any) -> SafeString:
    """Return the hidden field that tells which version of a row the page showed."""
    return format_html('<input type="hidden" name="seen" value="{}">', row.version)


@register.filter
def day(value: date | datetime | None) -> str:
    """11 月 23 日."""
    local = _local(value)
    return f"{local.month} 月 {local.day} 日" if local else ""


@register.filter
def long_day(value: date | datetime | None) -> str:
    """2004 年 11 月 23 日，星期二."""
    local = _local(value)
    if not local:
        return ""
    return f"{local.year} 年 {local.month} 月 {local.day} 日，星期{WEEKDAYS[local.weekday()]}"


@register.filter
def when(value: datetime | None) -> str:
    """今天 12:00, 明天 17:00, 11 月 26 日 17:00."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    near = {0: "今天", 1: "明天", -1: "昨天"}.get((local.date() - clock.today()).days)
    return f"{near or day(local)} {local:%H:%M}"


@register.filter
def left(value: datetime | None) -> str:
    """还有 2 小时 48 分, 还有 3 天, 已过 12 分钟, 已过 2 天."""
    if value is None:
        return ""
    rest = value - clock.now()
    return f"还有 {_span(rest)}" if rest >= timedelta() else f"已过 {_span(-rest)}"


@register.filter
def masked(citizen_id: str) -> str:
    """Mask a citizen id for people who do not need it whole: 5123**********0412."""
    return f"{citizen_id[:4]}{'*' * (len(citizen_id) - 8)}{citizen_id[-4:]}" if citizen_id else ""


def _local(value: date | datetime | None) -> date | None:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def _span(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    hours, days = minutes // 60, length.days
    if days:
        return f"{days} 天"
    return f"{hours} 小时 {minutes % 60} 分" if hours else f"{minutes} 分钟"
