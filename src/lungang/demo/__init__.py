"""An invented county to try everything on (青榆县, 16 December 2004).

``make_county()`` makes a roster of some 60 units and 1,500 people. All of them are invented: names
are drawn from characters, and the ids, with a right checksum, stand under area codes that begin
with 99, where GB/T 2260 assigns nothing (:data:`DEMO_AREA_CODES`), so that none is a living
person's.

The seed :data:`DEMO_SEED` gives the county of the source: through the ``county-2004`` pack and
nothing else its plan moves 27 people of 18 units, composed as the source reports. Some more are
in the pool and cannot be placed, each for another reason (:mod:`lungang.demo.unplaced`); relatives,
wishes, former units, full ranks and over-full units lie in wait (:mod:`lungang.demo.traps`); and
about eighty people meet a rule of *must exchange* before the limit, exclusions and deferrals bind.
Any other seed gives another county.

What is planted is described by a :class:`CountyProfile`. No rule and no planner ever reads one:
they see the roster, as they would any county's.
"""

from lungang.demo.county import (
    DEMO_DATE,
    DEMO_POLICY,
    County,
    Planted,
    make_county,
    make_described_county,
)
from lungang.demo.names import DEMO_AREA_CODES
from lungang.demo.profile import DEMO_SEED, PROFILE_2004, CountyProfile, profile_for

__all__ = [
    "DEMO_AREA_CODES",
    "DEMO_DATE",
    "DEMO_POLICY",
    "DEMO_SEED",
    "PROFILE_2004",
    "County",
    "CountyProfile",
    "Planted",
    "make_county",
    "make_described_county",
    "profile_for",
]
