"""What there is in the world around the release: the meeting convened, and requests for review."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from lungang.campaign.convening.models import Convening, Invited
from lungang.campaign.reviews.models import Review
from lungang.campaign.transfer.models import Journey
from lungang.platform import clock
from lungang.platform.accounts.models import Holding, User
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from tests.access.canaries import SAID
from tests.factories import LONG_AGO

if TYPE_CHECKING:
    from tests.access.world import World


def plant_meeting(world: World) -> None:
    """The work meeting is convened for three days on; unit A is called, B is not."""
    now = clock.now()
    with writing():
        row = Convening.objects.create(
            campaign=world.campaign, held_at=now + timedelta(days=3), place="礼堂",
            convened_at=now, convened_by=world.actor("per").holding,
        )  # fmt: skip
        Invited.objects.create(convening=row, unit=world.units["A"], name="甲局")
    world.things["notice of meeting"] = [type(world.things["way"][0])((), "A")]


def plant_reviews(world: World) -> None:
    """Requests of every kind, all of people under the organisation department."""
    org = world.actor("org")
    assert org.authority is not None
    with writing():
        for number, kind in enumerate(("", "on paper", "answered", "own"), 51):
            row = _way(world, number, f"e{number:063}")
            by = world.actor("moved", "B") if kind == "own" else org
            if kind == "own":
                _is(world, row)
            review = Review.objects.create(
                campaign=world.campaign, journey=row, received_on=clock.today(), wants="留任",
                reason=SAID["review_own" if kind == "own" else "review"], asked_at=clock.now(),
                asked_by=by.holding, due_at=clock.now() + timedelta(days=30),
                on_paper=kind != "own",
            )  # fmt: skip
            if kind == "answered":
                review.state, review.reply = "kept", SAID["reply"]
                review.answered_at, review.answered_by = clock.now(), org.holding
                review.save()
            name = f"review {kind}".strip()
            world.thing(name, review.pk, "B" if kind == "own" else "")
        own = _way(world, 60, world.actor("moved", "C").holding.person_id)
        world.thing("way own", own.pk, "C")
        entry = Journey.objects.get(pk=world.things["way hand_letter"][0].args[0])
        world.thing("way entry", entry.pk)
        user = User(username="jl-1", name=entry.name)
        user.set_unusable_password()
        user.save()
        Holding.objects.create(
            user=user, office=Office.PERSON_MOVED, unit=entry.from_unit, valid_from=LONG_AGO,
            person_id=entry.person_key,
        )  # fmt: skip


def _way(world: World, number: int, key: str) -> Journey:
    """A move out of unit B, of somebody under the organisation department."""
    authority = world.actor("org").authority.value
    meeting = world.campaign.work_meetings.get()
    return Journey.objects.create(
        campaign=world.campaign, meeting=meeting, number=number, person_key=key,
        name=f"某{number}", authority=authority, new_authority=authority,
        from_unit=world.units["B"], from_name="乙局", to_unit=world.units["F"], to_name="己局",
        state="notice",
    )  # fmt: skip


def _is(world: World, row: Journey) -> None:
    """Let the person moved of unit B be this one."""
    Holding.objects.filter(pk=world.actor("moved", "B").holding.pk).update(person_id=row.person_key)
    world.actor("moved", "B").holding.refresh_from_db()
