"""Two invented units that change people, and their papers; so many people, such names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from lungang.domain.codes import CadreAuthority, Level
from lungang.domain.roster import Person
from lungang.paperwork import CampaignFacts, Document, Dossier, Kind, dossier, papers
from lungang.policy.pack.model import Policy, Procedure
from tests.statistics.factory import person, plan, policy, roster, unit

ISSUED = date(2004, 12, 16)
HERE, THERE = "县财政局", "县交通局"
LONG = "县国有资产监督管理和公共资源交易管理及政府采购综合服务委员会办公室直属第一分局"
NAMES = ("张三", "欧阳修远", "李喆", "阿卜杜拉木", "王堃珺", "买买提江·吾")
"""Two to six characters, and characters that not every font has. All invented."""

FACTS = CampaignFacts(
    county="青榆县",
    organisation_department="县委组织部",
    personnel_bureau="县人事局",
    issued=ISSUED,
    meeting_date=date(2004, 12, 15),
)
SECTION = {"section": "财务科", "title": "财务科科长"}


def people(count: int, at: str, first: int = 0, **facts: object) -> list[Person]:
    """So many section chiefs at a unit."""
    return [
        person(first + n, at, NAMES[n % len(NAMES)] if n < len(NAMES) else f"王某{n}", **{
            **SECTION, **facts,
        })
        for n in range(count)
    ]  # fmt: skip


def swap(
    count: int = 1,
    here: str = HERE,
    there: str = THERE,
    *,
    section: bool = False,
    facts: CampaignFacts = FACTS,
    numbers: dict[str, str] | None = None,
    going: dict[str, object] | None = None,
    coming: dict[str, object] | None = None,
) -> Dossier:
    """So many people go from ``here`` to ``there``, and as many the other way."""
    leaving = people(count, here, **(going or {}))
    arriving = people(count, there, 1000, **{"title": "财务科长", **(coming or {})})
    made = roster([unit(here), unit(there)], [*leaving, *arriving])
    pairs = list(zip(leaving, arriving, strict=True))
    goes = {one.id: other.id for one, other in pairs} | {other.id: one.id for one, other in pairs}
    return dossier(plan(made, goes), made, with_slips(policy(section)), facts, numbers)


def with_slips(pack: Policy) -> Policy:
    """A pack whose law has exit and entry slips, so that a plan has every kind of paper."""
    step = Procedure(
        id="slips", title="通知单", clause="第八条", source="县委发〔2004〕20 号", verified=False,
        effective_from=ISSUED,
    )  # fmt: skip
    return replace(pack, procedure=(step,))


def of(made: Dossier, kind: Kind, unit: str = HERE) -> Document:
    """The paper of a kind that a unit has a part in."""
    return next(one for one in papers(made, [kind]) if unit in one.key or "/" not in one.key)


def text(document: Document) -> str:
    """All running text of a paper's body."""
    return "\n".join(getattr(block, "text", "") for block in document.body)


def mixed() -> Dossier:
    """A unit with people of both cadre authorities."""
    leaving = [
        *people(2, HERE),
        *people(2, HERE, 500, authority=CadreAuthority.ORGANISATION_DEPARTMENT),
    ]
    arriving = people(4, THERE, 1000)
    made = roster([unit(HERE), unit(THERE)], [*leaving, *arriving])
    pairs = list(zip(leaving, arriving, strict=True))
    goes = dict(_ids(pairs)) | {other: one for one, other in _ids(pairs)}
    return dossier(plan(made, goes), made, policy(), FACTS)


def _ids(pairs: Iterable[tuple[Person, Person]]) -> list[tuple[str, str]]:
    return [(one.id, other.id) for one, other in pairs]


def renamed(made: Dossier, name: str) -> Dossier:
    """The same, the first person having another name."""
    first = made.facts.plan.moves[0]
    people = tuple(
        replace(one, name=name) if one.id == first.person_id else one
        for one in made.facts.roster.people
    )
    facts = replace(made.facts.roster, people=people)
    moves = tuple(
        replace(move, name=name) if move.person_id == first.person_id else move
        for move in made.facts.plan.moves
    )
    changed = replace(made.facts.plan, moves=moves, roster_digest=facts.digest)
    return dossier(changed, facts, made.facts.policy, made.campaign, made.numbers)


ACROSS = {"level": Level.STAFF, "title": "财务科干部", "rank": "科员"}
"""Facts of somebody whose move goes across levels."""
