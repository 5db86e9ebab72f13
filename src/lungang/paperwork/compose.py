"""All papers of a plan, in the order in which a campaign needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from lungang.paperwork.document import Document, Kind
from lungang.paperwork.dossier import Dossier
from lungang.paperwork.papers.appointments import appointments, removals
from lungang.paperwork.papers.establishment import entry_slips, exit_slips
from lungang.paperwork.papers.letters import section_letters, unit_letters
from lungang.paperwork.papers.notices import transfer_notices
from lungang.paperwork.papers.tables import annex, destinations, statistics

_MAKERS: Mapping[Kind, Callable[[Dossier], Iterable[Document]]] = {
    Kind.DESTINATIONS: lambda dossier: [destinations(dossier)],
    Kind.ANNEX: lambda dossier: [annex(dossier)],
    Kind.STATISTICS: lambda dossier: [statistics(dossier)],
    Kind.TRANSFER_NOTICE: transfer_notices,
    Kind.UNIT_LETTER: unit_letters,
    Kind.SECTION_LETTER: section_letters,
    Kind.REMOVAL: removals,
    Kind.APPOINTMENT: appointments,
    Kind.EXIT_SLIP: exit_slips,
    Kind.ENTRY_SLIP: entry_slips,
}


def papers(
    dossier: Dossier, only: Iterable[Kind] = (), person: str | None = None
) -> Iterator[Document]:
    """Compose the papers of a plan; ``only`` some kinds, or only those that name a person (id)."""
    wanted = frozenset(only) or frozenset(Kind)
    for kind in Kind:
        if kind in wanted:
            for document in _MAKERS[kind](dossier):
                if person is None or person in document.people:
                    yield document
