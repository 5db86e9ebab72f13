"""Who acts: a person in an office, at this moment."""

from __future__ import annotations

from dataclasses import dataclass

from lungang.domain.codes import CadreAuthority
from lungang.platform.accounts.models import Holding, User
from lungang.platform.accounts.offices import SECTIONS, Office


@dataclass(frozen=True)
class Actor:
    """A person in an office, or the system itself doing what is due (``system`` says what).

    Rights are asked of the office and its unit, never of the person.
    """

    user: User | None = None
    holding: Holding | None = None
    system: str = ""

    @property
    def office(self) -> Office | None:
        """The office acted in; None for the system and for an account without office."""
        return Office(self.holding.office) if self.holding else None

    @property
    def unit_id(self) -> int | None:
        """The unit of the office, where it is one of a unit."""
        return self.holding.unit_id if self.holding else None

    @property
    def authority(self) -> CadreAuthority | None:
        """The cadre authority of a section in charge."""
        return self.holding.authority if self.holding else None

    def is_any(self, *offices: Office) -> bool:
        """Whether the office is one of these."""
        return self.office in offices

    @property
    def is_section(self) -> bool:
        """Whether this is one of the two sections in charge."""
        return self.office in SECTIONS

    @property
    def name(self) -> str:
        """Who it is, for records and pages."""
        return self.user.name if self.user else self.system

    @property
    def title(self) -> str:
        """The office as it is shown, with its unit where it has one."""
        if self.holding is None:
            return "系统" if self.system else ""
        office = Office(self.holding.office).label
        return f"{self.holding.unit}{office}" if self.holding.unit_id else office


def system(what: str) -> Actor:
    """Return the system itself as the one who acts, e.g. ``system("到期提醒")``."""
    return Actor(system=what)
