"""The names of the files that papers are written to, and what a paper is known by."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from lungang.paperwork.document import SLIPS, Document, Kind

INDEX_FILE = "目录.csv"
CHECK_FILE = "字体核对.txt"
FACTS_FILE = "公文事项.toml"
MANIFEST_FILE = "清单.json"
KEY_COLUMN = "文件"
NUMBER_COLUMN = "文号"
ENDINGS = (".pdf", ".docx")
_FOLDERS = {kind.value: kind.order for kind in Kind}
_UNFIT = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in '\\:*?"<>|'})
_LONGEST = 150  # bytes of a name; file systems take 255 and zip tools less
_ORDERED = re.compile(r"\d\s+(?=\D)")


def file_stem(key: str) -> str:
    """The path of a paper's files below the folder, without ending: ``4 调干通知/县财政局…``.

    A folder for each kind that has many papers, numbered in the order of use. Signs that some
    file system does not take become full-width, and a name that is too long is cut and told apart
    by a digest.
    """
    folder, _slash, name = key.partition("/")
    order = _FOLDERS.get(folder, 0)
    if not name:
        return f"{order} {folder}"
    fit = name.replace("/", "／").translate(_UNFIT).strip(" .") or "_"
    if len(fit.encode()) > _LONGEST:
        fit = fit.encode()[: _LONGEST - 10].decode(errors="ignore") + f"…{_digest(name)}"
    return f"{order} {folder}/{fit}"


def file_stems(keys: Iterable[str]) -> dict[str, str]:
    """The stem of each key; those that some file system takes for the same get a digest each."""
    stems = {key: file_stem(key) for key in keys}
    times = Counter(map(_folded, stems.values()))
    return {
        key: f"{stem}…{_digest(key)}" if times[_folded(stem)] > 1 else stem
        for key, stem in stems.items()
    }


def _folded(stem: str) -> str:
    return unicodedata.normalize("NFKC", stem).casefold()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def key_meant(text: str, keys: Mapping[str, str]) -> str:
    """The key that a register means: a key, or the path of a file, with its ending or without.

    ``keys`` maps stems to keys; what it does not know is returned as it is written.
    """
    word = text.strip()
    for end in ENDINGS:
        word = word.removesuffix(end)
    return keys.get(word) or _ORDERED.sub("", word, count=1)


def identity(document: Document) -> str:
    """What a paper remains known by when a name in its key is corrected; no name is in it."""
    known = document.key
    if document.kind is Kind.SECTION_LETTER or document.kind in SLIPS:  # one person each
        known = f"{document.kind.value}/{document.people[0]}"
    return hashlib.sha256(known.encode()).hexdigest()[:16]
