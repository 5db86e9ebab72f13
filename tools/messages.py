"""Brings both catalogues of English up to date: ``./dev messages``.

Two, because two readers find them: ``lungang`` for the libraries and the command line
(:mod:`lungang.i18n`), ``django`` for the office (templates, views, and the words of its choices).
Messages are taken from the source, old ones go, new ones come in empty, both are compiled.
"""

from __future__ import annotations

import importlib.util
import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
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
    "pgettext": ((1, "c"), 2), "_mark": None, "told": None, "_now": None,
}  # fmt: skip


# A message, or singular and plural of one that counts (both the same in Chinese).
Message = str | tuple[str, str]


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

    def messages(self) -> set[Message]:
        """Return every message that the source says: one with a plural counts for both."""
        found = set(_office() if self.name == "django" else _libraries())
        return found - {message[0] for message in found if isinstance(message, tuple)}


LIBRARIES = Domain("lungang", SOURCE / "locale" / "en" / "LC_MESSAGES")
THE_OFFICE = Domain("django", SOURCE / "web" / "locale" / "en" / "LC_MESSAGES")
DOMAINS = (LIBRARIES, THE_OFFICE)


def _libraries() -> Iterator[Message]:
    for folder in sorted(SOURCE.iterdir()):
        if folder.name in OFFICE:
            continue
        if folder.is_dir():
            found = extract_from_dir(folder, keywords=KEYWORDS)
            yield from (_text(message) for _f, _l, message, _c, _x in found)
        elif folder.suffix == ".py":
            yield from _python(folder.read_bytes(), KEYWORDS)


def _office() -> Iterator[Message]:
    for name in OFFICE:
        for path in sorted((SOURCE / name).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _python(path.read_bytes(), OFFICE_KEYWORDS)
        for path in sorted((SOURCE / name).rglob("*.html")) + sorted(
            (SOURCE / name).rglob("*.txt")
        ):
            yield from _template(path)
    yield from _words()


def _python(source: bytes, keywords: Mapping[str, object]) -> Iterator[Message]:
    for _line, name, message, _comments in extract_python(
        io.BytesIO(source), keywords, (), {"encoding": "utf-8"}
    ):
        if name == "ngettext" and isinstance(message, tuple):
            yield message[0], message[1]
        elif first := message[0] if isinstance(message, tuple) else message:
            yield first


def _template(path: Path) -> Iterator[Message]:
    """Read a template's messages as Django's own extraction does."""
    from django.utils.translation.template import templatize

    code = templatize(path.read_text(encoding="utf-8"))
    # It keeps the template's blanks, which mean nothing here and much to Python.
    lines = (line.strip() for line in code.splitlines())
    yield from _python("\n".join(lines).encode(), OFFICE_KEYWORDS)


def _words() -> Iterator[str]:
    """Return words that are translated where they are shown: ``{% state %}``, ``|word``, forms.

    They are the choices of columns, codes of the field, steps, and acts of transition tables.
    """
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.apps import apps

    from lungang.campaign.core.steps import STEPS
    from lungang.domain.codes import Code
    from lungang.platform.transitions import TransitionTable

    for step in STEPS:
        yield from (step.label, step.about)
    for kind in Code.__subclasses__():
        yield from (member.label for member in kind)
    for app in apps.get_app_configs():
        name = f"{app.name}.states"
        if not app.name.startswith("lungang.") or importlib.util.find_spec(name) is None:
            continue
        module = importlib.import_module(name)
        for table in vars(module).values():
            if isinstance(table, TransitionTable):
                yield from (table.noun, *(row.label for row in table))
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
    for message in sorted(domain.messages(), key=forms):
        known = old.get(message)
        kept = known and not known.fuzzy and type(known.string) is type(known.id) is type(message)
        empty = "" if isinstance(message, str) else ("", "")
        new.add(message, known.string if known and kept else empty)
    domain.folder.mkdir(parents=True, exist_ok=True)
    with domain.po.open("wb") as stream:
        write_po(stream, new, width=0, no_location=True)
    domain.mo.write_bytes(compiled(new))
    return sum(not translated(message) for message in new if message.id)


def forms(said: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return what a message or its English says, in one form or in two."""
    return (said,) if isinstance(said, str) else tuple(said or ())


def translated(message: Entry) -> bool:
    """Whether every form of a message has its English."""
    return bool(message.string) and all(forms(message.string))


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
