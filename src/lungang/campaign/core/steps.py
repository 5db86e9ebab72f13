"""The steps of a campaign (mission, M1 to M18): what each is called, where it lives.

The one home of this table: the step bar, the workbench and the documentation read it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One step. ``url_name`` is "" until its screens are there: the page then says what it is."""

    key: str
    number: int
    label: str
    source: str
    app: str
    url_name: str
    about: str


STEPS = (
    Step("motion", 1, "立项", "M1", "motions", "", "登记议案、主办单位和办理期限，成立领导小组。"),
    Step("survey", 2, "调查", "M2–M6", "surveys", "", "走访、座谈、问卷，写出调研报告。"),
    Step("drafting", 3, "方案", "M7", "drafting", "", "起草、讨论、定稿，印发文件。"),
    Step("mobilisation", 4, "动员", "M8", "mobilisation", "", "开动员会，逐条答复各单位提问。"),
    Step("reporting", 5, "上报", "M2 M9", "rosters", "rosters:board", "各单位上报花名册。"),
    Step("screening", 6, "筛查", "M5", "screening", "screening:list", "谁应交流，依据哪一条。"),
    Step(
        "deliberation",
        7,
        "商定",
        "M10 M11",
        "deliberation",
        "deliberation:start",
        "联席会议逐人商定去向。",
    ),
    Step(
        "transfer",
        8,
        "落实",
        "M12 M13",
        "transfer",
        "transfer:board",
        "通知、介绍信、交接、报到、任免。",
    ),
    Step("outcomes", 9, "结果", "M14 M15", "outcomes", "outcomes:tables", "结果统计和人员名单。"),
    Step("summary", 10, "总结", "M16", "reporting", "", "各单位总结和表二。"),
    Step("inspection", 11, "验收", "M17", "inspection", "", "逐单位检查验收。"),
    Step("archive", 12, "归档", "M18", "archive", "", "整理归档。"),
)
BY_KEY = {step.key: step for step in STEPS}
CHOICES = [(step.key, step.label) for step in STEPS]
