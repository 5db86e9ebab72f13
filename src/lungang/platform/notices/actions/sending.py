"""Telling an office something."""

from __future__ import annotations

from django.db import models

from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import OF_A_UNIT, Office
from lungang.platform.actions import Act
from lungang.platform.notices.models import Notice
from lungang.platform.organisation.models import Unit


def field_length(model: type[models.Model], name: str) -> int:
    """Return how long a text field may be."""
    return int(getattr(model._meta.get_field(name), "max_length", 0) or 0)


def tell(act: Act, holding: Holding, subject: str, body: str = "", path: str = "") -> Notice:
    """Send a notice to one person of an office alone; it is read here and never mailed."""
    notice = send(act, Office(holding.office), holding.unit, subject, body, path)
    notice.holding, notice.mailed_at = holding, act.at
    notice.save(update_fields=["holding", "mailed_at"])
    return notice


def send(
    act: Act,
    office: Office,
    unit: Unit | None,
    subject: str,
    body: str = "",
    path: str = "",
    urgent: bool = False,
) -> Notice:
    """Send a notice from within an action: it arrives if the action is done, and only then.

    ``subject`` may be mailed, so it names no person; ``path`` is an address on this site. Whoever
    acts, the words are Chinese, as all that is on record: pass them untranslated
    (tests/architecture/test_on_record.py sees to it).

    Raises:
        ValueError: an office of a unit without its unit, or the reverse, or a path elsewhere; a
            fault of the program.
    """
    if (office in OF_A_UNIT) != (unit is not None):
        raise ValueError(f"{office} and unit {unit} do not go together")
    if path and (not path.startswith("/") or path.startswith("//")):
        raise ValueError(f"{path} is not on this site")
    return Notice.objects.create(
        office=office,
        unit=unit,
        at=act.at,
        sender=act.actor.title[: field_length(Notice, "sender")],
        subject=subject[: field_length(Notice, "subject")],
        body=body,
        path=path,
        urgent=urgent,
    )
