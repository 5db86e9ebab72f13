"""Dates, times and what is left of them, as an office writes them: 中文 and English."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone, translation

from lungang.platform import clock

WEEKDAYS = "一二三四五六日"


def in_english() -> bool:
    """Whether the reader asked for English."""
    return translation.get_language() == "en"


def local_day(value: date | datetime | None) -> date | None:
    """Return the day at the office's place."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def day(value: date | datetime | None) -> str:
    """11 月 23 日 · 23 Nov; with its year where that is another than the office's."""
    found = local_day(value)
    if not found:
        return ""
    other_year = found.year != clock.today().year
    if in_english():
        return f"{found.day} {found:%b}" + (f" {found.year}" if other_year else "")
    return (f"{found.year} 年 " if other_year else "") + f"{found.month} 月 {found.day} 日"


def long_day(value: date | datetime | None) -> str:
    """2004 年 11 月 23 日，星期二 · Tuesday, 23 Nov 2004."""
    found = local_day(value)
    if not found:
        return ""
    if in_english():
        return f"{found:%A}, {found.day} {found:%b} {found.year}"
    weekday = WEEKDAYS[found.weekday()]
    return f"{found.year} 年 {found.month} 月 {found.day} 日，星期{weekday}"


def full_day(value: date | datetime | None) -> str:
    """2004 年 11 月 23 日 · 23 Nov 2004."""
    found = local_day(value)
    if not found:
        return ""
    if in_english():
        return f"{found.day} {found:%b} {found.year}"
    return f"{found.year} 年 {found.month} 月 {found.day} 日"


def dotted(value: date | datetime | None) -> str:
    """11.23, for dense tables, whatever the language."""
    found = local_day(value)
    return f"{found.month}.{found.day:02}" if found else ""


def month(value: date | datetime | None) -> str:
    """1995.03, the month of a roster."""
    found = local_day(value)
    return f"{found.year}.{found.month:02}" if found else ""


def when(value: datetime | None) -> str:
    """今天 12:00, 明天 17:00, 11 月 26 日 17:00 · today 12:00, 26 Nov 17:00."""
    if value is None:
        return ""
    at = timezone.localtime(value)
    words = ("yesterday", "today", "tomorrow") if in_english() else ("昨天", "今天", "明天")
    distance = (at.date() - clock.today()).days
    near = words[distance + 1] if abs(distance) <= 1 else day(at)
    return f"{near} {at:%H:%M}"


def brief(value: datetime | None) -> str:
    """今天 08:30, and for other days 11 月 22 日: for a narrow column of messages."""
    if value is None:
        return ""
    return when(value) if timezone.localtime(value).date() == clock.today() else day(value)


def moment(value: datetime | None) -> str:
    """11 月 22 日 15:26 · 22 Nov 15:26: for records, where 今天 would age."""
    return f"{day(value)} {timezone.localtime(value):%H:%M}" if value else ""


def left(value: datetime | None) -> str:
    """还有 2 小时 48 分, 还有 3 天, 已过 12 分钟 · 2 h 48 min left, 2 days over."""
    if value is None:
        return ""
    rest = value - clock.now()
    over = rest < timedelta()
    span = _span(-rest if over else rest)
    if in_english():
        return f"{span} {'over' if over else 'left'}"
    return f"{'已过' if over else '还有'} {span}"


def _span(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    hours, days = minutes // 60, length.days
    if in_english():
        if days:
            return f"{days} days" if days > 1 else f"1 day {hours - 24} h"
        return f"{hours} h {minutes % 60} min" if hours else f"{minutes} min"
    if days:
        return f"{days} 天" if days > 1 else f"1 天 {hours - 24} 小时"
    return f"{hours} 小时 {minutes % 60} 分" if hours else f"{minutes} 分钟"
