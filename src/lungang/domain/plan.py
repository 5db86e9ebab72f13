"""Slots, moves, stays and plans: what a plan says, in the words of the papers.

The records mirror ``plan.json`` one to one (see docs/reference/plan.schema.json): every field of
every record here is a field there, under the same name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lungang.domain.codes import CadreAuthority, Code, KindOfWork, Level, Nature, Verdict
from lungang.i18n import mark

PLAN_SCHEMA = "lungang-plan/2"


class MarkKind(Code):
    """What the joint meeting says of a destination before the best plan is sought (标记)."""

    PIN = "pin", mark("钉住")
    FORBID = "forbid", mark("禁去")
    STAY = "stay", mark("留任")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of the joint meeting on one person of the pool.

    A *pin* sends the person to ``slot`` (the id of its holder). A *forbid* keeps the person from
    ``slot``, or from every slot of ``unit``. *Stay* takes the person out of the exchange by the
    meeting's decision: the own slot is kept and not freed. A swap (对调) is two pins.
    """

    kind: MarkKind
    person_id: str
    slot: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """Whom the leading group deferred or excluded before the plan (a petition granted).

    ``verdict`` is DEFERRED or EXCLUDED; ``source`` says where it was decided.
    """

    person_id: str
    verdict: Verdict
    source: str


