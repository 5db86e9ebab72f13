"""The policy pack: its data model and its reader. It decides nothing (see the model)."""

from lungang.policy.pack.agreement import disagreements
from lungang.policy.pack.loader import load_policy, pack_bytes, parse_policy, shipped_packs
from lungang.policy.pack.model import PRINCIPLES, Policy
from lungang.policy.pack.scan import LARGEST

__all__ = [
    "LARGEST",
    "PRINCIPLES",
    "Policy",
    "disagreements",
    "load_policy",
    "pack_bytes",
    "parse_policy",
    "shipped_packs",
]
