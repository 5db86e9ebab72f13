"""Changes to people already accepted: asked for with a reason, decided by their section."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import refuse_own, require_step
from lungang.campaign.rosters import access
from lungang.campaign.rosters.actions.around import refuse_own_unit, tell_section, tell_unit
from lungang.campaign.rosters.actions.edit import clean
from lungang.campaign.rosters.actions.people import register_people
from lungang.campaign.rosters.actions.rekeying import rekey
from lungang.campaign.rosters.facts import check_return, corrections_of, person_key
from lungang.campaign.rosters.layout import Cells, shown_value
from lungang.campaign.rosters.models import Correction, Person, Row, TableKind
from lungang.campaign.rosters.queries import known_authorities
from lungang.campaign.rosters.states import CORRECTIONS, STEPS, CorrectionState, ReturnState
from lungang.errors import NotNow
from lungang.intake.draft import Draft
from lungang.intake.forms import Answer
from lungang.platform.actions import Act, action
from lungang.platform.audit.log import veiled
from lungang.platform.sorting import sort_keys


@action("rosters.ask_correction")
def ask_correction(
    act: Act, pk: object, texts: Mapping[str, str], reason: str, *, seen: int | None = None
) -> Correction:
    """Ask for changes to an accepted person: new texts by field, and why.

    Raises:
        NotPermitted: the person is not of this unit, or under another section's authority.
        NotNow: the roster is not accepted, a correction is open, nothing changes, no reason is
            given, the change would make an error, or the id is known to be somebody else's.
    """
    rows = Row.objects.filter(table=TableKind.ROSTER)
    if not act.actor.is_section:
        rows = rows.filter(roster_return__unit=act.actor.unit_id)
    row = act.lock(rows.select_related("roster_return__campaign"), pk, seen=seen)
    act.require(access.may_ask_correction(act.actor, row))
    require_step(act, row.roster_return.campaign, *STEPS)
    if row.roster_return.state != ReturnState.ACCEPTED:
        raise NotNow(_("花名册还没有全部接收，直接在花名册里改，不用提更正"))
    if row.corrections.filter(state=CorrectionState.ASKED).exists():
        raise NotNow(_("此人已有一件更正待审。等审完再提"))
    now = cells_now(row)
    after = changed_cells(row, now, texts)
    if not reason.strip():
        raise NotNow(_("没有写更正理由，没有提出"))
    refuse_errors(row, after)
    assert act.actor.holding is not None
    correction = Correction.objects.create(
        row=row,
        before={field: now.get(field, "") for field in after},
        after=after,
        reason=reason.strip(),
        asked_at=act.at,
        asked_by=act.actor.holding,
    )
    subject = f"{row.roster_return.unit}提出花名册更正"
    path = reverse("rosters:correction", args=[correction.pk])
    if act.actor.is_section:
        subject = f"科室对{row.roster_return.unit}的花名册提出更正"
        tell_unit(act, row.roster_return, subject)
    tell_section(act, row.authority, subject, path)
    _record(act, correction, "提出花名册更正", correction.reason)
    return correction


@action("rosters.approve_correction")
def approve_correction(
    act: Act, pk: object, answer: str = "", *, seen: int | None = None
) -> Correction:
    """Let a correction hold from now on; it is checked again first.

    Raises:
        NotPermitted: the person is under another authority.
        NotNow: it is decided already, would make an error now, was asked by who decides or for
            the own unit, or gives an id that is known to be somebody else's.
    """
    correction = _open(act, pk, seen, "approve")
    row = correction.row
    checked = refuse_errors(row, correction.after)
    _decide(act, correction, answer)
    former = row.person_key
    _put_beside(row, checked)
    rekey(act, row, former)
    register_people(act, [row])
    tell_unit(act, row.roster_return, "花名册更正已同意")
    _record(act, correction, "同意花名册更正", correction.answer)
    return correction


@action("rosters.refuse_correction")
def refuse_correction(act: Act, pk: object, answer: str, *, seen: int | None = None) -> Correction:
    """Leave the person as accepted, and say why.

    Raises:
        NotPermitted: the person is under another authority.
        NotNow: it is decided already, was asked by who decides, or no reason is given.
    """
    correction = _open(act, pk, seen, "refuse")
    if not answer.strip():
        raise NotNow(_("没有写不同意的原因，没有办理"))
    _decide(act, correction, answer)
    tell_unit(act, correction.row.roster_return, "花名册更正未准")
    _record(act, correction, "不同意花名册更正", correction.answer)
    return correction


def changed_cells(row: Row, now: Cells, texts: Mapping[str, str]) -> Cells:
    """Return which of the cells that a row has now are to change, and into what.

    Raises:
        NotNow: none is, or one is too long.
    """
    after = {
        field: text
        for field, text in clean(row.table, texts).items()
        if text != shown_value(now.get(field, "")).strip()
    }
    if not after:
        raise NotNow(_("没有改动，没有提出更正"))
    return after


def cells_now(row: Row) -> Cells:
    """Return a row's cells with the corrections that hold."""
    changed = corrections_of(row).get(row.pk, {})
    return {**row.cells, **changed}


