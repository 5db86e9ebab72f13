"""A demonstration's site: the invented county at its desks, on one of two days of 2004.

On the morning of 23 November the rosters come in; on the afternoon of 15 December the joint meeting
is about to decide. Everything is put there by the same actions as in service, on the day before.
Nothing of it outlives the demonstration.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from lungang.config import demo_meeting, running
from lungang.config.demo_rosters import load_rosters
from lungang.config.founding import found_site
from lungang.config.site import SETTINGS_FILE, Site, load_site
from lungang.demo import DEMO_DATE, DEMO_POLICY
from lungang.demo.names import Registry
from lungang.domain.codes import Sex
from lungang.domain.roster import Roster
from lungang.i18n import gettext as _
from lungang.policy.pack import pack_bytes

if TYPE_CHECKING:
    from lungang.campaign.core.models import Campaign
    from lungang.platform.accounts.actor import Actor
    from lungang.platform.accounts.models import User
    from lungang.platform.accounts.offices import Office

HERE = timezone(timedelta(hours=8))
BEFORE = datetime(2004, 11, 22, 9, 0, tzinfo=HERE)
ROSTERS_DUE = datetime(2004, 11, 24, 17, 0, tzinfo=HERE)
FIRST_DAY = date(2004, 1, 1)
COUNTY = "青榆县"
NAMES_SEED = 20_041_122
"""The people at the desks are none of the county's roster: their names come from another seed."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Opening:
    """The moment at which a demonstration opens, and what is done by then."""

    prepared: datetime
    opens: datetime
    all_in: bool


OPENINGS = {
    "rosters": Opening(BEFORE, datetime(2004, 11, 23, 9, 12, tzinfo=HERE), all_in=False),
    "meeting": Opening(
        datetime(2004, 12, 15, 14, 0, tzinfo=HERE),
        datetime(2004, 12, 15, 14, 40, tzinfo=HERE),
        all_in=True,
    ),
}
"""By name: 花名册上报 and 联席会议."""


def make_site(folder: Path, roster: Roster, say: Say, at: str = "rosters") -> Site:
    """Found a demonstration's site, fill it, and set its clock; Django is set up.

    ``at`` is one of :data:`OPENINGS`.
    """
    opening = OPENINGS[at]
    found_site(folder, f"\ndemo = true\nclock_offset_seconds = {_offset(opening.opens)}\n")
    running.start(folder)
    running.migrate()
    with _at(BEFORE):
        say(_("建立单位库和各岗位……"))
        units = adopt_units(roster)
        people = People()
        offices = staff_offices(people, units)
        people.give_words()
        say(_("立项、起用政策、布置花名册……"))
        campaign = open_campaign(offices)
        load_rosters(roster, campaign, offices.county, offices.officers, say, all_in=opening.all_in)
    if opening.all_in:
        with _at(opening.prepared):
            demo_meeting.prepare(campaign, offices.county, opening.prepared, say)
    return _set_clock(folder, opening)


def adopt_units(roster: Roster) -> dict[int, str]:
    """Take in the county's units; return their full names by id."""
    from lungang.platform.accounts.actor import system
    from lungang.platform.organisation.actions import adopt_units as adopt
    from lungang.platform.organisation.queries import units_on

    adopt(system("建站"), computed=roster.units, sections=roster.sections, day=FIRST_DAY)
    return {key: version.name for key, version in units_on(BEFORE.date()).items()}


