"""Which papers a person's move has, who issues each, and which have a number."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from lungang.campaign.transfer.models import Journey, Paper
from lungang.paperwork.document import Kind
from lungang.platform.accounts.actor import Actor
from lungang.platform.register.models import Word


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
    PaperKind("exit-slip", _("出编通知单"), Kind.EXIT_SLIP, "exit", "编", "person"),
    PaperKind("entry-slip", _("入编通知单"), Kind.ENTRY_SLIP, "entry", "编", "person"),
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
