"""Laws: a roster written comes back; whatever comes in, there is an answer in words."""

from __future__ import annotations

import io
import string
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lungang.domain.clock import YearMonth
from lungang.domain.codes import (
    CadreAuthority,
    Circumstance,
    Education,
    KindOfWork,
    Level,
    Nature,
    PersonnelStatus,
    Sex,
    UnitKind,
)
from lungang.domain.roster import FormerUnit, Kinship, Person, Post, Roster, Section, Unit, Wish
from lungang.errors import WorkbookRefused
from lungang.intake import Reading, annotate, read_roster, write_roster
from lungang.intake.findings import Report
from lungang.intake.reader import _assemble
from lungang.intake.sheets import RawFile, RawSheet
from lungang.intake.tables import specs
from lungang.intake.values import check_digit
from tests.intake.county import ON, PERSON, UNITS, workbook

DATA = Path(__file__).parent / "data"

# Text as it stands in a roster: no surplus spaces, nothing that means "nothing".
WORDS = st.text(alphabet="甲乙丙丁戊己庚辛=+@（）()<&\"'，·A1", min_size=1, max_size=8).filter(
    lambda text: text.strip() == text
)
TEXT = st.one_of(st.just(""), WORDS)
HAN = st.text(alphabet="赵钱孙李周吴郑王伟芳娜敏静丽强磊", min_size=2, max_size=4)
UNIT_NAMES = ("某县财政局", "县审计局", "城关镇人民政府", "县妇女联合会", "某县会计核算站")
SECTIONS = ("", "办公室", "预算科", "人事科")


def months(first: int, last: int) -> st.SearchStrategy[YearMonth]:
    def month(year: int, number: int, day: int | None) -> YearMonth:
        return YearMonth(year, number, day)

    return st.builds(
        month, st.integers(first, last), st.integers(1, 12), st.none() | st.integers(1, 28)
    )


@st.composite
def people(draw: st.DrawFn, number: int, units: list[str]) -> Person:
    birth = draw(months(1950, 1965))
    male = draw(st.booleans())
    day = birth.day or 1
    digits = f"999999{birth.year}{birth.month:02d}{day:02d}{number * 2 + male:03d}"
    work = draw(st.none() | months(1982, 1985))
    nature = draw(st.sampled_from(Nature))
    unit = draw(st.sampled_from(units))
    level = draw(st.sampled_from(Level))
    former = st.builds(
        FormerUnit,
        st.sampled_from([*units, "县粮食局", "某某公司"]),
        st.none() | months(1970, 1980),
        st.none() | months(1981, 1985),
    )
    post = Post(
        unit=unit,
        section=draw(st.sampled_from(SECTIONS)),
        title=draw(WORDS),
        level=level,
        nature=draw(st.sampled_from(Nature)),
        kind_of_work=draw(st.sampled_from(KindOfWork)),
        key=draw(st.booleans()),
    )
    return Person(
        id=digits + check_digit(digits),
        name=draw(HAN),
        sex=Sex.MALE if male else Sex.FEMALE,
        birth=birth,
        post=post,
        post_start=draw(months(1996, 2004)),
        unit_start=draw(months(1986, 1995)),
        education=draw(st.sampled_from(Education)),
        diploma_specialty=draw(WORDS),
        practised_specialty=draw(WORDS),
        nature=nature,
        status=draw(st.sampled_from(PersonnelStatus)),
        authority=draw(st.sampled_from(CadreAuthority)),
        rank=draw(st.sampled_from(["", "主任科员", "一级主任科员"])),
        nation=draw(TEXT),
        native_place=draw(TEXT),
        party=draw(st.sampled_from(["", "中共党员", "群众"])),
        work_start=work,
        circumstances=draw(st.frozensets(st.sampled_from(Circumstance))),
        former_units=tuple(draw(st.lists(former, max_size=3))),
        remark=draw(TEXT),
    )


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    names = draw(st.lists(st.sampled_from(UNIT_NAMES), min_size=1, unique=True))
    count = st.none() | st.integers(0, 99)
    units = tuple(
        Unit(
            name=name,
            kind=draw(st.sampled_from(UnitKind)),
            code=f"{index:03d}",
            department_in_charge=names[0] if index and draw(st.booleans()) else "",
            establishment=draw(st.dictionaries(st.sampled_from(Nature), st.integers(0, 99))),
            leading_quota=draw(count),
            chief_quota=draw(count),
            deputy_quota=draw(count),
            rank_quota=draw(st.dictionaries(st.sampled_from(["", "主任科员"]), st.integers(0, 9))),
            leading_body=tuple(draw(st.lists(HAN, max_size=3))),
        )
        for index, name in enumerate(names)
    )  # fmt: skip
    total = draw(st.integers(1, 5))
    everyone = tuple(draw(people(number, names)) for number in range(total))
    return Roster(
        reference_date=ON,
        units=units,
        people=everyone,
        sections=draw(sections(everyone)),
        kinships=draw(kinships(everyone)),
        wishes=draw(wishes(everyone, names)),
    )


@st.composite
def sections(draw: st.DrawFn, everyone: tuple[Person, ...]) -> tuple[Section, ...]:
    keys = dict.fromkeys((p.unit, p.post.section) for p in everyone if p.post.section)
    return tuple(
        Section(unit=unit, name=name, deputy_in_charge=draw(st.just("") | HAN))
        for unit, name in keys
    )


