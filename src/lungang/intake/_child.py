"""Reads the cells of one file in a process of its own. Run by path, never imported by the parent.

The file comes in on standard input; cells go out on standard output as JSON lines, or one line
``{"refuse": code, "detail": text}``. Whatever a hostile file does (a bomb, a crash of the parser,
a loop) happens here, under limits, and never in the process that serves people. It imports nothing
of this project, so that it starts in some 60 ms and has little to be attacked.

argv: the limits and the module path of the parent, as one JSON object.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NoReturn

CHUNK = 500
MACRO_PARTS = re.compile(r"vbaproject|macrosheets/|vbadata", re.IGNORECASE)
# A document type declaration has no place in a workbook: it is how entity bombs and XXE begin.
DOCTYPE = re.compile(rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T|E\x00?N\x00?T\x00?I)", re.IGNORECASE)


class Refused(Exception):
    """The file is refused: a code that the parent puts into words, and a detail."""

    def __init__(self, code: str, detail: object = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, str(detail)


def limit_process(limits: dict[str, int]) -> None:
    """Bind memory, processor time and files; without effect where the system has no such call."""
    try:
        import resource
    except ImportError:
        return
    for name, value in (
        ("RLIMIT_AS", limits["memory"]),
        ("RLIMIT_CPU", limits["seconds"]),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (value, value))
        except (AttributeError, OSError, ValueError):
            continue


def check_zip(data: bytes, limits: dict[str, int]) -> int:
    """Refuse bombs, macros and entity declarations; return the unpacked size in bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            check_entries(infos, limits)
            for info in infos:
                if info.filename.lower().endswith((".xml", ".rels", ".vml")):
                    check_part(archive, info)
            return sum(info.file_size for info in infos)
    except Refused:
        raise
    except MemoryError:
        raise
    except Exception as error:  # zipfile raises many kinds on damaged archives
        raise Refused("damaged", error) from error


def check_entries(infos: list[zipfile.ZipInfo], limits: dict[str, int]) -> None:
    names = [info.filename for info in infos]
    if len(names) > limits["entries"]:
        raise Refused("bomb", len(names))
    if any(MACRO_PARTS.search(name) for name in names):
        raise Refused("macros")
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
        raise Refused("not_workbook")
    if len(set(names)) != len(names):
        raise Refused("damaged", "duplicate entries")
    if sum(info.file_size for info in infos) > limits["unpacked"]:
        raise Refused("bomb")
    for info in infos:
        if info.flag_bits & 1:
            raise Refused("encrypted")
        large = info.file_size > 8_000_000
        if large and info.file_size > limits["ratio"] * max(1, info.compress_size):
            raise Refused("bomb", info.filename)


def check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    tail = b""
    with archive.open(info) as part:
        while block := part.read(1 << 20):
            if DOCTYPE.search(tail + block):
                raise Refused("entities", info.filename)
            tail = block[-32:]


