"""What looks like a citizen id is the same everywhere: in forms, drafts, cells and both logs."""

from __future__ import annotations

import logging

import pytest
from django.http import QueryDict

from lungang.campaign.rosters.showing import shielded
from lungang.platform.accounts.actions.drafts import typed
from lungang.platform.citizen_ids import names_one, replaced
from lungang.web.logs import NoPersons

TYPED = (
    "990101197501010018", "99010119750101001X", "99010119750101001x", "990101750101001",
    "990101.19750101.0018", "990101/19750101/0018", "990101 19750101 0018", "990101-19750101-0018",
    "９９０１０１１９７５０１０１００１８", "９９０１０１１９７５０１０１００１Ｘ",
    "990101\u300019750101\u30000018", "9 9 0 1 0 1 1 9 7 5 0 1 0 1 0 0 1 8",
    "990101*1975*0101*0018", "990101 750101 001",
)  # fmt: skip
OTHERS = (
    "尾号 0018", "2004.12.16 至 2005.12.16", "2004.12.16-2005.12.16", "13800001234、13900001234",
    "13800001234 13900001234", "20041216123456789012", "青榆委发〔2004〕20 号",
)  # fmt: skip


@pytest.mark.parametrize("said", TYPED)
def test_one_is_found_everywhere_however_it_is_typed(said: str) -> None:
    text = f"核对{said}的年龄"
    assert names_one(text)
    assert replaced(text) == "核对〔证号〕的年龄"
    data = QueryDict(mutable=True)
    data["reason"] = text
    assert typed(data) == {"reason": ["核对〔证号没有存〕的年龄"]}
    record = logging.LogRecord("x", logging.ERROR, "x", 1, text, None, None)
    NoPersons().filter(record)
    assert record.getMessage() == "核对〔证号〕的年龄"
    assert "*" in shielded(text)
    assert said not in shielded(text) or "*" in said


@pytest.mark.parametrize("said", OTHERS)
def test_other_numbers_are_left_as_they_are(said: str) -> None:
    assert not names_one(said)
    assert replaced(said) == shielded(said) == said


def test_a_cell_hides_one_that_is_a_sign_short_too() -> None:
    assert not names_one("99010119750101001")
    assert shielded("99010119750101001") == "9901*********1001"
