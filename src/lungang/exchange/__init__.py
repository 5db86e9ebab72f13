"""Who goes where: the exact engine.

:func:`plan` makes a proven, explained plan from a roster and a policy; :func:`assign` is the
assignment kernel beneath it, for anyone's use. :func:`repair` mends a released plan that broke.
"""

from lungang.errors import InfeasibleError
from lungang.exchange.assignment import Assignment, assign
from lungang.exchange.planner import Planner, plan
from lungang.exchange.repair import repair

__all__ = ["Assignment", "InfeasibleError", "Planner", "assign", "plan", "repair"]
