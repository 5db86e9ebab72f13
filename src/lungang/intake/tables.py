"""The data of intake: columns of the sheets and words of the cells, read once."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lungang.domain.codes import (
    CadreAuthority,
    Circumstance,
    Code,
    Education,
    KindOfWork,
    Level,
    Nature,
    PersonnelStatus,
    Sex,
    UnitKind,
)

KINDS = ("roster", "unit", "kin", "wish")
CODES: dict[str, type[Code]] = {
    "sex": Sex,
    "education": Education,
    "nature": Nature,
    "status": PersonnelStatus,
    "kind_of_work": KindOfWork,
    "unit_kind": UnitKind,
    "authority": CadreAuthority,
    "circumstance": Circumstance,
    "level": Level,
}
_IGNORED_IN_HEADER = re.compile(r"[\s*＊:：()\[\]【】]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the template: its field here, its names, and what the template says of it."""

    field: str
    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    optional_cell: bool = False
    width: int = 12
    words: str = ""
    note: str = ""
    example: str = ""
    date: bool = False


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """A sheet of the template and how a table in the wild is known to be of its kind."""

    kind: str
    sheet: str
    sheet_aliases: frozenset[str]
    needs: tuple[str, ...]
    marks: tuple[str, ...]
    columns: tuple[Column, ...]
    by_title: Mapping[str, str]
    by_field: Mapping[str, Column]


def fold(text: str) -> str:
    """Return text as it is compared: half width, no spaces, lower case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def fold_title(text: str) -> str:
    """Return a header as it is compared: as :func:`fold`, without asterisks, colons, brackets."""
    return _IGNORED_IN_HEADER.sub("", fold(text))


@cache
def columns_data() -> dict[str, Any]:
    """The whole of columns.toml."""
    return _load("columns.toml")


@cache
def words_data() -> dict[str, Any]:
    """The whole of words.toml."""
    return _load("words.toml")


@cache
def specs() -> dict[str, SheetSpec]:
    """The four sheets by kind."""
    return {kind: _spec(kind, columns_data()[kind]) for kind in KINDS}


@cache
def word_table(name: str) -> Mapping[str, Code]:
    """Code by folded word, of one of the closed sets."""
    codes = CODES[name]
    table = {fold(code.label): code for code in codes}
    by_value = {code.value: code for code in codes}
    for value, words in words_data()[name].items():
        for word in words:
            table[fold(word)] = by_value[value]
    return table


def is_closed(name: str) -> bool:
    """Whether the words of a table are all there is: any other word is an error."""
    return name in CODES or name == "yes_no"


@cache
def labels(name: str) -> tuple[str, ...]:
    """The words that the template offers in a drop-down."""
    if name in CODES:
        return tuple(code.label for code in CODES[name])
    if name == "yes_no":
        return ("是", "否")
    if name == "relation":
        return ("丈夫", "妻子", "父亲", "母亲", "儿子", "女儿", "兄弟", "姐妹", "岳父", "岳母",
                "公公", "婆婆", "女婿", "儿媳", "侄子", "侄女", "外甥", "外甥女")  # fmt: skip
    return tuple(words_data()[name])


@cache
def known_relations() -> frozenset[str]:
    """Every word of kinship that the data knows, folded."""
    return frozenset(fold(w) for words in words_data()["relation"].values() for w in words)


@cache
def none_words() -> frozenset[str]:
    """What people write in a cell to say that there is nothing."""
    return frozenset(map(fold, words_data()["none"]))


def _spec(kind: str, data: dict[str, Any]) -> SheetSpec:
    columns = tuple(
        Column(**{**entry, "aliases": tuple(entry.get("aliases", ()))}) for entry in data["columns"]
    )
    by_title: dict[str, str] = {}
    for column in columns:
        for title in (column.name, *column.aliases):
            by_title.setdefault(fold_title(title), column.field)
    for column in columns:
        by_title[fold_title(column.name)] = column.field
    names = frozenset(map(fold, (data["sheet"], *data["sheet_aliases"])))
    return SheetSpec(
        kind,
        data["sheet"],
        names,
        tuple(data["needs"]),
        tuple(data["marks"]),
        columns,
        by_title,
        {column.field: column for column in columns},
    )


def _load(name: str) -> dict[str, Any]:
    with Path(__file__).with_name(name).open("rb") as stream:
        return tomllib.load(stream)
