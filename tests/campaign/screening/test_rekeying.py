"""A citizen id put right: what was asked for and answered about the person goes with it."""

from __future__ import annotations

import pytest

from lungang.campaign.rosters import actions
from lungang.campaign.rosters.models import Person, PersonAuthority
from lungang.campaign.screening.models import Opinion, Petition
from lungang.platform import clock
from lungang.platform.guard import writing
from tests.campaign.rosters.desk import make_desk
from tests.campaign.rosters.test_correcting import neighbours


@pytest.mark.django_db
def test_petitions_opinions_and_authority_keep_their_person() -> None:
    desk = make_desk()
    row = desk.person(desk.accepted())
    old = row.person_key
    about = {"campaign": desk.campaign, "unit": desk.unit, "person_key": old}
    with writing():
        petition = Petition.objects.create(
            **about, unit_name="审计局", name=row.name, authority=row.authority, kind="defer",
            reason="援建", state="approved", asked_at=clock.now(), asked_by=desk.officer.holding,
        )  # fmt: skip
        opinion = Opinion.objects.create(
            **about, verdict="must_exchange", answer="none", given_at=clock.now(),
            given_by=desk.officer.holding,
        )  # fmt: skip
    new = next(i for i in neighbours(row.cells["id"]) if i != row.cells["id"])
    asked = actions.ask_correction(desk.officer, row.pk, {"id": new}, "号码抄错")
    actions.approve_correction(desk.personnel, asked.pk)
    row.refresh_from_db()
    assert row.person_key != old
    for kept in (petition, opinion):
        kept.refresh_from_db()
        assert kept.person_key == row.person_key
    assert not Person.objects.filter(pk=old).exists()
    known = PersonAuthority.objects.get(person=row.person_key)
    assert (known.authority, known.valid_to) == (row.authority, None)