@dataclass(frozen=True, slots=True)
class Repair:
    """What a plan repairs after release: digest of the released plan, and who had which slot.

    ``assignment`` gives for everybody of the pool the id of the slot in the released plan; the
    own id is staying.
    """

    released: str
    assignment: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """What a leaver frees (编制位): the post, and the establishment, rank and work that go with it.

    ``id`` is the id of the holder who would leave, ``holder`` the name. ``nature`` is the post's,
    ``held_nature`` the one the holder is held on; they differ for a mixed holder.
    """

    id: str
    holder: str
    unit: str
    section: str
    title: str
    level: Level
    nature: Nature
    held_nature: Nature
    kind_of_work: KindOfWork
    practised_specialty: str
    rank: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One fact that a verdict rests on: what, its value, and where it comes from."""

    name: str
    value: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """A provision that was met: rule, title, clause and its source, and the facts.

    ``verified`` is False while the source's text is not held.
    """

    rule: str
    title: str
    clause: str
    verified: bool
    facts: tuple[Fact, ...]
    source: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Screened:
    """What screening says of one person: the verdict, its deciding ground, and every ground met.

    ``priority_class`` is the class in which the person counts if left unplaced ("" unless the
    verdict is *must exchange*). ``met`` holds all grounds met, whatever their verdict.
    """

    person_id: str
    name: str
    unit: str
    verdict: Verdict
    ground: Ground | None
    met: tuple[Ground, ...]
    priority_class: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """One person goes to one slot. ``cost`` names the parts of the fit; ``title_waits`` marks a
    case across levels: the person keeps level and rank, and the title of the new post waits for
    the receiving unit's free quota.
    """

    person_id: str
    name: str
    from_unit: str
    to_unit: str
    slot: str
    level: Level
    slot_level: Level
    title_waits: bool
    nature: Nature
    rank: str
    practised_specialty: str
    slot_specialty: str
    authority: CadreAuthority
    cost: Mapping[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """Somebody whose consent would free an unplaced person: not in the pool, asked in addition."""

    person_id: str
    name: str
    unit: str
    verdict: Verdict
    volunteer: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Obstacle:
    """One rule that bars a person from slots (or others from the person's slot), and how many."""

    rule: str
    title: str
    slots: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Stay:
    """A person of the pool who cannot be placed, and why.

    ``kind`` is ``kept`` (the meeting decided so), ``no_destination`` (nowhere to go),
    ``no_successor`` (nobody may fill the slot), ``no_cycle`` (both exist but no closed exchange),
    ``shortage`` (others have the scarce slots), ``side_rule`` (relatives arriving together),
    ``marks`` (the marks of the meeting leave no plan that places the person) or ``repair`` (more
    released people would have to change). ``barred`` counts the slots of the pool by the rule or
    mark that bars the person from them; ``closed`` the people of the pool by the one that bars
    them from the person's slot. ``rivals`` are the ids of those who compete.
    """

    person_id: str
    name: str
    unit: str
    priority_class: str
    kind: str
    reason: str
    barred: tuple[Obstacle, ...]
    closed: tuple[Obstacle, ...]
    rivals: tuple[str, ...]
    ask: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """A person of the pool who stays, and the class in which that counts; a stay without why."""

    person_id: str
    name: str
    unit: str
    priority_class: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenDuty:
    """A case of statutory avoidance that the plan leaves open: staying does not close it.

    ``deadline`` is an ISO date; ``ways`` say how the duty can be met.
    """

    person_id: str
    name: str
    unit: str
    clause: str
    deadline: str
    ways: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Alternative:
    """Another destination and its exact price for the whole plan.

    ``more_unplaced`` counts, by priority class in order, how many more would be left unplaced;
    ``worse_fit`` how much worse the fit would be; ``changed`` how many people's destinations
    would differ. ``more_changed`` counts, in a repair, how many more would differ from the
    released plan; it comes before the others.
    """

    slot: str
    unit: str
    title: str
    more_unplaced: tuple[int, ...]
    worse_fit: int
    changed: int
    more_changed: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """Why one person of the pool goes where the plan sends them, or stays.

    ``reasons`` are three for somebody who goes (work, post, establishment and kin) and one for
    somebody who stays, after them one more where the meeting pinned the person and one where a
    repair changed the destination; why the person must go at all is in the screening.
    """

    person_id: str
    reasons: tuple[str, ...]
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """Half of a branching: ``person`` goes to one of ``slots``."""

    person: str
    slots: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """A node of the proof: under its bans, ``clauses`` cannot all hold, by ``rule``.

    ``children[k]`` is the node in which clause ``k`` is banned.
    """

    rule: str
    clauses: tuple[Clause, ...]
    children: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """A node of the proof that needs no branching.

    ``person_price`` and ``slot_price`` hold one row per word, in the order of the pool: dual
    prices whose reduced costs are lexicographically non-negative on every arc not banned. Where
    the bans leave no plan at all both are empty and ``short`` names people who have fewer slots
    than people between them.
    """

    person_price: tuple[tuple[int, ...], ...] = ()
    slot_price: tuple[tuple[int, ...], ...] = ()
    short: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """Proof that a plan is best: ``words`` in strict order, the pool's order, a branching tree.

    ``nodes[0]`` is the root. ``total`` is the value of the plan, one number per word. ``unique``
    says that no other plan has that value.
    """

    words: tuple[str, ...]
    order: tuple[str, ...]
    total: tuple[int, ...]
    unique: bool
    nodes: tuple[Branch | Leaf, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Seed:
    """The text two offices agreed on, and what it is bound to (hex, BLAKE2b-256).

    ``policy_digest`` is that of the pack which the two agreed under. A plan computed under another
    one, with other weights, is bound to it all the same: else whoever writes the packs could try
    comments until the tie-break pleases.
    """

    text: str
    bound: str
    policy_digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class InputFile:
    """A file the plan was computed from: its name (no folder) and SHA-256."""

    name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A whole plan.

    Moves, stays, slots and explanations stand in the order of the roster's units, then by name;
    ``screened`` in the order of the roster. ``unverified`` names the provisions it rests on whose
    source is not held. ``settled`` are decisions of the leading group that screening took over,
    ``marks`` those of the joint meeting that the plan keeps, ``repairs`` the released plan that
    this one repairs.
    """

    title: str
    reference_date: str
    policy: str
    policy_title: str
    roster_digest: str
    policy_digest: str
    seed: Seed
    priority_classes: tuple[str, ...]
    moves: tuple[Move, ...]
    stays: tuple[Stay, ...]
    slots: tuple[Slot, ...]
    screened: tuple[Screened, ...]
    open_duties: tuple[OpenDuty, ...]
    explanations: tuple[Explanation, ...]
    certificate: Certificate
    unverified: tuple[str, ...] = ()
    files: tuple[InputFile, ...] = ()
    settled: tuple[Settled, ...] = ()
    marks: tuple[Mark, ...] = ()
    repairs: Repair | None = None
    schema: str = field(default=PLAN_SCHEMA)

    @property
    def left(self) -> tuple[Left, ...]:
        """Everybody of the pool who stays, in the order of ``stays``."""
        return tuple(
            Left(
                person_id=stay.person_id,
                name=stay.name,
                unit=stay.unit,
                priority_class=stay.priority_class,
            )
            for stay in self.stays
        )
