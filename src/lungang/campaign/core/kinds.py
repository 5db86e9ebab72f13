"""What steps put on the workbench: kinds of tasks for units, items on desks of the county.

A step registers both when its app is ready, so that ``core`` imports no step::

    class Rosters(AppConfig):
        def ready(self) -> None:
            from lungang.campaign.core.kinds import TaskKind, register, register_desk
            from lungang.campaign.rosters import desk

            register(TaskKind(key="rosters", noun=_("花名册"), home="rosters:mine", ...))
            register_desk(desk.rows_to_accept)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from lungang.campaign.core.models import Campaign, Task, TaskState
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office

_VERBS = {
    TaskState.OPEN: _("填"),
    TaskState.BEGUN: _("填"),
    TaskState.SUBMITTED: _("上报"),
    TaskState.RETURNED: _("改"),
    TaskState.ACCEPTED: _("上报"),
}
_BUTTONS = {
    TaskState.OPEN: _("开始填"),
    TaskState.BEGUN: _("接着填"),
    TaskState.SUBMITTED: _("查看"),
    TaskState.RETURNED: _("去改"),
    TaskState.ACCEPTED: _("查看"),
}


@dataclass(frozen=True)
class Point:
    """One place that a section pointed at: where, what stands there, and its address."""

    where: str
    what: str = ""
    url: str = ""


@dataclass(frozen=True)
class Returned:
    """What came back and why. ``url`` of a marked copy to download, where there is one."""

    noun: str
    reason: str
    title: str
    name: str
    at: datetime | None
    points: tuple[Point, ...] = ()
    url: str = ""


@dataclass(frozen=True)
class TaskKind:
    """A kind of task. Words are in Chinese, marked for translation where they are written.

    ``verbs`` and ``buttons`` are by state; those left out are made of ``noun`` and a plain verb.
    ``home`` is the name of the unit's own page and ``board`` of the county's (neither has
    arguments; the board may take ``?state=``). ``step`` is the only step in which units do it, ""
    where that is not said; ``by_hand`` whether the sections give it themselves. ``due_at_home``
    names the page on which its deadline is changed, where that is made of another thing's and moves
    with it; "" where the task has its own. ``waits_for`` names kinds to be accepted before.
    ``describe``, ``url`` and ``returned`` are asked for one unit's tasks only.
    """

    key: str
    noun: str
    home: str
    board: str = ""
    step: str = ""
    by_hand: bool = True
    due_at_home: str = ""
    verbs: Mapping[str, str] = field(default_factory=dict)
    buttons: Mapping[str, str] = field(default_factory=dict)
    waits_for: tuple[str, ...] = ()
    describe: Callable[[Task], str] = lambda task: task.note
    address: Callable[[Task], str] | None = None
    returned: Callable[[Task], Returned | None] = lambda task: None

    def phrase(self, task: Task) -> str:
        """Return the verb phrase of a task as it stands, e.g. 改花名册."""
        return self.verbs.get(task.state) or _VERBS.get(TaskState(task.state), "") + self.noun

    def button(self, task: Task) -> str:
        """Return the word of its button, e.g. 接着填."""
        return self.buttons.get(task.state) or _BUTTONS.get(TaskState(task.state), _("查看"))

    def url(self, task: Task) -> str:
        """Return where the task is done."""
        return self.address(task) if self.address else reverse(self.home)


@dataclass(frozen=True)
class DeskItem:
    """Something that waits on a desk of the county: verb phrase, one line, where, by when.

    ``state`` is a word of :mod:`lungang.web.tones`; ``count`` is shown large where it is told.
    """

    phrase: str
    url: str
    button: str
    detail: str = ""
    state: str = ""
    due_at: datetime | None = None
    count: int | None = None


DeskProvider = Callable[[Actor, Campaign], Iterable[DeskItem]]


@dataclass(frozen=True)
class UnitWord:
    """A word of the bar of a unit's officer: its own work, in the order in which it comes.

    ``key`` is the app that it belongs to, where there is one, so that its pages mark it.
    ``url_name`` is "" until the page is there: the word then leads to what ``step`` is.
    """

    key: str
    label: str
    step: str
    about: str
    url_name: str = ""


UNIT_WORDS = (
    UnitWord("rosters", _("花名册"), "reporting", _("本单位人员逐人登记。"), "rosters:mine"),
    UnitWord("kinship", _("回避申报"), "reporting", _("本单位人员的亲属在机关任职的情况。")),
    UnitWord("screening", _("应交流、应轮岗"), "screening", _("本单位的名单。"), "screening:unit"),
    UnitWord("questions", _("提问和答复"), "mobilisation", _("本单位的提问，县里逐条答复。")),
    UnitWord(
        "transfer",
        _("交流人员"),
        "transfer",
        _("调出和调入的人，通知、介绍信、报到。"),
        "transfer:board",
    ),
    UnitWord(
        "outcomes",
        _("结果"),
        "outcomes",
        _("全县的统计表，本单位调出和调入的人。"),
        "outcomes:tables",
    ),
    UnitWord("form-two", _("总结和表二"), "summary", _("总结报告和机关轮岗交流人员统计表。")),
    UnitWord("papers", _("文件"), "archive", _("县里发给本单位的文件和通知。")),
)
UNIT_OFFICES = frozenset({Office.HR_OFFICER, Office.UNIT_HEAD})
"""Offices whose bar has these words instead of the campaign's steps."""

_kinds: dict[str, TaskKind] = {}
_desks: dict[str, DeskProvider] = {}


def register(kind: TaskKind) -> None:
    """Make a kind known. Registered again under its key, the later one stands."""
    _kinds[kind.key] = kind


def register_desk(provider: DeskProvider) -> None:
    """Let a step put items on desks. The provider answers for every office, with few queries."""
    _desks[f"{provider.__module__}.{provider.__qualname__}"] = provider


def kind_of(key: str) -> TaskKind | None:
    """Return a kind, or None where its step is not part of this site."""
    return _kinds.get(key)


def desk_items(actor: Actor, campaign: Campaign) -> list[DeskItem]:
    """Return what waits on a desk, by deadline; what has none comes last."""
    found = [item for provider in _desks.values() for item in provider(actor, campaign)]
    return sorted(found, key=lambda item: (item.due_at is None, item.due_at or campaign.opened_at))


def all_kinds() -> list[TaskKind]:
    """Return every kind known, in the order in which their steps made them known."""
    return list(_kinds.values())
