"""What stands on each sheet of the workbook."""

from __future__ import annotations

from collections.abc import Iterator

from lungang.statistics.phrases import (
    asks,
    balance_word,
    moved_to,
    passages,
    stay_line,
    verdict_counts,
)
from lungang.statistics.records import Count, Outcomes
from lungang.statistics.wording import long_date
from lungang.statistics.workbook.sheet import Column, Sheet

_NUMBER = Column(head="序号", kind="center", least=4)
_NAME = Column(head="姓名", kind="center", least=8)


def sheets(outcomes: Outcomes) -> Iterator[Sheet]:
    """The sheets in the order of the workbook."""
    yield _statistics(outcomes)
    yield _annex(outcomes)
    yield _destinations(outcomes)
    yield _balances(outcomes)
    yield _stays(outcomes)
    yield _screening(outcomes)
    yield _passed_over(outcomes)
    yield _provenance(outcomes)


def _line(outcomes: Outcomes, more: str = "") -> str:
    told = f"{outcomes.title}，算到 {long_date(outcomes.reference_date)}"
    return f"{told}　{more}" if more else told


def _statistics(outcomes: Outcomes) -> Sheet:
    rows = [
        (table.title, row.label, row.count, row.count / table.total if table.total else 0.0)
        for table in outcomes.tables
        for row in table.rows
    ]
    return Sheet(
        name="统计表",
        title="交流人员情况统计表",
        line=_line(outcomes, "单位：人"),
        columns=(
            Column(head="类别", kind="center", least=22),
            Column(head="项目", least=26),
            Column(head="人数", kind="number", least=10),
            Column(head="占比", kind="share", least=22),
        ),
        rows=rows,
        total=("每张表合计", "", outcomes.headline.moved, ""),
        notes=(
            outcomes.headline.sentence,
            *(table.sentence for table in outcomes.tables),
            "年龄按年月计算，含下限，不含上限。职务、岗位按交流前的情况统计。",
        ),
        merge=True,
        bar=3,
        campaign=outcomes.title,
    )


def _annex(outcomes: Outcomes) -> Sheet:
    return Sheet(
        name="交流人员名单",
        title="交流人员名单",
        line=_line(outcomes, f"共 {len(outcomes.annex)} 人"),
        columns=(
            _NUMBER,
            _NAME,
            Column(head="性别", kind="center", least=4),
            Column(head="出生年月", kind="center", least=8),
            Column(head="原单位", most=28),
            Column(head="原职务", most=18),
            Column(head="现单位", most=28),
            Column(head="拟任职务", most=18),
            Column(head="职级", kind="center", least=8, most=14),
            Column(head="编制性质", kind="center", least=8, most=12),
            Column(head="备注", least=8, most=20),
        ),
        rows=[
            (
                row.number,
                row.who.name,
                row.sex,
                row.birth,
                row.from_unit,
                row.from_post,
                row.to_unit,
                row.to_post,
                row.rank,
                row.nature,
                row.remark,
            )
            for row in outcomes.annex
        ],
        landscape=True,
        campaign=outcomes.title,
    )


def _destinations(outcomes: Outcomes) -> Sheet:
    rows = [
        (
            row.number,
            row.who.name,
            outcomes.short(row.origin.unit),
            row.origin.post,
            row.origin.specialty,
            row.nature,
            f"{row.origin.level}{'，' + row.rank if row.rank else ''}",
            outcomes.short(row.target.unit),
            moved_to(row),
            row.target.specialty,
            row.replaces.name,
            row.specialty_check,
            row.post_check,
            row.avoidance_check,
            "，".join(f"{part} {points}" for part, points in row.cost) or "0",
            f"{row.rule}（{row.clause}）{'' if row.verified else '〔未核对〕'}" if row.rule else "",
        )
        for row in outcomes.destinations
    ]
    return Sheet(
        name="去向安排表",
        title="交流人员去向安排表",
        line=_line(outcomes, "供联席会议研究"),
        columns=(
            _NUMBER,
            _NAME,
            Column(head="原单位", most=16),
            Column(head="原职务", most=16),
            Column(head="从事专业", kind="center", most=8),
            Column(head="编制性质", kind="center", most=8),
            Column(head="层次、职级", most=12),
            Column(head="拟去单位", most=16),
            Column(head="拟任职务", most=16),
            Column(head="岗位专业", kind="center", most=8),
            Column(head="对应换出人", kind="center", least=8, most=8),
            Column(head="专业", kind="center", most=6),
            Column(head="职务", kind="center", most=6),
            Column(head="回避", kind="center", least=4, most=8),
            Column(head="契合差值", most=10),
            Column(head="应交流依据", most=22),
        ),
        rows=rows,
        notes=(
            "每人接“对应换出人”的编制位，所以各单位、各编制性质出一进一。"
            "契合差值按规则计分，越小越好，0 为没有差别。",
        ),
        landscape=True,
        campaign=outcomes.title,
    )


