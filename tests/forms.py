"""Posting as a browser does: open the page, take the fields that the form hides, fill in, press.

A form that leaves out its key or its version, names a field that its view does not read under that
name, or stands on no page at all, fails here as it would under somebody's hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client

KEPT = {"csrfmiddlewaretoken"}
"""Hidden fields that the test's client does without."""


@dataclass
class Form:
    """A form of a page: where it goes, what it hides, which fields can be filled in."""

    action: str
    hidden: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.forms, self.inside = path, [], None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = None
            if given.get("method", "").lower() == "post":
                where = urlsplit(urljoin(self.path, given.get("action", "")))
                self.inside = Form(where.path)
                self.forms.append(self.inside)
        elif self.inside is not None and (name := given.get("name")):
            if tag == "input" and given.get("type") == "hidden":
                self.inside.hidden[name] = given.get("value", "")
            elif tag in ("input", "select", "textarea", "button"):
                self.inside.names.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None


def forms_on(page: HttpResponse, path: str) -> list[Form]:
    """Return the forms of a page that post."""
    reader = _Reader(path)
    reader.feed(page.content.decode())
    return reader.forms


def opened(client: Client, path: str, action: str = "") -> Form:
    """Open a page and return its form that goes to ``action``, or to the page itself."""
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code)
    wanted = urlsplit(action or path).path
    found = [form for form in forms_on(page, path) if form.action == wanted]
    assert found, f"{path} has no form that goes to {wanted}"
    return found[0]


def send(client: Client, path: str, data: Any = None, *, action: str = "") -> HttpResponse:
    """Open a page, fill in its form that goes to ``action`` (or to the page), and press."""
    form = opened(client, path, action)
    return press(client, form, data)


def press(client: Client, form: Form, data: Any = None) -> HttpResponse:
    """Fill in a form that was opened, maybe a while ago, and press."""
    filled = dict(data or {})
    strange = set(filled) - form.names
    assert not strange, f"no field of the form: {strange}"
    hidden = {name: value for name, value in form.hidden.items() if name not in KEPT}
    return client.post(form.action, hidden | filled)
