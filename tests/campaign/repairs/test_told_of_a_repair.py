"""Who is told what of a repair, before it is made known and after."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lungang.campaign.transfer.queries import journeys_for
from lungang.errors import InputError
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.notices.models import Notice
from lungang.platform.notices.queries import notices_for
from tests.campaign.repairs.mended import Mending
from tests.campaign.reviews.asked import moved
from tests.campaign.transfer.released import sign_in
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


def test_the_record_names_nobody_before_the_release(mending: Mending) -> None:
    journey = mending.standing()[0]
    mending.report(journey, reason="某某的家事")
    mending.compute()
    mending.ask()
    for entry in Entry.objects.filter(action__startswith="repairs.").select_related("words"):
        told = f"{entry.summary}{entry.details}{getattr(entry, 'reason', '')}"
        assert journey.name not in told
        assert "家事" not in told
        assert mending.row.opened.digest not in told
    assert not Notice.objects.filter(subject__contains=journey.name).exists()


def test_how_it_is_made_known_is_said(mending: Mending) -> None:
    mending.report(mending.standing()[0])
    mending.compute()
    mending.ask()
    mending.confirm()
    for wrong in (
        {"paper": ""}, {"how": "meeting", "place": " "}, {"how": "x"},
        {"held_at": clock.now() + timedelta(hours=1)},
    ):  # fmt: skip
        with pytest.raises(InputError):
            mending.release(**wrong)
    meeting = mending.release(how="meeting", place="一会议室", paper="")
    assert (meeting.how, meeting.place) == ("meeting", "一会议室")
    assert Entry.objects.get(action="repairs.release", subject_id=str(meeting.pk))


def test_the_person_reads_both_moves(mending: Mending) -> None:
    journey = mending.movable()
    moved = make_actor(Office.PERSON_MOVED, journey.from_unit, person=journey.person_key)
    assert len(journeys_for(moved, mending.campaign)) == 1
    mending.mend(journey, follows="elsewhere")
    new, old = sorted(journeys_for(moved, mending.campaign), key=lambda row: row.is_revoked)
    assert (old, new.replaces, new.person_key) == (journey, journey, journey.person_key)


def test_how_far_a_repair_is_is_told_to_the_list_alone_and_never_mailed(mending: Mending) -> None:
    journey = mending.standing()[0]
    unlisted = make_actor(Office.ORGANISATION_SECTION)
    mending.report(journey)
    mending.compute()
    before = set(Notice.objects.values_list("pk", flat=True))
    mending.ask()
    mending.confirm()
    told = Notice.objects.exclude(pk__in=before)
    assert {one.holding_id for one in told} == {
        mending.organisation.holding.pk,
        mending.personnel.holding.pk,
    }
    assert not told.filter(mailed_at=None).exists()
    assert not notices_for(unlisted).filter(pk__in=told).exists()


def test_only_those_who_go_elsewhere_are_told_of_their_own_way(mending: Mending) -> None:
    rows = mending.standing()
    people = {row.person_key: moved(row) for row in rows}
    meeting = mending.mend(mending.redirecting())
    touched = {row.person_key for row in mending.campaign.journeys.filter(meeting=meeting)}
    touched |= {row.person_key for row in mending.campaign.journeys.filter(revoked_in=meeting)}
    told = Notice.objects.filter(office=Office.PERSON_MOVED, subject__startswith="补充公布")
    assert {one.holding_id for one in told} == {people[key].holding.pk for key in touched}


def test_nobody_reads_after_it_whose_case_it_was(mending: Mending) -> None:
    journey = mending.redirecting()
    mending.report(journey, kind="investigation", reason="立案审查", said_by="纪委")
    mending.compute()
    mending.ask()
    mending.confirm()
    meeting = mending.release()
    sent = [
        row for row in mending.standing(meeting=meeting) if row.person_key != journey.person_key
    ]
    assert sent
    for row in sent:
        assert len(row.reasons) == 3  # work, post, establishment: and not why it was changed
        told = "".join(row.reasons) + row.replaces.revoked_because
        assert journey.name not in told
    journey.refresh_from_db()
    assert journey.revoked_because == sent[0].replaces.revoked_because


def test_the_unit_that_loses_an_arrival_is_not_told_where_he_goes_now(mending: Mending) -> None:
    journey = mending.movable()
    mending.mend(journey, follows="elsewhere")
    (new,) = mending.standing(person_key=journey.person_key)

    def page(unit: int) -> str:
        client = sign_in(Client(), mending.transfer.of_unit(unit))
        return client.get(reverse("transfer:journey", args=[journey.pk])).content.decode()

    assert new.to_name in page(journey.from_unit_id)
    lost = page(journey.to_unit_id)
    assert "原定的去向撤销" in lost
    assert new.to_name not in lost
    assert "本人留在" not in lost
