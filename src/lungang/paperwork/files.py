"""The names of the files that papers are written to."""

from __future__ import annotations

import hashlib

from lungang.paperwork.document import Kind

INDEX_FILE = "目录.csv"
CHECK_FILE = "字体核对.txt"
KEY_COLUMN = "文件"
NUMBER_COLUMN = "文号"
_FOLDERS = {kind.value: kind.order for kind in Kind}
_UNFIT = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in '\\:*?"<>|'})
_LONGEST = 150  # bytes of a name; file systems take 255 and zip tools less


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
        digest = hashlib.sha256(name.encode()).hexdigest()[:8]
        fit = fit.encode()[: _LONGEST - 10].decode(errors="ignore") + f"…{digest}"
    return f"{order} {folder}/{fit}"