def check_ole(data: bytes) -> None:
    """Refuse an encrypted package and macros in the older container."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise Refused("encrypted")
    if has("_VBA_PROJECT"):
        raise Refused("macros")
    if not (has("Workbook") or has("Book")):
        raise Refused("not_workbook")


def kind_of(data: bytes, suffix: str) -> str:
    """Return xlsx, xls or csv as the content says, refusing a name that says another."""
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        found = "xlsx"
    elif data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        # An encrypted xlsx is such a container too; that is the more useful thing to say.
        check_ole(data)
        found = "xls"
    else:
        found = "csv"
    if suffix == ".xlsm" and found == "xlsx":
        check_zip(data, LIMITS)
        return found
    if suffix != "." + found:
        cut = found == "csv" and (b"\x00" in data or len(data) < 8)
        raise Refused("truncated" if cut else "mismatch", found)
    return found


def workbook_sheets(
    data: bytes, limits: dict[str, int]
) -> Iterator[tuple[str, bool, list[list[Any]]]]:
    """Yield (name, is hidden, rows) of each worksheet, rows and columns counted from A1."""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        metadata = book.sheets_metadata
    except calamine.PasswordError as error:
        raise Refused("encrypted") from error
    except calamine.CalamineError as error:
        raise Refused("damaged", error) from error
    kinds = calamine.SheetTypeEnum
    if any(sheet.typ in (kinds.MacroSheet, kinds.Vba) for sheet in metadata):
        raise Refused("macros")
    if len(metadata) > limits["sheets"]:
        raise Refused("too_many", len(metadata))
    budget = [limits["rows"], limits["cells"]]
    formulas = uncomputed(data) if data[:2] == b"PK" else {}
    for sheet in metadata:
        if sheet.typ is kinds.WorkSheet:
            try:
                rows = sheet_rows(book.get_sheet_by_name(sheet.name), budget)
            except calamine.CalamineError as error:
                raise Refused("damaged", error) from error
            for row, column, formula in formulas.get(sheet.name, ()):
                if row < len(rows) and column < len(rows[row]) and rows[row][column] == "":
                    rows[row][column] = formula
            yield sheet.name, sheet.visible is not calamine.SheetVisibleEnum.Visible, rows


_TAG = re.compile(rb"<(sheet|Relationship)\s([^>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_NO_VALUE = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*>\s*<f(?:[^>]*/>|[^>]*>([^<]{0,400})</f>)\s*'
    rb"(?:<v\s*/>|<v></v>)?\s*</c>"
)


def uncomputed(data: bytes) -> dict[str, list[tuple[int, int, str]]]:
    """Return the formulas that no program has computed yet: by sheet (row, column, text).

    To the reader of values such a cell is blank; told as "missing" nobody would find the reason.
    """
    found: dict[str, list[tuple[int, int, str]]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        targets = {
            has.get(b"Id"): has.get(b"Target", b"")
            for tag, has in tags(archive.read("xl/_rels/workbook.xml.rels"))
            if tag == b"Relationship"
        }
        for tag, has in tags(archive.read("xl/workbook.xml")):
            target = targets.get(has.get(b"r:id"), b"").decode().lstrip("/")
            part = target if target.startswith("xl/") else f"xl/{target}"
            if tag == b"sheet" and part in names:
                name = html.unescape(has.get(b"name", b"").decode("utf-8", "replace"))
                found[name] = [formula(match) for match in _NO_VALUE.finditer(archive.read(part))]
    return found


def tags(part: bytes) -> Iterator[tuple[bytes, dict[bytes, bytes]]]:
    for match in _TAG.finditer(part):
        yield match[1], dict(_ATTRIBUTE.findall(match[2]))


def formula(match: re.Match[bytes]) -> tuple[int, int, str]:
    column = 0
    for letter in match[1]:
        column = column * 26 + letter - 64
    text = html.unescape((match[3] or b"").decode("utf-8", "replace"))
    return int(match[2]) - 1, column - 1, "=" + text


def sheet_rows(sheet: Any, budget: list[int]) -> list[list[Any]]:
    if sheet.start is None:
        return []
    height, width, left = sheet.end[0] + 1, sheet.end[1] + 1, sheet.start[1]
    budget[0] -= height
    budget[1] -= height * width
    if min(budget) < 0:
        raise Refused("too_many", height)
    pad = [""] * left
    rows = [pad + row for row in sheet.iter_rows()]
    merges = sheet.merged_cell_ranges or []
    if sum((b - t + 1) * (r - lft + 1) for (t, lft), (b, r) in merges) > LIMITS["cells"]:
        raise Refused("too_many")
    for (top, first), (bottom, last) in merges:
        # One value over several people (a unit written once) belongs to each of their rows.
        if first == last and top < bottom and top < len(rows) and first < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                if first < len(row) and row[first] == "":
                    row[first] = rows[top][first]
    return rows


def csv_rows(data: bytes, limits: dict[str, int]) -> list[list[str]]:
    """Decode (UTF-8, UTF-16 with mark, GB18030) and split a text file."""
    text = decode(data)
    if re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]", text):
        raise Refused("not_text")
    head = text.lstrip()[:200].lower()
    if head.startswith(("<html", "<!doctype", "<?xml", "<table")):
        raise Refused("html")
    csv.field_size_limit(limits["cell"] + 1)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)):
            rows.append(row)
            cells += len(row)
            if len(rows) > limits["rows"] or cells > limits["cells"]:
                raise Refused("too_many", len(rows))
    except csv.Error as error:
        too_long = "field limit" in str(error)
        raise Refused("long_cell" if too_long else "damaged", error) from error
    return rows


def decode(data: bytes) -> str:
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    for mark, name in marks:
        if data.startswith(mark):
            encodings: tuple[str, ...] = (name,)
            break
    else:
        encodings = ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    raise Refused("not_text")


def delimiter_of(text: str) -> str:
    head = "\n".join(text.splitlines()[:10]) if len(text) < 100_000 else text[:5000]
    return max(",\t;", key=head.count)


def plain(value: Any, limit: int) -> Any:
    """Return a cell in the terms of JSON: a date as ["d", text], anything odd as text."""
    if isinstance(value, str):
        if len(value) > limit:
            raise Refused("long_cell")
        # Lone surrogates can be neither shown nor written back.
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, float):
        return value if abs(value) < 1e300 else str(value)
    if isinstance(value, (bool, int)):
        return value
    if isinstance(value, (date, datetime)):
        return ["d", value.isoformat()[:10]]
    if isinstance(value, (time, timedelta)):
        return str(value)
    return str(value)


def put(item: object) -> None:
    line = json.dumps(item, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")


def trimmed(row: list[Any], limit: int) -> list[Any]:
    end = len(row)
    while end and row[end - 1] == "":
        end -= 1
    return [plain(value, limit) for value in row[:end]]


def emit(name: str, rows: list[list[Any]], limits: dict[str, int], *, hidden: bool = False) -> None:
    put({"sheet": name, **({"hidden": True} if hidden else {})})
    for start in range(0, len(rows), CHUNK):
        put([trimmed(row, limits["cell"]) for row in rows[start : start + CHUNK]])


def run(suffix: str, limits: dict[str, int]) -> None:
    data = sys.stdin.buffer.read(limits["bytes"] + 1)
    if len(data) > limits["bytes"]:
        raise Refused("too_large")
    kind = kind_of(data, suffix)
    unpacked = check_zip(data, limits) if kind == "xlsx" else len(data)
    put({"kind": kind, "unpacked": unpacked})
    if kind == "csv":
        emit("", csv_rows(data, limits), limits)
    else:
        for name, hidden, rows in workbook_sheets(data, limits):
            emit(name, rows, limits, hidden=hidden)
    put({"end": True})


def stop(code: str, detail: str) -> NoReturn:
    put({"refuse": code, "detail": detail[:200]})
    sys.stdout.buffer.flush()
    sys.exit(0)


def main() -> None:
    """Read, answer, and never show a traceback: the parent has words for every way to fail."""
    try:
        run(ORDER["suffix"], LIMITS)
        sys.stdout.buffer.flush()
    except Refused as refused:
        stop(refused.code, refused.detail)
    except MemoryError:
        stop("too_large", "")
    except Exception as error:  # the last line of defence for odd content
        stop("damaged", repr(error))


ORDER: dict[str, Any] = {}
LIMITS: dict[str, int] = {}

if __name__ == "__main__":
    ORDER = json.loads(sys.argv[1])
    LIMITS = ORDER["limits"]
    limit_process(LIMITS)
    sys.path[:] = ORDER["path"]
    main()
