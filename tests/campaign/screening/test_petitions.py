"""Deferral and exclusion: who asks for whom, who decides, what holds then."""

from __future__ import annotations

import pytest

from lungang.campaign.screening import actions, queries
from lungang.campaign.screening.models import Petition
from lungang.campaign.screening.states import PETITIONS, PetitionKind, PetitionState
from lungang.domain.codes import CadreAuthority, Verdict
from lungang.errors import InputError, NotNow, NotPermitted, Stale
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.notices.models import Notice
from tests.factories import make_actor

LAND, SCHOOLS = "县国土资源和房屋管理局", "县教育委员会"


@pytest.fixture
def person(county):
    """Somebody of the land bureau who must exchange, as the officer sees them."""
    county.screen()
    return _first(county, LAND, Verdict.MUST_EXCHANGE)


def _first(county, unit, verdict):
    rows = queries.results_for(county.group, county.campaign)
    return rows.filter(unit=county.units[unit], verdict=verdict).order_by("strokes").first()


def ask(county, person, actor=None, kind=PetitionKind.DEFER, reason="正在援建"):
    actor = actor or county.officer(LAND)
    return actions.petition(actor, county.campaign, person.pk, kind, reason)


def section_of(county, person):
    is_organisation = person.authority == CadreAuthority.ORGANISATION_DEPARTMENT
    return county.organisation if is_organisation else county.personnel


def holds(county, person):
    rows = queries.results_for(county.group, county.campaign)
    found = rows.get(person_key=person.person_key)
    return found.verdict, found.effective


def test_an_officer_asks_for_the_own_people_and_the_group_hears_of_it(county, person):
    row = ask(county, person)
    assert (row.state, row.kind, row.unit_name) == ("asked", "defer", person.unit_name)
    notice = Notice.objects.get(office=Office.LEADING_GROUP)
    assert person.name not in notice.subject
    assert holds(county, person) == ("must_exchange", "must_exchange")


def test_the_line_in_the_log_holds_no_name_and_no_reason(county, person):
    ask(county, person, reason="本人重病住院")
    line = Entry.objects.get(action="screening.petition")
    told = f"{line.summary} {line.reason_digest} {line.details}"
    assert person.name not in told
    assert "重病" not in told


def test_the_section_asks_for_people_of_its_authority_only(county, person):
    own = section_of(county, person)
    other = county.organisation if own is county.personnel else county.personnel
    with pytest.raises(NotPermitted):
        ask(county, person, other)
    assert ask(county, person, own).asked_by == own.holding


@pytest.mark.parametrize(
    "office",
    [Office.LEADING_GROUP, Office.DISCIPLINE, Office.SUPERVISION, Office.UNIT_HEAD,
     Office.ESTABLISHMENT_OFFICE, Office.AUDITOR, Office.INSPECTOR],
)  # fmt: skip
def test_nobody_else_asks(county, person, office):
    unit = county.units[LAND] if office is Office.UNIT_HEAD else None
    with pytest.raises(NotPermitted):
        ask(county, person, make_actor(office, unit))
    assert not Petition.objects.exists()


def test_an_officer_cannot_ask_for_another_units_people(county, person):
    with pytest.raises(NotPermitted):
        ask(county, person, county.officer(SCHOOLS))


def test_an_officer_cannot_ask_for_somebody_who_need_not_move(county, person):
    with pytest.raises(NotPermitted):
        ask(county, _first(county, LAND, Verdict.DEFERRED))


def test_a_section_is_told_that_there_is_nothing_to_ask_for(county, person):
    deferred = _first(county, LAND, Verdict.DEFERRED)
    with pytest.raises(NotNow, match="暂缓"):
        ask(county, deferred, section_of(county, deferred))


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_petition_needs_a_reason(county, person, reason):
    with pytest.raises(InputError, match="理由"):
        ask(county, person, reason=reason)


