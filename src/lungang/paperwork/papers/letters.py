"""介绍信, with stub and receipt: the unit's to the section in charge, the section's to the unit.

Steps 3 and 4 of the source's five: each unit brings the letters of its people to the section in
charge by cadre authority, and the section makes out its own letter to the new unit the same day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lungang.domain.plan import Move
from lungang.paperwork import layout
from lungang.paperwork.campaign import Office
from lungang.paperwork.columns import row_lines
from lungang.paperwork.document import (
    Annex,
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
from lungang.paperwork.phrases import (
    DATE_BLANK,
    MONTH_BLANK,
    across_levels,
    comrades_counted,
    day,
    given,
)
from lungang.statistics.wording import TITLE_WAITS

MOST_ON_SLIP = 7
"""A table of more lines stands behind the letter, so that its three parts keep to a page."""

_PEOPLE = (
    Column(head="姓名", align="center"),
    Column(head="性别", align="center"),
    Column(head="出生年月", align="center"),
    Column(head="政治面貌", align="center"),
    Column(head="文化程度", align="center"),
    Column(head="现任职务"),
    Column(head="职级", align="center"),
    Column(head="调往单位"),
)
_FIELDS = (
    Column(head="", align="center"),
    Column(head="　" * 9),
    Column(head="", align="center"),
    Column(head="　" * 9),
)
_SIGNED = "经办人：　　　　　　批准人：　　　　　　"


def unit_letters(dossier: Dossier) -> Iterator[Document]:
    """原单位 → 主管科室: one letter of each unit to each section, with all its people."""
    for unit, moves in dossier.leaving().items():
        for authority, group in dossier.by_authority(moves).items():
            yield _unit_letter(dossier, unit, group, dossier.offices[authority])


def _unit_letter(dossier: Dossier, unit: str, moves: Sequence[Move], office: Office) -> Document:
    key = f"{Kind.UNIT_LETTER.value}/{unit}（送{office.authority.label}）"
    people = [dossier.person(move) for move in moves]
    organ, who = dossier.formal(unit), comrades_counted(people)
    table = Table(columns=_PEOPLE, rows=tuple(_person_row(dossier, move) for move in moves))
    listed = sum(row_lines(table, layout.pt("text_width"))) > MOST_ON_SLIP
    paid = Paragraph(text=f"工资发至{MONTH_BLANK}。{_validity(dossier)}", flush=True)
    behind = "（名单附后）" if listed else ""
    letter: tuple[Block, ...] = (
        Paragraph(text=f"兹介绍我单位{who}{behind}前来办理调动手续，请接洽。"),
        *(() if listed else (table,)),
        paid,
        *_across(moves, "接收单位"),
    )
    signature = Signature(organ=(organ,), date=day(dossier.campaign.issued))
    return Document(
        kind=Kind.UNIT_LETTER,
        key=key,
        style=Style.SLIPS,
        organ=organ,
        title=("介绍信",),
        number=dossier.number(key, ""),
        recipients=office.full_section,
        people=tuple(move.person_id for move in moves),
        slips=(
            _stub(f"介绍{who}到{office.full_section}办理调动手续。", signature),
            Slip(
                part="",
                title="介　绍　信",
                recipients=office.full_section,
                blocks=letter,
                signature=signature,
            ),
            _receipt(organ, f"你单位{who}的介绍信收到。", office.full_section),
        ),
        annexes=(Annex(label="", title=("介绍信所列", "人员名单"), blocks=(table,)),)
        if listed
        else (),
        subject=who,
    )


def _person_row(dossier: Dossier, move: Move) -> tuple[str, ...]:
    person = dossier.person(move)
    return (
        person.name,
        person.sex.label,
        person.birth.dotted,
        person.party,
        person.education.label,
        dossier.facts.post_of(person),
        person.rank,
        move.to_unit,
    )


def section_letters(dossier: Dossier) -> Iterator[Document]:
    """主管科室 → 新单位: one letter for each person, into the person's hand."""
    seen: dict[str, int] = {}
    for move in dossier.facts.moves:
        name = f"{move.name}（到{move.to_unit}）"
        seen[name] = seen.get(name, 0) + 1
        key = f"{Kind.SECTION_LETTER.value}/{name}" + (str(seen[name]) if seen[name] > 1 else "")
        yield _section_letter(dossier, move, dossier.offices[move.authority], key)


def _section_letter(dossier: Dossier, move: Move, office: Office, key: str) -> Document:
    unit, organ = dossier.formal(move.to_unit), office.full_section
    who = f"{move.name}同志"
    signature = Signature(organ=(organ,), date=day(dossier.campaign.issued))
    report = dossier.campaign.report_said
    return Document(
        kind=Kind.SECTION_LETTER,
        key=key,
        style=Style.SLIPS,
        organ=organ,
        title=("干部介绍信",),
        number=dossier.number(key, f"{office.code}介字"),
        recipients=unit,
        people=(move.person_id,),
        slips=(
            _stub(f"介绍{who}由{dossier.formal(move.from_unit)}到{unit}报到。", signature),
            Slip(
                part="",
                title="干部介绍信",
                recipients=unit,
                blocks=(
                    Paragraph(text=f"兹介绍{who}到你单位报到，请接洽并安排工作。"),
                    _particulars(dossier, move),
                    Paragraph(text=f"限{report}前报到。{_validity(dossier)}", flush=True),
                    *_across([move], "你单位"),
                ),
                signature=signature,
            ),
            _receipt(organ, f"你科介绍的{who}已于{DATE_BLANK}到我单位报到。", unit),
        ),
        subject=who,
    )


def _particulars(dossier: Dossier, move: Move) -> Table:
    person, slot = dossier.person(move), dossier.slot(move)
    facts = dossier.facts
    post = TITLE_WAITS if move.title_waits else given(facts, move, slot) or facts.slot_post(slot)
    rows = [
        ("性　　别", person.sex.label, "民　　族", person.nation),
        ("出生年月", person.birth.dotted, "政治面貌", person.party),
        (
            "文化程度",
            person.education.label,
            "参加工作",
            person.work_start.dotted if person.work_start else "",
        ),
        ("原 单 位", move.from_unit, "原任职务", facts.post_of(person)),
        ("职　　级", person.rank, "拟任职务", post),
        ("编制性质", move.nature.label, "工资发至", MONTH_BLANK),
    ]
    return Table(columns=_FIELDS, rows=tuple(rows), headless=True)


def _across(moves: Sequence[Move], whose: str) -> tuple[Paragraph, ...]:
    text = across_levels(moves, whose)
    return (Paragraph(text=text),) if text else ()


def _validity(dossier: Dossier) -> str:
    days = dossier.campaign.valid_days
    return f"（有效期{days if days else '　　'}天）"


def _stub(text: str, signature: Signature) -> Slip:
    return Slip(
        part="存　根",
        title="",
        recipients="",
        blocks=(Paragraph(text=text),),
        signature=Signature(organ=(), date=signature.date),
        foot=_SIGNED,
    )


def _receipt(recipients: str, text: str, signer: str) -> Slip:
    return Slip(
        part="回　执",
        title="",
        recipients=recipients,
        blocks=(Paragraph(text=text),),
        signature=Signature(organ=(f"{signer}（盖章）",), date=DATE_BLANK),
        foot="经办人：　　　　　　　　",
    )
