"""What one person asked for, another decides: a second office does not make a second person."""

from __future__ import annotations

import pytest

from lungang.campaign.screening import actions, queries
from lungang.campaign.screening.pooling import standing
from lungang.campaign.screening.states import PetitionKind
from lungang.domain.codes import Verdict
from lungang.errors import NotNow
from lungang.platform.accounts.offices import Office
from tests.factories import also


@pytest.mark.parametrize("decide", [actions.approve, actions.refuse])
def test_a_petition_is_not_decided_by_who_asked(county, decide):
    county.screen()
    rows = queries.results_for(county.group, county.campaign)
    section = county.personnel
    person = rows.filter(verdict=Verdict.MUST_EXCHANGE, authority=section.authority).first()
    row = actions.petition(section, county.campaign, person.pk, PetitionKind.DEFER, "援建")
    with pytest.raises(NotNow, match="不能自己批"):
        decide(also(section, Office.LEADING_GROUP), county.campaign, row.pk, "属实")
    row.refresh_from_db()
    assert row.state == "asked"
    assert decide(county.group, county.campaign, row.pk, "属实").state != "asked"


def test_a_pool_is_not_confirmed_by_who_proposed_it(county):
    county.screen()
    digest = standing(county.campaign).digest
    pool = actions.propose_pool(county.personnel, county.campaign, digest)
    both = also(county.personnel, Office.LEADING_GROUP)
    with pytest.raises(NotNow, match="不能自己批"):
        actions.confirm_pool(both, county.campaign, pool.pk, digest)
    missing = standing(county.campaign).unanswered
    confirmed = actions.confirm_pool(
        county.group, county.campaign, pool.pk, digest, without_opinion=missing
    )
    assert confirmed.state == "confirmed"
