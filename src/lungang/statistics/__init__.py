"""Results: the tables of the source, from facts, on screen, on paper and in a workbook.

:func:`outcomes` computes; the others print what it returns. What goes on paper is Chinese whatever
the language of the user.
"""

from lungang.statistics.outcomes import outcomes
from lungang.statistics.records import Outcomes
from lungang.statistics.report import write_report
from lungang.statistics.screening import (
    ScreeningRow,
    ScreeningTable,
    print_screening,
    screening_table,
    write_screening,
    write_screening_to,
)
from lungang.statistics.summary import summary_text
from lungang.statistics.terminal import print_summary
from lungang.statistics.workbook import write_workbook, write_workbook_to

__all__ = [
    "Outcomes",
    "ScreeningRow",
    "ScreeningTable",
    "outcomes",
    "print_screening",
    "print_summary",
    "screening_table",
    "summary_text",
    "write_report",
    "write_screening",
    "write_screening_to",
    "write_workbook",
    "write_workbook_to",
]
