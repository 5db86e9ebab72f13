"""The one error tree.

::

    LungangError                     everything that this project raises on purpose
    ├── InputError                   what the user gave cannot be taken (exit code 2)
    │   ├── WorkbookRefused          a file is no workbook, or is not safe to open
    │   ├── RosterError              the roster has errors; carries every finding
    │   ├── PolicyError              a policy pack is wrong; carries file, line, expectation
    │   ├── PlanFileError            a plan file cannot be read as one
    │   └── MarksConflict            marks of the joint meeting leave no plan; names which
    ├── ActionRefused                an act of an office is refused
    │   ├── NotPermitted             this office may not, or the thing is not there for it
    │   ├── NotNow                   the thing is in a state that does not allow it
    │   └── Stale                    it changed since the page was opened; says how and by whom
    ├── InfeasibleError              some people cannot all be served; names them
    └── VerificationError            a plan says something false; carries every refutation

Messages are written for the person at the desk: where, what, and what to do. They never carry a
traceback and are shown by the command line as they are.
"""

from __future__ import annotations

from collections.abc import Sequence


class LungangError(Exception):
    """Base of everything that this project raises on purpose."""

    exit_code = 1


class InputError(LungangError):
    """What the user gave cannot be taken."""

    exit_code = 2


class WorkbookRefused(InputError):
    """A file is no workbook, is damaged, or is not safe to open."""


class RosterError(InputError):
    """The roster has errors; ``findings`` holds every one of them, warnings included."""

    def __init__(self, message: str, findings: Sequence[object] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


class PolicyError(InputError):
    """A policy pack is wrong: ``problems`` holds one line for each (file, line, expectation)."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class PlanFileError(InputError):
    """A plan file cannot be read as one."""


class MarksConflict(InputError):
    """Marks of the joint meeting leave no plan: ``marks`` are such that none can be spared."""

    def __init__(self, message: str, marks: Sequence[object]) -> None:
        super().__init__(message)
        self.marks = tuple(marks)


class ActionRefused(LungangError):
    """An act of an office is refused; nothing was written."""


class NotPermitted(ActionRefused):
    """This office may not, or what it asks for is not there for it: the two look the same."""


class NotNow(ActionRefused):
    """The thing is in a state that does not allow the act; the message says which and what then."""


class Stale(ActionRefused):
    """The thing changed after the page was opened.

    ``subject`` is the thing as it is now, ``since`` what was done to it after the version that the
    page showed: objects with ``at``, ``actor_title``, ``actor_name`` and ``summary``. ``changes``
    says (what, as the page showed it, as it is now), where the page told what it showed.
    """

    changes: Sequence[tuple[str, str, str]] = ()

    def __init__(self, message: str, subject: object, since: Sequence[object] = ()) -> None:
        super().__init__(message)
        self.subject = subject
        self.since = tuple(since)


class InfeasibleError(LungangError):
    """No assignment serves everybody.

    ``people`` are row numbers that between them have fewer admissible slots (``slots``) than
    people: a Hall violator, so no choice of arcs can serve all of them (Hall 1935).
    """

    def __init__(self, people: Sequence[int], slots: Sequence[int]) -> None:
        self.people = tuple(people)
        self.slots = tuple(slots)
        shown = ", ".join(map(str, self.people[:20])) + ("…" if len(self.people) > 20 else "")
        super().__init__(
            f"{len(self.people)} people have only {len(self.slots)} slots between them: {shown}"
        )


class VerificationError(LungangError):
    """A plan says something false; ``refutations`` holds every reason found."""

    exit_code = 3

    def __init__(self, refutations: Sequence[str]) -> None:
        super().__init__("\n".join(refutations))
        self.refutations = tuple(refutations)
