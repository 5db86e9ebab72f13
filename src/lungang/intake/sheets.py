"""Raw reading: a file becomes sheets of cells, in a child process under limits."""

from __future__ import annotations

import contextlib
import hashlib
import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from lungang.errors import WorkbookRefused
from lungang.intake.guard import (
    LIMITS,
    OUTPUT_BYTES,
    WALL_SECONDS,
    refusal,
    refuse_by_name,
    refuse_missing,
)

Cell = str | int | float | bool | date
CHILD = Path(__file__).with_name("_child.py")


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A worksheet: ``rows[r][c]`` is the cell in row r+1 and column c+1; short rows are blank."""

    name: str
    rows: list[list[Cell]]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as read: kind (xlsx, xls, csv), SHA-256 of what was read, unpacked bytes, sheets."""

    path: Path
    kind: str
    sha256: str
    unpacked: int
    sheets: tuple[RawSheet, ...]


def read_cells(path: Path) -> RawFile:
    """Read every cell of a workbook or csv.

    Raises:
        WorkbookRefused: the file is no workbook, damaged, encrypted, has macros, or is too large.
    """
    refuse_missing(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(LIMITS["bytes"] + 1)
    except OSError as error:
        raise refusal("unreadable", path, error.strerror or "") from error
    return read_cells_of(data, path)


def read_cells_of(data: bytes, path: Path) -> RawFile:
    """Read every cell of a file's content; of ``path`` only the name is used.

    Raises:
        WorkbookRefused: as :func:`read_cells`.
    """
    refuse_by_name(path)
    if not data:
        raise refusal("empty", path)
    if len(data) > LIMITS["bytes"]:
        raise refusal("too_large", path)
    lines = _ask_child(data, path)
    try:
        kind, unpacked, sheets = _collect(lines, path)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        # Not what our child says: cut off by its limits, or worse.
        raise refusal("too_large", path) from error
    return RawFile(path, kind, hashlib.sha256(data).hexdigest(), unpacked, sheets)


def _ask_child(data: bytes, path: Path) -> list[bytes]:
    order = {"suffix": path.suffix.lower(), "limits": LIMITS, "path": sys.path}
    output = ask(CHILD, order, data, WALL_SECONDS)
    if output is None:
        raise refusal("too_large", path)
    return output.splitlines()


def ask(child: Path, order: dict[str, Any], data: bytes, seconds: float) -> bytes | None:
    """Run one of our own scripts on ``data`` in a process of its own; return what it answers.

    None: it was still at it after ``seconds``, or answered more than anybody can want.
    """
    # -I and -S keep the environment and start-up files of the machine out of the child; the
    # module path goes along in the order.
    process = subprocess.Popen(  # noqa: S603  # our own interpreter and our own file
        [sys.executable, "-I", "-S", "-X", "utf8", str(child), json.dumps(order)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    output: list[bytes] = []
    assert process.stdin is not None
    assert process.stdout is not None
    workers = [
        threading.Thread(target=_feed, args=(process.stdin, data), daemon=True),
        threading.Thread(target=_drain, args=(process.stdout, output), daemon=True),
    ]
    for worker in workers:
        worker.start()
    try:
        workers[1].join(seconds)
        late = workers[1].is_alive()
    finally:
        process.kill()
        process.wait()
        for worker in workers:
            worker.join()
        process.stdout.close()
    return None if late or sum(map(len, output)) > OUTPUT_BYTES else b"".join(output)


def _feed(stream: IO[bytes], data: bytes) -> None:
    # The child may have refused and gone before it read everything.
    with contextlib.suppress(OSError):
        stream.write(data)
    with contextlib.suppress(OSError):
        stream.close()


def _drain(stream: IO[bytes], output: list[bytes]) -> None:
    total = 0
    while block := stream.read(1 << 20):
        output.append(block)
        total += len(block)
        if total > OUTPUT_BYTES:
            return


def _collect(lines: list[bytes], path: Path) -> tuple[str, int, tuple[RawSheet, ...]]:
    kind, unpacked, ended = "", 0, False
    sheets: list[RawSheet] = []
    for item in map(json.loads, lines):
        if isinstance(item, list):
            sheets[-1].rows.extend(map(_row, item))
        elif "refuse" in item:
            raise refusal(item["refuse"], path, item["detail"])
        elif "sheet" in item:
            sheets.append(RawSheet(item["sheet"], [], bool(item.get("hidden"))))
        elif "kind" in item:
            kind, unpacked = item["kind"], item["unpacked"]
        ended = ended or "end" in item
    if not ended:
        # Killed by its limits: the parser was still at it when memory or time ran out.
        raise refusal("too_large", path)
    return kind, unpacked, tuple(sheets)


def _row(cells: list[Any]) -> list[Cell]:
    for index, cell in enumerate(cells):
        if isinstance(cell, list):
            cells[index] = _date(cell[1])
    return cells


def _date(text: str) -> Cell:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


__all__ = ["Cell", "RawFile", "RawSheet", "WorkbookRefused", "read_cells", "read_cells_of"]