def test_one_open_petition_a_person(county, person):
    ask(county, person)
    with pytest.raises(NotNow, match="待审"):
        ask(county, person, section_of(county, person), PetitionKind.EXCLUDE)


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [(PetitionKind.DEFER, Verdict.DEFERRED), (PetitionKind.EXCLUDE, Verdict.EXCLUDED)],
)
def test_granted_it_changes_what_holds_and_not_what_the_rules_said(county, person, kind, verdict):
    row = ask(county, person, kind=kind)
    done = actions.approve(county.group, county.campaign, row.pk, "属实", seen=row.version)
    assert (done.state, done.answer, done.decided_by) == ("approved", "属实", county.group.holding)
    assert holds(county, person) == ("must_exchange", verdict.value)
    told = Notice.objects.get(office=Office.HR_OFFICER)
    assert told.unit == county.units[LAND]
    with pytest.raises(NotNow, match="已经同意"):
        ask(county, person, kind=kind)


def test_refused_the_rules_stand_and_one_may_ask_again(county, person):
    row = ask(county, person)
    actions.refuse(county.group, county.campaign, row.pk, "理由不足")
    assert holds(county, person) == ("must_exchange", "must_exchange")
    assert ask(county, person).state == "asked"


def test_of_two_granted_the_later_holds(county, person):
    for kind in (PetitionKind.DEFER, PetitionKind.EXCLUDE):
        row = ask(county, person, kind=kind)
        actions.approve(county.group, county.campaign, row.pk, "属实")
    assert holds(county, person) == ("must_exchange", "excluded")


@pytest.mark.parametrize("act", [actions.approve, actions.refuse])
def test_the_group_alone_decides_with_a_reason(county, person, act):
    row = ask(county, person)
    for actor in (county.personnel, county.organisation, county.officer(LAND)):
        with pytest.raises(NotPermitted):
            act(actor, county.campaign, row.pk, "属实")
    with pytest.raises(InputError, match="理由"):
        act(county.group, county.campaign, row.pk, " ")
    row.refresh_from_db()
    assert row.state == PetitionState.ASKED


def test_who_asked_takes_it_back_and_nobody_else(county, person):
    row = ask(county, person)
    for actor in (county.group, county.personnel, county.officer(SCHOOLS)):
        with pytest.raises(NotPermitted):
            actions.withdraw(actor, county.campaign, row.pk)
    successor = make_actor(Office.HR_OFFICER, county.units[LAND])
    assert actions.withdraw(successor, county.campaign, row.pk).state == "withdrawn"


@pytest.mark.parametrize("act", ["approve", "refuse", "withdraw"])
@pytest.mark.parametrize("state", [s for s in PetitionState if s != PetitionState.ASKED])
def test_what_is_decided_stays(county, person, act, state):
    assert not PETITIONS.allows(act, state, next(iter(PETITIONS.who(act))))
    row = ask(county, person)
    end = {
        "approved": lambda: actions.approve(county.group, county.campaign, row.pk, "属实"),
        "refused": lambda: actions.refuse(county.group, county.campaign, row.pk, "不属实"),
        "withdrawn": lambda: actions.withdraw(county.officer(LAND), county.campaign, row.pk),
    }
    end[state]()
    again = {
        "approve": lambda: actions.approve(county.group, county.campaign, row.pk, "再办"),
        "refuse": lambda: actions.refuse(county.group, county.campaign, row.pk, "再办"),
        "withdraw": lambda: actions.withdraw(county.officer(LAND), county.campaign, row.pk),
    }
    with pytest.raises(NotNow):
        again[act]()
    row.refresh_from_db()
    assert row.state == state


def test_a_stale_page_is_refused_and_says_who_did_what(county, person):
    row = ask(county, person)
    actions.withdraw(county.officer(LAND), county.campaign, row.pk)
    with pytest.raises(Stale) as refused:
        actions.approve(county.group, county.campaign, row.pk, "属实", seen=row.version)
    assert [line.actor_name for line in refused.value.since] == [county.officer(LAND).name]


def test_pressed_twice_it_asks_once(county, person):
    key = "k" * 32
    args = (county.officer(LAND), county.campaign, person.pk, PetitionKind.DEFER, "援建")
    assert actions.petition(*args, key=key) == actions.petition(*args, key=key)
    assert Petition.objects.count() == 1
