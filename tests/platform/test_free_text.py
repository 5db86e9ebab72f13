"""What people write in words: taken whole, or refused with words, in every form of the office."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms
from django.core.exceptions import ValidationError

import lungang
from lungang.platform.texts import FreeText

ID = "990101197501010018"


def field(limit: int = 500, rows: int = 3) -> FreeText:
    return FreeText(max_length=limit, rows=rows)


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u00ad", "\x07", "\x00", "\u2028"]
)
@pytest.mark.parametrize("rows", [0, 3])
def test_signs_that_nobody_sees_are_refused_at_their_place(sign: str, rows: int) -> None:
    with pytest.raises(ValidationError) as caught:
        field(rows=rows).clean(f"照准{sign}不准")
    assert caught.value.messages == [
        f"第 3 个字是看不见的符号（U+{ord(sign):04X}），会让人读错。请删去它，或重新键入这一段"
    ]


@pytest.mark.parametrize(
    "said",
    [ID, f"证号{ID}。", ID[:-1] + "x", "９９０１０１１９７５０１０１００１８",
     "990101 19750101 0018",
     "990101-19750101-0018", "990101750101001"],
)  # fmt: skip
def test_a_citizen_id_is_refused(said: str) -> None:
    with pytest.raises(ValidationError, match="写后四位即可"):
        field().clean(f"请核对{said}的年龄")


@pytest.mark.parametrize(
    "said",
    ["尾号 0018", "青榆委发〔2004〕20 号", "2004.12.16 至 2005.12.16", "13800001234、13900001234",
     "两行\n第二行", "㐂（生僻字）", "买买提·艾力", "20041216123456789012"],
)  # fmt: skip
def test_plain_words_are_taken_as_written(said: str) -> None:
    assert field().clean(said) == said


def test_the_limit_and_the_present_length_are_said_and_nothing_is_cut() -> None:
    with pytest.raises(ValidationError) as caught:
        field(10).clean("字" * 12)
    assert caught.value.messages == ["最多 10 字，现在 12 字。请删短"]
    assert "maxlength" not in str(_one(field(10))["said"])
    assert "最多 10 字" in str(_one(field(10))["said"].help_text)


def test_a_line_end_counts_once_and_a_single_line_has_none() -> None:
    assert field(5).clean("一\r\n二\r三") == "一\n二\n三"
    assert field(3, rows=0).clean("一\r\n二") == "一 二"


def _one(one: forms.Field) -> forms.Form:
    return type("One", (forms.Form,), {"said": one})()


GIVEN_OTHERWISE = {
    "GrantForm.citizen_id": "an id, of which only the digest is kept",
    "FilterForm.q": "a search, kept nowhere",
    "FilterForm.size": "a search, kept nowhere",
    "FilterForm.verdict": "a search, kept nowhere",
    "Filter.word": "a search, kept nowhere",
}


def fields() -> Iterator[tuple[str, forms.Field]]:
    """Every field for words in the forms of every app."""
    for found in pkgutil.walk_packages(lungang.__path__, "lungang."):
        if found.name.endswith(".forms") and ".intake" not in found.name:
            module = importlib.import_module(found.name)
            for name, kind in inspect.getmembers(module, inspect.isclass):
                if issubclass(kind, forms.Form) and kind.__module__ == module.__name__:
                    for key, one in kind.base_fields.items():
                        if type(one) in (forms.CharField, FreeText):
                            yield f"{name}.{key}", one


def test_every_form_of_the_office_takes_words_through_the_one_field() -> None:
    others = {
        name
        for name, one in fields()
        if not isinstance(one, FreeText)
        and not isinstance(one.widget, forms.PasswordInput)
        and name not in GIVEN_OTHERWISE
    }
    assert others == set()
    assert any(isinstance(one, FreeText) for _name, one in fields())
