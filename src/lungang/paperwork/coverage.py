"""Which characters of the papers the fonts lack: checked before anything is issued."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lungang.paperwork.document import Document
from lungang.paperwork.fonts import ROLES, FontSet
from lungang.paperwork.texts import texts

_MOST_NAMED = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A character that the first font of a role lacks. ``font`` is what it falls back to.

    ``font`` is "" where no font has it: papers that need it are not made. ``papers`` are their
    keys.
    """

    character: str
    role: str
    font: str
    papers: tuple[str, ...]

    @property
    def missing(self) -> bool:
        """Whether no font has the character."""
        return not self.font

    def sentence(self) -> str:
        """The finding in words, as it is put on record beside the papers."""
        shown = "、".join(self.papers[:_MOST_NAMED])
        more = f"等 {len(self.papers)} 件" if len(self.papers) > _MOST_NAMED else ""
        what = f"“{self.character}”（U+{ord(self.character):04X}）"
        role = ROLES[self.role].name
        if self.missing:
            return f"{what}{role}：各字体都没有这个字，没有开出：{shown}{more}"
        return f"{what}{role}字体没有，改用 {self.font}：{shown}{more}"


class Coverage:
    """Collects findings over many papers, one at a time, so that memory does not grow with them."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts
        self._chains = {role: fonts.chain(role) for role in ROLES}
        self._known: dict[tuple[str, str], str | None] = {}
        self._papers: dict[tuple[str, str], list[str]] = {}

    def check(self, document: Document) -> bool:
        """Take a paper into account; return whether some font has each of its characters."""
        used = {(role, character) for role, text in texts(document) for character in text}
        whole = True
        for role, character in used:
            font = self._font(role, character)
            if font is None or font != self._chains[role][0]:
                self._papers.setdefault((role, character), []).append(document.key)
            whole &= font is not None
        return whole

    def _font(self, role: str, character: str) -> str | None:
        key = role, character
        if key not in self._known:
            code = ord(character)
            chain = self._chains[role]
            self._known[key] = next(
                (family for family in chain if code in self._fonts.characters(family)), None
            )
        return self._known[key]

    def findings(self) -> tuple[Finding, ...]:
        """Every character that falls back or is missing, the missing ones first."""
        found = [
            Finding(
                character=character,
                role=role,
                font=self._known[role, character] or "",
                papers=tuple(papers),
            )
            for (role, character), papers in self._papers.items()
        ]
        return tuple(sorted(found, key=lambda one: (one.font != "", one.character, one.role)))


def coverage(documents: Iterable[Document], fonts: FontSet) -> tuple[Finding, ...]:
    """Name every character that falls back or is missing in some papers."""
    seen = Coverage(fonts)
    for document in documents:
        seen.check(document)
    return seen.findings()


def font_lines(fonts: FontSet) -> Mapping[str, str]:
    """What each role is set in, by the name of the role."""
    return {role.name: fonts.chain(key)[0] for key, role in ROLES.items()}
