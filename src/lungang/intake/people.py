"""The sheet 花名册: one draft of a person for each row, checked within the row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lungang.domain.clock import YearMonth, months_between
from lungang.domain.codes import (
    CadreAuthority,
    Circumstance,
    Education,
    KindOfWork,
    Level,
    Nature,
    PersonnelStatus,
    Sex,
)
from lungang.domain.roster import FormerUnit, Person, Post
from lungang.i18n import gettext as _
from lungang.intake.findings import Place, Problem, Report, Severity, Table
from lungang.intake.sheets import Cell
from lungang.intake.tables import specs
from lungang.intake.units import UnitNames, read_fields
from lungang.intake.values import (
    Citizen,
    Read,
    blank_if_none,
    clean,
    read_id,
    read_month,
    read_name,
    remembered,
    writes_one_digit,
)
from lungang.intake.words import (
    level_of_title,
    read_circumstances,
    read_code,
    read_flag,
    read_former_units,
    read_party,
)

Reader = Callable[[Cell], Read[Any]]
YOUNGEST_AT_WORK = 14 * 12


@dataclass(slots=True)
class Draft:
    """A row as far as it could be read: None stands for what could not."""

    place: Place
    unit: str | None
    section: str
    name: str | None
    id: Citizen | None
    sex: Sex | None
    birth: YearMonth | None
    nation: str
    native_place: str
    party: str
    work_start: YearMonth | None
    unit_start: YearMonth | None
    education: Education | None
    diploma_specialty: str | None
    practised_specialty: str | None
    title: str | None
    level: Level | None
    post_start: YearMonth | None
    rank: str
    kind_of_work: KindOfWork | None
    nature: Nature | None
    status: PersonnelStatus | None
    post_nature: Nature | None
    authority: CadreAuthority | None
    deputy_in_charge: str
    circumstances: frozenset[Circumstance]
    former_units: tuple[FormerUnit, ...]
    key: bool
    remark: str


def read_people(
    tables: list[Table], names: UnitNames, on: date, report: Report, step: Callable[[int], None]
) -> list[Draft]:
    """Read every row of every 花名册; ``step`` is told how many rows are done."""
    drafts: list[Draft] = []
    for table in tables:
        readers = _readers(table, names)
        for number, cells in table.rows:
            place = Place(table, number, cells)
            draft = _draft(place, readers, report)
            drafts.append(draft)
            _check_row(draft, on, report)
            if len(drafts) % 500 == 0:
                step(len(drafts))
    return drafts


def person_of(draft: Draft) -> Person:
    """Return the person of a row in which nothing is wrong."""
    assert draft.id is not None
    assert draft.level is not None
    assert draft.nature is not None
    post = Post(
        unit=_sure(draft.unit),
        section=draft.section,
        title=_sure(draft.title),
        level=draft.level,
        nature=draft.post_nature or draft.nature,
        kind_of_work=_sure(draft.kind_of_work),
        key=draft.key,
    )
    return Person(
        id=draft.id.id,
        name=_sure(draft.name),
        sex=_sure(draft.sex),
        birth=_sure(draft.birth),
        post=post,
        post_start=_sure(draft.post_start),
        unit_start=_sure(draft.unit_start),
        education=_sure(draft.education),
        diploma_specialty=_sure(draft.diploma_specialty),
        practised_specialty=_sure(draft.practised_specialty),
        nature=draft.nature,
        status=_sure(draft.status),
        authority=_sure(draft.authority),
        rank=draft.rank,
        nation=draft.nation,
        native_place=draft.native_place,
        party=draft.party,
        work_start=draft.work_start,
        circumstances=draft.circumstances,
        former_units=draft.former_units,
        remark=draft.remark,
    )


def _sure(value: Any) -> Any:
    assert value is not None, "a row with a gap was reported as an error"
    return value


def _readers(table: Table, names: UnitNames) -> dict[str, Reader]:
    """One reader for each column, in the order of the template; those of few words remember."""
    readers: dict[str, Reader] = {}
    for column in specs()["roster"].columns:
        if column.date:
            readers[column.field] = _month_reader(table, column.field)
        elif column.words in ("sex", "education", "level", "kind_of_work", "nature", "status",
                              "authority"):  # fmt: skip
            readers[column.field] = _code_reader(column.words)
        elif column.field != "seq":
            readers[column.field] = _READERS.get(column.field, _free)
    readers["unit"] = remembered(lambda cell: _unit(cell, names))
    readers["former_units"] = remembered(lambda cell: _former(cell, names))
    return {
        name: reader if name in ("name", "id") else remembered(reader)
        for name, reader in readers.items()
    }


def _month_reader(table: Table, field: str) -> Reader:
    at = table.columns.get(field)
    cells = [] if at is None else [row[at] for _n, row in table.rows if at < len(row)]
    one_digit, is_text = writes_one_digit(cells), not table.is_csv
    return lambda cell: read_month(cell, one_digit, is_text)


def _code_reader(words: str) -> Reader:
    return lambda cell: read_code(words, cell)


def _free(cell: Cell) -> Read[str]:
    return clean(cell), None


def _must(cell: Cell) -> Read[str]:
    return clean(cell) or None, None


def _or_none(cell: Cell) -> Read[str]:
    return blank_if_none(clean(cell)), None


def _deputy(cell: Cell) -> Read[str]:
    text = blank_if_none(clean(cell))
    name, problem = read_name(text)
    return name or "", problem


def _unit(cell: Cell, names: UnitNames) -> Read[str]:
    text = clean(cell)
    if not text:
        return None, None
    name = names.resolve(text)
    return name, None if name else names.unknown(text)


def _former(cell: Cell, names: UnitNames) -> Read[tuple[FormerUnit, ...]]:
    found, problem = read_former_units(cell)
    units = tuple(FormerUnit(names.resolve(u) or u, a, b) for u, a, b in found or ())
    return units, problem


_READERS: dict[str, Reader] = {
    "section": _or_none,
    "name": read_name,
    "id": read_id,
    "party": read_party,
    "diploma_specialty": _must,
    "practised_specialty": _must,
    "title": _must,
    "rank": _or_none,
    "deputy_in_charge": _deputy,
    "circumstances": read_circumstances,
    "key": read_flag,
}


def _draft(place: Place, readers: dict[str, Reader], report: Report) -> Draft:
    values = read_fields(place, readers, report, hold=("birth",))
    _settle_birth(place, values, readers["birth"], report)
    _settle_level(place, values, report)
    return Draft(place=place, **values)


def _settle_birth(place: Place, values: dict[str, Any], read: Reader, report: Report) -> None:
    """Read the birth with the id at hand, which settles a number that may be January or October."""
    at = place.table.columns.get("birth")
    cell = place.cells[at] if at is not None and at < len(place.cells) else ""
    birth, problem = read(cell)
    citizen = values["id"]
    if problem is not None and birth is not None and citizen is not None:
        born = citizen.birth
        if born.year == birth.year and born.month in (1, 10):
            birth, problem = YearMonth(born.year, born.month), None
    if problem is not None:
        report.at(place, "birth", problem)
    values["birth"] = birth


def _settle_level(place: Place, values: dict[str, Any], report: Report) -> None:
    title, level = values["title"], values["level"]
    if not title:
        return
    told, sure = level_of_title(title, bool(values["section"]))
    if level is None:
        at = place.table.columns.get("level")
        blank = at is None or at >= len(place.cells) or not clean(place.cells[at])
        values["level"] = told
        if told is None and blank:
            name = "level" if at is not None else "title"
            report.at(
                place,
                name,
                Problem(
                    _("职务层次未填，从现任职务“{title}”推不出").format(title=title),
                    _("请填写职务层次"),
                ),
            )
    elif sure and told is not level and told is not None:
        report.at(
            place,
            "level",
            Problem(
                _("职务层次与现任职务“{title}”不符，按职务应为{level}").format(
                    title=title, level=told.label
                ),
                _("请核对；如确实如此不必处理"),
                Severity.WARNING,
            ),
        )


def _check_row(draft: Draft, on: date, report: Report) -> None:
    _check_against_id(draft, report)
    agrees = draft.id is None or draft.birth is None or draft.birth.index == draft.id.birth.index
    # A birth that the id contradicts is told once, and then measures nothing else.
    _check_dates(draft, draft.birth if agrees else None, on, report)
    if draft.nature and draft.post_nature and draft.nature is not draft.post_nature:
        report.at(draft.place, "post_nature", _mixed(draft.nature, draft.post_nature))
    managed = PersonnelStatus.MANAGED_AS_CIVIL_SERVANT
    if draft.status is managed and draft.nature not in (None, Nature.INSTITUTIONAL):
        report.at(draft.place, "status", _managed())


def _mixed(own: Nature, post: Nature) -> Problem:
    return Problem(
        _("混编：本人为{own}，岗位为{post}").format(own=own.label, post=post.label),
        _("请与编办核对；理顺以前，此人一般不能参加交流"),
        Severity.WARNING,
    )


def _managed() -> Problem:
    return Problem(
        _("参公是事业编制上的身份，此人的编制却不是事业编制"),
        _("请核对人员身份和编制性质"),
        Severity.WARNING,
    )


def _check_against_id(draft: Draft, report: Report) -> None:
    if draft.id is None:
        return
    if draft.sex is not None and draft.sex is not draft.id.sex:
        report.at(
            draft.place,
            "sex",
            Problem(
                _("性别与身份证号不符，按身份证号为{sex}").format(sex=draft.id.sex.label),
                _("请核对性别和身份证号第17位"),
            ),
        )
    birth, own = draft.birth, draft.id.birth
    if birth is None or birth.index == own.index:
        return
    by_archive = "档案" in draft.remark
    report.at(
        draft.place,
        "birth",
        Problem(
            _("出生年月与身份证号不符，按身份证号为{month}").format(month=own.dotted),
            _("已按备注以档案为准，请再核对一次")
            if by_archive
            else _("请改正其中之一；确以档案为准的，在备注中写明“以档案为准”"),
            Severity.WARNING if by_archive else Severity.ERROR,
        ),
    )


def _check_dates(draft: Draft, birth: YearMonth | None, on: date, report: Report) -> None:
    """Birth < work ≤ unit ≤ post ≤ reference date; each cell is blamed at most once."""
    order = [
        ("birth", _("出生年月"), birth),
        ("work_start", _("参加工作时间"), draft.work_start),
        ("unit_start", _("进本单位时间"), draft.unit_start),
        ("post_start", _("任现职时间"), draft.post_start),
    ]
    last: tuple[str, YearMonth] | None = None
    for field, label, month in order:
        if month is None:
            continue
        if month.index > YearMonth.of(on).index:
            report.at(draft.place, field, _future(label, on))
            continue
        if last is not None and months_between(last[1], month) < (last[0] == _("出生年月")):
            report.at(draft.place, field, _too_early(label, last[0], last[1]))
        else:
            last = (label, month)
    if birth and draft.work_start:
        months = months_between(birth, draft.work_start)
        if 0 < months < YOUNGEST_AT_WORK:
            report.at(draft.place, "work_start", _young(months // 12))


def _future(label: str, on: date) -> Problem:
    return Problem(_("{label}晚于基准日{day}").format(label=label, day=on.isoformat()), _("请改正"))


def _too_early(label: str, other: str, month: YearMonth) -> Problem:
    return Problem(
        _("{label}早于{other}{month}").format(label=label, other=other, month=month.dotted),
        _("请核对这两个时间"),
    )


def _young(years: int) -> Problem:
    return Problem(
        _("参加工作时只有{years}岁").format(years=years),
        _("请核对出生年月和参加工作时间"),
        Severity.WARNING,
    )
