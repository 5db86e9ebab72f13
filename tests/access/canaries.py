"""Values found nowhere else, one for each personal field: what is planted, and where it may show.

``CELLS`` stand in the row of one person of unit A under the personnel section's authority, and in
that person's kin and wishes (``_org``: of one under the organisation section's); ``SAID`` is what
offices write in free text.
"""

from __future__ import annotations

from typing import Any

from lungang.intake.tables import specs

CELLS = {
    "name": "钭鹮玑",
    "name_org": "妫翀珰",
    "native_place": "籍魍岭",
    "diploma_specialty": "专酆学",
    "former_units": "曾隗所",
    "remark": "备囍注",
    "relative_name": "戚龘友",
    "relative_post": "戚鞫职",
    "relative_unit": "戚彧厂",
    "hardship": "困薨难",
}
SAID = {
    "officer_phone": "5512-90917",
    "remark": "报龑说",
    "return": "退虢因",
    "return_row": "退虢行",
    "corrected": "更觐籍",
    "correction_org": "更觐组",
    "correction_per": "更觐人",
    "petition_decided": "请觎决",
    "petition_answer": "答觏复",
    "pool_answer": "退觚单",
    "opinion": "意觞见",
    "petition_b": "请觎乙",
    "reveal": "看觑由",
    "scenario": "案觥名",
    "chair": "主觯持",
    "present": "到觱会",
    "asked": "询觯人",
    "plan_answer": "退觳案",
    "case": "情觺况",
    "review": "复觗由",
    "review_own": "复觗己",
    "reply": "复觚答",
}


RELATIVE_ID = "990101195003030015"


def plant(book: Any, mine: str, theirs: str) -> None:
    """Put the canaries into a unit's workbook: into the rows of two people, by citizen id."""
    sheet = book["花名册"]
    for line in _lines(sheet, mine):
        for name in ON_ROSTER:
            _set(sheet, line, name, CELLS[name])
        _set(sheet, line, "name", CELLS["name"])
    for line in _lines(sheet, theirs):
        _set(sheet, line, "name", CELLS["name_org"])
    _append(book["亲属关系"], mine, relation="父亲", relative_id=RELATIVE_ID, **{
        name: CELLS[name] for name in ("name", "relative_name", "relative_unit", "relative_post")
    })  # fmt: skip
    _append(book["志愿"], mine, name=CELLS["name"], unit="县审计局", hardship=CELLS["hardship"])
    for kind in ("亲属关系", "志愿"):
        for who, name in ((mine, CELLS["name"]), (theirs, CELLS["name_org"])):
            for line in _lines(book[kind], who):
                _set(book[kind], line, "name", name)


ON_ROSTER = ("native_place", "diploma_specialty", "former_units", "remark")


def _columns(sheet: Any) -> dict[str, int]:
    return {str(cell.value).rstrip("*"): cell.column for cell in sheet[1] if cell.value}


def _set(sheet: Any, line: int, field: str, value: str) -> None:
    spec = next(one for one in specs().values() if one.sheet == sheet.title)
    sheet.cell(line, _columns(sheet)[spec.by_field[field].name]).value = value


def _lines(sheet: Any, who: str) -> list[int]:
    at = _columns(sheet)["身份证号"]
    return [row[0].row for row in sheet.iter_rows(min_row=2) if str(row[at - 1].value) == who]


def _append(sheet: Any, who: str, **cells: str) -> None:
    line = sheet.max_row + 1
    for field, value in {"id": who, **cells}.items():
        _set(sheet, line, field, value)
