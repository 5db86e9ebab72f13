"""What is done to units and sections: all by the establishment office, all from a day on."""

from lungang.platform.organisation.actions.adopt import adopt_units
from lungang.platform.organisation.actions.numbers import set_establishment, set_quota
from lungang.platform.organisation.actions.sections import (
    add_section,
    change_section,
    close_section,
)
from lungang.platform.organisation.actions.units import (
    UnitFacts,
    abolish_unit,
    change_unit,
    establish_unit,
    facts_of,
    merge_unit,
)

__all__ = [
    "UnitFacts",
    "abolish_unit",
    "add_section",
    "adopt_units",
    "change_section",
    "change_unit",
    "close_section",
    "establish_unit",
    "facts_of",
    "merge_unit",
    "set_establishment",
    "set_quota",
]
