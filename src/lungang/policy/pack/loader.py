"""Reading a policy pack from TOML; a wrong one is refused with file, line and what is expected."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from importlib import resources
from pathlib import Path

from lungang.domain.codes import (
    Code,
    Education,
    KindOfWork,
    Level,
    PersonnelStatus,
    UnitKind,
    Verdict,
)
from lungang.errors import PolicyError
from lungang.i18n import gettext as _
from lungang.policy.pack import scan
from lungang.policy.pack.cursor import EARLIEST, Cursor, Problems, shown, unique
from lungang.policy.pack.facts import FACTS, operators
from lungang.policy.pack.locate import lines_of
from lungang.policy.pack.model import (
    ALWAYS,
    BINDING,
    PRINCIPLES,
    PROCEDURE,
    Avoidance,
    Condition,
    Correspondence,
    KinshipClass,
    Limit,
    Policy,
    Principle,
    PriorityClass,
    Procedure,
    Rule,
    Scope,
    SpecialKind,
    Specialties,
    StatisticsTables,
    Value,
    Weights,
)
from lungang.policy.pack.toml import read_toml

SCHEMA = "lungang-policy/1"
TEXTS = ("scope", "conditions", "principles", "methods", "discipline")
CATEGORIES = (
    "middle_level",
    "long_in_unit",
    "special_work",
    "avoidance",
    "statutory_tenure",
    "exclusion",
    "deferral",
    "other",
)
MOST_COST = 10_000
"""Of a cost or weight; the form of scenarios takes no more either."""
MOST_PEOPLE = 10_000
MOST_DUTY = 600
"""Months that are counted on from a day: fifty years."""
MOST_OF_FACT = {"age": 150, "months": 1_200, "years": 100}
"""By how the fact's name begins."""
_LONGEST_TITLE = 200
_SHIPPED = resources.files("lungang.policy") / "packs"


