"""What must hold: policy packs, screening and avoidance."""

from lungang.policy.avoidance import AvoidanceRules, Position
from lungang.policy.pack import Policy, load_policy, shipped_packs
from lungang.policy.screening import Screening, screen

__all__ = [
    "AvoidanceRules",
    "Policy",
    "Position",
    "Screening",
    "load_policy",
    "screen",
    "shipped_packs",
]
