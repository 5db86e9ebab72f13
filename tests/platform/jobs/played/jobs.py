"""Kinds of jobs for tests with real processes."""

from __future__ import annotations

import os
import time
from pathlib import Path

from lungang.platform.actions import action
from lungang.platform.jobs.registry import job


@action("played.effect")
def effect(act, what):
    act.record(None, what)


@job("played.wait")
def wait(running, folder):
    """Act, say which process does it, and go on until the file ``go`` is there."""
    running.perform(effect, "办了", what="effect")
    Path(folder, "pid").write_text(str(os.getpid()))
    while not Path(folder, "go").exists():
        running.progress("等", 1, 2)
        time.sleep(0.05)
    return "/done/"


@job("played.deaf")
def deaf(running, folder):
    """Never listen."""
    Path(folder, "pid").write_text(str(os.getpid()))
    time.sleep(600)


@job("played.quick")
def quick(running):
    running.perform(effect, "办了", what="effect")


@job("played.die")
def die(running):
    os.kill(os.getpid(), 9)
