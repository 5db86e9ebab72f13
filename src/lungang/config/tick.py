"""What is due now. Run it every minute: whatever it did already it does not do again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db.models import F, Value
from django.utils import timezone

from lungang.campaign.core.actions import remind_due
from lungang.campaign.rosters.models import Person
from lungang.platform import clock
from lungang.platform.accounts.actions.drafts import forget_old_drafts
from lungang.platform.accounts.actions.invitations import forget_dead_links
from lungang.platform.audit.actions.checkpoint import make_checkpoint
from lungang.platform.audit.models import Checkpoint
from lungang.platform.files.actions.sweep import sweep
from lungang.platform.jobs.actions import reap
from lungang.platform.notices.actions import mail_due
from lungang.platform.notices.queries import names_an_account

log = logging.getLogger("lungang.tick")
CHECKPOINT_EVERY = timedelta(hours=1)
SWEEP_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class Outcome:
    """How many of each chore were done, and what kept others from being done."""

    counts: dict[str, int] = field(default_factory=dict)
    faults: dict[str, Exception] = field(default_factory=dict)


def tick() -> Outcome:
    """Do all that is due. One chore that fails keeps none of the others from being done."""
    outcome = Outcome()
    for name, chore in CHORES.items():
        try:
            outcome.counts[name] = chore()
        except Exception as error:
            log.error("%s: %s", name, type(error).__name__)  # noqa: TRY400 - no personal data
            outcome.faults[name] = error
    return outcome


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


def clear_sessions() -> int:
    """Take away the sessions that are over (a locked one stays some days, for its draft's sake)."""
    over = Session.objects.filter(expire_date__lt=timezone.now()).count()
    if over:
        import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return over


def sweep_files() -> int:
    """Delete content that no row names, once an hour: it walks through the whole folder."""
    due = cache.add("lungang.swept", 1, int(SWEEP_EVERY.total_seconds()))
    return sweep() if due else 0


CHORES: Mapping[str, Callable[[], int]] = {
    "jobs": reap,
    "reminders": remind_due,
    "mail": mail,
    "checkpoints": checkpoint,
    "drafts": forget_old_drafts,
    "links": forget_dead_links,
    "sessions": clear_sessions,
    "files": sweep_files,
}
"""What is due soonest stands first. The keys of forms are no chore: they stand in the audit log,
which is never shortened."""
