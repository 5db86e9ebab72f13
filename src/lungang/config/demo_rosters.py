"""The demonstration's rosters: sent, accepted, waiting, returned, and not begun yet.

Each unit uploads its workbook and submits; each section accepts whom it has authority over. A few
units are left where something is to be done, so that every office finds work on its desk.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lungang.domain.codes import CadreAuthority
from lungang.domain.roster import Roster
from lungang.i18n import gettext as _
from lungang.intake import write_roster

if TYPE_CHECKING:
    from lungang.campaign.core.models import Campaign
    from lungang.campaign.rosters.models import Return, Row
    from lungang.platform.accounts.actor import Actor
    from lungang.platform.accounts.offices import Office

NOT_BEGUN = 4
WAITING = 3
CELLS_RETURNED = 3
EVERY = 14
"""How often the loading says how far it is, in units."""


def load_rosters(
    roster: Roster,
    campaign: Campaign,
    county: Mapping[Office, Actor],
    officers: Mapping[str, Actor],
    say: Callable[[str], None],
    *,
    all_in: bool = False,
) -> None:
    """Have all units report but a few, and the sections accept all but a few; or all of both."""
    from lungang.campaign.rosters.actions.begin import upload
    from lungang.campaign.rosters.actions.submit import submit

    units = list(officers)
    waiting = 0
    returned = False
    reporting = units if all_in else units[:-NOT_BEGUN]
    for number, name in enumerate(reporting):
        if number % EVERY == 0:
            say(
                _("各单位上报花名册，两个科室接收…… {n}/{all}").format(n=number, all=len(reporting))
            )
        sent = upload(officers[name], campaign, f"{name}花名册.xlsx", workbook(roster, name))
        sent = submit(officers[name], sent.pk, warnings_seen=True)
        if all_in:
            _accept(sent, county)
        elif waiting < WAITING and _has_warnings(sent):
            waiting += 1
        elif not returned and len(rows := _of_personnel(sent)) == CELLS_RETURNED:
            returned = True
            _send_back(sent, rows, county)
        else:
            _accept(sent, county)


def workbook(roster: Roster, unit: str) -> bytes:
    """Return the workbook that a unit sends: its people, their kin and their wishes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xlsx"
        write_roster(roster_of(roster, unit), path)
        return path.read_bytes()


def roster_of(roster: Roster, unit: str) -> Roster:
    """Return one unit's part of a county's roster."""
    people = roster.people_of[unit]
    ids = {person.id for person in people}
    return replace(
        roster,
        units=tuple(row for row in roster.units if row.name == unit),
        people=people,
        sections=tuple(row for row in roster.sections if row.unit == unit),
        kinships=tuple(row for row in roster.kinships if row.person_id in ids),
        wishes=tuple(row for row in roster.wishes if row.person_id in ids),
    )


def _accept(sent: Return, county: Mapping[Office, Actor]) -> None:
    from lungang.campaign.rosters.actions.decide import accept_all_mine
    from lungang.platform.accounts.offices import SECTIONS

    authorities = set(sent.rows.exclude(authority="").values_list("authority", flat=True))
    for office in sorted(SECTIONS):
        actor = county[office]
        if actor.authority in authorities:
            accept_all_mine(actor, sent.pk)


def _of_personnel(sent: Return) -> list[Row]:
    rows = sent.rows.filter(table="roster", authority=CadreAuthority.PERSONNEL_BUREAU)
    return list(rows[:CELLS_RETURNED])


def _send_back(sent: Return, rows: list[Row], county: Mapping[Office, Actor]) -> None:
    from lungang.campaign.rosters.actions.decide import return_
    from lungang.platform.accounts.offices import Office

    reasons = (
        "任现职时间和任职文件对不上，照文件改。",
        "全日制学历写的是在职学历，照毕业证改。",
        "从事的专业没有写全，照实写。",
    )
    return_(
        county[Office.PERSONNEL_SECTION],
        sent.pk,
        "有三处和档案对不上，请逐格核对后重报。",
        {row.pk: reason for row, reason in zip(rows, reasons, strict=True)},
    )


def _has_warnings(sent: Return) -> bool:
    from lungang.campaign.rosters.facts import check_return

    return bool(check_return(sent, list(sent.rows.all())).warnings)
