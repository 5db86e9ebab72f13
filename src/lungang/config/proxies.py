"""Who a request comes from: what a proxy says is believed of the site's own proxies alone.

Anybody can send ``X-Forwarded-For`` and ``X-Forwarded-Proto``. They count where the connection
itself comes from an address that site.toml names under ``proxies`` (by default this machine), and
are taken away elsewhere. What is decided here holds for all that follows: HTTPS or not, how often
an address failed to sign in, and the address in the audit log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_SAID = ("HTTP_X_FORWARDED_", "HTTP_FORWARDED", "HTTP_X_REAL_IP")

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def networks(written: Iterable[str]) -> tuple[Network, ...]:
    """Return the networks of written addresses.

    Raises:
        ValueError: one is no address, or stands for all there are.
    """
    found = tuple(ip_network(text) for text in written)
    if any(network.prefixlen == 0 for network in found):
        raise ValueError("everybody")
    return found


def address_of(text: str) -> Address | None:
    """Return an address as it is written in a header, or None."""
    try:
        found = ip_address(text.strip().strip("[]"))
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


class ProxyMiddleware:
    """Put in REMOTE_ADDR who asks; stands before everything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.proxies = networks(settings.SITE.proxies) if settings.SITE.https else ()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Decide, and pass on."""
        meta: dict[str, Any] = request.META
        if self._is_proxy(address_of(str(meta.get("REMOTE_ADDR", "")))):
            chain = str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",")
            meta["REMOTE_ADDR"] = self._client(chain) or meta["REMOTE_ADDR"]
        else:
            for name in [name for name in meta if name.startswith(_SAID)]:
                del meta[name]
        return self.get_response(request)

    def _client(self, chain: Sequence[str]) -> str:
        """Return the last address that is none of our proxies: what is before it anybody wrote."""
        for text in reversed(chain):
            address = address_of(text)
            if address is None:
                return ""
            if not self._is_proxy(address):
                return str(address)
        return ""

    def _is_proxy(self, address: Address | None) -> bool:
        return address is not None and any(address in network for network in self.proxies)
