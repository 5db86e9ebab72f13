"""A county at work on its rosters: units, offices, one unit's workbook right and wrong."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.test import Client
from openpyxl import load_workbook

from lungang.campaign.core.models import Campaign, Task
from lungang.campaign.rosters import actions
from lungang.campaign.rosters.models import Return, Row
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from lungang.platform.organisation.models import Unit
from tests.campaign.rosters.returns import county, make_return, make_task, make_units, workbook_of
from tests.factories import make_actor, make_campaign

UNIT, OTHER = "县审计局", "县统计局"


@dataclass
class Desk:
    """Everybody who has to do with one unit's roster."""

    campaign: Campaign
    units: dict[str, Unit]
    task: Task
    officer: Actor
    stranger: Actor
    organisation: Actor
    personnel: Actor

    @property
    def unit(self) -> Unit:
        return self.units[UNIT]

    def upload(self, content: bytes | None = None, **kwargs: Any) -> Return:
        content = good() if content is None else content
        return actions.upload(self.officer, self.campaign, "审计局.xlsx", content, **kwargs)

    def submitted(self, content: bytes | None = None) -> Return:
        return actions.submit(self.officer, self.upload(content).pk, warnings_seen=True)

    def accepted(self) -> Return:
        sent = self.submitted()
        actions.accept_all_mine(self.organisation, sent.pk)
        return actions.accept_all_mine(self.personnel, sent.pk)

    def person(self, sent: Return, authority: str = "personnel_bureau") -> Row:
        return sent.rows.filter(table="roster", authority=authority).order_by("number")[0]

    def sent_by_the_other_too(self, sent: Return) -> Return:
        """Let the other unit send in somebody who stands in a return of this one."""
        other = make_return(self.campaign, self.units[OTHER], workbook_of(county(), OTHER))
        with writing():
            row = other.rows.filter(table="roster")[0]
            row.person_key = self.person(sent).person_key
            row.save()
            Return.objects.filter(pk=other.pk).update(state="submitted", submitted_at=clock.now())
        return other


def make_desk() -> Desk:
    campaign = make_campaign()
    roster = county()
    units = make_units([roster.unit[name] for name in (UNIT, OTHER)])
    return Desk(
        campaign=campaign,
        units=units,
        task=make_task(campaign, units[UNIT]),
        officer=make_actor(Office.HR_OFFICER, units[UNIT]),
        stranger=make_actor(Office.HR_OFFICER, units[OTHER]),
        organisation=make_actor(Office.ORGANISATION_SECTION),
        personnel=make_actor(Office.PERSONNEL_SECTION),
    )


@cache
def good() -> bytes:
    """The unit's workbook without the kin and wishes that lead to units which are not here."""
    return changed(workbook_of(county(), UNIT), _alone)


def _alone(book: Any) -> None:
    for name in ("亲属关系", "志愿"):
        sheet = book[name]
        sheet.delete_rows(2, sheet.max_row)


@cache
def wrong() -> bytes:
    """The same with a sex that the id contradicts and a missing nature: two errors."""

    def spoil(book: Any) -> None:
        sheet = book["花名册"]
        heads = {cell.value.rstrip("*"): cell.column for cell in sheet[1]}
        sex = sheet.cell(3, heads["性别"])
        sex.value = "女" if sex.value == "男" else "男"
        sheet.cell(5, heads["编制性质"]).value = None

    return changed(good(), spoil)


def changed(content: bytes, change: Callable[[Any], None]) -> bytes:
    """A workbook with a change."""
    book = load_workbook(io.BytesIO(content))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def browser(actor: Actor) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    assert actor.user is not None
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
