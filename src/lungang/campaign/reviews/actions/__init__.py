"""Everything that this app writes."""

from lungang.campaign.reviews.actions.answering import answer
from lungang.campaign.reviews.actions.asking import ask, withdraw
from lungang.campaign.reviews.actions.entries import give_entries, renew_entry

__all__ = ["answer", "ask", "give_entries", "renew_entry", "withdraw"]
