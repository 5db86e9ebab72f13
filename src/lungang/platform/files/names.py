"""What a file is called, and what it is: neither is believed as it comes."""

from __future__ import annotations

import unicodedata
import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from lungang.errors import InputError
from lungang.platform.files.models import Kind

LONGEST = 120
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
)
_FORBIDDEN = frozenset('<>:"|?*')
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_ENDINGS = {"jpeg": "jpg", "lrm": "lrmx"}

MIME = {
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.XLS: "application/vnd.ms-excel",
    Kind.CSV: "text/csv; charset=utf-8",
    Kind.LRMX: "application/octet-stream",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.PDF: "application/pdf",
    Kind.PNG: "image/png",
    Kind.JPG: "image/jpeg",
    Kind.ZIP: "application/zip",
    Kind.TXT: "text/plain; charset=utf-8",
    Kind.JSON: "application/json",
}


def safe_name(name: str) -> str:
    """Return a name that is one name on every system, and shows what it is.

    Folders before it are dropped (some browsers send them), and with them every ``..``; characters
    that cannot be seen, turn the direction of the text, or mean something to a system are too.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        sign
        for sign in last
        if sign not in _FORBIDDEN and unicodedata.category(sign) not in _UNSEEN
    )
    kept = kept.strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        stem, ending = kept, ""
    if not stem or stem.split(".")[0].strip().upper() in _DEVICES:
        stem = f"文件{stem}"
    return f"{stem[: LONGEST - len(ending) - 1].rstrip(' .')}{dot}{ending[:10]}"


def kind_of(name: str, content: bytes) -> Kind:
    """Return what a file is by its content.

    Raises:
        InputError: it is of no kind that is taken, or not of the kind that its name says.
    """
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    said = _ENDINGS.get(ending, ending)
    if said not in Kind.values:
        raise InputError(
            _("“{name}”不是可以收的文件。可以收的有：{kinds}").format(
                name=name, kinds="、".join(Kind.values)
            )
        )
    if not _looks_like(Kind(said), content):
        raise InputError(
            _("“{name}”的内容不是{kind}，没有收。请打开原文件，另存为正确的种类再传").format(
                name=name, kind=_(Kind(said).label)
            )
        )
    return Kind(said)


def _looks_like(kind: Kind, content: bytes) -> bool:
    beginnings = {
        Kind.XLS: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        Kind.PDF: b"%PDF-",
        Kind.PNG: b"\x89PNG\r\n\x1a\n",
        Kind.JPG: b"\xff\xd8\xff",
    }
    if kind in beginnings:
        return content.startswith(beginnings[kind])
    if kind in (Kind.XLSX, Kind.DOCX, Kind.ZIP):
        inside = {Kind.XLSX: "xl/", Kind.DOCX: "word/", Kind.ZIP: ""}[kind]
        return any(name.startswith(inside) for name in _names_in_zip(content))
    if kind is Kind.LRMX:
        # .lrmx is XML (or the older form, a line of quoted fields): text either way.
        return _is_text(content)
    return _is_text(content) and not content.lstrip()[:2].lower().startswith((b"%p", b"pk"))


def _names_in_zip(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []


def _is_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decodes(content, "utf-16")
    if b"\0" in content:
        return False
    return _decodes(content, "utf-8") or _decodes(content, "gb18030")


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
