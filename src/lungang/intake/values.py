"""Cells to values: text, months, numbers, citizen ids, names.

Every reader takes a cell as it came and returns ``(value, problem)``; the value is None where the
cell holds none that can be used, and then the problem says why (or the cell is blank).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from operator import mul
from typing import NamedTuple, TypeVar

from lungang.domain.clock import YearMonth
from lungang.domain.codes import Sex
from lungang.i18n import gettext as _
from lungang.intake.findings import Problem, Severity, shown
from lungang.intake.sheets import Cell
from lungang.intake.tables import fold, none_words

T = TypeVar("T")
Read = tuple[T | None, Problem | None]

_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B),
                                          *range(0xFF41, 0xFF5B))}  # fmt: skip
# ⼀ (a radical) looks like 一 (the word), and some input methods write it for the word.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FD6)}
_FOLDED = {**_WIDE, **{code: word for code, word in _RADICALS.items() if chr(code) != word}}
_PLAIN_NAME = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_DOTS = str.maketrans({"•": "·", "・": "·", "．": "·", ".": "·", "‧": "·", "∙": "·", "●": "·"})
_MONTH = re.compile(
    r"(?P<y>\d{4})(?:[.\-/。．、年](?P<m>\d{1,2})(?:[.\-/。．、月](?P<d>\d{1,2})日?)?月?|"
    r"(?P<m2>\d\d)(?P<d2>\d\d)?)[.日]?"
)
_CLOCK = re.compile(r"[ T]\d{1,2}:\d\d(:\d\d)?(\.\d+)?$")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID = re.compile(r"\d{17}[\dX]", re.ASCII)


def clean(cell: Cell) -> str:
    """Return text without invisible signs and surplus spaces, with digits and letters half width.

    Punctuation stays as written: 科长（主任） is the word of the field, not 科长(主任).
    """
    if not isinstance(cell, str):
        return shown(cell)
    text = cell.translate(_FOLDED)
    return " ".join(without_unseen(text).split())


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf")


def without_unseen(text: str) -> str:
    """Return text without signs of direction, of no width and of control; spaces stay."""
    if text.isprintable():
        return text
    return "".join(sign for sign in text if sign.isspace() or not _is_unseen(sign))


def unseen_sign(text: str) -> int | None:
    """Return where in a text of several lines the first sign stands that nobody sees.

    Signs of direction, of no width and of control; those that cannot be written out at all too.
    """
    if text.isprintable():
        return None
    return next(
        (
            at
            for at, sign in enumerate(text)
            if sign not in "\n\t"
            and (_is_unseen(sign) or unicodedata.category(sign) in ("Zl", "Zp", "Cs", "Co", "Cn"))
        ),
        None,
    )


def private_sign(cell: Cell) -> str:
    """Return a sign of the private use area in a cell, "" for none: no two machines agree on it."""
    if not isinstance(cell, str) or cell.isprintable():
        return ""
    return next((sign for sign in cell if unicodedata.category(sign) == "Co"), "")


def blank_if_none(text: str) -> str:
    """Return "" for the words that say "nothing" (无, —, /)."""
    return "" if fold(text) in none_words() else text


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing but spaces."""
    return cell == "" or (isinstance(cell, str) and not clean(cell))


def read_name(cell: Cell) -> Read[str]:
    """Read a person's name: inner spaces of Chinese names taken out, foreign dots made one."""
    if isinstance(cell, str) and _PLAIN_NAME.fullmatch(cell):
        return cell, None
    text = clean(cell)
    text = re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", text)
    if not text:
        return None, None
    if text[0] not in "=+-@":
        text = text.translate(_DOTS)
    for sign in text:
        if not (sign.isalpha() or sign in "· "):
            return None, Problem(
                _("姓名中有不应有的符号“{sign}”（U+{code:04X}）").format(sign=sign, code=ord(sign)),
                _("姓名只写汉字（少数民族姓名可用间隔号“·”），其他说明写在备注里"),
            )
    return text, None


class Citizen(NamedTuple):
    """A citizen id that holds together, and what it says of its owner."""

    id: str
    birth: YearMonth
    sex: Sex


def read_id(cell: Cell) -> Read[Citizen]:
    """Read a citizen id of 18 or 15 digits (GB 11643-1999); the area code is not judged."""
    if isinstance(cell, (float, int)) and not isinstance(cell, bool):
        if not (float(cell).is_integer() and 1e14 <= cell < 1e15):
            return None, _lost_digits() if abs(cell) >= 1e15 else _not_an_id(shown(cell))
        cell = str(int(cell))
    text = _bare_id(cell)
    if not text:
        return None, None
    if re.fullmatch(r"\d(\.\d+)?E\+?\d+", text):
        return None, _lost_digits()
    if re.fullmatch(r"\d{15}", text, re.ASCII):
        text = text[:6] + "19" + text[6:]
        text += check_digit(text)
    if not _ID.fullmatch(text):
        return None, _not_an_id(text)
    return _judged(text)


