"""Which office numbers its papers by which word."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lungang.errors import InputError, NotNow
from lungang.platform.accounts.offices import OF_A_UNIT, Office
from lungang.platform.actions import Act, action
from lungang.platform.organisation.models import Unit
from lungang.platform.register import access
from lungang.platform.register.actions.draw import is_word
from lungang.platform.register.models import Word
from lungang.platform.register.queries import owner_of
from lungang.platform.register.states import ISSUERS


@action("register.give_word")
def give_word(
    act: Act, word: str, office: Office, unit_id: int | None = None, *, taken_over: bool = False
) -> Word:
    """Give a 机关代字 to an office, for good or until it is given to another; numbers go on.

    ``taken_over``: whoever gives it knows that it may be another's, who then has it no more.

    Raises:
        NotNow: it is this office's already, or another's and that was not said.
        InputError: it can be no word, or the office issues no papers or needs, or has no, unit.
    """
    act.require(access.may_give_word(act.actor))
    word = word.strip()
    if not is_word(word):
        raise InputError(_("机关代字“{word}”写不成文号：不写括号、年份和“号”").format(word=word))
    if office not in ISSUERS or (office in OF_A_UNIT) != (unit_id is not None):
        raise InputError(_("{office}不能用机关代字编号").format(office=_(office.label)))
    unit = act.lock(Unit.objects.all(), unit_id) if unit_id is not None else None
    _refuse_taken(owner_of(word), office, unit_id, taken_over)
    row, _made = Word.objects.update_or_create(word=word, defaults={"office": office, "unit": unit})
    act.record(row, f"机关代字“{word}”授予{unit or ''}{office.label}")
    return row


def _refuse_taken(now: Word | None, office: Office, unit_id: int | None, taken_over: bool) -> None:
    if now is None:
        return
    if (now.office, now.unit_id) == (office, unit_id):
        raise NotNow(_("这个机关代字已经授予这个岗位，不用再办"))
    if not taken_over:
        raise NotNow(
            _("这个机关代字现在由{owner}使用。要改授，请勾选最后一项").format(
                owner=f"{now.unit or ''}{_(now.get_office_display())}"
            )
        )
