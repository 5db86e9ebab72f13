"""The offices of a campaign (岗位). Rights follow the office, never the person."""

from __future__ import annotations

from django.db import models

from lungang.domain.codes import CadreAuthority


class Office(models.TextChoices):
    """An office that a person may hold, in a unit or for the whole county, for a period."""

    LEADING_GROUP = "leading_group", "领导小组"
    ORGANISATION_SECTION = "organisation_section", "组织部干部科"
    PERSONNEL_SECTION = "personnel_section", "人事局公务员管理科"
    ESTABLISHMENT_OFFICE = "establishment_office", "编办"
    DISCIPLINE = "discipline", "纪委监察局"
    SUPERVISION = "supervision", "督查室"
    HR_OFFICER = "hr_officer", "政工人员"
    UNIT_HEAD = "unit_head", "单位负责人"
    PERSON_MOVED = "person_moved", "交流人员"
    INSPECTOR = "inspector", "检查验收组"
    OBSERVER = "observer", "人大政协"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDITOR = "auditor", "审计员"


ADMINISTRATORS = frozenset({Office.SYSTEM_ADMIN, Office.SECURITY_ADMIN, Office.AUDITOR})
"""The three administrators (三员): kept apart, and none reads business data."""

OF_A_UNIT = frozenset({Office.HR_OFFICER, Office.UNIT_HEAD, Office.PERSON_MOVED})
"""Offices held in one unit; the others are of the county."""

SECTIONS = frozenset({Office.ORGANISATION_SECTION, Office.PERSONNEL_SECTION})
"""The two sections in charge (主管科室), each for the people under its cadre authority."""

AUTHORITY_OF = {
    Office.ORGANISATION_SECTION: CadreAuthority.ORGANISATION_DEPARTMENT,
    Office.PERSONNEL_SECTION: CadreAuthority.PERSONNEL_BUREAU,
}
"""The cadre authority (干部管理权限) that each section exercises."""

SECTION_OF = {authority.value: office for office, authority in AUTHORITY_OF.items()}
"""The section by the authority, as rows keep it."""

COUNTY_OFFICES = SECTIONS | {
    Office.LEADING_GROUP,
    Office.ESTABLISHMENT_OFFICE,
    Office.DISCIPLINE,
    Office.SUPERVISION,
}
"""Offices of the county that run the campaign: they read a released list whole."""

COUNTY_READERS = COUNTY_OFFICES | {Office.INSPECTOR}
"""Offices of the county that read what every unit has sent, each as far as its own rules go."""
