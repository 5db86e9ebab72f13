"""What the tests do to a site from outside: ``python -m tests.platform.jobs.drive VERB …``."""

from __future__ import annotations

import json
import sys
import threading
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from lungang.platform.accounts.actor import system  # noqa: E402
from lungang.platform.audit.models import Entry  # noqa: E402
from lungang.platform.guard import writing  # noqa: E402
from lungang.platform.jobs import actions  # noqa: E402
from lungang.platform.jobs.actions.books import claim  # noqa: E402
from lungang.platform.jobs.models import Job, JobState  # noqa: E402
from lungang.platform.jobs.worker import Worker  # noqa: E402


def migrate():
    call_command("migrate", verbosity=0)


def start(kind, arguments="{}", times="1"):
    for _time in range(int(times)):
        actions.start(system("试"), kind, "试", json.loads(arguments))


def work(leave_seconds="5"):
    from lungang.config.work import leave_on_signals

    quick = {"idle_seconds": 0.05, "beat_seconds": 0.2, "stop_seconds": 0.5}
    Worker(**quick, leave_seconds=float(leave_seconds)).run(leave_on_signals())


def state():
    rows = list(Job.objects.values("state", "attempts", "stage", "path", "message"))
    effects = Entry.objects.filter(action="played.effect").count()
    print(json.dumps({"jobs": rows, "effects": effects}))


def interrupt_silent():
    with writing():
        Job.objects.filter(state="running").update(beat_at=timezone.now() - timedelta(minutes=1))
    print(json.dumps(actions.reap()))


def requeue():
    with writing():  # what restart does for the office that started it; here the system did
        Job.objects.filter(state="interrupted").update(state=JobState.QUEUED)


def ask_stop():
    with writing():
        Job.objects.update(stop_asked=True)


def race(threads="8"):
    """Claim in threads until nothing waits; print how many claims there were of each job."""
    claimed = []

    def taker():
        while (job := claim("t")) is not None:
            claimed.append(str(job.pk))
        connection.close()

    takers = [threading.Thread(target=taker) for _number in range(int(threads))]
    for one in takers:
        one.start()
    for one in takers:
        one.join()
    print(json.dumps([len(claimed), len(set(claimed))]))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