@st.composite
def kinships(draw: st.DrawFn, everyone: tuple[Person, ...]) -> tuple[Kinship, ...]:
    found: dict[Kinship, None] = {}
    for person in draw(st.lists(st.sampled_from(everyone), max_size=3)):
        relative = draw(st.none() | st.sampled_from(everyone))
        if relative is person:
            continue
        kin = Kinship(
            person_id=person.id,
            relation=draw(st.sampled_from(["妻子", "丈夫", "儿女亲家"])),
            relative_name=relative.name if relative else draw(HAN),
            relative_id=relative.id if relative else None,
            relative_unit=relative.unit if relative else "某某公司",
            relative_post=draw(st.sampled_from(["", "=科长+1"])),
            relative_level=draw(st.none() | st.sampled_from(Level)),
        )
        found.setdefault(kin)
    return tuple(found)


@st.composite
def wishes(draw: st.DrawFn, everyone: tuple[Person, ...], names: list[str]) -> tuple[Wish, ...]:
    pairs = draw(
        st.lists(st.tuples(st.sampled_from(everyone), st.sampled_from(names)), max_size=3,
                 unique_by=lambda pair: (pair[0].id, pair[1]))
    )  # fmt: skip
    return tuple(
        Wish(person_id=p.id, unit=unit, order=order, hardship=draw(TEXT))
        for order, (p, unit) in enumerate(pairs, 1)
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rosters())
def test_a_roster_written_comes_back(roster: Roster) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "r.xlsx"
        write_roster(roster, path)
        reading = read_roster(path, ON)
    assert reading.errors == (), [str(finding) for finding in reading.errors]
    assert reading.roster == roster


CELLS: st.SearchStrategy[Any] = st.one_of(
    st.text(max_size=12),
    st.text(alphabet=string.digits + ".-/年月日（）；、 X至今=", max_size=20),
    st.sampled_from(
        ["张三", "财政局", "1962.05", "科长", "本科", "无", "合计", "示例", "姓名", "是"]
    ),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1899, 1, 1), date(9999, 12, 31)),
)


@st.composite
def odd_sheets(draw: st.DrawFn) -> RawSheet:
    """A sheet with a true header in some order, and cells of every kind below."""
    spec = draw(st.sampled_from(list(specs().values())))
    header = draw(st.permutations([column.name for column in spec.columns]))
    width = draw(st.integers(1, len(header)))
    rows = draw(st.lists(st.lists(CELLS, max_size=width + 2), max_size=6))
    return RawSheet(draw(st.sampled_from([spec.sheet, "Sheet1"])), [list(header[:width]), *rows])


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(odd_sheets(), max_size=4), st.booleans())
def test_odd_cells_always_get_an_answer(sheets: list[RawSheet], is_csv: bool) -> None:
    kind = "csv" if is_csv else "xlsx"
    raw = RawFile(Path("r.xlsx"), kind, "0" * 64, 0, tuple(sheets))
    reading = _assemble([(0, "r.xlsx", raw)], ON, Report(), lambda *_step: None)
    assert isinstance(reading, Reading)
    assert (reading.roster is None) == any(finding.is_error for finding in reading.findings)
    assert all(str(finding) for finding in reading.findings)


def answer(data: bytes, suffix: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"r{suffix}"
        path.write_bytes(data)
        try:
            reading = read_roster(path, ON)
            written = annotate(path, reading.findings, Path(folder) / "out.xlsx")
        except WorkbookRefused as error:
            message = str(error)
        else:
            message = written[0].name
        assert message


def good(suffix: str) -> bytes:
    if suffix == ".xls":
        return (DATA / "roster.xls").read_bytes()
    if suffix == ".csv":
        rows = [list(PERSON), list(map(str, PERSON.values()))]
        return "\n".join(",".join(row) for row in rows).encode("gb18030")
    with TemporaryDirectory() as folder:
        return workbook(Path(folder) / "r.xlsx", [PERSON], UNITS).read_bytes()


GOOD = {suffix: good(suffix) for suffix in (".xlsx", ".xls", ".csv")}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=2000), st.sampled_from([".xlsx", ".xls", ".csv"]))
def test_random_bytes_always_get_an_answer(data: bytes, suffix: str) -> None:
    answer(data, suffix)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[bytes, str]:
    suffix = draw(st.sampled_from(list(GOOD)))
    data = bytearray(GOOD[suffix])
    for _change in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(data) - 1))
        cut = draw(st.integers(0, 40))
        data[at : at + cut] = draw(st.binary(max_size=40))
        if not data:
            break
    return bytes(data), suffix


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_mutated_files_always_get_an_answer(case: tuple[bytes, str]) -> None:
    answer(*case)


@st.composite
def mutated_parts(draw: st.DrawFn) -> bytes:
    """A workbook whose packing is right and whose parts are not."""
    import zipfile

    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD[".xlsx"])) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = source.namelist()
        victims = draw(st.sets(st.sampled_from(names), min_size=1, max_size=3))
        for name in names:
            data = bytearray(source.read(name))
            if name in victims:
                at = draw(st.integers(0, len(data)))
                data[at : at + draw(st.integers(0, 60))] = draw(st.binary(max_size=60))
            target.writestr(name, bytes(data))
    return out.getvalue()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated_parts())
def test_mutated_parts_always_get_an_answer(data: bytes) -> None:
    answer(data, ".xlsx")


@pytest.mark.slow
@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_many_mutated_files_always_get_an_answer(case: tuple[bytes, str]) -> None:
    answer(*case)