def _judged(text: str) -> Read[Citizen]:
    """Judge an id of the right form; all that is wrong with it is told at once."""
    is_right = text[17] == check_digit(text)
    try:
        birth = YearMonth(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        told = _("身份证号第7至14位“{part}”不是日期")
        if not is_right:
            told = _("身份证号第7至14位“{part}”不是日期，校验位也不对")
        return None, Problem(told.format(part=text[6:14]), _("请与身份证核对后改正"))
    if not is_right:
        if text.endswith("000"):
            return None, _lost_digits()
        return None, Problem(_("身份证号校验位不对，号码有错"), _("请与身份证逐位核对后改正"))
    return Citizen(text, birth, Sex.MALE if int(text[16]) % 2 else Sex.FEMALE), None


def against_row(problem: Problem, cell: Cell, birth: YearMonth | None, sex: Sex | None) -> Problem:
    """Tell, with what is wrong with an id, where it also differs from the row: there to look first.

    Not of an id that lost its end to a program which took it for a number.
    """
    text = _bare_id(cell) if isinstance(cell, str) else ""
    if not re.fullmatch(r"\d{14,20}[\dX]", text, re.ASCII) or text.endswith("000"):
        return problem
    told = [problem.problem]
    if birth is not None and text[6:12] != f"{birth.year}{birth.month:02}":
        told.append(_("第7至12位与出生年月{month}不符").format(month=birth.dotted))
    if sex is not None and len(text) == 18 and (int(text[16]) % 2 == 1) != (sex is Sex.MALE):
        told.append(_("第17位与性别“{sex}”不符").format(sex=sex.label))
    return problem._replace(problem="；".join(told))


def _bare_id(cell: Cell) -> str:
    return re.sub(r"[\s'’‘`\"“”]", "", clean(cell)).upper().replace("Ｘ", "X").replace("×", "X")


def check_digit(digits: str) -> str:
    """Return the check digit of the first 17 digits of a citizen id."""
    total = sum(map(mul, map(int, digits[:17]), _WEIGHTS))
    return "10X98765432"[total % 11]


def _lost_digits() -> Problem:
    return Problem(
        _("身份证号被存成了数字，后几位已丢失"),
        _("请先把单元格格式设为“文本”，再重新输入18位号码（或在号码前加英文单引号）"),
    )


def _not_an_id(text: str) -> Problem:
    return Problem(
        _("身份证号应为18位，这里是{n}位或含有其他字符").format(n=len(text)),
        _("请与身份证核对后改正"),
    )


def read_month(cell: Cell, one_digit: bool = False, is_text: bool = True) -> Read[YearMonth]:
    """Read a month in any of the forms of the field.

    A number 1962.1 cannot be told from 1962.10; it is read as October, or as January if
    ``one_digit`` says that the column writes months with one digit, and always with a warning.
    ``is_text`` is false for the text of a csv, whose numbers are as ambiguous.
    """
    if isinstance(cell, date):
        return _month(cell.year, cell.month, cell.day)
    if isinstance(cell, bool):
        return None, _no_month()
    if isinstance(cell, (int, float)):
        return _month_of_number(cell, one_digit)
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", _CLOCK.sub("", clean(cell))))
    if not text or text in none_words():
        return None, None
    if not is_text and re.fullmatch(r"\d{4}\.1", text):
        return _ambiguous(int(text[:4]), one_digit)
    match = _MONTH.fullmatch(text)
    if match is None:
        return None, _no_month()
    day = match["d"] or match["d2"]
    return _month(int(match["y"]), int(match["m"] or match["m2"] or 0), int(day) if day else None)


def _month_of_number(number: float, one_digit: bool) -> Read[YearMonth]:
    text = shown(number)
    if re.fullmatch(r"\d{4}\.1", text):
        return _ambiguous(int(text[:4]), one_digit)
    return read_month(text) if re.fullmatch(r"\d{4}\.\d{1,2}|\d{6}|\d{8}", text) else (
        None, _no_month())  # fmt: skip


def _ambiguous(year: int, one_digit: bool) -> Read[YearMonth]:
    value, problem = _month(year, 1 if one_digit else 10)
    if value is None:
        return value, problem
    return value, Problem(
        _("是数字，分不清1月还是10月，暂按{month}月").format(month=value.month),
        _("请写成{year}.01或{year}.10，单元格格式设为“文本”").format(year=year),
        Severity.WARNING,
    )


def _month(year: int, month: int, day: int | None = None) -> Read[YearMonth]:
    try:
        return YearMonth(year, month, day), None
    except ValueError:
        return None, _no_month()


def _no_month() -> Problem:
    return Problem(_("不是年月"), _("请写成如1962.05或1962-05-18的形式"))


def writes_one_digit(cells: list[Cell]) -> bool:
    """Whether a column of numbers writes May as 1962.5: then 1962.1 is January, not October."""
    for cell in cells:
        if isinstance(cell, (float, str)) and re.fullmatch(r"\d{4}\.[2-9]", shown(cell)):
            return True
    return False


def read_count(cell: Cell) -> Read[int]:
    """Read a whole number that is not negative."""
    text = blank_if_none(clean(cell)).removesuffix("人").removesuffix("名").removesuffix("个")
    if not text:
        return None, None
    if re.fullmatch(r"\d{1,6}(\.0+)?", text, re.ASCII):
        return int(float(text)), None
    return None, Problem(_("不是整数"), _("请填整数；不清楚的留空"))


def remembered(read: Callable[[Cell], Read[T]]) -> Callable[[Cell], Read[T]]:
    """Return a reader that judges each distinct cell once: most columns hold few words."""
    known: dict[tuple[type, Cell], Read[T]] = {}

    def look(cell: Cell) -> Read[T]:
        key = (cell.__class__, cell)
        result = known.get(key)
        if result is None:
            result = known[key] = read(cell)
        return result

    return look


__all__ = [
    "Citizen", "Read", "against_row", "blank_if_none", "check_digit", "clean", "is_blank",
    "private_sign", "read_count", "read_id", "read_month", "read_name", "remembered",
    "writes_one_digit",
]  # fmt: skip
