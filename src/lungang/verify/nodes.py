"""Inner nodes of a certificate: clauses that break a rule of section 5 together (section 8).

A node may use what the way from the root has banned already. It is accepted only if no plan of
the node satisfies all clauses, so the children, each banning one clause, lose no plan.
"""

from __future__ import annotations

from lungang.domain.plan import Branch
from lungang.i18n import gettext as _
from lungang.verify.arcs import Arcs
from lungang.verify.leaves import NOBODY, Bans
from lungang.verify.sides import Sides

Clauses = list[tuple[int, frozenset[int]]]
"""Person and slots of each clause, by number."""


class Broken(Exception):
    """Why a node proves nothing, in Chinese."""


def check_branch(node: Branch, bans: Bans, arcs: Arcs, sides: Sides) -> Clauses:
    """Return the clauses of a node that holds.

    Raises:
        Broken: it does not, for the reason given.
    """
    if node.rule != "relatives_together":
        raise Broken(_("“{rule}”不是约束整个方案的规定。").format(rule=node.rule))
    if len(node.children) != len(node.clauses):
        raise Broken(_("分支数与条件数不等。"))
    clauses = _read(node, arcs)
    choices = {
        person: (arcs.target_sets[person] & slots) - bans.get(person, NOBODY)
        for person, slots in clauses
    }
    if not _relatives_break(choices, bans, arcs, sides):
        raise Broken(_("所列条件同时成立并不违反“{rule}”。").format(rule=node.rule))
    return clauses


def _read(node: Branch, arcs: Arcs) -> Clauses:
    clauses: Clauses = []
    for clause in node.clauses:
        unknown = [one for one in (clause.person, *clause.slots) if one not in arcs.index]
        if unknown or not clause.slots:
            raise Broken(_("条件中的人员或编制位不在应交流之列，或没有编制位。"))
        person = arcs.index[clause.person]
        clauses.append((person, frozenset(arcs.index[slot] for slot in clause.slots)))
    if len({person for person, _slots in clauses}) != len(clauses):
        raise Broken(_("同一人有不止一个条件。"))
    return clauses


def _relatives_break(
    choices: dict[int, frozenset[int]], bans: Bans, arcs: Arcs, sides: Sides
) -> bool:
    """Whether two relatives, one with a clause at least, conflict wherever they may be."""
    for i, mine in choices.items():
        for r in sides.related.get(i, ()):
            theirs = choices.get(r, arcs.target_sets[r] - bans.get(r, NOBODY))
            # Two people never get one slot, so that case needs no conflict.
            if all(j == k or sides.together(i, j, r, k) for j in mine for k in theirs):
                return True
    return False
