"""The shape of every write: one action, whole or not at all.

An action is a function in an ``actions/`` package of an app, made one by :func:`action`::

    @action("rosters.submit")
    def submit(act: Act, roster_return: int, *, seen: int) -> Return:
        row = act.lock(Return.objects.filter(...), roster_return, seen=seen)
        act.require(access.may_submit(act.actor, row))
        row.state = RETURN_STATES.after("submit", row.state)
        row.save()
        act.record(row, "上报花名册", people=row.people)
        return row

and called with who acts first: ``submit(actor, 7, seen=3, key=form_key)``. Around the function
stand, always the same:

1. one transaction, begun with the pen in hand (no other action runs until it ends), so what was
   read stays true until it is written;
2. the idempotency key of the form: pressed twice, it acts once and gives the same answer; the
   same key with other arguments is refused, for something else was meant;
3. the audit line in the same transaction: an action that records nothing is rolled back;
4. the guard (:mod:`lungang.platform.guard`): outside of this no write reaches the database.

Refusals are :class:`lungang.errors.ActionRefused`; a refused permission is itself put on record.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from lungang.errors import NotNow, NotPermitted, Stale
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.audit import log
from lungang.platform.audit.models import Entry, Result
from lungang.platform.guard import is_writing, writing
from lungang.platform.versions import UNSAID, Versioned

__all__ = ["ACTIONS", "Act", "Versioned", "action", "changes_since", "reference"]

P = ParamSpec("P")
R = TypeVar("R", bound="models.Model | None")
M = TypeVar("M", bound=models.Model)

KEY_LENGTH = 64
COMPUTED = "job:"
"""Keys of jobs name all that the act is about; begun anew a job brings what it computed anew."""
DRAWN_ANEW = frozenset({"token", "computed"})
"""Arguments drawn or computed anew for each press (the secret of a link, a screening): no part of
the form."""
_PLACE = re.compile(r" at 0x[0-9a-f]+")
"""What is shown by its place in memory says nothing of what it is."""
ACTIONS: dict[str, Callable[..., Any]] = {}
"""Every action by name, e.g. ``rosters.submit``: what the documentation and the tests list."""


@dataclass
class Act:
    """An action under way: who acts, when, and what goes on record."""

    actor: Actor
    name: str
    key: str | None
    at: datetime
    arguments: str = ""
    records: int = 0
    veils_actor: bool = False

    def require(self, allowed: bool) -> None:
        """Go on only if the office may.

        Raises:
            NotPermitted: it may not.
        """
        if not allowed:
            raise NotPermitted(self.name)

    def lock(self, rows: models.QuerySet[M], pk: object, *, seen: int | None = None) -> M:
        """Return the row to act on. ``rows`` are those that this office may see at all.

        Raises:
            NotPermitted: there is none for this office.
            Stale: it is not at the version that the page showed (``seen``).
        """
        try:
            row = rows.select_for_update(of=("self",)).get(pk=pk)
        except (ObjectDoesNotExist, ValueError, TypeError, ValidationError) as error:
            raise NotPermitted(self.name) from error
        if seen == UNSAID:
            raise Stale(_("表单里没有写明页面是哪一版，没有办理。请重新打开页面再办"), row)
        if seen is not None and isinstance(row, Versioned) and row.version != seen:
            raise Stale(_("在你打开之后改过，没有办理"), row, changes_since(row, seen))
        return row

    def record(
        self, subject: models.Model | None, summary: str, *, reason: str = "", **details: Any
    ) -> Entry:
        """Put on record what was done. ``details`` may hold no personal value in clear."""
        self.records += 1
        first = self.records == 1
        if first and self.arguments:
            details["arguments"] = self.arguments
        return log.append(
            self.actor,
            self.name,
            subject=reference(subject),
            summary=summary,
            reason=reason,
            details=details,
            key=self.key if first else None,
            veils_actor=self.veils_actor,
        )


def action(
    name: str, *, veils_actor: bool = False
) -> Callable[[Callable[Concatenate[Act, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Make a function the action ``name``; see the module. Callers may add ``key=``.

    ``veils_actor``: who acts would tell of a plan that is not released (an office asked about one
    person of it), so the line holds a keyed digest of the account instead of name and office.
    """

    def make(function: Callable[Concatenate[Act, P], R]) -> Callable[Concatenate[Actor, P], R]:
        @wraps(function)
        def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            key = _fitting(cast("str | None", kwargs.pop("key", None) or None))
            asked = _digest(key, actor, args, kwargs)
            if key is not None and veils_actor:
                key = log.veiled(key)  # a form's key names account and office
            try:
                act = Act(actor, name, key, clock.now(), asked, veils_actor=veils_actor)
                return _perform(function, act, *args, **kwargs)
            except NotPermitted:
                _put_refusal_on_record(actor, name, args)
                raise

        if name in ACTIONS:
            raise ValueError(f"two actions are called {name}")
        ACTIONS[name] = run
        return run

    return make