def _balances(outcomes: Outcomes) -> Sheet:
    rows = [
        (
            row.unit,
            row.nature,
            len(row.departures),
            len(row.arrivals),
            row.difference,
            passages(outcomes, row.departures),
            passages(outcomes, row.arrivals),
        )
        for row in outcomes.balances
    ]
    units = len({row.unit for row in outcomes.balances})
    out = sum(len(row.departures) for row in outcomes.balances)
    into = sum(len(row.arrivals) for row in outcomes.balances)
    return Sheet(
        name="进出对照",
        title="各单位进出对照表",
        line=_line(outcomes, balance_word(outcomes)),
        columns=(
            Column(head="单位", most=26),
            Column(head="编制性质", kind="center", least=8, most=12),
            Column(head="出", kind="number", least=4),
            Column(head="进", kind="number", least=4),
            Column(head="差", kind="number", least=4),
            Column(head="换出人员（去往）", least=16, most=36),
            Column(head="换进人员（来自）", least=16, most=36),
        ),
        rows=rows,
        total=(f"{units} 个单位", "", out, into, into - out, "", ""),
        landscape=True,
        merge=True,
        campaign=outcomes.title,
    )


def _stays(outcomes: Outcomes) -> Sheet:
    duties = {duty.who.id: duty for duty in outcomes.duties}
    rows = []
    for row in outcomes.stays:
        duty = duties.get(row.who.id)
        rows.append(
            (
                row.number,
                row.who.name,
                row.who.unit,
                row.post,
                row.priority_class,
                stay_line(row),
                _obstacles(row.barred, "个岗位"),
                _obstacles(row.closed, "人"),
                asks(outcomes, row),
                f"{long_date(duty.deadline)}前：{'；'.join(duty.ways)}" if duty else "",
            )
        )
    return Sheet(
        name="留任及原因",
        title="未能安排人员及原因",
        line=_line(outcomes, f"共 {len(rows)} 人，留原单位"),
        columns=(
            _NUMBER,
            _NAME,
            Column(head="单位", most=18),
            Column(head="职务", most=16),
            Column(head="类别", kind="center", least=8, most=12),
            Column(head="原因", most=34),
            Column(head="不能去的岗位", most=20),
            Column(head="不能来接的人", most=20),
            Column(head="可再征求谁", most=30),
            Column(head="未了结的法定事项", most=22),
        ),
        rows=rows,
        landscape=True,
        campaign=outcomes.title,
    )


def _obstacles(counts: tuple[Count, ...], word: str) -> str:
    return "；".join(f"{one.title} {one.count} {word}" for one in counts)


def _screening(outcomes: Outcomes) -> Sheet:
    screening = outcomes.screening
    return Sheet(
        name="筛查汇总",
        title="各单位筛查结果汇总表",
        line=_line(outcomes, "单位：人"),
        columns=(
            Column(head="单位", least=20, most=44),
            *(Column(head=verdict, kind="number", least=8) for verdict in screening.verdicts),
            Column(head="合计", kind="number", least=8),
        ),
        rows=[(row.unit, *row.counts, row.total) for row in screening.rows],
        total=("合计", *screening.totals, sum(screening.totals)),
        notes=(verdict_counts(screening) + "。",),
        campaign=outcomes.title,
    )


def _passed_over(outcomes: Outcomes) -> Sheet:
    rows = [
        (n, row.who.name, row.who.unit, "、".join(row.met), row.verdict, row.because)
        for n, row in enumerate(outcomes.screening.passed_over, 1)
    ]
    return Sheet(
        name="应交流未列入",
        title="符合应交流条件而未列入人员",
        line=_line(outcomes, f"共 {len(rows)} 人"),
        columns=(
            _NUMBER,
            _NAME,
            Column(head="单位", most=26),
            Column(head="符合的条件", most=30),
            Column(head="结论", kind="center", least=8),
            Column(head="未列入的依据", most=40),
        ),
        rows=rows,
        landscape=True,
        campaign=outcomes.title,
    )


def _provenance(outcomes: Outcomes) -> Sheet:
    origin = outcomes.provenance
    rows = [
        ("规则", origin.policy_named),
        ("规则摘要", origin.policy_digest),
        ("花名册摘要", origin.roster_digest),
        ("两处种子", origin.seed_text),
        ("种子绑定", origin.seed_bound),
        ("结论", origin.statement),
        *((heading, line) for heading, lines in origin.decisions for line in lines),
        *(("输入文件", f"{name}，SHA-256 {digest}") for name, digest in origin.files),
        *(
            ("未核对的规则", f"{rule.title}（{rule.clause}），据此认定 {rule.decided} 人")
            for rule in origin.unverified
        ),
    ]
    if not origin.same_roster:
        rows.append(("注意", "花名册与方案记下的摘要不同，各表不能当作这个方案的结果。"))
    return Sheet(
        name="依据",
        title="计算依据",
        line=_line(outcomes),
        columns=(Column(head="项目", kind="center", least=14), Column(head="内容", most=72)),
        rows=rows,
        merge=True,
        campaign=outcomes.title,
    )
