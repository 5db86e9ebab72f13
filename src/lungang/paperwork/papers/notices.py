"""调干通知: the county office to each sending unit (step 2 of the source's five)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lungang.domain.plan import Move
from lungang.paperwork.campaign import Office
from lungang.paperwork.document import (
    Block,
    Column,
    Document,
    Imprint,
    Kind,
    Paragraph,
    Signature,
    Style,
    Table,
)
from lungang.paperwork.dossier import Dossier
from lungang.paperwork.phrases import (
    across_levels,
    comrades,
    comrades_counted,
    day,
    given,
    holding,
    is_new_rank,
)
from lungang.statistics.wording import TITLE_WAITS

_TABLE = (
    Column(head="序号", align="center"),
    Column(head="姓名", align="center"),
    Column(head="性别", align="center"),
    Column(head="原任职务"),
    Column(head="职级", align="center"),
    Column(head="调往单位"),
    Column(head="拟任职务"),
)


def transfer_notices(dossier: Dossier) -> Iterator[Document]:
    """One notice to each sending unit and authority: people of both get one from each office."""
    for unit, moves in dossier.leaving().items():
        for authority, group in dossier.by_authority(moves).items():
            yield _notice(dossier, unit, group, dossier.offices[authority])


def _notice(dossier: Dossier, unit: str, moves: Sequence[Move], office: Office) -> Document:
    key = f"{Kind.TRANSFER_NOTICE.value}/{unit}（{office.authority.label}）"
    people = [dossier.person(move) for move in moves]
    issued = day(dossier.campaign.issued)
    return Document(
        kind=Kind.TRANSFER_NOTICE,
        key=key,
        style=Style.LETTER,
        organ=office.department,
        mark=(office.department,),
        number=dossier.number(key, f"{office.code}调字"),
        title=(office.department, "关于", "调动", *comrades(people), "工作的", "通知"),
        recipients=dossier.formal(unit),
        body=(*_decision(dossier, moves), *_duties(dossier, moves, office)),
        signature=Signature(organ=(office.department,), date=issued),
        imprint=Imprint(copies=_copies(dossier, moves, office), organ="", date=""),
        people=tuple(move.person_id for move in moves),
        subject=comrades_counted(people),
    )


def _decision(dossier: Dossier, moves: Sequence[Move]) -> Iterator[Block]:
    policy = dossier.facts.policy
    # A pack for any county cites ×委发: on paper it would be nobody's document.
    known = policy.document_number and "×" not in policy.document_number
    ground = f"根据{policy.document_number}文件规定，" if known else ""
    people = [dossier.person(move) for move in moves]
    begin = ground + _by(*dossier.decided(moves))
    if len(moves) == 1:
        yield Paragraph(text=begin + _one(dossier, moves[0]))
        return
    yield Paragraph(text=f"{begin}调你单位{comrades_counted(people)}到下列单位工作：")
    yield Table(
        columns=_TABLE,
        rows=tuple(_row(dossier, n, move) for n, move in enumerate(moves, 1)),
    )


def _by(meeting: str, supplements: Sequence[str]) -> str:
    if not supplements:
        return f"经{meeting}研究决定，"
    first = f"经{meeting}研究决定，并" if meeting else ""
    return f"{first}按照{'、'.join(supplements)}的交流人员去向，"


def _one(dossier: Dossier, move: Move) -> str:
    person, slot = dossier.person(move), dossier.slot(move)
    rank = f"，{person.rank}" if person.rank else ""
    post = given(dossier.facts, move, slot)
    future = f"，拟任{post}" if post and not move.title_waits else ""
    return (
        f"调你单位{person.name}同志（{person.sex.label}，现任"
        f"{dossier.facts.post_of(person)}{rank}）到{dossier.formal(move.to_unit)}工作{future}。"
    )


def _row(dossier: Dossier, n: int, move: Move) -> tuple[str, ...]:
    person, slot = dossier.person(move), dossier.slot(move)
    post = TITLE_WAITS if move.title_waits else dossier.facts.slot_post(slot)
    return (
        str(n),
        person.name,
        person.sex.label,
        dossier.facts.post_of(person),
        person.rank,
        move.to_unit,
        post,
    )


def _duties(dossier: Dossier, moves: Sequence[Move], office: Office) -> Iterator[Block]:
    campaign = dossier.campaign
    who = "该同志" if len(moves) == 1 else "上述同志"
    slots = [dossier.slot(move) for move in moves]
    promise = holding(moves, slots, dossier.facts.policy.appointment_hold_months)
    rank = "职级" if any(is_new_rank(move.rank) for move in moves) else "非领导职务"
    report = f"，{campaign.report_said}前到新单位报到" if campaign.report_by else "、到新单位报到"
    items = [
        f"请于{campaign.letters_due}，由政工人员将{who}的介绍信送{office.pronoun}"
        f"{office.section}，换开到新单位的介绍信。",
        f"{who}按规定时限办理交接手续{report}。",
        f"{who}的职务由你单位免去，由接收单位任命{'，' + promise if promise else ''}；"
        f"{rank}保持不变。",
        across_levels(moves, "接收单位"),
    ]
    for figure, text in zip("一二三四", [item for item in items if item], strict=False):
        yield Paragraph(text=f"{figure}、{text}")


def _copies(dossier: Dossier, moves: Sequence[Move], office: Office) -> tuple[str, ...]:
    """抄送: the receiving units, the office that takes a person over, the establishment office."""
    receiving = [dossier.formal(move.to_unit) for move in moves]
    others = [
        dossier.offices[authority].department
        for move in moves
        if (authority := dossier.facts.person(move.slot).authority) is not office.authority
    ]
    establishment = dossier.formal(dossier.establishment_office)
    return tuple(dict.fromkeys(name for name in (*receiving, *others, establishment) if name))
