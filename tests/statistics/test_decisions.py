"""What people decided beside the rules is said where a reader must see it, in few words."""

from __future__ import annotations

from openpyxl import load_workbook

from lungang.domain.codes import Verdict
from lungang.domain.plan import Mark, MarkKind, Plan, Settled
from lungang.domain.roster import Roster
from lungang.exchange import Planner, repair
from lungang.statistics import outcomes, summary_text, write_report, write_workbook
from tests.exchange.counties import policy, random_county

ROSTER = random_county(4, size=24, units=5)
SETTLED = (Settled(ROSTER.people[0].id, Verdict.DEFERRED, "领导小组第三次会议"),)


def plans() -> tuple[Plan, Plan]:
    """A plan under marks, and the repair of it after one more falls ill."""
    bare = Planner(ROSTER, policy(), settled=SETTLED)
    one, other, ill = bare.moves[:3]
    marks = (
        Mark(MarkKind.STAY, one.person_id),
        Mark(MarkKind.FORBID, other.person_id, unit=other.to_unit),
    )
    made = bare.with_marks(marks).plan()
    moved = next(move for move in made.moves if move.person_id != other.person_id)
    assert ill
    more = (*marks, Mark(MarkKind.STAY, moved.person_id))
    return made, repair(made, ROSTER, policy(), marks=more).plan()


def named(roster: Roster, person_id: str) -> str:
    person = roster.person[person_id]
    return f"{person.name}（{person.unit}）"


def test_the_text_tells_marks_decisions_and_the_repair(tmp_path) -> None:
    made, mended = plans()
    told = summary_text(outcomes(made, ROSTER, policy()))
    forbid, stay = sorted(made.marks, key=lambda mark: mark.kind is MarkKind.STAY)
    assert f"{named(ROSTER, stay.person_id)}留任" in told
    assert f"{named(ROSTER, forbid.person_id)}禁去{forbid.unit}" in told
    assert f"{named(ROSTER, SETTLED[0].person_id)}暂缓（领导小组第三次会议）" in told
    assert "其中1人由联席会议定为留任" in told
    assert "公布后的修补" not in told
    told = summary_text(outcomes(mended, ROSTER, policy()))
    assert mended.repairs is not None
    assert f"修补已公布的方案 {mended.repairs.released}" in told
    assert "改动已公布的去向最少" in told
    assert "其中2人由联席会议定为留任" in told


def test_report_and_workbook_tell_them_too(tmp_path) -> None:
    _, mended = plans()
    results = outcomes(mended, ROSTER, policy())
    write_report(results, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text("utf-8")
    write_workbook(results, tmp_path / "tables.xlsx")
    sheet = load_workbook(tmp_path / "tables.xlsx")["依据"]
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    for _heading, lines in results.provenance.decisions:
        for line in lines:
            assert line in page
            assert line in cells
    assert "改为" in page
    assert not any(person.id in page for person in ROSTER.people)


def test_a_plan_without_decisions_says_nothing_of_them() -> None:
    plan = Planner(ROSTER, policy()).plan()
    results = outcomes(plan, ROSTER, policy())
    assert results.provenance.decisions == ()
    assert "联席会议" not in summary_text(results)
