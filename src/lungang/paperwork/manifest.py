"""What we wrote beside a plan: the files of each paper with their SHA-256.

By it a file that somebody has worked on since is told from one that may be written over, and the
file of a paper that has another name now from a file that is none of ours.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

SCHEMA = "lungang-papers/1"


@dataclass(frozen=True, slots=True)
class Filed:
    """A paper on file: its key when it was written, and the digests of its files by path."""

    key: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The papers on file, by :func:`lungang.paperwork.files.identity`."""

    papers: Mapping[str, Filed] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, str]:
        """The digest of every file on record."""
        return {path: told for one in self.papers.values() for path, told in one.files.items()}

    def to_json(self) -> str:
        """The manifest as a file."""
        papers = {
            known: {"key": one.key, "files": dict(one.files)} for known, one in self.papers.items()
        }
        return json.dumps({"schema": SCHEMA, "papers": papers}, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, content: bytes) -> Manifest:
        """Read a manifest; one that is none is empty: then every file may be somebody's work."""
        try:
            rows = json.loads(content)["papers"].items()
            return cls({str(known): _filed(row) for known, row in rows})
        except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
            return cls()


def _filed(row: Mapping[str, Mapping[str, str]]) -> Filed:
    return Filed(str(row["key"]), {str(path): str(told) for path, told in row["files"].items()})
