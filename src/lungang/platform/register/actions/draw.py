"""Drawing the next number of a series, inside the action that writes what it stands on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lungang.errors import InputError
from lungang.platform.actions import Act
from lungang.platform.register import access
from lungang.platform.register.models import DocumentNumber, Series

_BRACKETS = frozenset("〔〕[]［］()（）【】号第")


def draw(
    act: Act, word: str, year: int, title: str, *, replaces: DocumentNumber | None = None
) -> DocumentNumber:
    """Return the next number of a series (机关代字 ``word``, year of the 成文日期).

    Part of the caller's action: if that is rolled back, the number was never drawn. So the series
    has no gap and no number twice, whatever runs at once (GB/T 9704-2012, 7.2.5). The paper is
    made after; until then the number's state is 待制作, and it is never given away again.

    Raises:
        NotPermitted: this office issues no papers.
        InputError: the word holds what the number itself adds (brackets, 号), or nothing; the year
            is none of our time.
    """
    act.require(access.may_draw(act.actor))
    word = word.strip()
    if not word or set(word) & _BRACKETS or not 1949 <= year <= 2199 or not title.strip():
        raise InputError(
            _("文号写不成：机关代字“{word}”、年份 {year}，或者没有标题").format(
                word=word, year=year
            )
        )
    series, _made = Series.objects.select_for_update().get_or_create(word=word, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return DocumentNumber.objects.create(
        series=series,
        number=series.last,
        title=title.strip()[:200],
        drawn_at=act.at,
        drawn_by=act.actor.holding,
        replaces=replaces,
    )
