"""What every part of the report needs: the results, and where each person's card is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lungang.statistics.records import Outcomes, Who
from lungang.statistics.report.markup import Markup, el, join, text


@dataclass(frozen=True)
class Context:
    """The results with links between people. Anchors are numbers, so no id is ever in the page."""

    outcomes: Outcomes

    @cached_property
    def anchors(self) -> dict[str, str]:
        """The anchor of everybody who has a card, by id."""
        return {case.who.id: f"p{n}" for n, case in enumerate(self.outcomes.cases, 1)}

    @cached_property
    def takers(self) -> dict[str, Who]:
        """Who takes the slot of each leaver, by the leaver's id."""
        return {row.replaces.id: row.who for row in self.outcomes.destinations}

    def link(self, who: Who) -> Markup:
        """The name, linked to the person's card where there is one."""
        anchor = self.anchors.get(who.id)
        return el("a", who.name, href=f"#{anchor}") if anchor else text(who.name)

    def short(self, unit: str) -> Markup:
        """The short name of a unit; the full one shows when it is pointed at."""
        name = self.outcomes.short(unit)
        return text(name) if name == unit else el("span", name, title=unit)

    def named(self, who: Who) -> Markup:
        """The name with its unit: 周启明（财政局）."""
        return join((self.link(who), "（", self.short(who.unit), "）"))
