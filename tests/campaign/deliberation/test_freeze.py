"""Decided principles freeze what they rest on: the page says why, the act is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import resolve, reverse

from lungang.campaign.core.actions import adopt_pack, edit_campaign
from lungang.campaign.core.freezing import why_frozen
from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.queries import decided_principles
from lungang.campaign.rosters import actions as rosters
from lungang.campaign.rosters.models import Correction, Return, Row
from lungang.campaign.screening import actions as screening
from lungang.campaign.screening.actions.opinions import Answer
from lungang.campaign.screening.models import Petition
from lungang.campaign.screening.pooling import standing
from lungang.campaign.screening.queries import results_for
from lungang.campaign.screening.states import OpinionAnswer, PetitionKind
from lungang.domain.codes import Nature, UnitKind
from lungang.domain.roster import Unit as DomainUnit
from lungang.errors import LungangError, NotNow
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from lungang.platform.organisation import actions as units
from lungang.platform.organisation.models import QuotaKind
from lungang.policy.pack import pack_bytes
from tests.campaign.deliberation.room import sign_in
from tests.factories import make_actor
from tests.forms import form_to, forms_on

LAND, SCHOOLS = "县国土资源和房屋管理局", "县教育委员会"
WHY = "请领导小组在商定里退回原则和程序"
TODAY = date(2004, 12, 16)


@pytest.fixture
def frozen(room):
    """Principles decided, and the campaign led back to where rosters and screening are done."""
    room.row = room.decide()
    with writing():
        Campaign.objects.update(step="screening")
        Return.objects.update(submitted_at=clock.now())
        row = Row.objects.filter(authority=room.personnel.authority).first()
        officer = room.county.officer(row.roster_return.unit.versions.get().name).holding
        room.asked = Correction.objects.create(
            row=row, before={}, after={}, reason="误", asked_at=clock.now(), asked_by=officer
        )
    room.est = make_actor(Office.ESTABLISHMENT_OFFICE)
    return room


def roster_acts(room):
    """Each act of rosters, with a return in the state in which it would be done."""
    officer = room.county.officer(LAND)
    sent = Return.objects.get(unit=room.county.units[LAND])
    row = Row.objects.filter(roster_return=sent, authority=room.personnel.authority).first()

    def submitted(act):
        with writing():
            Return.objects.filter(pk=sent.pk).update(state="submitted")
            Row.objects.filter(pk=row.pk).update(state="pending")
        return act()

    return {
        "accept": lambda: submitted(lambda: rosters.accept_rows(room.personnel, sent.pk, [row.pk])),
        "accept all": lambda: submitted(
            lambda: rosters.accept_all_mine(room.personnel, sent.pk)
        ),
        "return": lambda: submitted(
            lambda: rosters.return_(room.personnel, sent.pk, "重填", {})
        ),
        "take up": lambda: rosters.take_up(room.personnel, sent.pk, "重填"),
        "correct": lambda: rosters.ask_correction(
            officer, row.pk, {"remark": "挂职一年"}, "误"
        ),
        "approve": lambda: rosters.approve_correction(room.personnel, room.asked.pk),
        "refuse": lambda: rosters.refuse_correction(room.personnel, room.asked.pk, "不属实"),
        "start": lambda: rosters.start_empty(officer, room.campaign),
    }  # fmt: skip


def screening_acts(room):
    campaign = room.campaign
    person = results_for(room.group, campaign).filter(verdict="must_exchange").first()
    pool = campaign.pools.get()
    due = clock.now() + timedelta(days=1)
    return {
        "run": lambda: screening.run_screening(room.personnel, campaign),
        "petition": lambda: screening.petition(
            room.personnel, campaign,
            results_for(room.group, campaign)
            .filter(verdict="must_exchange", authority=room.personnel.authority).first().pk,
            PetitionKind.DEFER, "援建",
        ),
        "opinion": lambda: screening.give_opinions(
            room.county.officer(LAND), campaign, [Answer(person.pk, OpinionAnswer.NO_OBJECTION)]
        ),
        "ask": lambda: screening.ask_opinions(room.personnel, campaign, due),
        "propose": lambda: screening.propose_pool(
            room.personnel, campaign, standing(campaign).digest
        ),
        "confirm": lambda: screening.confirm_pool(room.group, campaign, pool.pk, pool.digest),
        "send back": lambda: screening.send_back_pool(room.group, campaign, pool.pk, "再核"),
    }  # fmt: skip


def unit_acts(room, day):
    unit = room.county.units[LAND].pk
    facts = units.UnitFacts(name="县改名局", kind=UnitKind("government_department"))
    return {
        "establish": lambda: units.establish_unit(room.est, "N1", facts, day=day),
        "change": lambda: units.change_unit(room.est, unit, facts, day=day),
        "merge": lambda: units.merge_unit(
            room.est, unit, room.county.units[SCHOOLS].pk, day=day
        ),
        "abolish": lambda: units.abolish_unit(room.est, unit, day=day, reason="编委 1 号"),
        "establishment": lambda: units.set_establishment(
            room.est, unit, Nature.ADMINISTRATIVE, 77, day=day, reason="编委 1 号"
        ),
        "quota": lambda: units.set_quota(
            room.est, unit, QuotaKind.LEADING, 7, day=day, reason="编委 1 号"
        ),
        "section": lambda: units.add_section(room.est, unit, "信息科", day=day),
        "import": lambda: units.adopt_units(
            room.est,
            computed=[DomainUnit(name="县另设局", kind=UnitKind("government_department"))],
            day=day,
        ),
    }  # fmt: skip


def core_acts(room, changed):
    campaign = room.campaign
    return {
        "pack": lambda: adopt_pack(
            room.organisation, campaign.pk, "present-law", pack_bytes("present-law")[1].decode(),
            decision="第四次会议",
        ),
        "day": lambda: edit_campaign(
            room.organisation, campaign.pk, name=campaign.name, county=campaign.county,
            document_number=campaign.document_number, reference_date=changed, reason="笔误",
        ),
    }  # fmt: skip


def every_act(room):
    return {
        **roster_acts(room), **screening_acts(room), **unit_acts(room, TODAY),
        **core_acts(room, date(2004, 12, 31)),
    }  # fmt: skip


NAMES = (
    "accept", "accept all", "return", "take up", "correct", "approve", "refuse", "start",
    "run", "petition", "opinion", "ask", "propose", "confirm", "send back",
    "establish", "change", "merge", "abolish", "establishment", "quota", "section", "import",
    "pack", "day",
)  # fmt: skip


def test_every_act_is_named(frozen):
    assert set(every_act(frozen)) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_act_is_refused_with_who_decided_and_what_to_do_first(frozen, name):
    with pytest.raises(NotNow, match=WHY) as refused:
        every_act(frozen)[name]()
    assert frozen.group.name in str(refused.value)


@pytest.mark.parametrize("name", NAMES)
def test_taken_back_nothing_is_frozen(frozen, name):
    with writing():
        Campaign.objects.update(step="deliberation")
    frozen.take_back(frozen.row)
    with writing():
        Campaign.objects.update(step="screening")
    said = ""
    try:
        every_act(frozen)[name]()
    except LungangError as refused:  # whatever else may stand in its way
        said = str(refused)
    assert WHY not in said


def test_why_says_who_and_when(frozen):
    at = decided_principles(frozen.campaign).decided_at.astimezone(clock.now().tzinfo)
    assert f"{at.year} 年" in why_frozen(frozen.campaign)
    assert frozen.group.name in why_frozen(frozen.campaign, ("reporting", "screening"))
    assert why_frozen(frozen.campaign, ("deliberation", "transfer")) == ""


def test_the_name_may_still_be_put_right(frozen):
    core_acts(frozen, frozen.campaign.reference_date)["day"]()


def test_units_change_freely_after_the_day_that_the_campaign_is_computed_at(frozen):
    units.set_establishment(
        frozen.est, frozen.county.units[LAND].pk, Nature.ADMINISTRATIVE, 77,
        day=TODAY + timedelta(days=1), reason="编委 1 号",
    )  # fmt: skip


# ---- on screen --------------------------------------------------------------------------------


def test_every_page_says_why_and_offers_nothing(client, frozen):
    sent = Return.objects.get(unit=frozen.county.units[LAND])
    unit = frozen.county.units[LAND].pk
    person = Row.objects.filter(roster_return=sent).first().pk
    asked = [
        (frozen.personnel, reverse("screening:list"), "screening:run"),
        (frozen.personnel, reverse("screening:opinions"), "screening:opinions"),
        (frozen.group, reverse("screening:pool"), "screening:"),
        (frozen.personnel, reverse("rosters:return", args=[sent.pk]), "rosters:take-up"),
        (frozen.county.officer(LAND), reverse("rosters:correct", args=[person]), "rosters:correct"),
        (frozen.organisation, reverse("core:settings"), "core:adopt"),
        (frozen.organisation, reverse("core:adopt"), "core:adopt"),
        (frozen.organisation, reverse("core:edit"), ""),
        (frozen.est, reverse("organisation:set_establishment", args=[unit]), ""),
        (frozen.est, reverse("organisation:set_quota", args=[unit]), ""),
        (frozen.est, reverse("organisation:change", args=[unit]), ""),
        (frozen.est, reverse("organisation:establish"), ""),
        (frozen.est, reverse("organisation:import"), ""),
    ]
    for actor, path, act in asked:
        page = sign_in(client, actor).get(path)
        assert page.status_code == 200, path
        assert WHY in page.content.decode(), path
        to = {resolve(form.action).view_name for form in forms_on(page, path) if form.action}
        assert not act or not any(one.startswith(act) for one in to - {"screening:download"}), path


def test_the_day_stays_whatever_the_form_sends(client, frozen):
    path = reverse("core:edit")
    form = form_to(sign_in(client, frozen.organisation).get(path), path, path)
    sent = {"reference_date": "2004-12-31", "name": "改了名", "reason": "笔误"}
    assert client.post(path, form.values | form.hidden | sent).status_code == 302
    campaign = frozen.campaign
    assert (campaign.name, campaign.reference_date) == ("改了名", TODAY)


def test_petitions_of_a_unit_are_closed_too(client, frozen):
    person = results_for(frozen.county.officer(LAND), frozen.campaign).first()
    page = sign_in(client, frozen.county.officer(LAND)).get(f"/screening/person/{person.pk}/")
    assert f"{person.pk}/petition/" not in page.content.decode()
    assert not Petition.objects.exists()
