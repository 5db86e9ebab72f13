"""How long the log takes: writing lines, checking all of them, proofs.

``python -m benchmarks audit [lines]`` makes an export of so many lines (200,000 where none is
said) and checks it as the witness does; then it writes 20,000 lines to a fresh SQLite site and
checks them there.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
STORED = 20_000


def timed(what: str, work: Callable[[], T]) -> T:
    began, worked = time.perf_counter(), time.process_time()
    answer = work()
    wall, processor = time.perf_counter() - began, time.process_time() - worked
    print(f"{what:44}{wall:8.3f} s, of the processor {processor:8.3f} s")
    return answer


def lines(count: int) -> list[tuple[str, bytes]]:
    from lungang.platform.audit.canonical import GENESIS, canonical, leaf_of

    made, before = [], GENESIS
    began = datetime(2004, 12, 16, 8, tzinfo=UTC)
    for seq in range(count):
        text = canonical(
            {
                "seq": seq, "at": began + timedelta(seconds=seq), "action": "rosters.accept_rows",
                "result": "done", "actor_id": "17", "actor_name": "某人", "reason_digest": "",
                "actor_office": "personnel_section", "actor_title": "人事局公务员管理科",
                "subject_type": "rosters.Return", "subject_id": f"{seq:032x}",
                "subject_version": seq % 9, "summary": "接收花名册 12 行",
                "details": {"rows": [seq, seq + 1], "person": f"{seq:064x}"},
                "key": f"{seq:032x}", "previous": before,
            }
        )  # fmt: skip
        before = leaf_of(text)
        made.append((before, text))
    return made


def in_memory(count: int) -> None:
    from lungang.platform.audit.merkle import Tree, verify_consistency, verify_inclusion
    from lungang.platform.audit.witness import check_lines

    made = timed(f"make {count:,} lines", lambda: lines(count))
    timed(f"check {count:,} lines: leaves, chain, root", lambda: check_lines(made, []))
    leaves = [bytes.fromhex(leaf) for leaf, _text in made]
    tree = timed("the tree", lambda: Tree(leaves))
    root, old = tree.root(), tree.root(count // 3)
    path = timed("proof that a line is in it", lambda: tree.inclusion(count // 2))
    assert timed(
        "  checked", lambda: verify_inclusion(leaves[count // 2], count // 2, count, path, root)
    )
    steps = timed("proof that it grew", lambda: tree.consistency(count // 3))
    assert timed("  checked", lambda: verify_consistency(count // 3, count, old, root, steps))


def in_database() -> None:
    import django

    from lungang.config.founding import found_site

    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        found_site(site)
        os.environ |= {
            "LUNGANG_SITE": str(site),
            "DJANGO_SETTINGS_MODULE": "lungang.config.settings",
        }
        django.setup()
        from django.core.management import call_command
        from django.db import transaction

        from lungang.platform.accounts.actor import system
        from lungang.platform.audit import log
        from lungang.platform.audit.actions.checkpoint import make_checkpoint
        from lungang.platform.audit.queries import verify_log
        from lungang.platform.guard import writing

        call_command("migrate", verbosity=0)

        def write() -> None:
            with transaction.atomic(), writing():
                for number in range(STORED):
                    log.append(system("测评"), "bench", summary="一条", details={"n": number})

        timed(f"write {STORED:,} lines, one transaction", write)
        timed("a checkpoint over them", make_checkpoint)
        state = timed(f"check {STORED:,} lines in the database", verify_log)
        assert state.ok, state.wrong


def main() -> None:
    in_memory(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
    in_database()


if __name__ == "__main__":
    main()
