"""The read model of the table, whole: what pages draw, and the functions that make it.

::

    table = table_of(campaign, scenario)
    card = card_of(table, key)
    answers = why_not(table, key, unit)
"""

from lungang.campaign.deliberation.cards import card_of, units_to_ask, why_not
from lungang.campaign.deliberation.rows import (
    DECIDED,
    PROPOSED,
    UNPLACED,
    BalanceRow,
    Card,
    CycleRow,
    Event,
    Other,
    PersonRow,
    Table,
)
from lungang.campaign.deliberation.seating import table_from, table_of

__all__ = [
    "DECIDED",
    "PROPOSED",
    "UNPLACED",
    "BalanceRow",
    "Card",
    "CycleRow",
    "Event",
    "Other",
    "PersonRow",
    "Table",
    "card_of",
    "table_from",
    "table_of",
    "units_to_ask",
    "why_not",
]
