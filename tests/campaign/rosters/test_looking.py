"""What was found in a return is worked out once for a page, and never shown where it does not hold.

Each test asks for a page's findings twice and changes between the two what the check rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import translation

from lungang.campaign.rosters import actions, looking
from lungang.campaign.rosters.facts import check_return
from lungang.campaign.rosters.models import Return
from lungang.i18n import speaking
from lungang.platform.guard import writing
from lungang.platform.kept import Kept
from lungang.platform.organisation.models import UnitVersion
from tests.campaign.rosters.desk import OTHER, UNIT, Desk, wrong


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    looking._found.clear()
    yield
    looking._found.clear()


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often cells were really checked."""
    done: list[int] = []
    real: Callable[..., Any] = looking.check

    def check(basis: Any) -> Any:
        done.append(1)
        return real(basis)

    monkeypatch.setattr(looking, "check", check)
    return done


def look(sent: Return, **kwargs: Any) -> list[str]:
    """Return the problems that a page shows: those of a check made now."""
    sent = Return.objects.get(pk=sent.pk)
    found = looking.look_through(sent, list(sent.rows.all()), **kwargs).findings
    assert found == check_return(sent, **kwargs).findings
    return [one.problem for one in found]


def test_the_same_cells_are_checked_once(desk: Desk, checks: list[int]) -> None:
    sent = desk.upload(wrong())
    assert look(sent) == look(sent) != []
    assert len(checks) == 1


def test_a_changed_cell_is_checked_anew(desk: Desk, checks: list[int]) -> None:
    sent = desk.upload(wrong())
    before = look(sent)
    row = sent.rows.filter(table="roster").first()
    actions.edit_cells(desk.officer, sent.pk, {row.pk: {"sex": "不详"}})
    assert look(sent) != before
    assert len(checks) == 2


def test_an_approved_correction_is_checked_anew(desk: Desk, checks: list[int]) -> None:
    sent = desk.upload()
    row = sent.rows.filter(table="roster").first()
    held = {row.pk: {"sex": "不详"}}
    assert look(sent) != look(sent, changed=held) == look(sent, changed=held)
    assert len(checks) == 2


def test_a_renamed_unit_is_checked_anew(desk: Desk, checks: list[int]) -> None:
    sent = desk.upload()
    look(sent)
    with writing():
        UnitVersion.objects.filter(unit=desk.units[UNIT]).update(name="县改名局", short_name="")
    assert any("县改名局" in problem or UNIT in problem for problem in look(sent))
    assert len(checks) == 2


def test_what_a_section_is_told_no_unit_is_shown(desk: Desk) -> None:
    sent = desk.submitted()
    other = desk.sent_by_the_other_too(sent)
    assert any(OTHER in problem for problem in look(sent, for_section=True))
    assert not any(OTHER in problem for problem in look(sent))
    with writing():
        Return.objects.filter(pk=other.pk).update(state="replaced")
    assert not any("身份证号已在" in problem for problem in look(sent, for_section=True))


def test_each_language_has_its_own_words(desk: Desk) -> None:
    sent = desk.upload(wrong())
    chinese = look(sent)
    with speaking("en"), translation.override("en"):
        english = look(sent)
    assert len(english) == len(chinese)
    assert english != chinese == look(sent)


def test_only_the_last_are_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "_found", Kept(1))
    first, second = desk.upload(wrong()), {"sex": "不详"}
    row = first.rows.filter(table="roster").first()
    look(first), look(first, changed={row.pk: second})
    assert len(looking._found) == 1


def test_no_citizen_id_outlives_the_page_but_in_findings(desk: Desk) -> None:
    sent = desk.upload()
    look(sent)
    whole = desk.person(sent).cells["id"]
    assert looking._found
    assert whole not in repr(looking._found._values)