class People:
    """Makes accounts for invented people and gives them offices, as the security administrator."""

    def __init__(self) -> None:
        from lungang.platform.accounts.actions import found_accounts, new_token
        from lungang.platform.accounts.actions.founding import NewAdministrator
        from lungang.platform.accounts.actor import Actor, system
        from lungang.platform.accounts.models import Holding
        from lungang.platform.accounts.offices import ADMINISTRATORS, Office

        self._names = Registry(NAMES_SEED)
        self._count = 0
        administrators = {
            office: NewAdministrator(office.value, self._name(), new_token())
            for office in sorted(ADMINISTRATORS)
        }
        found_accounts(system("建站"), administrators)
        security = Holding.objects.get(office=Office.SECURITY_ADMIN)
        self._security = Actor(security.user, security)

    def seat(self, office: Office, unit: int | None = None, place: int = 1) -> Actor:
        """Make somebody, give them an office, and return them in it; ``place``: the how-manieth."""
        from lungang.platform.accounts.actions import grant_office, make_account, new_token
        from lungang.platform.accounts.actor import Actor

        username = f"{office.value}{f'_{unit}' if unit else ''}{f'_{place}' if place > 1 else ''}"
        user: User = make_account(
            self._security, username=username, name=self._name(), token=new_token()
        )
        grant_office(self._security, user.pk, office, unit, valid_from=FIRST_DAY)
        return Actor(user, user.holdings.select_related("unit").get())

    def give_words(self) -> None:
        """Give the offices of the county that issue papers the words of their numbers."""
        from lungang.platform.accounts.offices import Office
        from lungang.platform.register.actions import give_word

        for office, words in {
            Office.ORGANISATION_SECTION: ("青组调字", "青组介字"),
            Office.PERSONNEL_SECTION: ("青人调字", "青人介字"),
            Office.ESTABLISHMENT_OFFICE: ("青编通字",),
        }.items():
            for word in words:
                give_word(self._security, word, office)

    def _name(self) -> str:
        self._count += 1
        return self._names.name((Sex.MALE, Sex.FEMALE)[self._count % 2], 1960 + self._count % 20)


class Desks:
    """Who sits where: the offices of the county, and the HR officer of each unit by its name."""

    def __init__(self, county: dict[Office, Actor], officers: dict[str, Actor]) -> None:
        self.county = county
        self.officers = officers


def staff_offices(people: People, units: dict[int, str]) -> Desks:
    """Seat one person in each office of the county, and an HR officer in each unit.

    In each section there are two: what one asks to correct, the other decides.
    """
    from lungang.platform.accounts.offices import ADMINISTRATORS, OF_A_UNIT, SECTIONS, Office

    of_county = [one for one in Office if one not in ADMINISTRATORS | OF_A_UNIT]
    first = next(iter(units))
    people.seat(Office.UNIT_HEAD, first)
    desks = Desks(
        {office: people.seat(office) for office in of_county},
        {name: people.seat(Office.HR_OFFICER, unit) for unit, name in units.items()},
    )
    for office in sorted(SECTIONS):
        people.seat(office, place=2)
    return desks


def open_campaign(desks: Desks) -> Campaign:
    """Open the campaign, adopt its pack, and have every unit send its roster."""
    from lungang.campaign.core import actions
    from lungang.campaign.core.kinds import kind_of
    from lungang.platform.accounts.offices import Office

    section = desks.county[Office.ORGANISATION_SECTION]
    campaign = actions.open_campaign(
        section, _campaign_name(), COUNTY, DEMO_DATE, f"{COUNTY[:2]}委发〔2004〕20 号"
    )
    name, content = pack_bytes(DEMO_POLICY)
    actions.adopt_pack(section, campaign.pk, name.removesuffix(".toml"), content.decode())
    actions.open_step(section, campaign.pk, "reporting", reason="演示从上报开始")
    if kind_of("rosters"):
        units = [desk.unit_id for desk in desks.officers.values() if desk.unit_id]
        actions.give_task(
            section, campaign.pk, "rosters", units, ROSTERS_DUE, note="照模板逐人填写，核对后上报。"
        )
    campaign.refresh_from_db()
    return campaign


def _campaign_name() -> str:
    return "2004 年县级机关公务员轮岗交流"  # on record, so Chinese in any language


def _offset(moment: datetime) -> int:
    return int((moment - datetime.now(UTC)).total_seconds())


@contextmanager
def _at(moment: datetime) -> Iterator[None]:
    """Have it be another moment in the office while it is filled."""
    from django.conf import settings

    site = settings.SITE
    settings.SITE = replace(site, clock_offset=timedelta(seconds=_offset(moment)))
    try:
        yield
    finally:
        settings.SITE = site


def _set_clock(folder: Path, opening: Opening) -> Site:
    """Set the clock of the processes to come: filling the site took its time."""
    path = folder / SETTINGS_FILE
    line = f"clock_offset_seconds = {_offset(opening.opens)}"
    text = re.sub(r"^clock_offset_seconds = .*$", line, path.read_text("utf-8"), flags=re.M)
    path.write_text(text, encoding="utf-8")
    return load_site(folder)
