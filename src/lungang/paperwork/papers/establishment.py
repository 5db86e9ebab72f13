"""出编通知单 and 入编通知单: the establishment office lets the old unit, then the new one, know.

One slip for each person, with stub and receipt. Only where the pack has the step: a paper that no
law of the campaign asks for is not made.
"""

from __future__ import annotations

from collections.abc import Iterator

from lungang.domain.plan import Move
from lungang.paperwork.document import (
    Block,
    Column,
    Document,
    Kind,
    Paragraph,
    Signature,
    Slip,
    Style,
    Table,
)
from lungang.paperwork.dossier import Dossier
from lungang.paperwork.phrases import DATE_BLANK, across_levels, day

_FIELDS = (
    Column(head="", align="center"),
    Column(head="　" * 9),
    Column(head="", align="center"),
    Column(head="　" * 9),
)
_SIGNED = "经办人：　　　　　　批准人：　　　　　　"
_STEP = "slips"


def exit_slips(dossier: Dossier) -> Iterator[Document]:
    """编办 → 原单位: the person is off its establishment."""
    yield from _slips(dossier, Kind.EXIT_SLIP)


def entry_slips(dossier: Dossier) -> Iterator[Document]:
    """编办 → 新单位: the person takes the establishment that the leaver freed."""
    yield from _slips(dossier, Kind.ENTRY_SLIP)


def _slips(dossier: Dossier, kind: Kind) -> Iterator[Document]:
    if not any(row.id == _STEP for row in dossier.facts.policy.procedure):
        return
    seen: dict[str, int] = {}
    for move in dossier.facts.moves:
        unit = move.from_unit if kind is Kind.EXIT_SLIP else move.to_unit
        name = f"{move.name}（{unit}）"
        seen[name] = seen.get(name, 0) + 1
        key = f"{kind.value}/{name}" + (str(seen[name]) if seen[name] > 1 else "")
        yield _slip(dossier, move, kind, key)


def _slip(dossier: Dossier, move: Move, kind: Kind, key: str) -> Document:
    leaves = kind is Kind.EXIT_SLIP
    unit = dossier.formal(move.from_unit if leaves else move.to_unit)
    organ = dossier.formal(dossier.establishment_office) or "机构编制委员会办公室"
    who, nature = f"{move.name}同志", dossier.slot(move).nature.label
    signature = Signature(organ=(organ,), date=day(dossier.campaign.issued))
    told = (
        f"{who}交流到{dossier.formal(move.to_unit)}工作，腾出{move.nature.label}，请办理出编手续。"
        if leaves
        else f"{who}由{dossier.formal(move.from_unit)}交流到你单位，使用{nature}，"
        "请办理入编手续。没有本通知单的，不办理任职。"
    )
    blocks: tuple[Block, ...] = (Paragraph(text=told), _particulars(dossier, move))
    if text := across_levels([move], "接收单位" if leaves else "你单位"):
        blocks = (*blocks, Paragraph(text=text))
    return Document(
        kind=kind,
        key=key,
        style=Style.SLIPS,
        organ=organ,
        title=(kind.value,),
        number=dossier.number(key, "编字"),
        recipients=unit,
        people=(move.person_id,),
        slips=(
            Slip(
                part="存　根",
                title="",
                recipients="",
                blocks=(Paragraph(text=f"通知{unit}为{who}办理{kind.value[0]}编手续。"),),
                signature=Signature(organ=(), date=signature.date),
                foot=_SIGNED,
            ),
            Slip(part="", title=kind.value, recipients=unit, blocks=blocks, signature=signature),
            Slip(
                part="回　执",
                title="",
                recipients=organ,
                blocks=(Paragraph(text=f"{who}的{kind.value}收到，手续已于{DATE_BLANK}办妥。"),),
                signature=Signature(organ=(f"{unit}（盖章）",), date=DATE_BLANK),
                foot="经办人：　　　　　　　　",
            ),
        ),
        subject=who,
    )


def _particulars(dossier: Dossier, move: Move) -> Table:
    person, slot = dossier.person(move), dossier.slot(move)
    rows = (
        ("性　　别", person.sex.label, "出生年月", person.birth.dotted),
        ("原 单 位", move.from_unit, "新 单 位", move.to_unit),
        ("本人编制", move.nature.label, "使用编制", slot.nature.label),
        ("职务层次", move.level.label, "职　　级", move.rank),
    )
    return Table(columns=_FIELDS, rows=rows, headless=True)
