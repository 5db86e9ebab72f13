"""Everything that this app writes."""

from lungang.campaign.deliberation.actions.reading import note_opening, note_reading

__all__ = ["note_opening", "note_reading"]