def shipped_packs() -> tuple[str, ...]:
    """Return the names of the packs that come with the project."""
    names = (entry.name for entry in _SHIPPED.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def pack_bytes(pack: str | Path) -> tuple[str, bytes]:
    """Return (file name, content) of a pack by shipped name or by path.

    Raises:
        PolicyError: there is neither a shipped pack nor a readable file of that name.
    """
    if str(pack) in shipped_packs():
        entry = _SHIPPED / f"{pack}.toml"
        return entry.name, entry.read_bytes()
    path = Path(pack)
    try:
        if not path.is_file():  # nor a pipe, which might never end
            raise FileNotFoundError(path)
        if wrong := scan.too_large(path.stat().st_size):
            raise PolicyError([_("{file}：{message}").format(file=path.name, message=wrong)])
        return path.name, path.read_bytes()
    except (OSError, ValueError) as error:
        raise PolicyError(
            [
                _("找不到政策包“{pack}”；随附的有：{shipped}，也可以给出一个 .toml 文件").format(
                    pack=pack, shipped="、".join(shipped_packs())
                )
            ]
        ) from error


def load_policy(pack: str | Path) -> Policy:
    """Read a pack by shipped name or by path.

    Raises:
        PolicyError: no such pack, or it is wrong; every problem with file and line.
    """
    name, content = pack_bytes(pack)
    return parse_policy(content, name)


def parse_policy(content: bytes, name: str) -> Policy:
    """Read a pack from the bytes of a TOML file; ``name`` is used in messages.

    Raises:
        PolicyError: as :func:`load_policy`.
    """
    text, data = read_toml(content, name)
    problems = Problems(name, lines_of(text))
    root = Cursor(problems, (), data)
    policy = _policy(root, hashlib.sha256(content).hexdigest())
    root.done()
    if problems.found:
        raise PolicyError(problems.told())
    return policy


def _policy(root: Cursor, digest: str) -> Policy:
    if root.text("schema") != SCHEMA:
        root.complain("schema", _("应为 {schema}").format(schema=SCHEMA))
    classes = _priority_classes(root)
    exchange = root.table("exchange")
    policy = Policy(
        id=root.text("id"),
        title=root.text("title", most=_LONGEST_TITLE),
        document_number=root.text("document_number", "", most=_LONGEST_TITLE),
        source=root.text("source"),
        effective_from=_day(root, "effective_from"),
        effective_to=root.day("effective_to", required=False),
        texts=_texts(root),
        scope=_scope(root.table("scope")),
        priority_classes=classes,
        rules=_rules(root, {row.id for row in classes}),
        limits=_limits(root, {row.id for row in classes}),
        principles=_principles(root),
        correspondences=_correspondences(root),
        rank_groups=_rank_groups(exchange),
        specialties=_specialties(root),
        kinship=_kinship(root),
        avoidance=_avoidance(root),
        former_unit_months=exchange.number("former_unit_months", most=MOST_DUTY),
        appointment_hold_months=exchange.number("appointment_hold_months", most=MOST_DUTY),
        section_in_destination=exchange.flag("section_in_destination"),
        kinds_of_work=_kinds_of_work(root),
        weights=_weights(root),
        statistics=_statistics(root),
        digest=digest,
        procedure=_procedure(root),
    )
    exchange.done()
    return policy


def _day(cursor: Cursor, key: str) -> date:
    return cursor.day(key) or EARLIEST


def _provision(cursor: Cursor) -> dict[str, object]:
    """Read what every provision carries (see :class:`lungang.policy.pack.model.Provision`)."""
    start, end = _day(cursor, "effective_from"), cursor.day("effective_to", required=False)
    if end is not None and end < start:
        cursor.complain("effective_to", _("早于 effective_from"))
    return {
        "id": cursor.text("id"),
        "title": cursor.text("title"),
        "clause": cursor.text("clause"),
        "source": cursor.text("source"),
        "verified": cursor.flag("verified"),
        "effective_from": start,
        "effective_to": end,
    }


def _texts(root: Cursor) -> Mapping[str, str]:
    table = root.table("text")
    texts = {key: table.text(key) for key in TEXTS}
    table.done()
    return texts


def _scope(table: Cursor) -> Scope:
    scope = Scope(
        **_provision(table),  # type: ignore[arg-type]
        personnel_status=frozenset(table.codes("personnel_status", PersonnelStatus)),
        levels=frozenset(table.codes("levels", Level)),
        unit_kinds=frozenset(table.codes("unit_kinds", UnitKind)),
    )
    table.done()
    return scope


def _priority_classes(root: Cursor) -> tuple[PriorityClass, ...]:
    tables = root.tables("priority_class")
    unique(tables)
    rows = []
    for table in tables:
        rows.append(PriorityClass(id=table.text("id"), title=table.text("title")))
        table.done()
    return tuple(rows)


def _rules(root: Cursor, classes: set[str]) -> tuple[Rule, ...]:
    tables = root.tables("rule")
    unique(tables)
    return tuple(_rule(table, classes) for table in tables)


def _rule(table: Cursor, classes: set[str]) -> Rule:
    verdict = table.code("verdict", Verdict)
    category = table.text("category")
    if category and category not in CATEGORIES:
        table.choices("category", category, CATEGORIES)
    priority = table.text("priority_class", "")
    if verdict is Verdict.MUST_EXCHANGE and priority not in classes:
        table.choices("priority_class", priority, sorted(classes))
    if verdict is not Verdict.MUST_EXCHANGE and priority:
        table.complain("priority_class", _("只有“应交流”的规则才有优先类别"))
    rule = Rule(
        **_provision(table),  # type: ignore[arg-type]
        category=category,
        verdict=verdict,
        when=tuple(_condition(item) for item in table.tables("when")),
        priority_class=priority,
    )
    if "when" in table.data and not rule.when:
        table.complain("when", _("至少要有一个条件，否则人人都符合"))
    table.done()
    return rule


def _condition(item: Cursor) -> Condition:
    fact = item.text("fact")
    if fact not in FACTS:
        item.choices("fact", fact, list(FACTS))
        return Condition(fact=fact, op="is", value=True)
    allowed = operators(fact)
    given = [key for key in item.data if key != "fact"]
    if len(given) != 1 or given[0] not in allowed:
        item.choices("", "、".join(given), allowed)
        return Condition(fact=fact, op="is", value=True)
    condition = Condition(fact=fact, op=given[0], value=_value(item, given[0], fact))
    item.done()
    return condition


def _value(item: Cursor, op: str, fact: str) -> Value | tuple[Value, ...]:
    kind = FACTS[fact]
    if kind is bool:
        return item.flag(op)
    if kind is int:
        return item.number(op, most=MOST_OF_FACT[fact.partition("_")[0]])
    if issubclass(kind, Code):
        return item.codes(op, kind)
    return item.texts(op)


def _limits(root: Cursor, classes: set[str]) -> tuple[Limit, ...]:
    tables = root.tables("limit", required=False)
    unique(tables)
    limits = []
    for table in tables:
        exempt = table.texts("exempt", required=False)
        for word in exempt:
            if word not in classes:
                table.choices("exempt", word, sorted(classes))
        provision = _provision(table)
        per_unit = table.number("per_unit", most=MOST_PEOPLE)
        limits.append(Limit(**provision, per_unit=per_unit, exempt=exempt))  # type: ignore[arg-type]
        table.done()
    return tuple(limits)


def _principles(root: Cursor) -> Mapping[str, Principle]:
    tables = root.tables("principle")
    unique(tables)
    found: dict[str, Principle] = {}
    for table in tables:
        row = Principle(**_provision(table), enabled=table.flag("enabled", True))  # type: ignore[arg-type]
        if row.id not in PRINCIPLES:
            table.choices("id", row.id, list(PRINCIPLES))
        if row.id in ALWAYS and not row.enabled:
            table.complain("enabled", _("这一原则不能关闭：没有它就不成其为交流"))
        found[row.id] = row
        table.done()
    for name in PRINCIPLES:
        if name not in found:
            root.complain("principle", _("缺少原则“{name}”").format(name=name))
    return found


def _procedure(root: Cursor) -> tuple[Procedure, ...]:
    tables = root.tables("procedure", required=False)
    unique(tables)
    rows = []
    for table in tables:
        row = Procedure(**_provision(table), overridable=table.flag("overridable", False))  # type: ignore[arg-type]
        if row.id not in PROCEDURE:
            table.choices("id", row.id, list(PROCEDURE))
        if row.id in BINDING and row.overridable:
            table.complain("overridable", _("这一环节的意见不能由别人研究照办"))
        table.done()
        rows.append(row)
    return tuple(rows)


def _correspondences(root: Cursor) -> tuple[Correspondence, ...]:
    rows = []
    order = list(Level)
    for table in root.tables("correspondence"):
        row = Correspondence(
            level=table.code("level", Level),
            slot=table.code("slot", Level),
            cost=table.number("cost", 0, most=MOST_COST),
            marked=table.flag("marked", False),
            same_rank=table.flag("same_rank", False),
        )
        lesser = order.index(row.slot) > order.index(row.level)
        if lesser and row.level.is_leading and row.level is not Level.DEPUTY_SECTION_CHIEF:
            table.complain(
                "slot",
                _("职务对应：{level}不得安排到较低层次的编制位").format(level=row.level.label),
            )
        if row.level is not row.slot and not row.marked:
            table.complain("marked", _("跨层次的情形必须注明：marked = true"))
        table.done()
        rows.append(row)
    return tuple(rows)


def _rank_groups(exchange: Cursor) -> tuple[tuple[str, ...], ...]:
    groups = []
    for item in exchange.items("rank_groups", required=False):
        if isinstance(item, list) and all(isinstance(word, str) for word in item):
            groups.append(tuple(item))
        else:
            exchange.complain("rank_groups", _("应为文字列表的列表"))
    return tuple(groups)


def _specialties(root: Cursor) -> Specialties:
    table = root.table("specialties")
    pairs = set()
    for item in table.items("similar", required=False):
        if isinstance(item, list) and len(item) == 2 and all(isinstance(w, str) for w in item):
            pairs.add(frozenset(item))
        else:
            table.complain("similar", _('应为一对一对的文字，如 ["审计", "监察"]'))
    groups = table.groups("groups")
    similar_cost = table.number("similar_cost", most=MOST_COST)
    none_cost = table.number("none_cost", most=MOST_COST)
    table.done()
    return Specialties(
        groups=groups,
        similar_pairs=frozenset(pairs),
        similar_cost=similar_cost,
        none_cost=none_cost,
    )


def _kinship(root: Cursor) -> tuple[KinshipClass, ...]:
    tables = root.tables("kinship")
    unique(tables)
    rows = []
    seen: set[str] = set()
    for table in tables:
        row = KinshipClass(
            id=table.text("id"),
            title=table.text("title"),
            words=table.texts("words"),
            avoid=table.flag("avoid"),
        )
        for word in row.words:
            if word in seen:
                table.complain("words", _("“{value}”重复了").format(value=shown(word)))
            seen.add(word)
        table.done()
        rows.append(row)
    return tuple(rows)


def _avoidance(root: Cursor) -> Avoidance:
    table = root.table("avoidance")
    avoidance = Avoidance(
        leaving_relatives_count=table.flag("leaving_relatives_count"),
        sensitive_specialties=frozenset(table.texts("sensitive_specialties")),
        native_levels=frozenset(table.codes("native_levels", Level, required=False)),
        native_place=table.text("native_place", ""),
        open_duty_months=table.number("open_duty_months", least=1, most=MOST_DUTY),
        open_duty_ways=table.texts("open_duty_ways"),
    )
    table.done()
    return avoidance


def _kinds_of_work(root: Cursor) -> tuple[SpecialKind, ...]:
    tables = root.tables("kind_of_work")
    unique(tables)
    rows = []
    for table in tables:
        kind = table.code("id", KindOfWork)
        row = SpecialKind(kind=kind, title=table.text("title"), special=table.flag("special"))
        table.done()
        rows.append(row)
    return tuple(rows)


def _weights(root: Cursor) -> Weights:
    table = root.table("weights")
    weights = Weights(
        kind_of_work_differs=table.number("kind_of_work_differs", most=MOST_COST),
        wish_step=table.number("wish_step", most=MOST_COST),
        wish_missed=table.number("wish_missed", most=MOST_COST),
    )
    table.done()
    return weights


def _statistics(root: Cursor) -> StatisticsTables:
    table = root.table("statistics")
    groups = {}
    words = table.groups("education")
    for title, labels in words.items():
        found = (table.one_of("education", label, Education) for label in labels)
        groups[title] = tuple(code for code in found if code is not None)
    tables = StatisticsTables(
        age_bounds=table.numbers("age_bounds", MOST_OF_FACT["age"]),
        education_groups=groups,
        diploma_groups=table.groups("diploma"),
        diploma_other=table.text("diploma_other"),
    )
    table.done()
    return tables
