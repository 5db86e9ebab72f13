"""Which papers a person's move has, who issues each, and which have a number."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from django.utils.translation import gettext as told
from django.utils.translation import gettext_noop as _

from lungang.campaign.transfer.models import Journey, Paper
from lungang.errors import InputError, NotNow
from lungang.paperwork.document import Kind
from lungang.platform.accounts.actor import Actor
from lungang.platform.register.models import Word
from lungang.platform.texts import refuse_unfit_said


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper: whoever takes the step ``verb`` issues it; ``hint`` stands in its word.

    ``shared``: one paper names everybody of the unit (and authority), not one person.
    """

    slug: str
    label: str
    kind: Kind
    verb: str
    hint: str
    shared: str


KINDS = (
    PaperKind("notice", _("调干通知"), Kind.TRANSFER_NOTICE, "collect", "调", "from authority"),
    PaperKind("unit-letter", _("单位介绍信"), Kind.UNIT_LETTER, "hand", "介", "from authority"),
    PaperKind("section-letter", _("科室介绍信"), Kind.SECTION_LETTER, "letter", "介", "person"),
    PaperKind("removal", _("免职通知"), Kind.REMOVAL, "remove", "任", "from"),
    PaperKind("appointment", _("任职通知"), Kind.APPOINTMENT, "appoint", "任", "to"),
)


def kind_of(slug: str) -> PaperKind | None:
    """Return a kind by its word in addresses."""
    return next((kind for kind in KINDS if kind.slug == slug), None)


def paper_key(kind: PaperKind, journey: Journey) -> str:
    """Return what names a paper among those of the plan: one key for all whom it names."""
    parts = {
        "from": str(journey.from_unit_id),
        "to": str(journey.to_unit_id),
        "authority": journey.authority,
        "person": journey.person_key,
    }
    text = " ".join([kind.slug, *(parts[name] for name in kind.shared.split())])
    return hashlib.sha256(text.encode()).hexdigest()


def word_of(actor: Actor, kind: PaperKind) -> Word | None:
    """Return the word (机关代字) that the office numbers such a paper by."""
    words = list(Word.objects.filter(office=actor.office or "", unit=actor.unit_id))
    return next((word for word in words if kind.hint in word.word), words[0] if words else None)


def numbers_of(journey: Journey) -> dict[str, str]:
    """Return the numbers that the papers of a person have, by the kind's word in addresses."""
    keys = {paper_key(kind, journey): kind.slug for kind in KINDS}
    rows = Paper.objects.filter(meeting=journey.meeting_id, key__in=keys)
    return {keys[row.key]: str(row) for row in rows.select_related("number__series")}


_NUMBER = re.compile(r"(?P<word>[^\s〔〕\[\]()（）0-9]{1,20})〔[12]\d{3}〕第?[1-9]\d{0,4}号")


def refuse_number(actor: Actor, text: str) -> None:
    """Refuse what is no document number (GB/T 9704-2012, 7.2.5), or under another's word.

    Raises:
        InputError: with what is wrong and what to do.
    """
    refuse_unfit_said(text)
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise InputError(
            told("文号“{text}”不像文号。照文件上的写，如：某发〔2026〕7号").format(text=text)
        )
    word = Word.objects.filter(word=found["word"]).first()
    if word is None:
        return
    if (word.office, word.unit_id) != (actor.office, actor.unit_id):
        raise InputError(told("机关代字“{word}”是别的岗位的，不能用它编号").format(word=word.word))
    raise InputError(told("“{word}”的号由系统按顺序给，请按“编号”").format(word=word.word))


def issuer_of(actor: Actor) -> str:
    """Return what an office is told from others by: one document of a unit may say two things."""
    return f"{actor.office}/{actor.unit_id or ''}"


def number_of(journey: Journey, kind: PaperKind) -> str:
    """Return the number that a paper has, or ""."""
    row = Paper.objects.filter(meeting=journey.meeting_id, key=paper_key(kind, journey))
    found = row.select_related("number__series").first()
    return str(found) if found else ""


def number_by_hand(actor: Actor, journey: Journey, kind: PaperKind, written: str) -> Paper | None:
    """Keep a number written by hand for a paper; None where it has this one already.

    Raises:
        InputError: it is no number, or the paper has another.
        NotNow: the number is on another paper already.
    """
    text, has = written.strip(), number_of(journey, kind)
    if has:
        if has != text:
            raise InputError(
                told("这件{paper}编的是 {number}。照它写").format(
                    paper=told(kind.label), number=has
                )
            )
        return None
    refuse_number(actor, text)
    same = Paper.objects.filter(meeting__campaign=journey.campaign_id, written=text)
    if same.exclude(issuer=issuer_of(actor)).exists():
        raise NotNow(told("文号 {number} 已经用在另一件公文上。请核对").format(number=text))
    key = paper_key(kind, journey)
    issuer = issuer_of(actor)
    return Paper.objects.create(meeting=journey.meeting, key=key, written=text, issuer=issuer)
