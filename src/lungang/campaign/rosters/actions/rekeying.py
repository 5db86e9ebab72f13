"""A citizen id put right: what the office keeps by the person's key goes to the new key.

Later steps say what they keep by it, so that rosters need not know them::

    register_rekey(actions.move_people)  # in AppConfig.ready
"""

from __future__ import annotations

from collections.abc import Callable

from lungang.campaign.rosters.models import Person, PersonAuthority, Row
from lungang.platform.actions import Act

Hook = Callable[[Act, Row, str, str], None]
"""Called with the act, the row put right, the former key and the new one."""
_HOOKS: dict[str, Hook] = {}


def register_rekey(hook: Hook) -> None:
    """Let a later step move what it keeps by a person's key, in the same action."""
    _HOOKS[f"{hook.__module__}.{hook.__qualname__}"] = hook


def rekey(act: Act, row: Row, old: str) -> None:
    """Move everything that is kept by the former key of a row's person to its key now."""
    if not old or old == row.person_key:
        return
    same = Row.objects.filter(roster_return=row.roster_return_id, person_key=old)
    same.update(person_key=row.person_key)  # their kin and wishes
    _move_person(row, old)
    for hook in _HOOKS.values():
        hook(act, row, old, row.person_key)


def _move_person(row: Row, old: str) -> None:
    if not Person.objects.filter(pk=old).exists():
        return
    Person.objects.get_or_create(key=row.person_key, defaults={"name": row.name})
    if PersonAuthority.objects.filter(person=row.person_key).exists():
        return  # known under the right id already: that history is the person's
    PersonAuthority.objects.filter(person=old).update(person=row.person_key)
    Person.objects.filter(pk=old).delete()
