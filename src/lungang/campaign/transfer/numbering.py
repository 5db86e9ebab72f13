"""Which papers a person's move has, who issues each, which have a number, and which are void."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as told
from django.utils.translation import gettext_noop as _

from lungang.campaign.transfer.models import Journey, Paper, WorkMeeting
from lungang.errors import InputError
from lungang.paperwork.document import Kind
from lungang.platform.accounts.actor import Actor
from lungang.platform.register.models import DocumentNumber, Word
from lungang.platform.texts import refuse_unfit_said


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper: whoever takes the step ``verb`` issues it; ``hint`` stands in its word.

    ``shared``: one paper names everybody of the unit (and authority), not one person.
    ``says_where``: it says where each goes, and not only who leaves.
    """

    slug: str
    label: str
    kind: Kind
    verb: str
    hint: str
    shared: str
    says_where: bool = True


KINDS = (
    PaperKind("notice", _("调干通知"), Kind.TRANSFER_NOTICE, "collect", "调", "from authority"),
    PaperKind("unit-letter", _("单位介绍信"), Kind.UNIT_LETTER, "hand", "介", "from authority"),
    PaperKind("section-letter", _("科室介绍信"), Kind.SECTION_LETTER, "letter", "介", "person"),
    PaperKind("removal", _("免职通知"), Kind.REMOVAL, "remove", "任", "from", says_where=False),
    PaperKind("appointment", _("任职通知"), Kind.APPOINTMENT, "appoint", "任", "to"),
    PaperKind("exit-slip", _("出编通知单"), Kind.EXIT_SLIP, "exit", "编", "person"),
    PaperKind("entry-slip", _("入编通知单"), Kind.ENTRY_SLIP, "entry", "编", "person"),
)


@dataclass(frozen=True)
class Gone:
    """A number that stands no more, and the one in its place ("" until there is one)."""

    number: str
    by: str


@dataclass(frozen=True)
class Issue:
    """A paper of a person as it stands: the release that it is made from, its number, and those
    that were void before it (``void``, newest first).
    """

    meeting: WorkMeeting
    paper: Paper | None
    void: tuple[Paper, ...]

    @property
    def number(self) -> str:
        """Its number as it stands on the paper, "" before it has one."""
        return self.paper.live if self.paper else ""

    @property
    def gone(self) -> tuple[Gone, ...]:
        """The numbers that it had before, the first one first."""
        rows = (*reversed(self.void), *([self.paper] if self.paper else []))
        told = list(dict.fromkeys(number for row in rows for number in row.numbers))
        after = [*told[1:], ""]
        live = self.number
        return tuple(
            Gone(one, by) for one, by in zip(told, after, strict=False) if one and one != live
        )

    @property
    def replaced(self) -> DocumentNumber | None:
        """The number of the register that a new one takes the place of."""
        rows = (*([self.paper] if self.paper else []), *self.void)
        return next((row.drawn[-1] for row in rows if row.number is not None), None)


POSTED = frozenset({"remove", "appoint"})
"""Steps whose papers are about a post: there are none before the person is there."""


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


def said_in(kind: PaperKind, journeys: Iterable[Journey]) -> set[tuple[str, ...]]:
    """Return what papers of a kind say of people, each under its key.

    Where two releases say the same under a key, its paper is the same and holds on.
    """
    return {
        (
            paper_key(kind, row),
            row.person_key,
            *((str(row.to_unit_id), row.to_post) if kind.says_where else ()),
        )
        for row in journeys
    }


def touched(revoked: Iterable[Journey], begun: Iterable[Journey]) -> set[str]:
    """Return the keys of the papers that a release changes by what it revokes and begins."""
    gone, come = list(revoked), list(begun)
    return {said[0] for kind in KINDS for said in said_in(kind, gone) ^ said_in(kind, come)}


def word_of(actor: Actor, kind: PaperKind) -> Word | None:
    """Return the word (机关代字) that the office numbers such a paper by."""
    words = list(Word.objects.filter(office=actor.office or "", unit=actor.unit_id))
    return next((word for word in words if kind.hint in word.word), words[0] if words else None)


def issues_of(journey: Journey) -> dict[str, Issue]:
    """Return the papers of a person as they stand, by the kind's word in addresses.

    A paper is made from the last release that changed whom it names or what it says of them.
    """
    keys = {paper_key(kind, journey): kind for kind in KINDS}
    rows = Paper.objects.filter(meeting__campaign=journey.campaign_id, key__in=keys)
    found: dict[str, list[Paper]] = {}
    for row in rows.select_related("number__series", "meeting").order_by("-meeting__released_at"):
        found.setdefault(keys[row.key].slug, []).append(row)
    releases = _releases(journey)
    return {
        kind.slug: _issue(releases.get(key, journey.meeting), found.get(kind.slug, []))
        for key, kind in keys.items()
    }


def _issue(meeting: WorkMeeting, rows: list[Paper]) -> Issue:
    standing = [row for row in rows if row.revoked_in_id is None]
    void = tuple(row for row in rows if row.revoked_in_id is not None)
    return Issue(meeting, standing[0] if standing else None, void)


def _releases(journey: Journey) -> dict[str, WorkMeeting]:
    """By key, the last release that changed what a paper says, of those a move may have."""
    ends = Q(from_unit=journey.from_unit_id) | Q(to_unit=journey.to_unit_id)
    rows = list(
        Journey.objects.filter(ends, campaign=journey.campaign_id)
        .select_related("meeting", "revoked_in")
        .defer("reasons", "revoked_because")
    )
    meetings = {row.meeting_id: row.meeting for row in rows}
    meetings |= {row.revoked_in.pk: row.revoked_in for row in rows if row.revoked_in is not None}
    found: dict[str, WorkMeeting] = {}
    for meeting in sorted(meetings.values(), key=lambda one: one.released_at):
        gone = [row for row in rows if row.revoked_in_id == meeting.pk]
        come = [row for row in rows if row.meeting_id == meeting.pk]
        found |= dict.fromkeys(touched(gone, come), meeting)
    return found


def numbers_of(journey: Journey) -> dict[str, str]:
    """Return the numbers that the papers of a person have, by the kind's word in addresses."""
    return {slug: issue.number for slug, issue in issues_of(journey).items() if issue.number}


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
