"""Nothing of the plan lies in clear: not in its own columns, not in log, notices, or jobs.

The whole database is read as it lies there. What may lie in clear (rosters, the screening's list)
holds names and units; so the sealed columns are looked at one by one, and the rest for what tells
of the plan alone: reasons, digests, titles, and names beside them.
"""

from __future__ import annotations

import pytest
from django.db import connection

from lungang.campaign.deliberation import actions
from lungang.campaign.deliberation.jobs import KIND, TITLE
from lungang.campaign.deliberation.models import Decision, Mark, Meeting, Scenario
from lungang.platform.audit.models import Entry
from lungang.platform.jobs.actions import start
from lungang.platform.jobs.models import Job
from lungang.platform.notices.models import Notice
from tests.campaign.deliberation.table.room import Room
from tests.campaign.rosters.test_at_rest import everything_stored

REASON, TITLE_SAID, CHAIR, ANSWER = "金丝雀之理由", "金丝雀之方案", "金丝雀之主持", "金丝雀之退回"
PRESENT, DROPPED = "金丝雀之到会", "金丝雀之不用"


@pytest.fixture
def worked(room: Room) -> Room:
    """A meeting with everything in it that is sealed."""
    start(room.personnel, KIND, TITLE, {"campaign": str(room.campaign.pk), "title": TITLE_SAID})
    other = room.compute("再算")
    actions.drop_scenario(room.personnel, room.campaign, other.pk, DROPPED)
    scenario = room.compute(TITLE_SAID)
    meeting = room.open()
    facts = {"held_at": meeting.held_at, "place": meeting.place, "agenda": REASON}
    actions.change_meeting(
        room.personnel, room.campaign, meeting.pk, chair=CHAIR, present=[PRESENT], **facts
    )
    table = room.table(scenario)
    row = next(row for row in table.people if row.slot)
    room.mark(scenario, "forbid", row, unit=row.to_unit, reason=REASON, key="form:1")
    actions.withdraw(
        room.personnel, room.campaign, scenario.pk, actions.Back(person=row.key), key="form:2"
    )
    one = next(row for row in table.people if row.state == "unplaced")
    room.mark(scenario, "stay", one, reason=REASON)
    room.settle(scenario)
    decision = room.ask(scenario, key="form:3")
    actions.send_back(room.organisation, room.campaign, decision.pk, ANSWER)
    again = room.ask(scenario)
    actions.confirm(room.organisation, room.campaign, again.pk, again.opened.digest)
    actions.close_meeting(room.personnel, room.campaign, room.campaign.meetings.get().pk)
    return room


def secrets(room: Room) -> list[str]:
    """What tells of the plan wherever it lies."""
    said = [REASON, TITLE_SAID, CHAIR, ANSWER, PRESENT, DROPPED]
    digests = [row.opened.digest for row in Scenario.objects.all()]
    digests += [row.opened.digest for row in Decision.objects.all()]
    digests += [row.opened.digest for row in Mark.objects.all()]
    return [*said, *{digest[:8] for digest in digests if digest}]


def test_nothing_that_tells_of_the_plan_lies_anywhere_in_clear(worked):
    stored = everything_stored()
    assert worked.campaign.name.encode() in stored  # it is the database that is read
    assert Meeting.objects.get().minutes  # and the minutes are in it, sealed
    assert all(row.told for row in Decision.objects.all())
    for secret in secrets(worked):
        assert secret.encode() not in stored, secret
        told = "".join(f"\\u{ord(c):04x}" for c in secret)  # as JSON might write it
        assert told.encode() not in stored.lower(), secret


@pytest.mark.parametrize("model", [Scenario, Mark, Decision, Meeting])
def test_its_own_tables_name_nobody_and_no_unit(worked, model):
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        lying = str(cursor.fetchall())
    assert len(lying) > 100
    names = {person.name for person in worked.county.roster.people}
    names |= {unit.name for unit in worked.county.roster.units}
    names |= {unit.short_name for unit in worked.county.roster.units if unit.short_name}
    names |= {row.person_key for row in worked.county.rows.values()} | set(worked.county.rows)
    assert not [name for name in names if name in lying]
    assert not [row for row in worked.county.rows.values() if str(row.pk) in lying]
    assert not [row for row in worked.county.rows.values() if row.pk.hex in lying]


def test_log_notices_and_jobs_tell_that_it_was_worked_and_no_more(worked):
    told = [
        f"{entry.action} {entry.summary} {entry.reason} {entry.details} {entry.subject_id}"
        for entry in Entry.objects.filter(action__startswith="deliberation.")
    ]
    told += [f"{row.subject} {row.body} {row.path}" for row in Notice.objects.all()]
    told += [f"{job.title} {job.path} {job.message} {job.stage}" for job in Job.objects.all()]
    people = {person.name for person in worked.county.roster.people}
    units = {unit.name for unit in worked.county.roster.units}
    keys = {row.person_key for row in worked.county.rows.values()}
    rows = {str(row.pk) for row in worked.county.rows.values()}
    for secret in (*secrets(worked), *people, *units, *keys, *rows):
        assert not any(secret in one for one in told), secret
    summaries = {
        entry.summary for entry in Entry.objects.filter(action__in=(
            "deliberation.mark", "deliberation.withdraw", "deliberation.ask_confirmation",
            "deliberation.confirm", "deliberation.send_back",
        ))
    }  # fmt: skip
    assert summaries == {"商定一件", "撤回商定的一件", "送第二人确认方案", "确认方案", "退回方案"}


def test_acts_of_every_kind_look_alike_on_record(sitting):
    """What kind of mark it was, and about whom, is nobody's to read in the log."""
    table = sitting.table(sitting.scenario)
    one, two, three = [row for row in table.people if row.slot][:3]
    sitting.mark(sitting.scenario, "decide", one)
    sitting.mark(sitting.scenario, "forbid", two, slot=three.slot, unit="")
    sitting.mark(sitting.scenario, "stay", three)
    entries = list(Entry.objects.filter(action="deliberation.mark"))
    assert len(entries) == 3
    assert len({(entry.summary, entry.subject_id, str(entry.details)) for entry in entries}) == 1