def _perform(
    function: Callable[Concatenate[Act, P], R], act: Act, *args: P.args, **kwargs: P.kwargs
) -> R:
    with transaction.atomic(), writing():
        log.hold_the_pen()
        if act.key and (done := Entry.objects.filter(key=act.key).first()):
            return cast(R, _same_answer(done, act))
        answer = function(act, *args, **kwargs)
        if not act.records:
            raise RuntimeError(f"{act.name} put nothing on record")
        return answer


def _same_answer(done: Entry, act: Act) -> Any:
    """Return what the form's first press gave.

    Raises:
        NotPermitted: the key was another's, or of another act.
        NotNow: it was sent with something else in it, or in another office.
    """
    mine = log.actor_id(act.actor, act.veils_actor)
    if (done.actor_id, done.action) != (mine, act.name):
        raise NotPermitted(act.name)
    if done.details.get("arguments", "") != act.arguments:
        raise NotNow(_("这张表已经交过一次，这次填的不一样，没有办理。请重新打开页面再办"))
    if not done.subject_id:
        return None
    found = apps.get_model(done.subject_type).objects.filter(pk=done.subject_id).first()
    if found is None:
        raise NotNow(_("这一步已经办过，对象已不在"))
    return found


def _fitting(key: str | None) -> str | None:
    """Return a key as the log keeps it; one that no form of ours gave out may be of any kind."""
    if key is None or (len(key) <= KEY_LENGTH and key.isascii() and key.isprintable()):
        return key
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()


def _digest(key: str | None, actor: Actor, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """Return a keyed digest of what was asked for and in which office, "" where none is needed."""
    if key is None or key.startswith(COMPUTED):
        return ""
    named = {name: value for name, value in kwargs.items() if name not in DRAWN_ANEW}
    holding = actor.holding.pk if actor.holding else None
    return log.veiled(repr((holding, _told(args), _told(named))))


def _told(value: Any) -> Any:
    """Return a value so that its text is the same whenever the same is asked for."""
    if isinstance(value, models.Model):
        return value._meta.label, str(value.pk)
    if isinstance(value, Mapping):
        return sorted((repr(name), _told(item)) for name, item in value.items())
    if isinstance(value, (list, tuple)):
        return [_told(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(repr(_told(item)) for item in value)
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return type(value).__name__ if _PLACE.search(told := repr(value)) else told


def _put_refusal_on_record(actor: Actor, name: str, asked: tuple[Any, ...]) -> None:
    if is_writing():
        return  # inside another action, which is rolled back and recorded as a whole
    # What was asked for, as far as it is a row's number: who tries one after another is seen.
    about = [str(one) for one in asked if isinstance(one, (int, UUID))]
    with transaction.atomic(), writing():
        log.hold_the_pen()
        log.append(
            actor,
            name,
            summary="未准：岗位无权或对象不在",
            result=Result.REFUSED,
            details={"asked": about} if about else None,
        )


def reference(subject: models.Model | None) -> tuple[str, str, int | None]:
    """Return (type, id, version) of a row as the log names it."""
    if subject is None:
        return "", "", None
    version = subject.version if isinstance(subject, Versioned) else None
    return subject._meta.label, str(subject.pk), version


def changes_since(subject: Versioned, version: int) -> list[Entry]:
    """Return what was done to a row after a version of it."""
    label, pk, _version = reference(subject)
    return list(
        Entry.objects.select_related("words").filter(
            subject_type=label, subject_id=pk, subject_version__gt=version, result=Result.DONE
        )
    )
