"""Posting as a browser does: open the page, take the fields that the form hides, fill in, press.

A form that leaves out its key or its version, names a field that its view does not read under that
name, or stands on no page at all, fails here as it would under somebody's hand. Fields and buttons
that stand elsewhere on the page (``form=``) are the form's, and a button may send it elsewhere
(``formaction``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client

NOT_NEEDED = "csrfmiddlewaretoken"
"""The hidden field that the test's client does without."""
UNSENT = frozenset({"submit", "button", "file", "image", "reset"})


@dataclass
class Form:
    """A form of a page: where it goes, what it hides, which fields can be filled in.

    ``also`` are the addresses that its buttons send it to, and ``values`` what its fields hold as
    the page shows them.
    """

    action: str = ""
    also: set[str] = field(default_factory=set)
    hidden: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def goes_to(self, address: str) -> bool:
        """Whether it can be sent to an address."""
        return address == self.action or address in self.also


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.here = path, ""
        self.forms: list[Form] = []
        self.known: dict[str, Form] = {}
        self.open: tuple[Form, str] | None = None  # the form and name of a textarea or a list

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._begin(given)
        owner = self._form(given.get("form", self.here))
        if "formaction" in given:
            owner.also.add(self._address(given["formaction"]))
        if name := given.get("name"):
            self._take(owner, tag, name, given)
        elif tag == "option" and self.open and "selected" in given:
            self.open[0].values[self.open[1]] = given.get("value", "")

    def _begin(self, given: dict[str, str]) -> None:
        self.here = given.get("id", f"form {len(self.known)}")
        if given.get("method", "").lower() == "post":
            form = self._form(self.here)
            form.action = self._address(given.get("action", ""))
            self.forms.append(form)

    def _take(self, owner: Form, tag: str, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "")
        if tag == "input" and kind == "hidden":
            if name != NOT_NEEDED:
                owner.hidden[name] = given.get("value", "")
        elif tag in ("input", "button", "textarea", "select"):
            owner.names.add(name)
            ticks = kind in ("radio", "checkbox")
            if tag == "input" and kind not in UNSENT and (not ticks or "checked" in given):
                owner.values[name] = given.get("value", "on" if ticks else "")
            elif tag in ("textarea", "select"):
                self.open = owner, name
                owner.values[name] = ""

    def _form(self, name: str) -> Form:
        return self.known.setdefault(name, Form())

    def _address(self, given: str) -> str:
        return urlsplit(urljoin(self.path, given)).path

    def handle_data(self, data: str) -> None:
        if self.open and self.lasttag == "textarea":
            form, name = self.open
            form.values[name] = (form.values[name] + data).lstrip("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.here = ""
        if tag in ("textarea", "select"):
            self.open = None


def forms_on(page: HttpResponse, path: str) -> list[Form]:
    """Return the forms of a page that post."""
    reader = _Reader(path)
    reader.feed(page.content.decode())
    return reader.forms


def form_to(page: HttpResponse, path: str, action: str) -> Form | None:
    """Return the first form of a page that goes to ``action``, or that a button sends there."""
    wanted = urlsplit(action).path
    found = (form for form in forms_on(page, path) if form.goes_to(wanted))
    form = next(found, None)
    return form and replace(form, action=wanted)


def opened(client: Client, path: str, action: str = "") -> Form:
    """Open a page and return its form that goes to ``action``, or to the page itself."""
    page: Any = client.get(path, follow=True)
    assert page.status_code == 200, (path, page.status_code)
    path = page.request["PATH_INFO"]
    form = form_to(page, path, action or path)
    assert form, f"{path} has no form that goes to {action or path}"
    return form


def send(
    client: Client, path: str, data: Any = None, *, action: str = "", follow: bool = False
) -> Any:
    """Open a page, fill in its form that goes to ``action`` (or to the page), and press."""
    return press(client, opened(client, path, action), data, follow=follow)


def press(client: Client, form: Form, data: Any = None, *, follow: bool = False) -> Any:
    """Fill in a form that was opened, maybe a while ago, and press."""
    filled = dict(data or {})
    strange = set(filled) - form.names
    assert not strange, f"no field of the form: {strange}"
    return client.post(form.action, form.hidden | filled, follow=follow)
