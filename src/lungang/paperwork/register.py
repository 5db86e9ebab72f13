"""目录.csv: a row for each paper, which is the office's register of papers issued.

The office fills in 文号 and may add columns and rows of its own: they are kept. A row belongs to a
paper by its file, in whatever encoding and with whatever separator a spreadsheet saved it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lungang.errors import InputError
from lungang.i18n import gettext as _
from lungang.paperwork.document import Document
from lungang.paperwork.files import INDEX_FILE, KEY_COLUMN, NUMBER_COLUMN, file_stem, key_meant
from lungang.paperwork.plain import decoded

COLUMNS = ("序号", "文种", KEY_COLUMN, "发文机关", "主送", "涉及人员", NUMBER_COLUMN)
_HEAD_WITHIN = 10  # rows of titles above the head


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row: ``key`` is its paper ("" for none), ``cells`` by column, ``extra`` the office's own.

    ``at`` is where it stood in the file, 0 for a new one.
    """

    key: str
    cells: Mapping[str, str]
    extra: tuple[str, ...] = ()
    at: int = 0

    @property
    def number(self) -> str:
        """The number entered, "" for none."""
        return self.cells.get(NUMBER_COLUMN, "")

    @property
    def filled(self) -> bool:
        """Whether the office has entered anything."""
        return bool(self.number or any(map(str.strip, self.extra)) or not self.key)


@dataclass(frozen=True, slots=True)
class Register:
    """The rows, and the heads of the columns that the office has added."""

    rows: tuple[Row, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def filled(self) -> bool:
        """Whether the office has entered anything."""
        return any(row.filled for row in self.rows)

    def updated(
        self,
        papers: Mapping[str, Row],
        made: Iterable[str],
        left: Iterable[str],
        numbers: Mapping[str, str],
    ) -> Register:
        """The register after a run, in the order of ``papers`` (all that the plan has, by key).

        Rows of the papers ``made`` are written anew. The others stay as they are, but that
        ``numbers`` are entered; those ``left`` go unless something is entered. Rows of nothing
        that the plan has are the office's own, if anything is entered, and come last.
        """
        old, rows = {row.key: row for row in self.rows if row.key}, []
        made, left = set(made), set(left)
        for key, new in papers.items():
            row, number = old.get(key), numbers.get(key, "")
            if key in made or (number and row is None):
                row = replace(row, cells={**row.cells, **new.cells}) if row else new
            if row and number:
                row = replace(row, cells={**row.cells, NUMBER_COLUMN: number})
            if row and (row.filled or key not in left):
                rows.append(row)
        own = [row for row in self.rows if row.filled and row.key not in papers]
        return Register((*rows, *own), self.extra)

    def to_csv(self) -> bytes:
        """The register as CSV that spreadsheets open."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow((*COLUMNS, *map(_plain, self.extra)))
        for n, row in enumerate(self.rows, 1):
            cells = [row.cells.get(name, "") for name in COLUMNS[1:]]
            writer.writerow((n, *map(_plain, cells), *map(_plain, row.extra)))
        return stream.getvalue().encode("utf-8-sig")


def row_of(document: Document, number: str = "", stem: str = "") -> Row:
    """The row of a paper; a number that is only a blank form stays blank."""
    given = number or ("" if "　" in document.number else document.number)
    cells = (
        document.kind.value if document.kind else "",
        stem or file_stem(document.key),
        document.organ,
        document.recipients,
        document.subject,
        given,
    )
    return Row(key=document.key, cells=dict(zip(COLUMNS[1:], cells, strict=True)))


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t" and cell else cell


def read_register(
    name: str = INDEX_FILE, content: bytes = b"", keys: Mapping[str, str] | None = None
) -> Register:
    """Read a register from CSV as any spreadsheet saves it; ``keys`` maps stems to keys.

    Raises:
        InputError: it is no such table, or a paper has two rows.
    """
    text = decoded(content)
    if text is None:
        raise InputError(_("“{file}”不是文字，另存为 UTF-8 再试").format(file=name))
    head = "\n".join(text.splitlines()[:_HEAD_WITHIN])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",\t;", key=head.count))
    table: list[list[str]] = []
    try:
        table.extend(reader)
    except csv.Error:
        raise InputError(
            _("“{file}”第 {row} 行读不出来：格子太长，或者引号没有配对").format(
                file=name, row=len(table) + 1
            )
        ) from None
    return register_of(name, table, keys)


def register_of(
    name: str, table: Sequence[Sequence[str]], keys: Mapping[str, str] | None = None
) -> Register:
    """The register that the cells of a table are.

    Raises:
        InputError: it is none, or a paper has two rows.
    """
    at, heads = _heads(name, table)
    places = {head: n for n, head in enumerate(heads) if head in COLUMNS}
    width = max(len(heads), *(len(row) for row in table[at:]))
    others = [n for n in range(width) if n not in places.values()]
    others = [
        n for n in others if any(n < len(row) and row[n].strip() for row in table[at:])
    ]  # a spreadsheet leaves blank columns behind
    rows = []
    for n, row in enumerate(table[at + 1 :], at + 2):
        cells = [*row, *[""] * (width - len(row))]
        if any(cell.strip() for cell in cells):
            found = {head: cells[place] for head, place in places.items()}
            found[NUMBER_COLUMN] = found[NUMBER_COLUMN].strip()
            rows.append(
                Row(
                    key=key_meant(found[KEY_COLUMN], keys or {}),
                    cells=found,
                    extra=tuple(cells[place] for place in others),
                    at=n,
                )
            )
    _refuse_two(name, rows)
    return Register(tuple(rows), tuple(heads[n] if n < len(heads) else "" for n in others))


def _heads(name: str, table: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    for n, row in enumerate(table[:_HEAD_WITHIN]):
        heads = ["".join(cell.split()) for cell in row]
        if {KEY_COLUMN, NUMBER_COLUMN} <= set(heads):
            twice = [head for head in COLUMNS if heads.count(head) > 1]
            if twice:
                raise InputError(
                    _("“{file}”里“{head}”一列有两个，留下一个").format(file=name, head=twice[0])
                )
            return n, heads
    raise InputError(
        _("“{file}”里要有“{key}”“{number}”两列").format(
            file=name, key=KEY_COLUMN, number=NUMBER_COLUMN
        )
    )


def _refuse_two(name: str, rows: Iterable[Row]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        if row.key and first.setdefault(row.key, row.at) != row.at:
            raise InputError(
                _("“{file}”第 {first} 行和第 {row} 行是同一件公文“{key}”，留下一行").format(
                    file=name, first=first[row.key], row=row.at, key=row.key
                )
            )
