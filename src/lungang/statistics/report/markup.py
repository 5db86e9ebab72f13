"""HTML from Python: every text is escaped and cleaned unless it is markup already."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from lungang.statistics.wording import clean


class Markup(str):
    """Text that is HTML already, made by :func:`el` or :func:`join` only."""

    __slots__ = ()


Child = str | int | Markup | None


def text(value: Child) -> Markup:
    """Escape text; markup passes unchanged, ``None`` is nothing."""
    if isinstance(value, Markup):
        return value
    return Markup("" if value is None else escape(clean(str(value)), quote=True))


def join(children: Iterable[Child], between: Child = "") -> Markup:
    """Markup of several children, one after the other."""
    return Markup(text(between).join(text(child) for child in children))


def el(tag: str, *children: Child, **attributes: str | int | float | None) -> Markup:
    """An element. ``class_`` gives ``class``, ``aria_label`` gives ``aria-label``.

    An attribute that is ``None`` is left out.
    """
    said = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{text(str(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{tag}{said}>{join(children)}</{tag}>")


BREAK = Markup("<br>")
"""A line break, the one element here that has no end."""


def head_row(*heads: Child, numbers: Iterable[int] = ()) -> Markup:
    """A table's head; the columns in ``numbers`` are set to the right."""
    right = set(numbers)
    return el(
        "thead",
        el(
            "tr",
            *(
                el("th", head, scope="col", class_="num" if n in right else None)
                for n, head in enumerate(heads)
            ),
        ),
    )


def scroll(label: str, *children: Child) -> Markup:
    """A box in which a wide table scrolls by itself, also by keyboard."""
    return el("div", *children, class_="scroll", tabindex=0, role="region", aria_label=label)