def _open(act: Act, pk: object, seen: int | None, what: str) -> Correction:
    act.require(access.may_decide(act.actor))
    rows = Correction.objects.filter(row__authority=act.actor.authority)
    found = act.lock(rows.select_related("row__roster_return__campaign"), pk, seen=seen)
    require_step(act, found.row.roster_return.campaign, *STEPS)
    found.state = CORRECTIONS.after(what, found.state)
    refuse_own(act, found.asked_by)
    if what == "approve":
        refuse_own_unit(act, found.row.roster_return)
    return found


def _decide(act: Act, correction: Correction, answer: str) -> None:
    correction.answer = answer.strip()
    correction.decided_at, correction.decided_by = act.at, act.actor.holding
    correction.save()


def refuse_errors(row: Row, after: Cells) -> Answer:
    """Return the check of the whole return with a row so changed.

    Raises:
        NotNow: the change would make an error, or the id is known to be somebody else's.
    """
    sent = row.roster_return
    held = corrections_of(sent)
    held[row.pk] = {**held.get(row.pk, {}), **after}
    checked = check_return(sent, changed=held)
    if checked.errors:
        first = checked.errors[0]
        raise NotNow(
            _("照这样改会有 {n} 处错误，没有办理：{column} {problem}").format(
                n=len(checked.errors), column=first.column, problem=first.problem
            )
        )
    _refuse_anothers(row, checked)
    return checked


def _refuse_anothers(row: Row, checked: Answer) -> None:
    """Refuse an id by which the office knows somebody else; say no more of who it is.

    Let through, it would give that person's history to the row's, and put somebody of the other
    section's under the section of the row. Who is known under the same name is the same person,
    known by the right id from an earlier campaign.
    """
    draft = _draft_of(row, checked)
    key = person_key(draft.id.id) if draft is not None and draft.id is not None else ""
    if draft is None or not key or key == row.person_key:
        return
    if known_authorities([key]).get(key, row.authority) != row.authority:
        raise NotNow(
            _(
                "改后的身份证号，系统里已记在另一科室管理的人名下，没有办理。请先核对号码；"
                "号码没有错的，请两科商定由谁管理，办了移交再更正"
            )
        )
    if Person.objects.filter(pk=key).exclude(name=draft.name or row.name).exists():
        raise NotNow(
            _(
                "改后的身份证号，系统里已记在另一人名下，没有办理。请先核对号码和姓名；"
                "都没有错的，请科室查此人档案"
            )
        )


def _put_beside(row: Row, checked: Answer) -> None:
    """Bring what stands beside the cells in line with the correction."""
    draft = _draft_of(row, checked)
    if draft is not None and draft.id is not None:
        row.name, row.authority = draft.name or row.name, str(draft.authority)
        row.person_key = person_key(draft.id.id)
    row.pinyin, row.strokes = sort_keys(row.name)
    row.save()


def _draft_of(row: Row, checked: Answer) -> Draft | None:
    where = row.sheet, row.number
    found = (d for d in checked.drafts if (d.place.table.sheet_no, d.place.row) == where)
    return next(found, None)


def _record(act: Act, correction: Correction, what: str, reason: str) -> None:
    """Put on record which row and columns of which unit; of what stood there only digests."""
    row = correction.row
    act.record(
        correction,
        what,
        reason=reason,
        where=f"{row.roster_return.unit}花名册第 {row.number} 行",
        fields=sorted(correction.after),
        before={f: veiled(shown_value(v)) for f, v in correction.before.items()},
        after={f: veiled(shown_value(v)) for f, v in correction.after.items()},
    )
