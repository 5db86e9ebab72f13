"""Running the rules: what is saved is what the library says, whole or not at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from lungang.campaign.core.models import PackVersion
from lungang.campaign.screening import queries
from lungang.campaign.screening.actions import run_screening, save_run
from lungang.campaign.screening.compute import compute
from lungang.campaign.screening.evidence import screened_of
from lungang.campaign.screening.models import Result, Run
from lungang.campaign.screening.states import PetitionKind
from lungang.domain.codes import Verdict
from lungang.errors import NotNow, NotPermitted
from lungang.platform.accounts.offices import SECTIONS, Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.policy.pack import load_policy
from lungang.policy.screening import screen
from tests.factories import make_actor, make_campaign


def test_the_demo_county_comes_out_as_the_library_says(demo):
    run = demo.screen()
    expected = screen(demo.roster, load_policy("county-2004"))
    assert run.counts == Counter(row.verdict.value for row in expected.people)
    assert run.counts[Verdict.MUST_EXCHANGE.value] == 34
    assert (run.number, run.units, run.missing, run.compared) == (1, 60, [], {})
    said = dict(run.results.values_list("person_key", "verdict"))
    assert said == {
        demo.rows[row.person_id].person_key: row.verdict.value for row in expected.people
    }


def test_a_result_keeps_the_record_under_the_key_and_never_the_citizen_id(county):
    run = county.screen()
    expected = screen(county.roster, load_policy("county-2004")).of
    for result in run.results.all():
        citizen_id = next(i for i, row in county.rows.items() if row.pk == result.row_id)
        assert screened_of(result) == replace(expected[citizen_id], person_id=result.person_key)
        assert citizen_id not in str(result.record) + str(result.profile)


def test_the_list_shows_one_telling_fact(county):
    run = county.screen()
    told = run.results.filter(verdict=Verdict.MUST_EXCHANGE).values_list("category", "fact")
    assert all(category and fact for category, fact in told)
    assert any("年" in fact and "，" not in fact for _category, fact in told)


@pytest.mark.parametrize("office", sorted(set(Office) - SECTIONS))
def test_only_the_sections_run_the_rules(county, office):
    with pytest.raises(NotPermitted):
        run_screening(make_actor(office), county.campaign)
    assert not Run.objects.exists()
    assert Entry.objects.get(action="screening.run").result == "refused"


def test_rosters_that_change_while_it_is_computed_refuse_the_result(county):
    computed = compute(county.campaign)
    county.change(county.roster)
    with pytest.raises(NotNow, match="花名册"):
        save_run(county.personnel, county.campaign, computed)
    assert not Run.objects.exists()
    assert not Result.objects.exists()


def test_rules_that_change_while_it_is_computed_refuse_the_result(county):
    computed = compute(county.campaign)
    _amend(county.campaign)
    with pytest.raises(NotNow, match="政策规则"):
        save_run(county.personnel, county.campaign, computed)
    assert not Run.objects.exists()


def _amend(campaign):
    first = campaign.packs.get()
    with writing():
        PackVersion.objects.create(
            campaign=campaign, number=2, name=first.name, title=first.title,
            text=first.text, digest="0" * 64, adopted_at=first.adopted_at,
        )  # fmt: skip


def test_without_a_pack_nothing_is_screened(county):
    with writing():
        county.campaign.packs.all().delete()
    with pytest.raises(NotNow, match="政策包"):
        county.screen()


def test_the_same_form_twice_runs_once(county):
    first = run_screening(county.personnel, county.campaign, key="k" * 32)
    again = run_screening(county.personnel, county.campaign, key="k" * 32)
    assert first == again
    assert Run.objects.count() == 1


def test_the_difference_to_the_run_before(county):
    before = county.screen()
    gone = before.results.filter(verdict=Verdict.MUST_EXCHANGE).first()
    people = tuple(
        replace(person, post=replace(person.post, level=person.post.level.UNIT_CHIEF))
        if county.rows[person.id].person_key == gone.person_key
        else person
        for person in county.roster.people
    )
    county.change(replace(county.roster, people=people))
    run = county.screen()
    found = queries.changes(run)
    assert run.compared == found.counts
    assert [r.person_key for r in found.fewer] == [gone.person_key]
    assert found.before == before
    # The place within the unit's limit goes to the next, who was deferred before.
    assert all(r.unit_id == gone.unit_id for r in found.more)


def test_a_first_run_is_compared_with_nothing(county):
    assert queries.changes(county.screen()) is None


def test_a_run_forgets_nothing_that_was_granted(county):
    run = county.screen()
    person = run.results.filter(verdict=Verdict.MUST_EXCHANGE).first()
    actor = county.officer(_unit_name(county, person))
    from lungang.campaign.screening.actions import approve, petition

    asked = petition(actor, county.campaign, person.pk, PetitionKind.DEFER, "正在援建")
    approve(county.group, county.campaign, asked.pk, "属实")
    county.screen()
    rows = queries.results_for(county.group, county.campaign)
    again = rows.get(person_key=person.person_key)
    assert (again.verdict, again.effective) == (Verdict.MUST_EXCHANGE, Verdict.DEFERRED)


def _unit_name(county, result):
    return next(name for name, unit in county.units.items() if unit.pk == result.unit_id)


def test_missing_units_are_named(county):
    from lungang.platform.organisation.models import UnitVersion

    county.missing = (UnitVersion.objects.first(),)
    assert county.screen().missing == [UnitVersion.objects.first().name]


def test_no_campaign_no_results(db):
    assert not queries.results_for(make_actor(Office.LEADING_GROUP), make_campaign()).exists()
