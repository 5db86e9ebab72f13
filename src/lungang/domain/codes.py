"""The closed code sets of the field, each with its Chinese word.

One English name for each Chinese term (see the glossary). What differs between places or years
(ranks, specialties, kinship words, thresholds) is not here: it is text in the roster, given
meaning by the policy pack.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from lungang.i18n import mark


class Code(StrEnum):
    """A code whose value is its English name and whose ``label`` is the Chinese word."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Code:
        """Make a member from its (English name, Chinese word) pair."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def from_label(cls, label: str) -> Self:
        """Return the member with this Chinese word.

        Raises:
            ValueError: no member has it.
        """
        for member in cls:
            if member.label == label:
                return member
        raise ValueError(label)


class Nature(Code):
    """Establishment nature (编制性质): of a post, or of the establishment a person is held on."""

    ADMINISTRATIVE = "administrative", "行政编制"
    POLITICAL_LEGAL = "political_legal", "政法专项编制"
    INSTITUTIONAL = "institutional", "事业编制"
    SUPPORT = "support", "工勤编制"


class PersonnelStatus(Code):
    """Personnel status (人员身份). 参公 is a status on 事业 establishment, not a nature."""

    CIVIL_SERVANT = "civil_servant", "公务员"
    MANAGED_AS_CIVIL_SERVANT = "managed_as_civil_servant", "参公"
    INSTITUTIONAL_STAFF = "institutional_staff", "事业人员"
    SUPPORT_STAFF = "support_staff", "工勤人员"


class Level(Code):
    """Level of a post (职务层次), highest first. The first two form the leading body."""

    UNIT_CHIEF = "unit_chief", "单位正职"
    UNIT_DEPUTY = "unit_deputy", "单位副职"
    SECTION_CHIEF = "section_chief", "科长（主任）"
    DEPUTY_SECTION_CHIEF = "deputy_section_chief", "副科长"
    STAFF = "staff", "一般干部"

    @property
    def is_unit_leader(self) -> bool:
        """A member of the unit's leading body by office (单位正副职)."""
        return self in (Level.UNIT_CHIEF, Level.UNIT_DEPUTY)

    @property
    def is_leading(self) -> bool:
        """A leading post (领导职务): everything above staff."""
        return self is not Level.STAFF


class KindOfWork(Code):
    """Kind of work of a post (岗位类型), the four of the source and the rest."""

    PEOPLE_MONEY_ASSETS = "people_money_assets", "人财物管理"
    PROJECT_FUNDS_APPROVAL = "project_funds_approval", "项目经费审批"
    LICENCES = "licences", "证牌照核发"
    ENFORCEMENT_SUPERVISION = "enforcement_supervision", "执法监督监察"
    OTHER = "other", "其他"


class UnitKind(Code):
    """Kind of a unit (单位类别). Other organs: people's congress, CPPCC, court, procuratorate."""

    PARTY_ORGAN = "party_organ", "党委部门"
    GOVERNMENT_DEPARTMENT = "government_department", "政府部门"
    MASS_ORGANISATION = "mass_organisation", "群团"
    OTHER_ORGAN = "other_organ", "其他机关"
    TOWNSHIP = "township", "乡镇"
    INSTITUTION = "institution", "事业单位"


class CadreAuthority(Code):
    """Which office manages the person (干部管理权限): a fact of the person, not of the unit."""

    ORGANISATION_DEPARTMENT = "organisation_department", "组织部"
    PERSONNEL_BUREAU = "personnel_bureau", "人事局"


class Sex(Code):
    """Sex (性别), as in the seventeenth digit of the citizen id (GB 11643)."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class Education(Code):
    """Education (学历), highest first; the four of the source stand in the middle."""

    POSTGRADUATE = "postgraduate", "研究生"
    BACHELOR = "bachelor", "大学本科"
    JUNIOR_COLLEGE = "junior_college", "大专"
    SECONDARY_VOCATIONAL = "secondary_vocational", "中专"
    SENIOR_HIGH = "senior_high", "高中"
    JUNIOR_HIGH = "junior_high", "初中及以下"


class Circumstance(Code):
    """A special circumstance of a person (特殊情形) that a policy may defer or exclude for."""

    PROBATION = "probation", "试用期"
    INVESTIGATION = "investigation", "审查调查"
    JUDICIAL = "judicial", "司法程序"
    MATERNITY = "maternity", "孕产假"
    ILLNESS = "illness", "重病"
    SECONDMENT = "secondment", "援派"
    NEAR_RETIREMENT = "near_retirement", "即将退休"


class Verdict(Code):
    """What screening says of a person, the strongest first (应轮岗 and 应交流 are two verdicts)."""

    EXCLUDED = "excluded", mark("不列入")
    DEFERRED = "deferred", mark("暂缓")
    MUST_EXCHANGE = "must_exchange", mark("应交流")
    MUST_ROTATE = "must_rotate", mark("应轮岗")
    MAY = "may", mark("可交流")
