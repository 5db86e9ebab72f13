"""Clauses and sources as a paper cites them, without the notes of whoever drew up the pack.

A pack says beside a clause what of it is drafted or not yet read in the text (年限拟定,
条号未核对), and where a category is spoken of besides (类别见…). That belongs on the screen, with
未核对; what is handed to a person names the document. The pack keeps both in one text, for its
digest binds the seed of every plan made under it, so they are told apart here.
"""

from __future__ import annotations

import re
from datetime import date

_NOTE_WORDS = re.compile("拟定|^拟$|待核|未核对|未见|凭记忆|系方案条款")
_BRACKETS = re.compile(r"（([^（）]*)）")
_BESIDE = re.compile(r"^(?:类别|另|参|可参)?见《|^参照")
_DATE = re.compile(r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日")
_ARTICLES = re.compile(
    r"(?:、?第[一二三四五六七八九十百零〇\d]+(?:条|款|项|部分)?(?:至第?[一二三四五六七八九十百零〇\d]+)?"
    r"(?:条|款|项|点|部分)? ?)+"
)


def clause_on_paper(clause: str) -> str:
    """A clause without remarks in brackets on what of it is drafted: （年限拟定）."""
    return _BRACKETS.sub(lambda found: "" if _NOTE_WORDS.search(found[1]) else found[0], clause)


def source_on_paper(source: str, *, verified: bool, on: date, own: str = "") -> str:
    """The documents of a source: no notes, none that is younger than the paper (``on``).

    Articles are cited only where somebody read them (``verified``). A scheme of the county's own,
    which has no number in the pack, gets that of the campaign's document (``own``); that alone is
    cited where nothing else is left.
    """
    parts = [_part(part, verified=verified, own=own) for part in re.split("[；;]", source)
             if not _BESIDE.search(part) and not _younger(part, on)]  # fmt: skip
    return "；".join(filter(None, parts)) or (f"{own}文件" if own else "")


def document_on_paper(clause: str, *, verified: bool) -> str:
    """A citation of a law, without its articles unless somebody read them."""
    return clause if verified else _ARTICLES.sub("", clause).strip("，、 ")


def _part(part: str, *, verified: bool, own: str) -> str:
    pieces = [one for one in clause_on_paper(part).split("，") if not _NOTE_WORDS.search(one)]
    said = document_on_paper("，".join(pieces).strip(), verified=verified)
    if not said or "《" in said or not own:
        return said
    return f"《{said}》（{own}）"


def _younger(part: str, on: date) -> bool:
    found = _DATE.search(part)
    return found is not None and date(*map(int, found.groups())) > on
