"""Drawing the next number of a series, inside the action that writes what it stands on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lungang.errors import InputError, NotNow
from lungang.platform.actions import Act
from lungang.platform.register import access
from lungang.platform.register.models import DocumentNumber, Series, Word

_BRACKETS = frozenset("〔〕[]［］()（）【】号第")


def is_word(word: str) -> bool:
    """Whether a text can be a 机关代字: the number itself adds brackets and 号."""
    return bool(word) and not set(word) & _BRACKETS and len(word) <= 40


def draw(
    act: Act, word: str, year: int, title: str, *, replaces: DocumentNumber | None = None
) -> DocumentNumber:
    """Return the next number of a series (机关代字 ``word``, year of the 成文日期).

    Part of the caller's action: if that is rolled back, the number was never drawn. So the series
    has no gap and no number twice, whatever runs at once (GB/T 9704-2012, 7.2.5). The paper is
    made after; until then the number's state is 待制作, and it is never given away again.

    Raises:
        NotPermitted: the word is another office's.
        NotNow: it is nobody's yet (:func:`lungang.platform.register.actions.give_word`).
        InputError: the word holds what the number itself adds (brackets, 号), or nothing; the year
            is none of our time.
    """
    word = word.strip()
    known = Word.objects.filter(word=word).first()
    if not is_word(word) or not 1949 <= year <= 2199 or not title.strip():
        raise InputError(
            _("文号写不成：机关代字“{word}”、年份 {year}，或者没有标题").format(
                word=word, year=year
            )
        )
    if known is None:
        raise NotNow(_("机关代字“{word}”还没有授予哪个岗位。请安全管理员先授予").format(word=word))
    act.require(access.may_draw(act.actor, known))
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
