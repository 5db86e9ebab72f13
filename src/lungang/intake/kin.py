"""The sheets 亲属关系 and 志愿: rows about people who are found by id or by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from lungang.domain.codes import Level
from lungang.domain.roster import Kinship, Wish
from lungang.i18n import gettext as _
from lungang.intake.draft import Draft
from lungang.intake.findings import Place, Problem, Report, Severity, Table
from lungang.intake.sheets import Cell
from lungang.intake.tables import fold, known_relations
from lungang.intake.units import UnitNames, plan_of, read_fields, where
from lungang.intake.values import Read, blank_if_none, clean, read_count, read_id, read_name
from lungang.intake.words import level_of_title, read_code


class People:
    """The people of all files, to be found by id or by name."""

    def __init__(self, drafts: list[Draft]) -> None:
        self.by_id: dict[str, Draft] = {}
        self.by_name: dict[str, list[Draft]] = defaultdict(list)
        self.units: set[str] = set()
        self.subjects: dict[tuple[int, int, int], str] = {}
        for draft in drafts:
            # The second row of a duplicate is an error of its own and finds nobody.
            if draft.id is not None and self.by_id.setdefault(draft.id.id, draft) is not draft:
                continue
            if draft.name is not None:
                self.by_name[draft.name].append(draft)
            if draft.unit is not None:
                self.units.add(draft.unit)

    def subject(self, place: Place, values: dict[str, Any], report: Report) -> str | None:
        """Return the id of the person whom a row is about; report why there is none."""
        found = self._subject(place, values, report)
        if found is not None:
            self.subjects[place.table.file_no, place.table.sheet_no, place.row] = found
        return found

    def _subject(self, place: Place, values: dict[str, Any], report: Report) -> str | None:
        name, citizen = values["name"], values["id"]
        if citizen is not None:
            found = self.by_id.get(citizen.id)
            if found is None:
                report.at(place, "id", _nobody_with_id())
            elif name is not None and found.name is not None and name != found.name:
                report.at(place, "name", _other_name(found))
            else:
                return citizen.id  # type: ignore[no-any-return]
            return None
        if name is None or _has_text(place, "id"):
            return None
        return self._by_name_alone(place, name, report)

    def _by_name_alone(self, place: Place, name: str, report: Report) -> str | None:
        found = self.by_name.get(name, [])
        # In the file of one unit a name means the person of that unit.
        own = [draft for draft in found if draft.place.table.file_no == place.table.file_no]
        found = own if len(own) == 1 else found
        if len(found) == 1:
            # A row whose id is wrong is reported there; here it only has no id to give.
            return found[0].id.id if found[0].id is not None else None
        report.at(place, "name", _nobody(name) if not found else _several(name, "身份证号"))
        return None


def _has_text(place: Place, field: str) -> bool:
    at = place.table.columns.get(field)
    return at is not None and at < len(place.cells) and bool(clean(place.cells[at]))


def _text(cell: Cell) -> Read[str]:
    return blank_if_none(clean(cell)) or None, None


def _level(cell: Cell) -> Read[Any]:
    return read_code("level", cell)


_KIN: dict[str, Callable[[Cell], Read[Any]]] = {
    "name": read_name,
    "id": read_id,
    "relation": _text,
    "relative_name": read_name,
    "relative_id": read_id,
    "relative_unit": _text,
    "relative_post": _text,
    "relative_level": _level,
}
_WISH: dict[str, Callable[[Cell], Read[Any]]] = {
    "name": read_name,
    "id": read_id,
    "unit": _text,
    "order": read_count,
    "hardship": _text,
}


def read_kinships(
    tables: list[Table], people: People, names: UnitNames, report: Report
) -> tuple[Kinship, ...]:
    """Read every 亲属关系. The same row twice counts once; both directions may stand."""
    found: dict[Kinship, None] = {}
    for table in tables:
        plan = plan_of(table, _KIN)
        for number, cells in table.rows:
            place = Place(table, number, cells)
            values = read_fields(place, plan, report)
            person_id = people.subject(place, values, report)
            relation = values["relation"]
            if relation and fold(relation) not in known_relations():
                report.at(place, "relation", _unknown_relation(relation))
            if person_id is None or relation is None or values["relative_name"] is None:
                continue
            found.setdefault(_kinship(place, person_id, values, people, names, report))
    return tuple(found)


def _kinship(
    place: Place,
    person_id: str,
    values: dict[str, Any],
    people: People,
    names: UnitNames,
    report: Report,
) -> Kinship:
    written = values["relative_unit"] or ""
    unit = names.resolve(written) if written else None
    post = values["relative_post"] or ""
    level: Level | None = values["relative_level"]
    if level is None and post:
        level = level_of_title(post, in_section=False)[0]
    relative_id = _relative(place, values, unit, bool(written), people, report)
    if relative_id == person_id:
        report.at(place, "relative_name", Problem(_("亲属就是本人"), _("请改正亲属姓名")))
    return Kinship(
        person_id=person_id,
        relation=values["relation"],
        relative_name=values["relative_name"],
        relative_id=relative_id,
        relative_unit=unit or written,
        relative_post=post,
        relative_level=level,
    )


def _relative(
    place: Place,
    values: dict[str, Any],
    unit: str | None,
    unit_given: bool,
    people: People,
    report: Report,
) -> str | None:
    """Return the id of a relative who is in the roster, or None for one outside it."""
    name, citizen = values["relative_name"], values["relative_id"]
    if citizen is not None and (found := people.by_id.get(citizen.id)) is not None:
        if found.name is not None and found.name != name:
            report.at(place, "relative_name", _other_name(found))
            return None
        return citizen.id  # type: ignore[no-any-return]
    if citizen is None and not _has_text(place, "relative_id"):
        matches = people.by_name.get(name, [])
        if unit_given:
            matches = [draft for draft in matches if draft.unit == unit and unit is not None]
        if len(matches) > 1:
            report.at(place, "relative_name", _several(name, "亲属身份证号"))
            return None
        if matches:
            if not unit_given:
                report.at(place, "relative_name", _taken_for(matches[0]))
            return matches[0].id.id if matches[0].id is not None else None
    if unit is not None and unit in people.units:
        report.at(place, "relative_name", _not_in_unit(unit))
    return None


def read_wishes(
    tables: list[Table], people: People, names: UnitNames, report: Report
) -> tuple[Wish, ...]:
    """Read every 志愿; a blank order goes on from the person's wishes before."""
    found: dict[tuple[str, str], Wish] = {}
    last: dict[str, int] = defaultdict(int)
    for table in tables:
        plan = plan_of(table, _WISH)
        for number, cells in table.rows:
            place = Place(table, number, cells)
            values = read_fields(place, plan, report)
            person_id = people.subject(place, values, report)
            text = values["unit"]
            unit = names.resolve(text, must_be_here=True) if text else None
            if text and unit is None:
                report.at(place, "unit", names.unknown(text))
            if person_id is None or unit is None:
                continue
            order = values["order"] or last[person_id] + 1
            last[person_id] = max(last[person_id], order)
            wish = Wish(
                person_id=person_id, unit=unit, order=order, hardship=values["hardship"] or ""
            )
            found.setdefault((person_id, unit), wish)
    return tuple(found.values())


