"""What is due now. Run it every minute: whatever it did already it does not do again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta

from django.conf import settings
from django.db.models import F, Value

from lungang.campaign.core.actions import remind_due
from lungang.campaign.rosters.models import Person
from lungang.platform import clock
from lungang.platform.audit.actions.checkpoint import make_checkpoint
from lungang.platform.audit.models import Checkpoint
from lungang.platform.jobs.actions import reap
from lungang.platform.notices.actions import mail_due
from lungang.platform.notices.queries import names_an_account

log = logging.getLogger("lungang.tick")
CHECKPOINT_EVERY = timedelta(hours=1)


def tick() -> Mapping[str, int]:
    """Do all that is due; return how many of each.

    One thing that fails keeps none of the others from being done.

    Raises:
        ExceptionGroup: what failed.
    """
    done, faults = {}, []
    for name, chore in CHORES.items():
        try:
            done[name] = chore()
        except Exception as error:
            log.error("%s: %s", name, type(error).__name__)  # noqa: TRY400 - no personal data
            faults.append(error)
    if faults:
        raise ExceptionGroup("tick", faults)
    return done


def checkpoint() -> int:
    """Sign the audit log each hour in which something was done."""
    last = Checkpoint.objects.order_by("-size").first()
    if last and last.at > clock.now() - CHECKPOINT_EVERY:
        return 0
    return int(make_checkpoint() is not None)


def mail() -> int:
    """Mail notices, where the site has a mail server."""
    return mail_due(names_somebody) if settings.SITE.mail_server else 0


def names_somebody(text: str) -> bool:
    """Whether a text holds the name of anybody in a roster or with an account."""
    rows = Person.objects.alias(text=Value(text)).exclude(name="")
    return names_an_account(text) or rows.filter(text__contains=F("name")).exists()


CHORES: Mapping[str, Callable[[], int]] = {
    "jobs": reap,
    "reminders": remind_due,
    "mail": mail,
    "checkpoints": checkpoint,
}
