"""The steps of today's law, as the shipped pack has them, for the county of 2004."""

from __future__ import annotations

import re

from lungang.policy.pack import pack_bytes


def steps_of_today() -> str:
    """The tables of the steps in the shipped pack, in force since the county's own document."""
    text = pack_bytes("present-law")[1].decode()
    tables = re.findall(r"^\[\[procedure\]\]\n(?:[^\[\n#].*\n)+", text, re.MULTILINE)
    return "\n".join(tables).replace("2020-12-28", "2004-10-09")
