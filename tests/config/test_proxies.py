"""X-Forwarded-… counts from the site's own proxies alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from lungang.config.proxies import ProxyMiddleware, networks
from lungang.platform.audit.models import Entry
from tests.factories import make_actor

PROXY, CLIENT, LIAR = "192.0.2.10", "203.0.113.9", "198.51.100.7"


@pytest.fixture
def behind(monkeypatch):
    """A site behind a proxy on another machine."""
    site = replace(settings.SITE, https=True, proxies=(PROXY, "2001:db8::/64"))
    monkeypatch.setattr(settings, "SITE", site)
    monkeypatch.setattr(settings, "SECURE_PROXY_SSL_HEADER", ("HTTP_X_FORWARDED_PROTO", "https"))


def passed(peer, **headers):
    """The request as what stands behind sees it."""
    seen = []
    request = RequestFactory().get("/", REMOTE_ADDR=peer, **headers)
    ProxyMiddleware(lambda found: seen.append(found) or HttpResponse())(request)
    return seen[0]


@pytest.mark.parametrize(
    ("peer", "said", "client"),
    [
        (PROXY, CLIENT, CLIENT),
        (PROXY, f"{LIAR}, {CLIENT}", CLIENT),  # what the client wrote before is nobody's word
        (PROXY, f"{CLIENT}, {PROXY}", CLIENT),
        (PROXY, "2001:db8:1::5", "2001:db8:1::5"),
        (PROXY, f"::ffff:{CLIENT}", CLIENT),
        (f"::ffff:{PROXY}", CLIENT, CLIENT),
        ("2001:db8::1", CLIENT, CLIENT),
        (PROXY, "", PROXY),
        (PROXY, f"{CLIENT}, <script>", PROXY),
        (LIAR, CLIENT, LIAR),
        ("127.0.0.1", CLIENT, "127.0.0.1"),  # this machine is no proxy here
        ("", CLIENT, ""),
    ],
)
def test_who_asks(behind, peer, said, client):
    request = passed(peer, HTTP_X_FORWARDED_FOR=said, HTTP_X_FORWARDED_PROTO="https")
    assert request.META["REMOTE_ADDR"] == client
    assert request.is_secure() == (peer not in (LIAR, "127.0.0.1", ""))


def test_nothing_of_a_stranger_is_left(behind):
    said = {
        "HTTP_X_FORWARDED_FOR": CLIENT, "HTTP_X_FORWARDED_HOST": "evil.example",
        "HTTP_X_FORWARDED_PORT": "1", "HTTP_FORWARDED": f"for={CLIENT}", "HTTP_X_REAL_IP": CLIENT,
    }  # fmt: skip
    assert not set(said) & set(passed(LIAR, **said).META)


def test_without_https_nobody_is_a_proxy():
    request = passed("127.0.0.1", HTTP_X_FORWARDED_FOR=CLIENT, HTTP_X_FORWARDED_PROTO="https")
    assert request.META["REMOTE_ADDR"] == "127.0.0.1"
    assert not request.is_secure()


@given(st.text(max_size=60))
def test_whatever_is_said_no_stranger_is_believed(text):
    assert passed(LIAR, HTTP_X_FORWARDED_FOR=text).META["REMOTE_ADDR"] == LIAR


@pytest.mark.parametrize("written", ["0.0.0.0/0", "::/0", "proxy.example", ""])
def test_what_is_no_proxy(written):
    with pytest.raises(ValueError, match=r".+"):
        networks([written])


@pytest.mark.django_db
def test_the_audit_log_and_the_throttle_see_the_same_address(behind):
    def fails(peer, said, n):
        client = Client(REMOTE_ADDR=peer, HTTP_X_FORWARDED_PROTO="https", HTTP_HOST="localhost")
        data = {"login": f"nobody-{said}-{n}", "password": "wrong"}
        page = client.post("/accounts/login/", data, HTTP_X_FORWARDED_FOR=said, secure=True)
        return page, Entry.objects.order_by("-seq")[0]

    make_actor("auditor")
    for n in range(31):  # a stranger who says each time that he is somebody else
        page, line = fails(LIAR, f"203.0.113.{n}", n)
        assert line.details["address"] == LIAR
    assert page.status_code == 429
    page, line = fails(PROXY, CLIENT, 0)  # and another client is not kept out by it
    assert page.status_code == 200
    assert (line.details["address"], line.details["what"]) == (CLIENT, "口令")
