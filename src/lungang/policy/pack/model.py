"""What a policy pack says, as data: text, rules and tables, each with its clause and source.

Plain frozen records. Nothing here decides anything: screening, avoidance and admissibility read
these tables, and so does the verifier, which must share no judgement with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lungang.domain.codes import Education, KindOfWork, Level, PersonnelStatus, UnitKind, Verdict
from lungang.i18n import mark

Value = str | int | bool


@dataclass(frozen=True, kw_only=True)
class Provision:
    """What every rule and principle carries. ``verified`` is False while the text is not held."""

    id: str
    title: str
    clause: str
    source: str
    verified: bool
    effective_from: date
    effective_to: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether the provision is in force at a date (both ends included)."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """One condition on a fact. ``op`` is at_least, at_most, below, above, in, not_in or is."""

    fact: str
    op: str
    value: Value | tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class Rule(Provision):
    """A screening rule: whoever meets all of ``when`` gets ``verdict``."""

    category: str
    verdict: Verdict
    when: tuple[Condition, ...]
    priority_class: str = ""


@dataclass(frozen=True, kw_only=True)
class Limit(Provision):
    """At most ``per_unit`` people of one unit go in one campaign; the rest are deferred.

    People are kept in order of priority class, then longest tenure in unit, then longest tenure
    in post, then id. ``exempt`` names priority classes that the limit neither counts nor cuts.
    """

    per_unit: int
    exempt: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Principle(Provision):
    """A principle of exchange, by one of the ids in :data:`PRINCIPLES`."""

    enabled: bool = True


PRINCIPLES: Mapping[str, str] = {
    "one_out_one_in": mark("出一进一"),
    "cross_department": mark("跨部门"),
    "same_nature": mark("编制性质相同"),
    "post_correspondence": mark("职务对应"),
    "specialty": mark("专业相同或相近"),
    "same_leader": mark("回避：同一领导人员直接领导"),
    "direct_line": mark("回避：直接上下级领导关系"),
    "sensitive_work": mark("回避：组织人事纪检审计财务工作"),
    "native_place": mark("地域回避"),
    "rank_quota": mark("职级职数"),
    "former_unit": mark("曾任单位"),
    "relatives_together": mark("回避：亲属同时到达"),
}
"""Ids of the principles and their short Chinese names, in the order in which a bar is named."""

ALWAYS = frozenset({"one_out_one_in", "post_correspondence"})
"""Principles that no pack may switch off: without them the plan is not an exchange any more."""


@dataclass(frozen=True, kw_only=True)
class Procedure(Provision):
    """A step that the law puts between proposal and decision, by an id of :data:`PROCEDURE`.

    ``overridable``: the leading group may go on against a dissent, with its reason.
    """

    overridable: bool = False


PROCEDURE: Mapping[str, str] = {
    "sending_opinion": mark("转出单位意见"),
    "receiving_opinion": mark("接收单位意见"),
    "talk": mark("谈话"),
    "inspection": mark("考察"),
    "discipline": mark("廉政意见"),
    "establishment": mark("编制审核"),
    "slips": mark("出编入编通知单"),
}
"""Ids of the steps and their short names, in the order in which they are taken."""

BINDING = frozenset({"discipline", "establishment"})
"""Steps against which no pack lets anybody go on: what they say is not the group's to weigh."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PriorityClass:
    """A class of the unplaced; classes stand in the pack in strict order, most urgent first."""

    id: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Scope(Provision):
    """Whom screening considers at all; everybody else is excluded."""

    personnel_status: frozenset[PersonnelStatus]
    levels: frozenset[Level]
    unit_kinds: frozenset[UnitKind]


