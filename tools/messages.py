"""Brings both catalogues of English up to date: ``./dev messages``.

Two, because two readers find them: ``lungang`` for the libraries and the command line
(:mod:`lungang.i18n`), ``django`` for the office (templates, views, and the words of its choices).
Messages are taken from the source, old ones go, new ones come in empty, both are compiled.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "lungang"
OFFICE = ("platform", "campaign", "web")
# The last two are the verifier's words for what it compares and counts.
KEYWORDS = {"_": None, "gettext": None, "mark": None, "compare": (3,), "count": (2,)}
OFFICE_KEYWORDS = {
    "_": None, "gettext": None, "gettext_noop": None, "gettext_lazy": None, "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}  # fmt: skip


class Domain(NamedTuple):
    """One catalogue: its name, its folder, and where its messages come from."""

    name: str
    folder: Path

    @property
    def po(self) -> Path:
        """The catalogue that people edit."""
        return self.folder / f"{self.name}.po"

    @property
    def mo(self) -> Path:
        """The compiled one."""
        return self.folder / f"{self.name}.mo"

    def messages(self) -> set[str]:
        """Return every message that the source says."""
        return set(_office() if self.name == "django" else _libraries())


LIBRARIES = Domain("lungang", SOURCE / "locale" / "en" / "LC_MESSAGES")
THE_OFFICE = Domain("django", SOURCE / "web" / "locale" / "en" / "LC_MESSAGES")
DOMAINS = (LIBRARIES, THE_OFFICE)


def _libraries() -> Iterator[str]:
    for folder in sorted(SOURCE.iterdir()):
        if folder.name in OFFICE:
            continue
        if folder.is_dir():
            found = extract_from_dir(folder, keywords=KEYWORDS)
            yield from (_text(message) for _f, _l, message, _c, _x in found)
        elif folder.suffix == ".py":
            yield from _python(folder.read_bytes(), KEYWORDS)


def _office() -> Iterator[str]:
    for name in OFFICE:
        for path in sorted((SOURCE / name).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _python(path.read_bytes(), OFFICE_KEYWORDS)
        for path in sorted((SOURCE / name).rglob("*.html")) + sorted(
            (SOURCE / name).rglob("*.txt")
        ):
            yield from _template(path)
    yield from _choices()


def _python(source: bytes, keywords: dict[str, object]) -> Iterator[str]:
    for _line, _name, message, _comments in extract_python(
        io.BytesIO(source), keywords, (), {"encoding": "utf-8"}
    ):
        first = message[0] if isinstance(message, tuple) else message
        if first:
            yield first


def _template(path: Path) -> Iterator[str]:
    """Read a template's messages as Django's own extraction does."""
    from django.utils.translation.template import templatize

    code = templatize(path.read_text(encoding="utf-8"))
    # It keeps the template's blanks, which mean nothing here and much to Python.
    lines = (line.strip() for line in code.splitlines())
    yield from _python("\n".join(lines).encode(), OFFICE_KEYWORDS)


def _choices() -> Iterator[str]:
    """Return the words of every column's choices: shown through ``{% state %}`` and forms."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.apps import apps

    for model in apps.get_models():
        if model.__module__.startswith("lungang."):
            for field in model._meta.get_fields():
                yield from (str(label) for _v, label in getattr(field, "choices", None) or ())


def _text(message: object) -> str:
    return str(message[0] if isinstance(message, tuple) else message)


def read(domain: Domain) -> Catalog:
    """Return a catalogue as it stands; an empty one where there is none yet."""
    if not domain.po.exists():
        return Catalog(locale="en", project="lungang", charset="utf-8")
    with domain.po.open("rb") as stream:
        return read_po(stream, locale="en")


def update(domain: Domain) -> int:
    """Write a catalogue anew from the source; return how many messages wait for English."""
    old = read(domain)
    new = Catalog(locale="en", project="lungang", charset="utf-8", fuzzy=False)
    new.creation_date = old.creation_date
    new.revision_date = old.revision_date
    for message in sorted(domain.messages()):
        known = old.get(message)
        new.add(message, known.string if known and not known.fuzzy else "")
    domain.folder.mkdir(parents=True, exist_ok=True)
    with domain.po.open("wb") as stream:
        write_po(stream, new, width=0, no_location=True)
    domain.mo.write_bytes(compiled(new))
    return sum(not message.string for message in new if message.id)


def compiled(catalogue: Catalog) -> bytes:
    """Return the bytes of the compiled catalogue."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


if __name__ == "__main__":
    waiting = {domain.name: update(domain) for domain in DOMAINS}
    for name, count in waiting.items():
        print(f"{name}: {count} messages wait for their English")
    sys.exit(any(waiting.values()))
