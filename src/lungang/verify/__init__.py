"""The independent verifier: recomputes a plan from raw records and refuses what is false.

It shares with the rest of the project the records of :mod:`lungang.domain` and the data of a
policy pack, and no judgement: every rule of ``docs/reference/reading.md`` is read here a second
time. :func:`verify_plan` reports, :func:`check_plan` raises.
"""

from lungang.verify.report import CheckDone, Refutation, Report, Skipped
from lungang.verify.verify import check_plan, verify_plan

__all__ = ["CheckDone", "Refutation", "Report", "Skipped", "check_plan", "verify_plan"]
