"""Press a button as a browser does: the page is opened, its form's hidden fields go with it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag

from django.test import Client


def press(
    client: Client, page: str, address: str = "", data: Any = None, *, follow: bool = False
) -> Any:
    """Open ``page`` and send the form that goes to ``address`` (to the page itself without one).

    The hidden fields come from the page and nowhere else: a template that leaves one out sends
    none, as it would for a person at the desk.
    """
    opened = client.get(page, follow=True)
    assert opened.status_code == 200, (page, opened.status_code)
    hidden = hidden_fields(opened.content.decode(), address or _path(page), _path(page))
    return client.post(address or _path(page), {**hidden, **(data or {})}, follow=follow)


def hidden_fields(text: str, address: str, page: str = "") -> dict[str, str]:
    """Return the hidden fields of the form on a page that a button sends to an address."""
    forms = _Forms(page)
    forms.feed(text)
    for form in forms.found:
        if address in form["to"]:
            return {**form["hidden"], **forms.loose.get(form["id"], {})}
    raise AssertionError(f"the page has no form that goes to {address}")


def _path(page: str) -> str:
    return urldefrag(page)[0].partition("?")[0]


class _Forms(HTMLParser):
    """The forms of a page: where each may be sent to, and its hidden fields."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.found: list[dict[str, Any]] = []
        self.loose: dict[str, dict[str, str]] = {}
        self.open: dict[str, Any] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form" and has.get("method") == "post":
            action = has.get("action", self.page)
            self.open = {"id": has.get("id", ""), "to": {action}, "hidden": {}}
            self.found.append(self.open)
        elif tag == "input" and has.get("type") == "hidden":
            self._keep(has)
        elif has.get("formaction") and (form := self._form(has.get("form"))) is not None:
            form["to"].add(has["formaction"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None

    def _keep(self, has: dict[str, str]) -> None:
        if has.get("form"):
            self.loose.setdefault(has["form"], {})[has["name"]] = has.get("value", "")
        elif self.open is not None:
            self.open["hidden"][has["name"]] = has.get("value", "")

    def _form(self, name: str | None) -> dict[str, Any] | None:
        if name is None:
            return self.open
        return next((form for form in self.found if form["id"] == name), None)
