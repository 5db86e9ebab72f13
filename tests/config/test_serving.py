"""Addresses that are refused, and the back room's chores."""

from __future__ import annotations

import socket
import threading
from dataclasses import replace

import pytest
from django.conf import settings

from lungang.config import serving, work
from lungang.config.site import Site
from lungang.errors import InputError


@pytest.fixture
def site() -> Site:
    return settings.SITE


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.8"])
def test_this_machine_alone(site, host):
    serving.refuse_address(site, host, serving.free_port())


@pytest.mark.parametrize("host", ["0.0.0.0", "office.example", "192.0.2.1"])
def test_others_only_over_https(site, host):
    for wrong in (site, replace(site, https=True, demo=True)):
        with pytest.raises(InputError, match="https"):
            serving.refuse_address(wrong, host, serving.free_port())


def test_all_addresses_only_behind_a_proxy_on_another_machine(site):
    port = serving.free_port()
    with pytest.raises(InputError, match="proxies"):
        serving.refuse_address(replace(site, https=True), "0.0.0.0", port)
    behind = replace(site, https=True, proxies=("192.0.2.10",))
    serving.refuse_address(behind, "0.0.0.0", port)


def test_a_port_that_is_taken(site):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(InputError, match=f"--port {port + 1}"):
            serving.refuse_address(site, "127.0.0.1", port)


def test_chores_do_all_that_is_due_about_each_minute():
    done = []
    chores = work._Chores(lambda: done.append("tick"), lambda: done.append("reap"))
    for _time in range(5):
        chores()
    assert done == ["tick", "reap", "reap", "reap", "tick"]


def test_the_back_room_leaves_when_told():
    leave = threading.Event()
    leave.set()
    work.work(leave)
