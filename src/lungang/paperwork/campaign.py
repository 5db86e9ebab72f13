"""What a paper needs to know beyond the plan: whose names it bears, dates, deadlines.

Nothing is invented: what nobody has said stays a blank to be filled in by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lungang.domain.codes import CadreAuthority
from lungang.domain.roster import Roster
from lungang.paperwork.phrases import day

BLANK = "　　　　"
"""A blank of four characters, to be filled in by hand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CampaignFacts:
    """Facts of a campaign that are in no roster; each may be left out.

    ``county`` turns 县财政局 into the name on the seal (青榆县财政局). ``document_number`` is
    that of the document the campaign runs under; the default is the pack's. ``issued`` is the date
    of the papers, ``meeting_date`` that of the joint meeting. ``letters_due`` says by when the unit
    brings its letters, in words; the default is the source's own (步骤三：当天下午4点之前).
    ``report_by`` is the last day to report for duty, ``report_hour`` the hour of it in words where
    one is given (17时), ``valid_days`` how long a letter is good.
    The codes stand before the year in a document number (机关代字).
    """

    county: str = ""
    document_number: str = ""
    organisation_department: str = ""
    organisation_section: str = "干部科"
    organisation_code: str = ""
    personnel_bureau: str = ""
    personnel_section: str = "公务员管理科"
    personnel_code: str = ""
    meeting: str = "组织人事联席会议"
    meeting_date: date | None = None
    issued: date | None = None
    letters_due: str = "领取本通知当日下午4时前"
    report_by: date | None = None
    report_hour: str = ""
    valid_days: int | None = None

    @property
    def report_said(self) -> str:
        """By when to report, as papers say it: the day, and the hour where one is given."""
        return day(self.report_by) + self.report_hour


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """One of the two county offices: its name on the seal, its section, how it calls itself."""

    authority: CadreAuthority
    department: str
    section: str
    code: str
    pronoun: str

    @property
    def full_section(self) -> str:
        """The section with its department: who signs a letter of introduction."""
        return self.department + self.section


def offices(facts: CampaignFacts, roster: Roster) -> Mapping[CadreAuthority, Office]:
    """The two offices by cadre authority; their names as given, else as the roster has them."""
    organisation = facts.organisation_department or _named(roster, ("组织部",))
    personnel = facts.personnel_bureau or _named(roster, ("人事局", "人力资源和社会保障局"))
    return {
        CadreAuthority.ORGANISATION_DEPARTMENT: Office(
            authority=CadreAuthority.ORGANISATION_DEPARTMENT,
            department=formal(organisation, facts.county) or f"{BLANK}组织部",
            section=facts.organisation_section,
            code=facts.organisation_code or "组",
            pronoun="我部",
        ),
        CadreAuthority.PERSONNEL_BUREAU: Office(
            authority=CadreAuthority.PERSONNEL_BUREAU,
            department=formal(personnel, facts.county) or f"{BLANK}人事局",
            section=facts.personnel_section,
            code=facts.personnel_code or "人",
            pronoun="我局",
        ),
    }


def _named(roster: Roster, endings: Iterable[str]) -> str:
    for ending in endings:
        found = [unit.name for unit in roster.units if unit.name.endswith(ending)]
        if len(found) == 1:
            return found[0]
    return ""


def formal(name: str, county: str) -> str:
    """The name as a seal has it: 县财政局 of 青榆县 is 青榆县财政局, 县委 bodies are 中共…委."""
    kind = county[-1:]
    if not kind or not name.startswith(kind) or name.startswith(county):
        return name
    if name.startswith(f"{kind}委") and not name.startswith(f"{kind}委员会"):
        return f"中共{county}{name[1:]}"
    return county + name[1:]
