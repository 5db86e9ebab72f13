"""A real site for a journey: founded and served by processes of its own, as ``lungang serve`` does.

``python -m tests.journeys.site found FOLDER`` founds the demo county's office before any roster
was sent; ``… demo FOLDER`` while the rosters come in; ``… accepted FOLDER`` when all of them are
accepted and nothing else is done; ``… meeting FOLDER`` as ``lungang demo`` opens it, on the day of
the joint meeting, and ``… lawful FOLDER`` the same with the steps of today's law in the policy;
``… age FOLDER`` lets every session have been left alone for a quarter of an hour.
"""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from lungang.config.serving import free_port
from lungang.config.site import SETTINGS_FILE

PASSWORD = "correct horse battery staple"


def run(*words: object, **more: str) -> None:
    """Do a piece of work on a site in a process of its own, for Django is set up once in each.

    ``more``: what the environment says besides, as in :func:`served`.
    """
    run_module(__name__, *words, **more)


def run_module(module: str, *words: object, **more: str) -> None:
    """Do the same with another module."""
    command = [sys.executable, "-m", module, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(**more))
    assert done.returncode == 0, done.stderr


def environment(**more: str) -> dict[str, str]:
    """Return the environment without what the tests' own Django was told."""
    ours = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "LUNGANG_SITE")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, **more}


@contextmanager
def served(folder: Path, workers: int = 1, **more: str) -> Iterator[str]:
    """Serve a site with one process for pages and one for jobs; give its address."""
    port = free_port()
    settings = "lungang.config.settings"
    told = environment(LUNGANG_SITE=str(folder), DJANGO_SETTINGS_MODULE=settings, **more)
    started = [
        subprocess.Popen(
            [sys.executable, "-m", f"lungang.config.{name}", *words],
            stdin=subprocess.PIPE, env=told, start_new_session=True,
        )
        for name, words in (("web", ("127.0.0.1", str(port), str(workers))), ("work", ()))
    ]  # fmt: skip
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(20)


def _wait(port: int) -> None:
    until = time.monotonic() + 90
    while True:
        try:
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            asked.request("GET", "/accounts/login/")
            asked.getresponse().read()
        except OSError:
            assert time.monotonic() < until, "the site does not answer"
            time.sleep(0.2)
        else:
            return


def let_pass(folder: Path, span: timedelta) -> None:
    """Move the office's clock on; holds for processes started afterwards."""
    path = folder / SETTINGS_FILE
    text = path.read_text("utf-8")
    seconds = int(re.search(r"^clock_offset_seconds = (-?\d+)$", text, re.M)[1])  # type: ignore[index]
    later = f"clock_offset_seconds = {seconds + int(span.total_seconds())}"
    path.write_text(re.sub(r"^clock_offset_seconds = .*$", later, text, flags=re.M), "utf-8")


def found(folder: Path) -> None:
    from lungang.config import demo_site, running
    from lungang.demo import make_county

    demo_site.load_rosters = lambda *_words, **_more: (
        None
    )  # the journey does that, through the pages
    demo_site.make_site(folder, make_county(), lambda _words: None)
    running.collect_static()
    _give_passwords()


def _give_passwords() -> None:
    from django.contrib.auth.hashers import make_password

    from lungang.platform.accounts.models import User
    from lungang.platform.guard import writing

    with writing():
        User.objects.update(password=make_password(PASSWORD))  # whoever wants may sign in by it


def accepted(folder: Path) -> None:
    from lungang.config import demo_meeting, demo_site, running
    from lungang.demo import make_county

    demo_meeting.prepare = lambda *_words: None  # the journey does that, through the pages
    demo_site.make_site(folder, make_county(), lambda _words: None, at="meeting")
    running.collect_static()
    _give_passwords()


def demo(folder: Path) -> None:
    from lungang.config import demo_site, running
    from lungang.demo import make_county

    demo_site.make_site(folder, make_county(), lambda _words: None)
    running.collect_static()


def meeting(folder: Path) -> None:
    from lungang.config import demo_site, running
    from lungang.demo import make_county

    demo_site.make_site(folder, make_county(), lambda _words: None, at="meeting")
    running.collect_static()


def lawful(folder: Path) -> None:
    from lungang.config import demo_site
    from lungang.policy.pack import pack_bytes
    from tests.campaign.procedure.steps import steps_of_today

    def with_steps(name: str) -> tuple[str, bytes]:
        file, content = pack_bytes(name)
        return file, content + b"\n" + steps_of_today().encode()

    demo_site.pack_bytes = with_steps
    meeting(folder)


def age(folder: Path) -> None:
    from django.conf import settings

    from lungang.config import running

    running.start(folder)
    from importlib import import_module

    from django.contrib.sessions.models import Session

    from lungang.platform.accounts.middleware import LAST_SEEN
    from lungang.platform.guard import writing

    store = import_module(settings.SESSION_ENGINE).SessionStore
    with writing():
        for row in Session.objects.all():
            session = store(row.session_key)
            if LAST_SEEN in session:
                session[LAST_SEEN] -= settings.IDLE_SECONDS + 60
                session.save()


if __name__ == "__main__":
    ways = {
        "found": found, "demo": demo, "accepted": accepted, "meeting": meeting, "lawful": lawful,
        "age": age,
    }  # fmt: skip
    ways[sys.argv[1]](Path(sys.argv[2]))
