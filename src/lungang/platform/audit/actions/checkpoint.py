"""Making a checkpoint: each hour, at each change of step, at each issue, and when asked."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from lungang.platform import clock
from lungang.platform.actions import Act, action
from lungang.platform.audit import access, log
from lungang.platform.audit.checkpoints import load_signer
from lungang.platform.audit.merkle import Tree
from lungang.platform.audit.models import Checkpoint
from lungang.platform.audit.queries import leaves
from lungang.platform.guard import writing


def make_checkpoint() -> Checkpoint | None:
    """Sign what the log is now; return None where it has not grown since the last checkpoint.

    When it is due it is nobody's act and has no line of its own: with one, the log would grow by
    being looked at. A person who wants one asks by :func:`ask_checkpoint`.
    Must not be called inside an action, whose line is not yet certain: see
    :func:`checkpoint_after_commit`.

    Raises:
        InputError: the site's key cannot be read.
    """
    signer = load_signer(settings.SITE.audit_key)
    tree = Tree(leaves())  # while others may write: these lines stay what they are
    with transaction.atomic(), writing():
        log.hold_the_pen()
        last = Checkpoint.objects.order_by("-size").first()
        if last is not None and last.size >= len(tree):
            return None
        root = tree.root()
        return Checkpoint.objects.create(
            size=len(tree), root=root.hex(), at=clock.now(), note=signer.note(len(tree), root)
        )


@action("audit.make_checkpoint")
def ask_checkpoint(act: Act) -> None:
    """Put on record that somebody has a checkpoint made now; it then covers this line too."""
    act.require(access.may_see_checkpoints(act.actor))
    act.record(None, "现在存证")


def checkpoint_after_commit() -> None:
    """Make a checkpoint as soon as the action under way is in the database."""
    transaction.on_commit(make_checkpoint, robust=True)
