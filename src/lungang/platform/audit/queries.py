"""Reads of the log, scoped by who asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import QuerySet

from lungang.platform.accounts.actor import Actor
from lungang.platform.audit import access
from lungang.platform.audit.canonical import FIELDS, canonical
from lungang.platform.audit.checkpoints import Signer, load_signer
from lungang.platform.audit.log import digest_of_words
from lungang.platform.audit.merkle import Tree
from lungang.platform.audit.models import Checkpoint, Entry, Reason, Result
from lungang.platform.audit.witness import Checkpoint as Signed
from lungang.platform.audit.witness import Wrong, check_lines
from lungang.platform.sealing import Unsealable
from lungang.platform.triggers import missing, protections

CHUNK = 2000


def entries_for(actor: Actor) -> QuerySet[Entry]:
    """Return the lines that an office may read."""
    return Entry.objects.all() if access.may_read_log(actor) else Entry.objects.none()


def done_to(subject: models.Model) -> QuerySet[Entry]:
    """Return what was done to a row, newest first, for those who may see the row itself."""
    done = Entry.objects.filter(
        subject_type=subject._meta.label, subject_id=str(subject.pk), result=Result.DONE
    )
    return done.select_related("words").order_by("-seq")


def done_after(subject: models.Model) -> QuerySet[Entry]:
    """Return what was done, to whatever, after a row was made; nothing for one not on record.

    For those who may see the row: the caller says which actions concern them.
    """
    made = Entry.objects.filter(
        subject_type=subject._meta.label, subject_id=str(subject.pk), result=Result.DONE
    ).first()
    if made is None:
        return Entry.objects.none()
    later = Entry.objects.filter(seq__gt=made.seq, result=Result.DONE)
    return later.select_related("words").order_by("seq")


def keys_on_record(keys: Iterable[str]) -> set[str]:
    """Return those of some keys (of forms, jobs, reminders) whose act was done."""
    found = Entry.objects.filter(key__in=list(keys), result=Result.DONE)
    return {str(key) for key in found.values_list("key", flat=True)}


def checkpoints_for(actor: Actor) -> QuerySet[Checkpoint]:
    """Return the checkpoints that an office may see, newest first."""
    rows = Checkpoint.objects.order_by("-size")
    return rows if access.may_see_checkpoints(actor) else rows.none()


def signer() -> Signer:
    """Return the site's key."""
    return load_signer(settings.SITE.audit_key)


def leaves(below: int | None = None) -> list[bytes]:
    """Return the leaf hashes of the log, or of its first lines."""
    rows = Entry.objects.order_by("seq")
    if below is not None:
        rows = rows.filter(seq__lt=below)
    return [bytes.fromhex(leaf) for leaf in rows.values_list("leaf", flat=True).iterator()]


def stored_lines(below: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Give (leaf hash, bytes) of each line as the database holds it, in the order of the log.

    A line that cannot even be read is given without bytes: it then fails the check of its hash.
    """
    numbers = list(Entry.objects.order_by("seq").values_list("seq", flat=True))
    if below is not None:
        numbers = [seq for seq in numbers if seq < below]
    for start in range(0, len(numbers), CHUNK):
        chunk = numbers[start : start + CHUNK]
        try:
            yield from list(_lines(chunk[0], chunk[-1]))
        except Exception:  # one of them is not what this program writes; which, the next lines say
            for seq in chunk:
                yield _one_line(seq)


def _lines(first: int, last: int) -> Iterator[tuple[str, bytes]]:
    rows = Entry.objects.filter(seq__range=(first, last)).order_by("seq")
    for *values, leaf in rows.values_list(*FIELDS, "leaf"):
        yield str(leaf), canonical(dict(zip(FIELDS, values, strict=True)))


def _one_line(seq: int) -> tuple[str, bytes]:
    try:
        return next(_lines(seq, seq))
    except Exception:
        return "", b""


@dataclass(frozen=True)
class State:
    """What a check of the whole log found; ``wrong`` is empty if all is well.

    ``unprotected`` names the triggers, of the log and of all else, that are not in place.
    """

    size: int
    checkpoints: int
    root: str
    wrong: str = ""
    seq: int | None = None
    unprotected: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.wrong and not self.unprotected


def verify_log(outside: tuple[Signed, ...] = ()) -> State:
    """Recompute every hash, root and signature of the log in the database, and the words beside it.

    ``outside`` are checkpoints that the witness kept: they tell a database that was rolled back.
    """
    key = signer().written
    held = list(Checkpoint.objects.order_by("size"))
    size, root = Entry.objects.count(), ""
    wrong, seq = "", None
    try:
        signed = [_as_stored(row, key) for row in held]
        size, found = check_lines(stored_lines(), [*signed, *outside])
        root = found.hex()
        _check_words()
    except Wrong as error:
        wrong, seq = str(error), error.seq
    return State(size, len(held), root, wrong, seq, tuple(missing(protections())))


def _check_words() -> None:
    """Check the words of reasons against the lengths and digests that the lines hold.

    Words may be erased; what stands in their place must be what was written.

    Raises:
        Wrong: some are not.
    """
    numbers = list(Reason.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), CHUNK):
        chunk = numbers[start : start + CHUNK]
        try:
            _compare_words(chunk)
        except Unsealable:  # which one, the next lines say
            for seq in chunk:
                try:
                    _compare_words([seq])
                except Unsealable as error:
                    raise Wrong(
                        f"第 {seq} 条的理由打不开：改过，或不是用本站点的密钥封的", seq
                    ) from error


def _compare_words(numbers: list[int]) -> None:
    rows = Reason.objects.filter(pk__in=numbers).order_by("pk")
    for seq, text, digest in rows.values_list("pk", "text", "entry__reason_digest"):
        if digest_of_words(text) != digest:
            raise Wrong(f"第 {seq} 条的理由不是当时写的：换过，或是后来补的", seq)


def _as_stored(row: Checkpoint, key: str) -> Signed:
    signed = Signed(row.note, key)
    if (signed.size, signed.root.hex()) != (row.size, row.root):
        raise Wrong(f"第 {row.size} 条处的检查点与它签过的内容不符")
    return signed


@dataclass(frozen=True)
class Inclusion:
    """The proof that a line stands in the log of a checkpoint."""

    checkpoint: Checkpoint
    path: tuple[str, ...]


def inclusion_of(entry: Entry) -> Inclusion | None:
    """Return the proof for the first checkpoint that covers a line, where there is one."""
    first = Checkpoint.objects.filter(size__gt=entry.seq).order_by("size").first()
    if first is None:
        return None
    tree = Tree(leaves(first.size))
    if len(tree) < first.size:
        return None
    path = tree.inclusion(entry.seq, first.size)
    return Inclusion(first, tuple(step.hex() for step in path))