def _nobody(name: str) -> Problem:
    return Problem(
        _("花名册中没有“{name}”").format(name=name), _("请核对姓名，或在花名册中补上此人")
    )


def _nobody_with_id() -> Problem:
    return Problem(_("花名册中没有这个身份证号"), _("请核对身份证号，或在花名册中补上此人"))


def _other_name(found: Draft) -> Problem:
    return Problem(
        _("这个身份证号在花名册中是{name}（{where}）").format(
            name=found.name, where=where(found.place)
        ),
        _("请核对姓名和身份证号"),
    )


def _several(name: str, column: str) -> Problem:
    return Problem(
        _("花名册中有几个“{name}”，分不清是谁").format(name=name),
        _("请填写“{column}”").format(column=column),
    )


def _taken_for(found: Draft) -> Problem:
    return Problem(
        _("未写亲属单位，已当作花名册中{unit}的同名人").format(unit=found.unit or ""),
        _("请填写亲属单位或亲属身份证号加以确认"),
        Severity.WARNING,
    )


def _not_in_unit(unit: str) -> Problem:
    return Problem(
        _("亲属不在{unit}的花名册中").format(unit=unit),
        _("请核对亲属姓名和单位；不在编的不必处理"),
        Severity.WARNING,
    )


def _unknown_relation(text: str) -> Problem:
    return Problem(
        _("不认得的亲属关系“{text}”，按须回避对待").format(text=text),
        _("请改成通常的称谓，如丈夫、妻子、父亲、女儿、兄弟、岳父、侄子"),
        Severity.WARNING,
    )
