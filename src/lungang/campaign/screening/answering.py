"""What a page showed of people, and what was typed there: read back when the form is sent.

Fields are named after the person, not after a run's result, so that what was typed finds its person
again when the rules have run meanwhile, and a draft too. The form carries in one field (``seen``)
how each person stood on the page: an answer that was given to anything else is not taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.screening.models import Result
from lungang.campaign.screening.states import OpinionAnswer, PetitionKind, PetitionState
from lungang.platform.audit.log import veiled

_FIELD = re.compile(r"(p[0-9a-f]{20})-(?:answer|reason)")
Change = tuple[str, str, str]
"""(what, as the page showed it, as it is now)."""


def handle(person_key: str) -> str:
    """Return the name of a person in forms: the same over all runs, and telling nothing."""
    return f"p{veiled(f'screening.unit:{person_key}')[:20]}"


def standing_of(row: Any) -> str:
    """Return how a person stands, as a form carries it: verdict and facts, opinion, petition."""
    about = veiled("\n".join((row.verdict, row.rule, row.rule_title, row.fact)))[:20]
    parts = (about, row.opinion, row.petition_kind, row.petition_state)
    return ".".join(part or "" for part in parts)


def showing(rows: Iterable[Any], run: int) -> str:
    """Return what the form carries of the people on its page."""
    people = {handle(row.person_key): standing_of(row) for row in rows}
    return json.dumps({"run": run, "people": people}, separators=(",", ":"))


@dataclass(frozen=True)
class Seen:
    """What a form says that its page showed; of whom it says nothing, nothing was shown."""

    run: int
    people: Mapping[str, str]

    @classmethod
    def read(cls, text: str) -> Seen:
        """Read the field; what no page of ours wrote says nothing."""
        try:
            said = json.loads(text)
            run, people = int(said["run"]), dict(said["people"])
        except (ValueError, TypeError, KeyError, RecursionError):
            return cls(0, {})
        return cls(
            run if 0 < run < 10**6 else 0,
            {str(name): str(standing) for name, standing in people.items()},
        )

    def of(self, name: str) -> str:
        """Return how a person stood on the page, "" where it did not show the person."""
        return self.people.get(name, "")

    def opinion(self, name: str) -> str:
        """Return what the page showed as the unit's answer about a person."""
        return _parts(self.of(name))[1]


@dataclass(frozen=True)
class Typed:
    """What was typed about one person."""

    answer: str
    reason: str


def typed_in(data: Mapping[str, str], seen: Seen) -> dict[str, Typed]:
    """Return by person what a form says that its page did not say already."""
    found = {}
    for name in dict.fromkeys(match[1] for field in data if (match := _FIELD.fullmatch(field))):
        answer = data.get(f"{name}-answer", "")
        reason = data.get(f"{name}-reason", "").strip()
        if reason or (answer and answer != seen.opinion(name)):
            found[name] = Typed(answer, reason)
    return found


def seen_results(campaign: Campaign, unit: int | None, seen: Seen) -> dict[str, Result]:
    """Return by person the results of a unit's people in the run that a page showed."""
    rows = Result.objects.filter(run__campaign=campaign, run__number=seen.run, unit=unit)
    return {handle(row.person_key): row for row in rows.defer("record", "profile")}


def changes_of(before: Result | None, stood: str, now: Any | None) -> list[Change]:
    """Say what of a person is other than the page showed; ``now`` None: not asked about any more.

    ``before`` is the result that the page showed, ``stood`` how the person stood on it.
    """
    was = _words(before, stood) if before is not None and stood else {}
    gone = {_("结论"): _("已不在本单位应交流、应轮岗的人里")}
    current = gone if now is None else _words(now, standing_of(now))
    names = current if now is None else dict.fromkeys([*was, *current])
    return [
        (name, was.get(name, ""), current.get(name, ""))
        for name in names
        if was.get(name, "") != current.get(name, "")
    ]


def _words(row: Result, stood: str) -> dict[str, str]:
    _about, opinion, kind, state = _parts(stood)
    asked = [_label(PetitionKind, kind), _label(PetitionState, state)]
    return {
        _("结论"): _(row.get_verdict_display()),
        _("依据哪一条"): row.rule_title,
        _("事实"): row.fact,
        _("单位意见"): _label(OpinionAnswer, opinion),
        _("提请"): _("，").join(word for word in asked if word),
    }


def _label(kind: Any, value: str) -> str:
    return _(kind(value).label) if value in kind.values else ""


def _parts(stood: str) -> list[str]:
    parts = stood.split(".")
    return parts if len(parts) == 4 else [""] * 4
