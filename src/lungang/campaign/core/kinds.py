"""The kinds of tasks that steps give to units: the one home of what each is called."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class TaskKind:
    """One kind: a verb and its object, what is owed, and where the unit does it."""

    key: str
    label: str
    about: str
    step: str
    url_name: str

    @property
    def path(self) -> str:
        """Where the unit does it; the workbench where that page is not there."""
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return reverse("core:home")


KINDS = {
    kind.key: kind
    for kind in (
        TaskKind(
            "rosters",
            "上报花名册",
            "本单位全部在编人员，逐人填写，核对后上报。",
            "reporting",
            "rosters:mine",
        ),
    )
}
CHOICES = [(kind.key, kind.label) for kind in KINDS.values()]
