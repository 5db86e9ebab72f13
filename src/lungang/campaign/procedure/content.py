"""What lies sealed in an inquiry, as records that become JSON and back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class InquiryContent:
    """About whom and what is asked. ``shown``: all that the asked office sees, as (label, value).

    ``person`` and ``slot`` are keys of the roster; ``slot`` is "" where the question is the same
    whatever the destination, and the asked office does not learn it. ``asked`` says in words who.
    """

    step: str
    person: str
    name: str
    unit: str
    asked: str
    shown: tuple[tuple[str, str], ...]
    slot: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerContent:
    """What was answered, and by whom: the office stands nowhere else. ``on`` and ``with_whom`` of
    a talk or an inspection: the day, and who talked or inspected.
    """

    consents: bool
    words: str
    by: str
    on: str = ""
    with_whom: str = ""


@dataclass(frozen=True, kw_only=True)
class OverrideContent:
    """Why the leading group goes on against a dissent, or lets a namesake answer."""

    reason: str
    by: str
