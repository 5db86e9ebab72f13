"""Everything that this app writes."""

from lungang.campaign.convening.actions.convening import call_off, change, convene, hold

__all__ = ["call_off", "change", "convene", "hold"]
