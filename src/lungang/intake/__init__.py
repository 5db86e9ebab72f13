"""Files in: a roster from workbooks and csv, findings by cell, templates and marked copies."""

from lungang.intake.annotate import annotate
from lungang.intake.findings import Finding, Severity
from lungang.intake.reader import Reading, load_roster, read_roster
from lungang.intake.template import write_roster, write_template

__all__ = [
    "Finding",
    "Reading",
    "Severity",
    "annotate",
    "load_roster",
    "read_roster",
    "write_roster",
    "write_template",
]
