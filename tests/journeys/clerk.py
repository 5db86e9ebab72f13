"""Somebody at a desk without a browser: pages and forms over HTTP, with nothing but the stdlib.

It does what a browser without JavaScript does: keeps cookies, follows redirects, and sends a form
with all its fields. The journeys bring most units through with it, and the benchmark its crowd.
"""

from __future__ import annotations

import gzip
import http.client
import re
import secrets
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

TEXTS = ("input", "textarea", "select", "button")


@dataclass
class Form:
    """A form of a page: where it goes, and what it holds."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Answer:
    """A page as it came."""

    status: int
    url: str
    text: str
    weight: int
    headers: Any

    @property
    def forms(self) -> list[Form]:
        reader = _Forms(self.url)
        reader.feed(self.text)
        return reader.found()

    def form(self, action: str) -> Form:
        """The form whose address ends so."""
        found = [form for form in self.forms if form.action.rstrip("/").endswith(action)]
        assert found, f"{self.url} has no form to {action}: {[f.action for f in self.forms]}"
        return found[0]

    def words(self) -> str:
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.text))


class _Forms(HTMLParser):
    """Fields belong to the form around them, or to the one that their ``form`` names."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.forms: list[tuple[str, Form]] = []
        self.loose: list[tuple[str, dict[str, str]]] = []
        self.current: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.current = Form(urljoin(self.url, has.get("action") or self.url))
            self.forms.append((has.get("id", ""), self.current))
        elif tag in TEXTS and has.get("name"):
            if "form" in has:
                self.loose.append((tag, has))
            elif self.current is not None:
                _put(self.current, tag, has)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.current = None

    def found(self) -> list[Form]:
        by_id = {name: form for name, form in self.forms if name}
        for tag, has in self.loose:
            if has["form"] in by_id:
                _put(by_id[has["form"]], tag, has)
        return [form for _name, form in self.forms]


def _put(form: Form, tag: str, has: dict[str, str]) -> None:
    if tag == "button":
        form.buttons.append(has)
    elif has.get("type") not in ("checkbox", "radio", "file") or "checked" in has:
        form.fields[has["name"]] = has.get("value", "")


class Clerk:
    """Keeps one connection and one session."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        self.address, self.host, self.port = address, place.hostname or "", place.port or 80
        self.cookies: dict[str, str] = {}
        self.page: Answer | None = None
        self._line: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        return self._follow("GET", path)

    def send(
        self, action: str, files: dict[str, tuple[str, bytes]] | None = None, **more: Any
    ) -> Answer:
        """Send a form of the page at hand, with the fields that it has and ``more``."""
        assert self.page is not None
        form = self.page.form(action)
        return self.post(form.action, {**form.fields, **more}, files)

    def post(
        self, url: str, data: dict[str, Any], files: dict[str, tuple[str, bytes]] | None = None
    ) -> Answer:
        if files:
            body, kind = _multipart(data, files)
        else:
            body, kind = urlencode(data, doseq=True).encode(), "application/x-www-form-urlencoded"
        return self._follow("POST", url, body, {"Content-Type": kind})

    def enter(self, who: str) -> Answer:
        """Enter a demonstration as an office, by its name or that of the officer's unit."""
        page = self.get("/enter/")
        rows = re.findall(
            r'<th scope="row">([^<]*)</th>.*?name="holding" value="(\d+)"', page.text, re.S
        )
        return self.send("/enter", holding=dict(reversed(rows))[who])  # of two, the first

    def close(self) -> None:
        if self._line is not None:
            self._line.close()

    def _follow(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        answer = self.once(method, path, body, headers)
        for _hop in range(5):
            if answer.status not in (301, 302, 303):
                break
            answer = self.once("GET", answer.headers["Location"])
        self.page = answer
        return answer

    def once(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Ask once, without following."""
        url = urljoin(self.address, path)
        assert url.startswith(self.address), f"led to another host: {url}"
        sent = {"Accept-Encoding": "gzip", "Referer": self.page.url if self.page else url}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        place = urlsplit(url)
        target = place.path + (f"?{place.query}" if place.query else "")
        for last in (False, True):  # a connection may have been closed while we were thinking
            try:
                if self._line is None:
                    self._line = http.client.HTTPConnection(self.host, self.port, timeout=60)
                self._line.request(method, target, body, {**sent, **(headers or {})})
                answer = self._line.getresponse()
                raw = answer.read()
                break
            except (http.client.HTTPException, ConnectionError):
                self._line = None
                if last:
                    raise
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _eq, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        content = gzip.decompress(raw) if answer.headers["Content-Encoding"] == "gzip" else raw
        return Answer(
            answer.status, url, content.decode("utf-8", "replace"), len(raw), answer.headers
        )


def _multipart(data: dict[str, Any], files: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    mark = secrets.token_hex(16)
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in data.items()
    ]
    for name, (title, content) in files.items():
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{title}"\r\n'
        parts.append(
            head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n"
        )
    return b"".join(parts) + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"
