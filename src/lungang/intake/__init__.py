"""Files in: a roster from workbooks and csv, findings by cell, templates and marked copies."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from lungang.intake.findings import Finding, Severity
from lungang.intake.forms import Answer, Tables, UnitList, check_tables, check_units, read_tables
from lungang.intake.reader import Reading, load_roster, read_roster

if TYPE_CHECKING:
    from lungang.intake.marking import annotate, annotate_content
    from lungang.intake.template import write_roster, write_template, write_unit_template

__all__ = [
    "Answer",
    "Finding",
    "Reading",
    "Severity",
    "Tables",
    "UnitList",
    "annotate",
    "annotate_content",
    "check_tables",
    "check_units",
    "load_roster",
    "read_roster",
    "read_tables",
    "write_roster",
    "write_template",
    "write_unit_template",
]

# What writes workbooks needs libraries that are slow to load: whoever only reads is spared them.
_WRITERS = {
    "annotate": "marking",
    "annotate_content": "marking",
    "write_roster": "template",
    "write_template": "template",
    "write_unit_template": "template",
}


def __getattr__(name: str) -> Any:
    """Load a writer when it is first asked for."""
    if name not in _WRITERS:
        raise AttributeError(name)
    return getattr(import_module(f"lungang.intake.{_WRITERS[name]}"), name)
