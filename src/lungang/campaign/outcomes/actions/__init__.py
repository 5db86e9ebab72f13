"""Everything that this app writes."""

from lungang.campaign.outcomes.actions.downloading import note_download
from lungang.campaign.outcomes.actions.publishing import publish

__all__ = ["note_download", "publish"]