@dataclass(frozen=True, kw_only=True, slots=True)
class Correspondence:
    """A person of level ``level`` may take a slot of level ``slot``.

    ``marked`` cases keep level and rank, the new title waits, and every paper says so.
    ``same_rank`` asks for ranks of one group (:attr:`Policy.rank_groups`) or none on either side.
    """

    level: Level
    slot: Level
    cost: int = 0
    marked: bool = False
    same_rank: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Specialties:
    """Affinity of specialties practised: same if equal, similar if of one group or listed."""

    groups: Mapping[str, tuple[str, ...]]
    similar_pairs: frozenset[frozenset[str]]
    similar_cost: int
    none_cost: int

    def knows(self, word: str) -> bool:
        """Whether the tables speak of a specialty at all."""
        return any(word in group for group in self.groups.values()) or any(
            word in pair for pair in self.similar_pairs
        )

    def affinity(self, one: str, other: str) -> str:
        """``same``, ``similar`` or ``none``; two blanks are not the same."""
        if one and one == other:
            return "same"
        if frozenset((one, other)) in self.similar_pairs:
            return "similar"
        if any(one in group and other in group for group in self.groups.values()):
            return "similar"
        return "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class KinshipClass:
    """A class of kinship (夫妻, 直系血亲 …) with the words for it; ``avoid`` if it binds."""

    id: str
    title: str
    words: tuple[str, ...]
    avoid: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Avoidance:
    """How avoidance is read.

    ``leaving_relatives_count``: a relative who leaves in the same plan still counts where they
    are (the stricter reading). ``sensitive_specialties``: specialties practised that are
    organisation, personnel, discipline, audit or finance work. ``native_levels`` and
    ``native_place``: levels at which nobody whose native place begins so may serve.
    """

    leaving_relatives_count: bool
    sensitive_specialties: frozenset[str]
    native_levels: frozenset[Level]
    native_place: str
    open_duty_months: int
    open_duty_ways: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """Parts of the fit besides correspondence and specialty; smaller is better, 0 is ideal."""

    kind_of_work_differs: int
    wish_step: int
    wish_missed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SpecialKind:
    """A kind of work as the pack reads it: ``special`` if it is work of a special nature."""

    kind: KindOfWork
    title: str
    special: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class StatisticsTables:
    """How results are counted: bands of age, groups of education and of specialty on diploma.

    ``diploma_groups`` maps a title to words; whatever is in none counts under ``diploma_other``.
    """

    age_bounds: tuple[int, ...]
    education_groups: Mapping[str, tuple[Education, ...]]
    diploma_groups: Mapping[str, tuple[str, ...]]
    diploma_other: str


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One policy pack, whole. ``texts``: scope, conditions, principles, methods, discipline."""

    id: str
    title: str
    document_number: str
    source: str
    effective_from: date
    effective_to: date | None
    texts: Mapping[str, str]
    scope: Scope
    priority_classes: tuple[PriorityClass, ...]
    rules: tuple[Rule, ...]
    limits: tuple[Limit, ...]
    principles: Mapping[str, Principle]
    correspondences: tuple[Correspondence, ...]
    rank_groups: tuple[tuple[str, ...], ...]
    specialties: Specialties
    kinship: tuple[KinshipClass, ...]
    avoidance: Avoidance
    former_unit_months: int
    appointment_hold_months: int
    section_in_destination: bool
    kinds_of_work: tuple[SpecialKind, ...]
    weights: Weights
    statistics: StatisticsTables
    digest: str
    procedure: tuple[Procedure, ...] = ()

    @cached_property
    def correspondence(self) -> Mapping[tuple[Level, Level], Correspondence]:
        """The table by (level of the person, level of the slot)."""
        return {(row.level, row.slot): row for row in self.correspondences}

    @cached_property
    def class_rank(self) -> Mapping[str, int]:
        """Position of each priority class, 0 the most urgent."""
        return {row.id: rank for rank, row in enumerate(self.priority_classes)}

    @cached_property
    def kinship_of(self) -> Mapping[str, KinshipClass]:
        """Kinship class by word of relation."""
        return {word: row for row in self.kinship for word in row.words}

    @cached_property
    def special_kinds(self) -> frozenset[KindOfWork]:
        """Kinds of work of a special nature (从事特殊性质工作)."""
        return frozenset(row.kind for row in self.kinds_of_work if row.special)

    def procedure_on(self, on: date) -> tuple[Procedure, ...]:
        """The steps of the law in force at a date, in the order in which they are taken."""
        order = list(PROCEDURE)
        rows = (row for row in self.procedure if row.in_force(on))
        return tuple(sorted(rows, key=lambda row: order.index(row.id)))

    def enabled(self, principle: str, on: date) -> bool:
        """Whether a principle binds at a date; those in :data:`ALWAYS` do whatever the date."""
        row = self.principles[principle]
        return principle in ALWAYS or (row.enabled and row.in_force(on))
