"""What people decided beside the rules: marks of the joint meeting, decisions of the leading group.

What the marks close is worked out here from each pair, in another way than the engine closes arcs
(reading.md section 10).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from lungang.domain.codes import Verdict
from lungang.domain.plan import Mark, MarkKind, Settled
from lungang.i18n import gettext as _
from lungang.i18n import mark
from lungang.policy.pack.model import Provision
from lungang.verify.case import Case
from lungang.verify.report import Ledger

SETTLED = "settled"
MARK_TITLES = {
    "stay": mark("会议留任"),
    "pin": mark("会议钉住"),
    "forbid": mark("会议禁去"),
}
"""By name of a mark's bar the title under which an obstacle names it."""

OUT = (Verdict.EXCLUDED, Verdict.DEFERRED)


class Closures:
    """Which pairs the marks of a plan close, and by what. People and slots are ids."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        of = {kind: [row for row in marks if row.kind == kind] for kind in MarkKind}
        self.stayers = {row.person_id for row in of[MarkKind.STAY]}
        self._pins = {(row.person_id, row.slot) for row in of[MarkKind.PIN]}
        self._pinned = {person for person, _slot in self._pins}
        self._taken = {slot for _person, slot in self._pins}
        self._slots = {(row.person_id, row.slot) for row in of[MarkKind.FORBID] if row.slot}
        self._units = {(row.person_id, row.unit) for row in of[MarkKind.FORBID] if row.unit}
        self.any = bool(marks)

    def by(self, person: str, slot: str, unit: str) -> str:
        """The kind of mark that keeps a person from a slot of a unit; "" if none does.

        The own slot is asked about like any other.
        """
        if person != slot and self.stayers & {person, slot}:
            return "stay"
        if self._pins & self._about(person, slot) - {(person, slot)}:
            return "pin"
        if (person, slot) in self._slots or (person, unit) in self._units:
            return "forbid"
        return ""

    def _about(self, person: str, slot: str) -> set[tuple[str, str]]:
        """Pins of this person, and pins on this slot."""
        if person not in self._pinned and slot not in self._taken:
            return set()
        return {pin for pin in self._pins if pin[0] == person or pin[1] == slot}


def decisions(case: Case, settled: Sequence[Settled]) -> dict[str, tuple[Verdict, Provision]]:
    """By person the verdict of the leading group and the ground it stands on."""
    return {
        row.person_id: (
            row.verdict,
            Provision(
                id=SETTLED,
                title="领导小组决定",
                clause=row.source,
                source="",
                verified=True,
                effective_from=case.date,
            ),
        )
        for row in settled
        if row.verdict in OUT
    }


def check_settled(
    ledger: Ledger, case: Case, settled: Sequence[Settled], known: Collection[Settled] | None
) -> None:
    """Decisions of the leading group are about people of the roster, once each, and are real."""
    times = Counter(row.person_id for row in settled)
    for row in settled:
        if row.person_id not in case.people or times[row.person_id] > 1:
            text = _("领导小组对{who}的决定有重复，或此人不在花名册中。")
            ledger.refute("settled", text.format(who=case.label(row.person_id)))
        if row.verdict not in OUT:
            text = _("领导小组对{who}的决定只能是暂缓或不列入。")
            ledger.refute("settled", text.format(who=case.label(row.person_id)))
    if known is not None:
        for row in sorted(set(settled) ^ set(known), key=lambda one: one.person_id):
            text = (
                _("方案所称领导小组对{who}的决定，记录中没有。")
                if row in settled
                else _("方案没有照领导小组对{who}的决定办。")
            )
            ledger.refute("settled", text.format(who=case.label(row.person_id)))
    ledger.count("settled", _("项决定"), len(settled))


def check_marks(
    ledger: Ledger,
    case: Case,
    marks: Sequence[Mark],
    pool: Collection[str],
    known: Collection[Mark] | None,
) -> None:
    """Every mark says something sound, once; and the marks are those of the meeting, if known."""
    if len(set(marks)) != len(marks):
        ledger.refute("marks", _("会议标记有重复。"))
    for row in marks:
        if reason := _unsound(case, row, pool):
            text = _("会议对{who}的标记“{kind}”不能成立：{reason}")
            values = {"who": case.label(row.person_id), "kind": row.kind.label}
            ledger.refute("marks", text.format(reason=reason, **values))
    if known is not None:
        for row in sorted(set(marks) ^ set(known), key=lambda one: (one.person_id, one.kind)):
            text = (
                _("方案所称会议对{who}的标记“{kind}”，记录中没有。")
                if row in marks
                else _("方案没有照会议对{who}的标记“{kind}”办。")
            )
            values = {"who": case.label(row.person_id), "kind": row.kind.label}
            ledger.refute("marks", text.format(**values))
    ledger.count("marks", _("个标记"), len(marks))


def _unsound(case: Case, row: Mark, pool: Collection[str]) -> str:
    """What is wrong with a mark by itself, the rules aside; "" if nothing is."""
    if row.person_id not in pool:
        return _("此人不在应交流之列。")
    if row.kind == MarkKind.STAY:
        return _("留任不带编制位和单位。") if row.slot or row.unit else ""
    if bool(row.slot) == bool(row.unit) or (row.kind == MarkKind.PIN and row.unit):
        return _("标记要写明一个编制位，禁去也可以写明一个单位。")
    if row.unit:
        own = case.people[row.person_id].post.unit
        units = {case.people[person].post.unit for person in pool}
        return "" if row.unit in units - {own} else _("该单位没有可腾出的编制位，或是本人的单位。")
    if row.slot not in pool or row.slot == row.person_id:
        return _("该编制位没有腾出，或是本人的编制位。")
    return ""
