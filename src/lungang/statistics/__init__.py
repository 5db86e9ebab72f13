"""Results: the tables of the source, from facts, on screen, on paper and in a workbook.

:func:`outcomes` computes; the others print what it returns. What goes on paper is Chinese whatever
the language of the user.
"""

from lungang.statistics.outcomes import outcomes
from lungang.statistics.records import Outcomes





__all__ = [
    "Outcomes",
    "outcomes",
    "print_summary",
    "summary_text",
    "write_report",
    "write_workbook",
]
