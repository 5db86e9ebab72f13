"""The table: everybody of the pool on the working plan, in balance, and the cards."""

from __future__ import annotations

import time

def test_it_shows(sitting):
    t0 = time.perf_counter()
    table = sitting.table(sitting.scenario)
    t1 = time.perf_counter()
    print(len(table.people), table.decided, table.proposed, table.unplaced, t1 - t0)
    from lungang.campaign.deliberation.cards import card_of, why_not, units_to_ask
    for row in table.people[:3] + tuple(r for r in table.people if r.state == "unplaced"):
        t1 = time.perf_counter()
        print(card_of(table, row.key), time.perf_counter() - t1)
    for unit in units_to_ask(table):
        print(why_not(table, table.people[0].key, unit))
    print(table.cycles, table.balance)
    assert 0
