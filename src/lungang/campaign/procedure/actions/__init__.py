"""Everything that this app writes."""

from lungang.campaign.procedure.actions.answering import Said, answer, note
from lungang.campaign.procedure.actions.asking import ask, ask_anew
from lungang.campaign.procedure.actions.clearing import clear
from lungang.campaign.procedure.actions.overriding import override
from lungang.campaign.procedure.actions.reading import note_opening, note_reading

__all__ = [
    "Said",
    "answer",
    "ask",
    "ask_anew",
    "clear",
    "note",
    "note_opening",
    "note_reading",
    "override",
]
