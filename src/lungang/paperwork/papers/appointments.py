"""免职 by the sending unit and 任职 by the receiving unit (M13: 原单位免职，新单位任职)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lungang.domain.plan import Move
from lungang.paperwork.document import Block, Document, Imprint, Kind, Paragraph, Signature, Style
from lungang.paperwork.dossier import Dossier
from lungang.paperwork.phrases import (
    across_levels,
    appointment,
    comrades,
    comrades_counted,
    day,
    holding,
    removal,
)


def removals(dossier: Dossier) -> Iterator[Document]:
    """One removal notice of each sending unit."""
    for unit, moves in dossier.leaving().items():
        yield _notice(dossier, Kind.REMOVAL, unit, moves, tuple(_removed(dossier, moves)))


def appointments(dossier: Dossier) -> Iterator[Document]:
    """One appointment notice of each receiving unit."""
    for unit, moves in dossier.arriving().items():
        yield _notice(dossier, Kind.APPOINTMENT, unit, moves, tuple(_appointed(dossier, moves)))


def _notice(
    dossier: Dossier, kind: Kind, unit: str, moves: Sequence[Move], body: tuple[Block, ...]
) -> Document:
    key, organ = f"{kind.value}/{unit}", dossier.formal(unit)
    people = [dossier.person(move) for move in moves]
    matter = (
        ("免去", *comrades(people), "职务的")
        if kind is Kind.REMOVAL
        else (*comrades(people), "任职的")
    )
    return Document(
        kind=kind,
        key=key,
        style=Style.FILE,
        organ=organ,
        mark=(organ, "文件"),
        number=dossier.number(key, ""),
        title=(organ, "关于", *matter, "通知"),
        recipients="各科室",
        body=body,
        signature=Signature(organ=(organ,), date=day(dossier.campaign.issued)),
        imprint=Imprint(
            copies=_copies(dossier, kind, moves), organ=organ, date=day(dossier.campaign.issued)
        ),
        people=tuple(move.person_id for move in moves),
        subject=comrades_counted(people),
    )


def _ground(dossier: Dossier, moves: Sequence[Move]) -> str:
    meeting, supplements = dossier.decided(moves)
    known = (*([f"{meeting}研究确定"] if meeting else []), *supplements)
    return f"根据{'、'.join(known)}的交流人员去向，经研究决定"


def _removed(dossier: Dossier, moves: Sequence[Move]) -> Iterator[Block]:
    told = [(move, removal(dossier.facts, dossier.person(move))) for move in moves]
    lines = [line for _move, line in told if line]
    without = [move.name for move, line in told if not line]
    if len(lines) == 1:
        yield Paragraph(text=f"{_ground(dossier, moves)}：")
        yield Paragraph(text=f"免去{lines[0]}。")
    elif lines:
        yield Paragraph(text=f"{_ground(dossier, moves)}，免去：")
        for n, line in enumerate(lines, 1):
            yield Paragraph(text=line + ("。" if n == len(lines) else "；"))
    if without:
        begin = "" if lines else f"{_ground(dossier, moves)}，"
        yield Paragraph(text=f"{begin}{'、'.join(without)}同志调离本单位。")
    if text := across_levels(moves, "接收单位"):
        yield Paragraph(text=text)


def _appointed(dossier: Dossier, moves: Sequence[Move]) -> Iterator[Block]:
    slots = [dossier.slot(move) for move in moves]
    lines = [
        appointment(dossier.facts, move, slot) for move, slot in zip(moves, slots, strict=True)
    ]
    yield Paragraph(text=f"{_ground(dossier, moves)}：")
    for n, line in enumerate(lines, 1):
        yield Paragraph(text=line + ("。" if n == len(lines) else "；"))
    yield from _conditions(dossier, moves)


def _conditions(dossier: Dossier, moves: Sequence[Move]) -> Iterator[Block]:
    slots = [dossier.slot(move) for move in moves]
    promise = holding(moves, slots, dossier.facts.policy.appointment_hold_months)
    if promise:
        yield Paragraph(text=f"{'该同志' if len(moves) == 1 else '上述同志'}{promise}。")
    if text := across_levels(moves, "本单位"):
        yield Paragraph(text=text)


def _copies(dossier: Dossier, kind: Kind, moves: Sequence[Move]) -> tuple[str, ...]:
    """抄送: the office that manages each person, and the unit at the other end."""
    managing = [dossier.offices[move.authority].department for move in moves]
    others = [
        dossier.formal(move.to_unit if kind is Kind.REMOVAL else move.from_unit) for move in moves
    ]
    return tuple(dict.fromkeys((*managing, *others)))
