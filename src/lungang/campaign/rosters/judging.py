"""What only the office can tell of a row: each check of its own, of facts that were read before.

Who is where else, under whose authority and how accepted comes by the people's keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from django.utils.translation import gettext as _

from lungang.campaign.rosters.layout import Cells, kept, plainly
from lungang.domain.codes import CadreAuthority
from lungang.intake.draft import Draft
from lungang.intake.findings import Problem, Severity
from lungang.platform import keys

Judge = Callable[[Draft], Iterator[tuple[str, Problem]]]
"""A check of one row: problems, each with the field that has it."""


def of_other_unit(own: str) -> Judge:
    """The row names a unit that is not the one whose return it is."""

    def judge(draft: Draft) -> Iterator[tuple[str, Problem]]:
        if draft.unit is not None and draft.unit != own:
            yield (
                "unit",
                Problem(
                    _("这一行写的单位是{unit}，不是{own}").format(unit=draft.unit, own=own),
                    _("请改成本单位；不是本单位的人请删去这一行"),
                ),
            )

    return judge


def elsewhere(known: Mapping[str, str]) -> Judge:
    """Another unit's accepted roster, or one that it has sent in, already has the same person."""

    def judge(draft: Draft) -> Iterator[tuple[str, Problem]]:
        unit = known.get(_key(draft)) if known else None
        if unit is not None:
            yield (
                "id",
                Problem(
                    _("这个身份证号已在{unit}上报的花名册中").format(unit=unit or _("另一单位")),
                    _("请科室核对此人现在何处；号码写错的请改正"),
                ),
            )

    return judge


def other_authority(known: Mapping[str, str]) -> Judge:
    """The office has the person under another authority: that section has the first word."""

    def judge(draft: Draft) -> Iterator[tuple[str, Problem]]:
        on_record = known.get(_key(draft)) if known else None
        if on_record and draft.authority and str(draft.authority) != on_record:
            was = _(CadreAuthority(on_record).label)
            yield (
                "authority",
                Problem(
                    _("上报写的是{said}，系统记的是{known}").format(
                        said=_(draft.authority.label), known=was
                    ),
                    _("由{known}的科室接收，接收后改记；没有移交的请改正").format(known=was),
                    Severity.WARNING,
                ),
            )

    return judge


def other_than_accepted(before: Mapping[str, Cells]) -> Judge:
    """A row that was accepted before has changed, and must be accepted again: say what."""

    def judge(draft: Draft) -> Iterator[tuple[str, Problem]]:
        if not before or not (old := before.get(_key(draft))):
            return
        table, cells = draft.place.table, draft.place.cells
        for field, at in table.columns.items():
            new = plainly(field, kept(cells[at] if at < len(cells) else ""))
            was = plainly(field, old.get(field, ""))
            if new != was and field not in ("seq", "id"):
                yield (
                    field,
                    Problem(
                        _("上次上报是“{was}”，这次是“{new}”").format(
                            was=was or _("空"), new=new or _("空")
                        ),
                        _("此人上次已接收，改动后要重新接收；如果是更正，上报时写明原因"),
                        Severity.WARNING,
                    ),
                )

    return judge


def _key(draft: Draft) -> str:
    return keys.digest(keys.Purpose.PERSON, draft.id.id) if draft.id is not None else ""
